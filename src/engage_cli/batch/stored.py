"""Encodes rows as lines of JSON and back: arrays rather than objects, as there may be a hundred thousand.

Most cells occur in several projects: each distinct one is decoded once and shared.
"""

from fractions import Fraction
from functools import lru_cache
from typing import Any

import msgspec

from engage_cli.portfolio.kept import BoundedCache
from engage_cli.portfolio.rows import AdviceCell, GateCell, NodeCell, QuestionCell, Row
from engage_cli.portfolio.step_cells import StepCell
from engage_cli.values import fields

KEPT = 16_384
"""Number of cells of each kind that are cached."""
_CELLS = {
    "sections": NodeCell, "indices": NodeCell, "questions": QuestionCell, "gates": GateCell, "advice": AdviceCell,
    "path": StepCell,
}  # fmt: skip
"""By field of a row, the type of cells made of ids and figures only, which rows can share."""


def encode_row(row: Row) -> str:
    """`row` as one line of JSON."""
    return _ENCODER.encode(row).decode()


def decode_row(line: str) -> Row:
    """The row that `encode_row` made `line` of."""
    found = _DECODER.decode(line)
    values = {name: getattr(found, name) for name in _NAMES}
    for name, cells in _SHARED.items():
        values[name] = tuple(map(cells.__getitem__, map(bytes, values[name])))
    values["facets"] = {id: _same(value) for id, value in values["facets"].items()}
    return Row(**values)


def decode_stored(line: str) -> Row | None:
    """The row of a stored `line`; None where it was written by another version of engage."""
    try:
        return decode_row(line)
    except (ValueError, TypeError, ArithmeticError, AssertionError):
        return None


def clear_cell_cache() -> None:
    """Forgets the shared cells, when no more rows will be decoded."""
    for cells in _SHARED.values():
        cells.clear()


def _written(value: Any) -> str:
    """A fraction as text."""
    assert isinstance(value, Fraction)
    return str(value)


@lru_cache(maxsize=4096)
def _read(kind: type[Fraction], text: str) -> Fraction:
    """The fraction of a text, cached, as the same few recur all the time."""
    return kind(text)


@lru_cache(KEPT, typed=True)
def _same(value: Any) -> Any:
    """One shared object for all equal values."""
    return value


def _cells(kind: Any) -> BoundedCache[bytes, Any]:
    return BoundedCache(msgspec.json.Decoder(kind, dec_hook=_read).decode, KEPT)


_NAMES = tuple(field.name for field in fields(Row))
_SHARED = {name: _cells(kind) for name, kind in _CELLS.items()}
_ENCODER = msgspec.json.Encoder(enc_hook=_written)
_DECODER = msgspec.json.Decoder(
    msgspec.defstruct(
        "StoredRow",
        [(f.name, tuple[msgspec.Raw, ...] if f.name in _CELLS else f.type, f.default) for f in fields(Row)],
        array_like=True,
    ),
    dec_hook=_read,
)
