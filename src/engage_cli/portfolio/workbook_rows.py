"""The rows of workbook sheets as XML: XlsxWriter takes ten times as long cell by cell.

XlsxWriter makes the workbook with heading rows only; our rows wait in temporary files and are inserted below them.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from types import MappingProxyType
from typing import IO
from xml.sax.saxutils import escape

from engage_cli.report.results import round_to_float
from engage_cli.text import encodable

MOST_ROWS = 1_048_576
"""Maximum number of rows of a sheet, the heading included."""
LONGEST_TEXT = 32_767
"""Maximum length of a text in a cell, as Excel counts: in UTF-16 code units."""
CUT = " […]"
"""The end of a text that was cut as a cell could not hold it."""
STYLES: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
        "share": {"num_format": "0%"},
        "date": {"num_format": "yyyy-mm-dd"},
        "text": {"text_wrap": True, "valign": "top"},
        "link": {"font_color": "#0563C1", "underline": 1, "valign": "top"},
    }
)
"""The cell formats by name; a cell refers to one by its position, from 1."""
AT_ONCE = 500
"""Number of rows written together."""
BLOCK = 1 << 20
"""Number of bytes copied together."""
SMALL = 1 << 16
"""Number of bytes of rows kept in memory before they go to a file."""
LARGE = 32 << 20
"""Number of bytes of rows from which compression is faster and weaker: a third of the time, a third larger."""

Cell = str | int | float | Fraction | dt.date | bool | None
"""What a cell holds; a Fraction is a share from 0 to 1."""

Cells = tuple[str, ...]
"""Cells side by side as XML; between its parts goes the number of the row."""

_SHORTENED = "\1"
"""A marker in encoded cells for a cut text; it cannot occur in one, as it is a control character."""
_STYLE = {name: place for place, name in enumerate(STYLES, 1)}

_ZERO = dt.date(1899, 12, 30)
"""Day 0 of Excel's calendar, for dates from 1 March 1900 on."""
_DAY_60 = 60
"""29 February 1900, a day that exists only in Excel."""
_CODED = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
"""A sequence that a reader would take for the code of a control character."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ROWS_END = b"</sheetData>"
_SIZE = re.compile(rb'(?<=<dimension ref="A1:)[A-Z]+1(?=")')


class Rows:
    """The rows of one sheet as XML in a temporary file."""

    def __init__(self, columns: int) -> None:
        self._last = _letters(columns - 1)
        self._file = _waiting()
        self.close = self._file.close
        """Lets the rows go."""
        self.count = self.left = self.cut = 0
        """Rows below the head; those that the sheet cannot hold; texts that a cell cannot hold."""

    @property
    def size(self) -> int:
        """The number of bytes waiting."""
        return self._file.tell()

    def add(self, rows: Iterable[tuple[Cells, Cells]]) -> None:
        """Adds rows, each as two halves encoded by `encode_cells`."""
        given = iter(rows)
        while some := list(islice(given, min(AT_ONCE, MOST_ROWS - 1 - self.count))):
            numbered = zip(map(str, range(self.count + 2, MOST_ROWS + 1)), some, strict=False)
            xml = "".join([f'<row r="{n}">{n.join(own)}{n.join(same)}</row>' for n, (own, same) in numbered])
            self.cut += xml.count(_SHORTENED)
            self._file.write(xml.replace(_SHORTENED, "").encode())
            self.count += len(some)
        self.left += sum(1 for _row in given)

    def write_to(self, target: IO[bytes], sheet: bytes) -> None:
        """Writes `sheet`, which has only its heading row, with the rows inserted below; the rows are then gone."""
        head, end, tail = sheet.partition(_ROWS_END)
        target.write(_SIZE.sub(f"{self._last}{self.count + 1}".encode(), head) if self.count else head)
        self._file.seek(0)
        copyfileobj(self._file, target, BLOCK)
        target.write(end + tail)
        self.close()


def _waiting() -> IO[bytes]:
    return SpooledTemporaryFile(SMALL)


def assemble_workbook(book: IO[bytes], file: IO[bytes], sheets: Mapping[str, Rows]) -> None:
    """Writes to `file` the workbook in `book` with rows added to its `sheets`, keyed by the name of their part."""
    level = 1 if sum(rows.size for rows in sheets.values()) > LARGE else None
    with zipfile.ZipFile(book) as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as whole:
        for name in made.namelist():
            rows = sheets.get(name)
            with whole.open(name, "w", force_zip64=rows is not None and rows.size > zipfile.ZIP64_LIMIT // 2) as target:
                if rows is None:
                    target.write(made.read(name))
                else:
                    rows.write_to(target, made.read(name))


def encode_cells(values: Iterable[Cell], first: int = 0) -> Cells:
    """Adjacent cells as XML, beginning at column `first` (0 is A)."""
    parts = [""]
    for at, xml in enumerate(map(_cell, values), first):
        if xml:
            parts[-1] += f'<c r="{_letters(at)}'
            parts.append(f'"{xml}')
    return tuple(parts)


@lru_cache
def _letters(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


@lru_cache(4096, typed=True)
def _cell(value: Cell) -> str:
    """The XML of a cell after its reference; empty for an empty cell."""
    match value:
        case None:
            return ""
        case bool():
            return f' t="b"><v>{value:d}</v></c>'
        case int() | float():
            return f"><v>{value:.16G}</v></c>"
        case Fraction():
            return f' s="{_STYLE["share"]}"><v>{round_to_float(value):.16G}</v></c>'
        case dt.date():
            return f' s="{_STYLE["date"]}"><v>{_days(value)}</v></c>'
        case str():
            return f' s="{_STYLE["text"]}"{_text(truncate_text(value))}{_SHORTENED * exceeds_cell(value)}'


def _days(day: dt.date) -> int:
    found = (day - _ZERO).days
    return found if found > _DAY_60 else found - 1


def _text(text: str) -> str:
    """A text as the content of a cell."""
    coded = _CONTROLS.sub(lambda found: f"_x{ord(found[0]):04X}_", _CODED.sub("_x005F_", text))
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f' t="inlineStr"><is><t{kept}>{escape(coded)}</t></is></c>'


def truncate_text(text: str) -> str:
    """`text` made valid for XML, cut and marked with CUT where a cell cannot hold it."""
    text = encodable(text)
    if not exceeds_cell(text):
        return text
    return _units(text)[: 2 * (LONGEST_TEXT - len(CUT))].decode("utf-16-le", "ignore") + CUT


def exceeds_cell(text: str) -> bool:
    """Whether `text` is too long for a cell."""
    return 2 * len(text) > LONGEST_TEXT and len(_units(text)) > 2 * LONGEST_TEXT


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "replace")
