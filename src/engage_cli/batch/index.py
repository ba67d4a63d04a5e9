"""Writes the index page of an output folder from its manifest."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from engage_cli.batch.manifest import Manifest
from engage_cli.batch.messages import Outcome
from engage_cli.batch.sources import Source, document_file
from engage_cli.errors import Problem
from engage_cli.files.outputs import write_output
from engage_cli.report.choices import Kind
from engage_cli.report.formats import FORMATS

FILE = "index.html"


def write_index(
    manifest: Manifest,
    folder: Path,
    *,
    found: Sequence[Source],
    failed: Iterable[Outcome],
    missing: Iterable[Problem],
    kind: Kind,
    formats: Sequence[str],
    languages: Sequence[str],
) -> None:
    """Writes the page with all projects, their documents, and what could not be read. Raises UsageError."""
    from engage_cli.report.index_page import IndexEntry, render_index

    names, kept = {source.name for source in found}, manifest.documents()
    entries = [
        IndexEntry(
            path=path,
            title=title,
            links=tuple(_links(name, kept, kind, formats, languages)),
            given=answered.given if answered.older else None,
            unplaced=answered.unplaced,
        )
        for name, path, title, answered in manifest.readable_projects()
        if name in names
    ]
    entries += [IndexEntry(path=outcome.path, problems=outcome.problems) for outcome in failed]
    entries += [IndexEntry(path=problem.path, problems=(problem,)) for problem in missing]
    content = render_index(entries, languages, as_of=manifest.latest() or dt.date.min)
    write_output(content, folder / FILE, ours=FORMATS["html"].ours)


def _links(
    name: str, kept: Iterable[str], kind: Kind, formats: Sequence[str], languages: Sequence[str]
) -> Iterable[tuple[str, str, str]]:
    files = ((FORMATS[format], document_file(name, kind, format, languages)) for format in formats)
    return ((format.title, format.media_type, quote(file)) for format, file in files if file in kept)
