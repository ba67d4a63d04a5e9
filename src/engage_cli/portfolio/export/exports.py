"""Exports results of many projects as open data: a Frictionless data package of CSV files, and the same as a workbook.

Names and free texts are in a separate resource, made only on request. No cell can be read as a formula.
"""

import csv
import datetime as dt
import io
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from itertools import count, repeat
from pathlib import Path

from engage_cli import __version__
from engage_cli.errors import Message
from engage_cli.i18n import LANGUAGES, N_, SOURCE, translator
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio import workbook
from engage_cli.portfolio.export.comparison_resources import COMPARISON
from engage_cli.portfolio.export.fields import PROJECT, ExportedProject, Field, Resource
from engage_cli.portfolio.export.labels import iter_labels
from engage_cli.portfolio.export.licences import licence_fields
from engage_cli.portfolio.export.resources import RESOURCES, TEXTS
from engage_cli.portfolio.kept import BoundedCache
from engage_cli.portfolio.workbook import Sheet
from engage_cli.portfolio.workbook_rows import AT_ONCE, Cell, Cells, Rows, encode_cells
from engage_cli.report.json_text import json_text
from engage_cli.report.results import questionnaire_values, round_to_float
from engage_cli.text import no_formula
from engage_cli.values import Value

PACKAGE = "datapackage.json"
WORKBOOK = "results.xlsx"
KEPT = 4096
"""Number of values and rows whose written form is cached, as most recur often."""
END = "\r\n"
"""The end of a CSV line."""
TITLE = N_("Self-assessments of projects")
NOTE = N_(
    "Declared by the teams themselves; neither an audit nor legal advice. "
    "A text that a spreadsheet would take for a formula has an apostrophe before it."
)


class Export(Value, kw_only=True):
    """The settings of an export."""

    folder: Path
    """An empty temporary folder to write to; its files are moved into place when all are complete."""
    as_of: dt.date
    texts: bool = False
    since: str | None = None
    """The moment that projects are compared with, as typed; None: no comparison."""
    licence: str | None = None
    """The licence of the data, an SPDX id or an address; None: that of the questionnaire."""
    name: str = "self-assessments"


class Exporter:
    """Writes an export: call `add` for every project, then `finish`. Keeps only one line of each file in memory."""

    def __init__(self, export: Export, stack: ExitStack) -> None:
        self._export = export
        found = (*RESOURCES, *(COMPARISON if export.since else ()), *((TEXTS,) if export.texts else ()))
        self._tables = [_Table(resource, export.folder, stack) for resource in found]
        self._questionnaires: dict[str, Questionnaire] = {}
        self.projects = 0
        self.remarks: tuple[Message, ...] = ()
        """What the workbook does not hold."""

    def add(self, one: ExportedProject) -> None:
        """Writes the rows of one project to all tables."""
        self.projects += 1
        self._questionnaires.setdefault(one.questionnaire.digest, one.questionnaire)
        key = csv_cell(one.row.key)
        begin = csv_line([key]) + ",", encode_cells([key])
        for table in self._tables:
            table.add(table.resource.rows(one), begin)

    def finish(self) -> tuple[Path, ...]:
        """Writes labels, package and workbook; returns all files, in order."""
        ordered = sorted(self._questionnaires.values(), key=lambda q: (q.id, q.version, q.digest))
        (words,) = (table for table in self._tables if table.resource.name == "labels")
        for questionnaire in ordered:
            words.add(iter_labels(questionnaire))
        for table in self._tables:
            table.write()
            table.file.flush()
        package = _package(self._export, [table.resource for table in self._tables], ordered, self.projects)
        path = self._export.folder / PACKAGE
        path.write_text(json_text(package), encoding="utf-8")
        self._write_workbook()
        return tuple(sorted(self._export.folder.iterdir()))

    def _write_workbook(self) -> None:
        short = [table.sheet() for table in self._tables if not table.rows.left]
        with (self._export.folder / WORKBOOK).open("wb") as book:
            self.remarks = workbook.write_workbook(
                book, short, title="results", day=self._export.as_of, languages=LANGUAGES
            )
        if names := ", ".join(table.resource.name for table in self._tables if table.rows.left):
            self.remarks += (Message.of("A sheet has 1,048,576 rows at most; left out: {names}.", names=names),)


Halves = tuple[str, Cells]
"""Cells of a row as CSV, and as XML for the workbook."""


