"""The rows of the sheets of a workbook, as XML: cell by cell, XlsxWriter takes ten times as long.

It makes the workbook with the heads of the sheets alone; the rows wait in a temporary file until they stand below.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import IO, BinaryIO
from xml.sax.saxutils import escape

from engage_cli.report.results import rounded
from engage_cli.text import encodable
from engage_cli.values import Value

LONGEST_TEXT = 32_767
"""Letters in a cell, as Excel counts them: two for those beyond the first 65,536 of Unicode."""
CUT = " […]"
"""What a text ends in that a cell could not hold."""
KEPT = 16_384
"""Cells kept as XML: most values come back many times."""
AT_ONCE = 500
"""Rows written together."""
BLOCK = 1 << 20
"""Bytes copied together."""

Cell = str | int | float | Fraction | dt.date | bool | None
"""What a cell holds; a Fraction is a share from 0 to 1."""

_ZERO = dt.date(1899, 12, 30)
"""Of Excel's days, from 1 March 1900 on."""
_DAY_60 = 60
"""29 February 1900, which Excel alone has."""
_CODED = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
"""What a reader would take for the code of a control character."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ROWS_END = b"</sheetData>"
_SIZE = re.compile(rb'(?<=<dimension ref="A1:)[A-Z]+1(?=")')


class Added(Value, kw_only=True):
    """The rows of one sheet."""

    rows: int
    cut: int
    """Texts that a cell could not hold."""
    last: str
    """The name of the last cell; empty: there are no rows."""
    place: int
    """Where they begin in the file, in bytes..."""
    size: int
    """...and how long they are."""


class Rows:
    """Takes the rows of one sheet after the other, which wait in `file`, then puts them into the workbook."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._xml: Callable[[Cell], str] = lru_cache(KEPT, typed=True)(self._cell)
        self._added: list[Added] = []
        self.styles: Mapping[str, int] = {}
        """The numbers of the workbook's formats "share", "date" and "text"."""

    def add(self, columns: int, rows: Iterable[Sequence[Cell]]) -> Added:
        """Takes the rows of a sheet, which go below its head."""
        from xlsxwriter.utility import xl_col_to_name

        letters = [xl_col_to_name(at) for at in range(columns)]
        start, count, cut, given = self._file.tell(), 0, 0, iter(rows)
        while some := list(islice(given, AT_ONCE)):
            written = [self._row(number, letters, row) for number, row in enumerate(some, count + 2)]
            cut += sum(_cut(row) for row, xml in zip(some, written, strict=True) if len(xml) > LONGEST_TEXT // 2)
            count += len(some)
            self._file.write("".join(written).encode())
        last = f"{letters[-1]}{count + 1}" if count else ""
        self._added.append(Added(rows=count, cut=cut, last=last, place=start, size=self._file.tell() - start))
        return self._added[-1]

    def put_into(self, book: BinaryIO, file: BinaryIO, parts: Iterable[str]) -> None:
        """Writes to `file` the workbook that `book` holds, with the rows in the sheets that are its `parts`."""
        waiting = dict(zip(parts, self._added, strict=True))
        with zipfile.ZipFile(book) as made, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as whole:
            for part in made.infolist():
                content, rows = made.read(part), waiting.get(part.filename)
                with whole.open(_entry(part, rows.size if rows else 0), "w") as target:
                    if rows:
                        self._sheet(content, rows, target)
                    else:
                        target.write(content)

    def _sheet(self, content: bytes, added: Added, target: IO[bytes]) -> None:
        """Writes a sheet, with its rows below its head."""
        head, end, tail = content.partition(_ROWS_END)
        target.write(_SIZE.sub(added.last.encode(), head) if added.last else head)
        self._file.seek(added.place)
        for start in range(0, added.size, BLOCK):
            target.write(self._file.read(min(BLOCK, added.size - start)))
        target.write(end + tail)

    def _row(self, number: int, letters: Sequence[str], row: Sequence[Cell]) -> str:
        found = zip(letters, map(self._xml, row), strict=True)
        cells = "".join([f'<c r="{letter}{number}"{xml}' for letter, xml in found if xml])
        return f'<row r="{number}">{cells}</row>'

    def _cell(self, value: Cell) -> str:
        """The XML of a cell after its name; empty for an empty cell."""
        match value:
            case None:
                return ""
            case bool():
                return f' t="b"><v>{value:d}</v></c>'
            case int() | float():
                return f"><v>{value:.16G}</v></c>"
            case Fraction():
                return f' s="{self.styles["share"]}"><v>{rounded(value):.16G}</v></c>'
            case dt.date():
                return f' s="{self.styles["date"]}"><v>{_days(value)}</v></c>'
            case str():
                return f' s="{self.styles["text"]}"{_text(fitted(value))}'


def _entry(part: zipfile.ZipInfo, more: int) -> zipfile.ZipInfo:
    """The same name and date, to be written anew with `more` bytes."""
    found = zipfile.ZipInfo(part.filename, part.date_time)
    found.compress_type, found.external_attr = zipfile.ZIP_DEFLATED, part.external_attr
    found.file_size = part.file_size + more  # tells whether it needs the long form of numbers
    return found


def _days(day: dt.date) -> int:
    found = (day - _ZERO).days
    return found if found > _DAY_60 else found - 1


def _cut(row: Iterable[Cell]) -> int:
    return sum(isinstance(value, str) and is_long(value) for value in row)


def _text(text: str) -> str:
    """A text as the rest of a cell."""
    coded = _CONTROLS.sub(lambda found: f"_x{ord(found[0]):04X}_", _CODED.sub("_x005F_", text))
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f' t="inlineStr"><is><t{kept}>{escape(coded)}</t></is></c>'


def fitted(text: str) -> str:
    """`text`, or its beginning and CUT where a cell cannot hold it; it can be written in any case."""
    text = encodable(text)
    if not is_long(text):
        return text
    return _units(text)[: 2 * (LONGEST_TEXT - len(CUT))].decode("utf-16-le", "ignore") + CUT


def is_long(text: str) -> bool:
    """Whether a cell cannot hold `text`."""
    return 2 * len(text) > LONGEST_TEXT and len(_units(text)) > 2 * LONGEST_TEXT


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "replace")
