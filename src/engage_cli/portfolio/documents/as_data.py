"""A portfolio, or the plan, as data: of several questionnaires, a part for each."""

from typing import Any

from engage_cli import __version__
from engage_cli.portfolio.documents.contents import tables, wording_of
from engage_cli.portfolio.documents.request import PortfolioRequest
from engage_cli.report.json_text import encoded, json_text
from engage_cli.report.results import identity

FORMAT_VERSION = 1
"""Raised when a key goes or changes its meaning."""


def json(request: PortfolioRequest) -> str:
    """The document as data."""
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
        **({"questionnaires": parts} if more else {"tables": first["tables"]}),
    }
    return json_text(values)


def _part(request: PortfolioRequest) -> dict[str, Any]:
    """What is said of one questionnaire."""
    p, words = request.portfolio, wording_of(request, request.languages[0])
    licence = p.questionnaire.source.licence if p.questionnaire.source else None
    return {
        "provenance": {"questionnaire": identity(p.questionnaire), "licence": licence},
        "projects": len(p.lines),
        "tables": {table.id: encoded(list(table.records())) for table in tables(request, words)},
    }
