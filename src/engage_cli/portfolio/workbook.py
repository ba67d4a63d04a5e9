"""Workbooks (XLSX): the same bytes for the same rows, and no cell that is a formula."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, BinaryIO

from engage_cli.formats import MARKED_PROPERTIES
from engage_cli.report.page_frame import ENGINE
from engage_cli.report.results import rounded
from engage_cli.values import Value

MOST_ROWS = 1_048_576
"""Of a sheet, its head included."""
LONGEST_NAME = 31
"""Letters in the name of a sheet."""
LONGEST_TEXT = 32_000
"""Letters in a cell."""

Cell = str | int | float | Fraction | dt.date | bool | None
"""What a cell holds; a Fraction is a share from 0 to 1."""


class Sheet(Value, kw_only=True):
    """One sheet of a workbook."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Iterable[Cell]]
    widths: Sequence[int]
    """Of the columns, in letters."""


def write(file: BinaryIO, sheets: Iterable[Sheet], *, title: str, day: dt.date, **options: object) -> None:
    """Writes the sheets one after the other; `day` dates the workbook, `options` are more of xlsxwriter's."""
    import xlsxwriter

    never = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    with xlsxwriter.Workbook(file, {**never, **options}) as book:
        book.set_properties({"title": title, "created": dt.datetime.combine(day, dt.time()), "comments": ENGINE})
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "share": book.add_format({"num_format": "0%"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        taken: set[str] = set()
        for sheet in sheets:
            _fill(book.add_worksheet(_named(sheet.name, taken)), sheet, formats)


def signed_workbook(content: bytes) -> bool:
    """Whether a file's content is a workbook that engage wrote."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return MARKED_PROPERTIES(parts.read("docProps/core.xml"))
    except (zipfile.BadZipFile, KeyError):
        return False


def _named(wanted: str, taken: set[str]) -> str:
    """The name of a sheet: short, without signs that sheets may not have, and unlike the others'."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", wanted).strip()
    name, number = plain[:LONGEST_NAME].strip(), 2
    while name.casefold() in taken:
        name, number = f"{plain[: LONGEST_NAME - 3].strip()} {number}", number + 1
    taken.add(name.casefold())
    return name


def _fill(made: Any, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    last = 0
    for at, (head, width) in enumerate(zip(sheet.heads, sheet.widths, strict=True)):
        made.write_string(0, at, head, formats["head"])
        made.set_column(at, at, width)
    for last, at, value in _cells(sheet.rows):
        _write(made, (last, at), value, formats)
    made.freeze_panes(1, 0)
    if last:
        made.autofilter(0, 0, last, len(sheet.heads) - 1)


def _cells(rows: Iterable[Iterable[Cell]]) -> Iterator[tuple[int, int, Cell]]:
    return ((number, at, value) for number, row in enumerate(rows, 1) for at, value in enumerate(row))


def _write(made: Any, place: tuple[int, int], value: Cell, formats: Mapping[str, Any]) -> None:
    match value:
        case None:
            return
        case bool():
            made.write_boolean(*place, value)
        case int() | float():
            made.write_number(*place, value)
        case Fraction():
            made.write_number(*place, rounded(value), formats["share"])
        case dt.date():
            made.write_datetime(*place, value, formats["date"])
        case str():
            made.write_string(*place, value[:LONGEST_TEXT], formats["text"])
