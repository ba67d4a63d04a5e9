"""The lists of a document as CSV files beside it: those it has no room for, or for who wants them in a spreadsheet."""

import os
from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path
from urllib.parse import quote, unquote

from engage_cli import __version__
from engage_cli.portfolio.documents.request import PortfolioRequest
from engage_cli.portfolio.documents.tables import Table, flat
from engage_cli.portfolio.export.exports import END, PACKAGE, cell, line
from engage_cli.report.json_text import json_text

Tables = Callable[[PortfolioRequest, str], Iterable[Table]]
"""The tables of a page in a language."""


def beside(page: Path) -> Path:
    """The folder of the lists of the file `page`, where none is named."""
    return page.with_name(f"{page.stem}-lists")


def address(folder: Path, page: Path) -> str:
    """Where `folder` is, as a link in `page` says it."""
    return quote(Path(os.path.relpath(folder, page.parent)).as_posix())


def place(request: PortfolioRequest, table: str, language: str, *, linked: bool) -> str:
    """Where the file of the table with that id is: as a link says it, or as people read it."""
    folder = request.lists if linked else unquote(request.lists)
    return f"{folder}/{file_of(request, table, language)}"


def file_of(request: PortfolioRequest, table: str, language: str) -> str:
    """The file of the table with that id: of several questionnaires and languages, each has its own."""
    number = f"{request.place}-" if request.place else ""
    return f"{number}{table}.{language}.csv" if len(request.languages) > 1 else f"{number}{table}.csv"


def write(folder: Path, request: PortfolioRequest, tables: Tables) -> None:
    """Writes the lists among the `tables` of the page into `folder`, with a package that names them."""
    resources = []
    for one, language in product(request.every, request.languages):
        for table in tables(one, language):
            if table.listing:
                file = file_of(one, table.id, language)
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
        file.write(line(table.heads()) + END)
        halves = table.halves(lambda values, _first: line(cell(flat(value)) for value in values))
        file.writelines(f"{own},{same}{END}" if own else same + END for own, same in halves)
