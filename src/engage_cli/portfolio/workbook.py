"""Workbooks (XLSX): the same bytes for the same rows, and no cell that is a formula."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any, BinaryIO

from engage_cli.errors import Message
from engage_cli.formats import MARKED_PROPERTIES
from engage_cli.report.page_frame import ENGINE
from engage_cli.report.results import rounded
from engage_cli.text import encodable
from engage_cli.values import Value

MOST_ROWS = 1_048_576
"""Of a sheet, its head included."""
LONGEST_NAME = 31
"""Letters in the name of a sheet."""
LONGEST_TEXT = 32_767
"""Letters in a cell, as Excel counts them: two for those beyond the first 65,536 of Unicode."""
CUT = " […]"
"""What a text ends in that a cell could not hold."""

Cell = str | int | float | Fraction | dt.date | bool | None
"""What a cell holds; a Fraction is a share from 0 to 1."""


class Sheet(Value, kw_only=True):
    """One sheet of a workbook."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Iterable[Cell]]
    widths: Sequence[int]
    """Of the columns, in letters."""


def write(
    file: BinaryIO, sheets: Iterable[Sheet], *, title: str, day: dt.date, **options: object
) -> tuple[Message, ...]:
    """Writes the sheets one after the other, and gives what the workbook cannot hold.

    `day` dates the workbook, `options` are more of xlsxwriter's.
    """
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
        left = [_fill(book.add_worksheet(_named(sheet.name, taken)), sheet, formats) for sheet in sheets]
    return tuple(_remarks(sum(texts for texts, _rows in left), sum(rows for _texts, rows in left)))


def _remarks(texts: int, rows: int) -> Iterator[Message]:
    if texts:
        yield Message.plural(
            "{count} text is cut at 32,767 characters, the most that a cell holds, and ends in “[…]”.",
            "{count} texts are cut at 32,767 characters, the most that a cell holds, and end in “[…]”.",
            texts,
        )
    if rows:
        yield Message.plural(
            "{count} row is left out: a sheet has 1,048,576 at most.",
            "{count} rows are left out: a sheet has 1,048,576 at most.",
            rows,
        )


def fitted(text: str) -> str:
    """`text`, or its beginning and CUT where a cell cannot hold it; it can be written in any case."""
    text = encodable(text)
    if not _is_long(text):
        return text
    return _units(text)[: 2 * (LONGEST_TEXT - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _is_long(text: str) -> bool:
    """Whether a cell cannot hold `text`."""
    return 2 * len(text) > LONGEST_TEXT and len(_units(text)) > 2 * LONGEST_TEXT


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "replace")


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


def _fill(made: Any, sheet: Sheet, formats: Mapping[str, Any]) -> tuple[int, int]:
    """How many texts are cut, and how many rows left out."""
    last, texts, rows = 0, 0, iter(sheet.rows)
    for at, (head, width) in enumerate(zip(sheet.heads, sheet.widths, strict=True)):
        made.write_string(0, at, head, formats["head"])
        made.set_column(at, at, width)
    for last, at, value in _cells(islice(rows, MOST_ROWS - 1)):
        _write(made, (last, at), value, formats)
        texts += isinstance(value, str) and _is_long(value)
    made.freeze_panes(1, 0)
    if last:
        made.autofilter(0, 0, last, len(sheet.heads) - 1)
    return texts, sum(1 for _row in rows)


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
            made.write_string(*place, fitted(value), formats["text"])
