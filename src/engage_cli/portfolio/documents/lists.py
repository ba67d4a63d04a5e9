"""The lists of a document as CSV files beside it: those too long for it, or all of them for use in a spreadsheet."""

import os
from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path
from urllib.parse import quote, unquote

from engage_cli import __version__
from engage_cli.portfolio.documents.request import PortfolioRequest
from engage_cli.portfolio.documents.tables import Table, spreadsheet_value
from engage_cli.portfolio.export.exports import END, PACKAGE, csv_cell, csv_line
from engage_cli.report.json_text import json_text

Tables = Callable[[PortfolioRequest, str], Iterable[Table]]
"""The tables of a page in a language."""


def default_folder(page: Path) -> Path:
    """The folder for the lists of the file `page`, where none is named."""
    return page.with_name(f"{page.stem}-lists")


def relative_link(folder: Path, page: Path) -> str:
    """The relative link from `page` to `folder`."""
    return quote(Path(os.path.relpath(folder, page.parent)).as_posix())


def list_location(request: PortfolioRequest, table: str, language: str, *, linked: bool) -> str:
    """Where the file of a table (by id) is: as a relative link with `linked`, else as readers see it."""
    folder = request.lists if linked else unquote(request.lists)
    return f"{folder}/{list_file(request, table, language)}"


def list_file(request: PortfolioRequest, table: str, language: str) -> str:
    """The file name of a table (by id); distinct for each questionnaire and language of the document."""
    number = f"{request.place}-" if request.place else ""
    return f"{number}{table}.{language}.csv" if len(request.languages) > 1 else f"{number}{table}.csv"


def write_list_files(folder: Path, request: PortfolioRequest, tables: Tables) -> None:
    """Writes the lists among `tables` into `folder`, with a data package that describes them."""
    resources = []
    for one, language in product(request.every, request.languages):
        for table in tables(one, language):
            if table.listing:
                file = list_file(one, table.id, language)
                _write(table, folder / file)
                resources.append({"name": file.removesuffix(".csv"), "title": table.title, "path": file})
    day = request.portfolio.limits.today.isoformat()
    package = {
        "profile": "data-package",
        "name": "lists",
        "created": f"{day}T00:00:00Z",
        "x-provenance": {"engage": __version__, "as_of": day},
        "resources": resources,
    }
    (folder / PACKAGE).write_text(json_text(package), encoding="utf-8")


def _write(table: Table, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # the sign by which spreadsheets know UTF-8
        file.write(csv_line(table.headings()) + END)
        halves = table.map_rows(lambda values, _first: csv_line(csv_cell(spreadsheet_value(value)) for value in values))
        file.writelines(f"{own},{same}{END}" if own else same + END for own, same in halves)
