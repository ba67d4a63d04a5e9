"""The CSV files of an export as one workbook, a sheet each, row by row."""

import csv
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from engage_cli.errors import Message
from engage_cli.portfolio.documents.workbook import MOST_ROWS, cut, fitted, is_long
from engage_cli.portfolio.export.resources import Resource

FILE = "results.xlsx"
LONGEST_FIELD = 2**31 - 1
"""Letters of a text in a CSV file: what people wrote may be longer than the 131,072 that the reader stops at."""


def write(folder: Path, resources: Sequence[Resource], day: dt.date) -> tuple[Message, ...]:
    """Writes FILE in `folder`, as far as a workbook can hold it; what it cannot hold: the CSV files have it all."""
    before = csv.field_size_limit(LONGEST_FIELD)
    try:
        return tuple(_write_book(folder, resources, day))
    finally:
        csv.field_size_limit(before)


def _write_book(folder: Path, resources: Sequence[Resource], day: dt.date) -> Iterator[Message]:
    import xlsxwriter

    texts, too_long = 0, []
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "tmpdir": str(folder),
    }  # fmt: skip
    with xlsxwriter.Workbook(str(folder / FILE), options) as book:
        book.set_properties({"title": "results", "created": dt.datetime.combine(day, dt.time())})  # a date
        head, date = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
        for resource in resources:
            if _rows(folder, resource) <= MOST_ROWS:
                texts += _fill(book.add_worksheet(resource.name), folder, resource, head, date)
            else:
                too_long.append(resource.name)
    yield from cut(FILE, texts)
    if too_long:
        yield Message.of(
            "Not in {file}, because a sheet has 1,048,576 rows at most: {names}.",
            file=FILE,
            names=", ".join(too_long),
        )


def _rows(folder: Path, resource: Resource) -> int:
    with (folder / f"{resource.name}.csv").open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def _fill(sheet: Any, folder: Path, resource: Resource, head: Any, date: Any) -> int:
    """How many texts had to be cut."""
    long = 0
    sheet.set_column(0, len(resource.fields) - 1, 18)
    sheet.freeze_panes(1, 0)
    with (folder / f"{resource.name}.csv").open(encoding="utf-8", newline="") as file:
        for number, values in enumerate(csv.reader(file)):
            for at, (field, text) in enumerate(zip(resource.fields, values, strict=True)):
                if number == 0:
                    sheet.write_string(0, at, text, head)
                elif text:
                    long += is_long(text)
                    _write(sheet, (number, at), text, field.type, date)
    return long


def _write(sheet: Any, place: tuple[int, int], text: str, kind: str, date: Any) -> None:
    match kind:
        case "integer" | "number":
            sheet.write_number(*place, float(text))
        case "boolean":
            sheet.write_boolean(*place, text == "true")
        case "date":
            sheet.write_datetime(*place, dt.date.fromisoformat(text), date)
        case _:
            sheet.write_string(*place, fitted(text))
