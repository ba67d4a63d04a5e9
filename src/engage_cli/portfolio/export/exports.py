"""Results of many projects as open data: a Frictionless data package of CSV files, and the same as a workbook.

Names of people and free texts are in one resource of their own, made only where it is asked for. No cell is a formula.
"""

import csv
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from fractions import Fraction
from functools import lru_cache, partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from engage_cli import __version__
from engage_cli.errors import Message
from engage_cli.i18n import LANGUAGES, N_, SOURCE, translator
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio import workbook
from engage_cli.portfolio.export.comparison_resources import COMPARISON
from engage_cli.portfolio.export.fields import Exported, Field, Resource
from engage_cli.portfolio.export.labels import labels
from engage_cli.portfolio.export.licences import described
from engage_cli.portfolio.export.resources import RESOURCES, TEXTS
from engage_cli.portfolio.workbook import MOST_ROWS, Sheet
from engage_cli.portfolio.workbook_rows import Cell
from engage_cli.report.json_text import json_text
from engage_cli.report.results import identity, rounded
from engage_cli.text import no_formula
from engage_cli.values import Value

PACKAGE = "datapackage.json"
WORKBOOK = "results.xlsx"
KEPT = 4096
"""Values kept as they are written, and as they are read again: most come back many times."""
TITLE = N_("Self-assessments of projects")
NOTE = N_(
    "Declared by the teams themselves; neither an audit nor legal advice. "
    "A text that a spreadsheet would take for a formula has an apostrophe before it."
)


class Export(Value, kw_only=True):
    """What is known of the export as a whole."""

    folder: Path
    """Empty, and ours: what is written there is moved into place when all of it is done."""
    as_of: dt.date
    texts: bool = False
    since: str | None = None
    """The moment that projects are compared with, as it was typed."""
    licence: str | None = None
    """Of the data, an SPDX id or an address; None: that of the questionnaire."""
    name: str = "self-assessments"


class Exporter:
    """`add` every project, then `finish`. Nothing but a line a file is kept in memory."""

    def __init__(self, export: Export, stack: ExitStack) -> None:
        self._export = export
        self._resources = (*RESOURCES, *(COMPARISON if export.since else ()), *((TEXTS,) if export.texts else ()))
        self._files: dict[str, TextIO] = {}
        self._writers: dict[str, Any] = {}
        self._rows: Counter[str] = Counter()
        for resource in self._resources:
            file = stack.enter_context(_file(export.folder, resource.name))
            self._files[resource.name] = file
            self._writers[resource.name] = csv.writer(file, lineterminator="\r\n")
            self._writers[resource.name].writerow([field.name for field in resource.fields])
        self._questionnaires: dict[str, Questionnaire] = {}
        self.projects = 0
        self.remarks: tuple[Message, ...] = ()
        """What the workbook does not hold."""

    def add(self, one: Exported) -> None:
        """Writes the rows of one project."""
        self.projects += 1
        self._questionnaires.setdefault(one.questionnaire.digest, one.questionnaire)
        for resource in self._resources:
            found = [[cell(value) for value in values] for values in resource.rows(one)]
            self._writers[resource.name].writerows(found)
            self._rows[resource.name] += len(found)

    def finish(self) -> tuple[Path, ...]:
        """Writes labels, package and workbook; what there is then, in order."""
        ordered = sorted(self._questionnaires.values(), key=lambda q: (q.id, q.version, q.digest))
        for questionnaire in ordered:
            for values in labels(questionnaire):
                self._writers["labels"].writerow([cell(value) for value in values])
        for file in self._files.values():
            file.flush()
        package = _package(self._export, self._resources, ordered, self.projects)
        path = self._export.folder / PACKAGE
        path.write_text(json_text(package), encoding="utf-8")
        self._write_workbook()
        return tuple(sorted(self._export.folder.iterdir()))

    def _write_workbook(self) -> None:
        folder = self._export.folder
        with _texts_of_any_length(), (folder / WORKBOOK).open("wb") as book:
            short = [one for one in self._resources if self._rows[one.name] < MOST_ROWS]
            sheets = (_sheet(folder, resource) for resource in short)
            self.remarks = workbook.write(book, sheets, title="results", day=self._export.as_of, languages=LANGUAGES)
        if names := ", ".join(one.name for one in self._resources if one not in short):
            self.remarks += (Message.of("A sheet has 1,048,576 rows at most; left out: {names}.", names=names),)


@contextmanager
def _texts_of_any_length() -> Iterator[None]:
    """The reader of CSV stops at texts of more than 131,072 letters, which people may have written."""
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _file(folder: Path, name: str) -> TextIO:
    return (folder / f"{name}.csv").open("w", encoding="utf-8", newline="")


def _sheet(folder: Path, resource: Resource) -> Sheet:
    types = [field.type for field in resource.fields]
    readers = [lru_cache(KEPT)(partial(_typed, type=type)) for type in types]
    given = islice(_read(folder, resource), 1, None)
    rows = ([read(text) for text, read in zip(row, readers, strict=True)] for row in given)
    heads = [field.name for field in resource.fields]
    about = [translator(language).gettext(resource.title) for language in LANGUAGES]
    return Sheet(name=resource.name, about=about, heads=heads, rows=rows, widths=[18] * len(heads))


def _read(folder: Path, resource: Resource) -> Iterator[list[str]]:
    with (folder / f"{resource.name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


def _typed(text: str, type: str) -> Cell:
    """A value of a CSV file."""
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
def cell(value: object) -> str:
    """A value as text: points for decimals, ISO 8601 dates, and an apostrophe before what might be a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Fraction():
            return decimal(value)
        case dt.date():
            return value.isoformat()
        case int():
            return str(value)
        case _:
            return no_formula(str(value).replace("\0", "\ufffd"))


def decimal(value: Fraction) -> str:
    """A fraction as decimal text: four decimals, rounded half up, without zeros at the end."""
    return f"{rounded(value):.4f}".rstrip("0").rstrip(".")


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
            "questionnaires": [identity(q) for q in questionnaires],
            "texts": export.texts,
            **({"since": export.since} if export.since else {}),
        },
        "resources": [_resource(export.folder, resource) for resource in resources],
    }


def _licences(export: Export, questionnaires: Sequence[Questionnaire]) -> Iterator[dict[str, str]]:
    named = [export.licence] if export.licence else [q.source.licence for q in questionnaires if q.source]
    for name in dict.fromkeys(name for name in named if name):
        yield dict(described(name))


def _sources(questionnaires: Sequence[Questionnaire]) -> Iterator[dict[str, str]]:
    for q in questionnaires:
        if q.source is not None:
            path = {"path": q.source.url} if q.source.url else {}
            yield {
                "title": f"{q.source.title.to(SOURCE)}{f', {q.source.publisher}' if q.source.publisher else ''}",
                **path,
            }


def _said(key: str, msgid: str) -> dict[str, str]:
    """`msgid` as `key`, and in every other language as `x-…-fr`."""
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
