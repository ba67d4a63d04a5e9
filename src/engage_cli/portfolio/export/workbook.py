"""The CSV files of an export as one workbook, a sheet each, row by row."""

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engage_cli.portfolio.export.resources import Resource

FILE = "results.xlsx"
MOST = 1_048_576
"""Rows of a sheet."""
LONGEST = 32_767
"""Letters in a cell."""


def write(folder: Path, resources: Sequence[Resource], day: dt.date) -> None:
    """Writes FILE in `folder`; a file with more rows than a sheet may have is left out: its CSV has them all."""
    import xlsxwriter

    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "tmpdir": str(folder),
    }  # fmt: skip
    with xlsxwriter.Workbook(str(folder / FILE), options) as book:
        book.set_properties({"title": "results", "created": dt.datetime.combine(day, dt.time())})  # a date
        head, date = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        for resource in resources:
            if _rows(folder, resource) <= MOST:
                _fill(book.add_worksheet(resource.name), folder, resource, head, date)


def _rows(folder: Path, resource: Resource) -> int:
    with (folder / f"{resource.name}.csv").open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def _fill(sheet: Any, folder: Path, resource: Resource, head: Any, date: Any) -> None:
    sheet.set_column(0, len(resource.fields) - 1, 18)
    sheet.freeze_panes(1, 0)
    with (folder / f"{resource.name}.csv").open(encoding="utf-8", newline="") as file:
        for number, values in enumerate(csv.reader(file)):
            for at, (field, text) in enumerate(zip(resource.fields, values, strict=True)):
                if number == 0:
                    sheet.write_string(0, at, text, head)
                elif text:
                    _write(sheet, (number, at), text, field.type, date)


def _write(sheet: Any, place: tuple[int, int], text: str, kind: str, date: Any) -> None:
    match kind:
        case "integer" | "number":
            sheet.write_number(*place, float(text))
        case "boolean":
            sheet.write_boolean(*place, text == "true")
        case "date":
            sheet.write_datetime(*place, dt.date.fromisoformat(text), date)
        case _:
            sheet.write_string(*place, text[:LONGEST])
