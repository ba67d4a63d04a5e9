"""A portfolio or plan as JSON; with several questionnaires, a part for each."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from engage_cli import __version__
from engage_cli.portfolio.documents.contents import tables, wording_of
from engage_cli.portfolio.documents.request import PortfolioRequest
from engage_cli.portfolio.documents.tables import Table
from engage_cli.report.json_text import encode_json, encode_members, iter_json_parts, json_text
from engage_cli.report.results import questionnaire_values

FORMAT_VERSION = 1
"""Raised when a key goes or changes its meaning."""


def render_json(request: PortfolioRequest) -> bytes | IO[bytes]:
    """The document as JSON; for a single questionnaire in a temporary file, as it may be large."""
    first, *more = parts = [_part(one) for one in request.every]
    provenance = {
        "as_of": request.portfolio.limits.today.isoformat(), "engage": __version__, "language": request.languages[0],
    }  # fmt: skip
    values = {
        "format_version": FORMAT_VERSION,
        "kind": request.kind,
        "provenance": provenance if more else {**first.pop("provenance"), **provenance},
        "where": {facet: list(choices) for facet, choices in request.where},
        "projects": sum(part["projects"] for part in parts),
        "unread": list(dict.fromkeys(problem.path for problem in request.unread)),
    }
    if more:
        asked = zip(parts, request.every, strict=True)
        whole = [
            {**part, "tables": {t.id: encode_json(list(t.records())) for t in _tables(one)}} for part, one in asked
        ]
        return json_text({**values, "questionnaires": whole}).encode()
    written = iter_json_parts(values, "tables", ((table.id, _records(table)) for table in _tables(request)))
    return _file(written) if request.templates.folder is None else b"".join(written)  # it comes from another process


def _file(parts: Iterable[bytes]) -> IO[bytes]:
    with tempfile.TemporaryFile() as file:
        file.writelines(parts)
        file.flush()
        return os.fdopen(os.dup(file.fileno()), "rb")  # whoever writes it closes it


def _tables(request: PortfolioRequest) -> Iterator[Table]:
    return tables(request, wording_of(request, request.languages[0]))


def _records(table: Table) -> Iterator[bytes]:
    halves = table.map_rows(lambda values, first: encode_members(table.record(values, first)))
    return (b"%b,%b" % (own, same) if own else same for own, same in halves)


def _part(request: PortfolioRequest) -> dict[str, Any]:
    """The values of one questionnaire's part."""
    p = request.portfolio
    licence = p.questionnaire.source.licence if p.questionnaire.source else None
    return {
        "provenance": {"questionnaire": questionnaire_values(p.questionnaire), "licence": licence},
        "projects": len(p.lines),
    }
