"""Rows as lines of JSON, and back: lists rather than keys, because there may be a hundred thousand of them."""

from fractions import Fraction
from functools import lru_cache
from typing import Any

import msgspec

from engage_cli.portfolio.rows import Row


def encoded(row: Row) -> str:
    """`row` as one line of JSON."""
    return _ENCODER.encode(row).decode()


def decoded(line: str) -> Row:
    """The row that `encoded` made `line` of."""
    return _DECODER.decode(line)


def _written(value: Any) -> str:
    """A fraction as text."""
    assert isinstance(value, Fraction)
    return str(value)


@lru_cache(maxsize=4096)
def _read(kind: type[Fraction], text: str) -> Fraction:
    """The same few fractions come back all the time."""
    return kind(text)


_ENCODER = msgspec.json.Encoder(enc_hook=_written)
_DECODER = msgspec.json.Decoder(Row, dec_hook=_read)
