"""Tables as a workbook (XLSX): the same bytes for the same tables, and no cell that is a formula."""

import datetime as dt
import io
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from engage_cli.portfolio.documents.tables import Content, Kind, Name, Table, text
from engage_cli.report.results import rounded

LONGEST_NAME = 31
"""Letters in the name of a sheet."""
LONGEST_TEXT = 32_000
"""Letters in a cell."""
WIDEST = 60
"""Columns of letters."""


def workbook(tables: Sequence[Table], *, title: str, day: dt.date) -> bytes:
    """A sheet for each table; `day` dates the file."""
    import xlsxwriter

    content = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }  # fmt: skip
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": title, "created": dt.datetime.combine(day, dt.time())})  # a date
        formats = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "share": book.add_format({"num_format": "0%"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        taken: set[str] = set()
        for table in tables:
            _fill(book.add_worksheet(_named(table, taken)), table, formats)
    return content.getvalue()


def _named(table: Table, taken: set[str]) -> str:
    """The name of a sheet: short, without signs that sheets may not have, and unlike the others'."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", table.title).strip() or table.id
    name, number = plain[:LONGEST_NAME].strip(), 2
    while name.casefold() in taken:
        name, number = f"{plain[: LONGEST_NAME - 3].strip()} {number}", number + 1
    taken.add(name.casefold())
    return name


def _fill(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column.label, formats["head"])
        sheet.set_column(at, at, _width(table, at))
    for number, row in enumerate(table.rows, 1):
        for at, value in enumerate(row.values):
            _write(sheet, number, at, value, formats)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _width(table: Table, at: int) -> int:
    if table.columns[at].kind in (Kind.COUNT, Kind.SHARE, Kind.DATE):
        return 12
    texts = (v for row in table.rows[:200] if isinstance(v := row.values[at], str | Name | tuple))
    longest = max((len(text(v)) for v in texts), default=8)
    return min(WIDEST, max(10, longest + 2))


def _write(sheet: Any, row: int, column: int, value: Content, formats: dict[str, Any]) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, value)
        case int():
            sheet.write_number(row, column, value)
        case Fraction():
            sheet.write_number(row, column, rounded(value), formats["share"])
        case dt.date():
            sheet.write_datetime(row, column, value, formats["date"])
        case _:
            sheet.write_string(row, column, text(value)[:LONGEST_TEXT], formats["text"])