class _Table:
    """A resource while it is written: a CSV file and the rows of a sheet."""

    def __init__(self, resource: Resource, folder: Path, stack: ExitStack) -> None:
        self.resource = resource
        self.file = stack.enter_context((folder / f"{resource.name}.csv").open("w", encoding="utf-8", newline=""))
        self.file.write(csv_line(field.name for field in resource.fields) + END)
        self.rows = Rows(len(resource.fields))
        stack.callback(self.rows.close)
        self._first = (resource.fields[0] is PROJECT) + resource.numbered
        self._types = [field.type for field in resource.fields[self._first :]]
        self._made = BoundedCache(self._halves, KEPT)
        self._waiting: list[tuple[Halves, Halves]] = []

    def add(self, rows: Iterable[Hashable], begin: Halves = ("", ())) -> None:
        """Adds `rows`, each preceded by `begin`: the key of its project, or nothing."""
        begins = map(_numbered, repeat(begin), count(1)) if self.resource.numbered else repeat(begin)
        self._waiting += zip(begins, map(self._made.__getitem__, rows), strict=False)
        if len(self._waiting) >= AT_ONCE:
            self.write()

    def write(self) -> None:
        """Writes the buffered rows to the files."""
        self.file.write("".join([own[0] + same[0] for own, same in self._waiting]))
        self.rows.add([(own[1], same[1]) for own, same in self._waiting])
        self._waiting.clear()

    def sheet(self) -> Sheet:
        heads = [field.name for field in self.resource.fields]
        about = [translator(language).gettext(self.resource.title) for language in LANGUAGES]
        return Sheet(name=self.resource.name, about=about, heads=heads, rows=self.rows, widths=[18] * len(heads))

    def _halves(self, row: Hashable) -> Halves:
        """A row as CSV text and sheet cells, cached: most rows are equal in many projects."""
        texts = [csv_cell(value) for value in self.resource.values(row)]
        return csv_line(texts) + END, encode_cells(map(_typed, texts, self._types), self._first)


def _numbered(begin: Halves, place: int) -> Halves:
    texts, (*before, last) = begin
    first, *after = encode_cells([float(place)], 1)
    return f"{texts}{place},", (*before, last + first, *after)


def csv_line(texts: Iterable[str]) -> str:
    """Cells of CSV, joined to a line."""
    made = io.StringIO()
    csv.writer(made, lineterminator="").writerow(texts)
    return made.getvalue()


def _typed(text: str, type: str) -> Cell:
    """The value of a CSV cell as a workbook holds it."""
    if not text:
        return None
    match type:
        case "integer" | "number":
            return float(text)
        case "boolean":
            return text == "true"
        case "date":
            return dt.date.fromisoformat(text)
        case _:
            return text


@lru_cache(KEPT, typed=True)
def csv_cell(value: object) -> str:
    """A value as CSV text: decimal points, ISO 8601 dates, an apostrophe before what could be read as a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Fraction():
            return format_decimal(value)
        case dt.date():
            return value.isoformat()
        case int():
            return str(value)
        case _:
            return no_formula(str(value).replace("\0", "\ufffd"))


def format_decimal(value: Fraction) -> str:
    """A fraction as decimal text: rounded half up to four decimals, without trailing zeros."""
    return f"{round_to_float(value):.4f}".rstrip("0").rstrip(".")


# ── the package ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _package(
    export: Export, resources: Sequence[Resource], questionnaires: Sequence[Questionnaire], projects: int
) -> Mapping[str, object]:
    return {
        "profile": "tabular-data-package",
        "name": export.name,
        **_said("title", TITLE),
        **_said("description", NOTE),
        "created": f"{export.as_of.isoformat()}T00:00:00Z",
        "licenses": list(_licences(export, questionnaires)),
        "sources": list(_sources(questionnaires)),
        "x-provenance": {
            "engage": __version__,
            "as_of": export.as_of.isoformat(),
            "projects": projects,
            "questionnaires": [questionnaire_values(q) for q in questionnaires],
            "texts": export.texts,
            **({"since": export.since} if export.since else {}),
        },
        "resources": [_resource(export.folder, resource) for resource in resources],
    }


def _licences(export: Export, questionnaires: Sequence[Questionnaire]) -> Iterator[dict[str, str]]:
    named = [export.licence] if export.licence else [q.source.licence for q in questionnaires if q.source]
    for name in dict.fromkeys(name for name in named if name):
        yield dict(licence_fields(name))


def _sources(questionnaires: Sequence[Questionnaire]) -> Iterator[dict[str, str]]:
    for q in questionnaires:
        if q.source is not None:
            path = {"path": q.source.url} if q.source.url else {}
            yield {
                "title": f"{q.source.title.to(SOURCE)}{f', {q.source.publisher}' if q.source.publisher else ''}",
                **path,
            }


def _said(key: str, msgid: str) -> dict[str, str]:
    """The English text of `msgid` as `key`, and its translation into every other language as `x-…-fr`."""
    others = {f"x-{key}-{one}": translator(one).gettext(msgid) for one in LANGUAGES if one != SOURCE}
    return {key: msgid, **others}


def _resource(folder: Path, resource: Resource) -> Mapping[str, object]:
    content = (folder / f"{resource.name}.csv").read_bytes()
    schema: dict[str, object] = {
        "fields": [_field(field) for field in resource.fields],
        "primaryKey": list(resource.key),
        "missingValues": [""],
    }
    if resource.foreign:
        schema["foreignKeys"] = [
            {"fields": name, "reference": {"resource": other, "fields": field}}
            for name, other, field in resource.foreign
        ]
    if not resource.key:
        del schema["primaryKey"]
    return {
        "profile": "tabular-data-resource",
        "name": resource.name,
        **_said("title", resource.title),
        "path": f"{resource.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": schema,
    }


def _field(field: Field) -> Mapping[str, object]:
    found: dict[str, object] = {
        "name": field.name,
        "type": field.type,
        **_said("title", field.title),
    }
    if field.required:
        found["constraints"] = {"required": True}
    if field.values:
        found["constraints"] = {**({"required": True} if field.required else {}), "enum": list(field.values)}
    return found
