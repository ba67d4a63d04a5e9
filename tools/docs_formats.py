"""The formats of reports, of documents about many projects and of the check, as the program has them."""

from collections.abc import Iterator, Mapping
from typing import Any

from engage_cli.check.formats.formats import FORMATS as CHECK
from engage_cli.formats import Format
from engage_cli.i18n import translator
from engage_cli.portfolio.documents.formats import FORMATS as PORTFOLIO
from engage_cli.report.choices import Kind
from engage_cli.report.formats import FORMATS as REPORT

HEADS = {
    "fr": {"format": "format", "file": "fichier", "for": "pour", "kinds": "sortes", "attached": "pièces jointes"},
    "en": {"format": "format", "file": "file", "for": "for", "kinds": "kinds", "attached": "attachments"},
}
ANSWERS = {"fr": ("toutes", "oui", "non"), "en": ("all", "yes", "no")}


def table(language: str, of: str) -> str:
    """The formats of "report", "portfolio" or "check"."""
    heads = HEADS[language]
    match of:
        case "report":
            columns = [heads[name] for name in ("format", "file", "kinds", "attached")]
            return "\n".join(_table(columns, _reports(language)))
        case "portfolio":
            return "\n".join(_table([heads["format"], heads["file"]], _files(PORTFOLIO, language)))
        case "check":
            tr = translator(language)
            rows = ([f"`{one.name}`", tr.gettext(one.words)] for one in CHECK.values())
            return "\n".join(_table([heads["format"], heads["for"]], rows))
        case _:
            raise ValueError(f"There are no formats of {of}.")


def _files(formats: Mapping[str, Format[Any]], language: str) -> Iterator[list[str]]:
    tr = translator(language)
    for one in formats.values():
        yield [tr.gettext(one.title), f"`{one.suffix}`"]


def _reports(language: str) -> Iterator[list[str]]:
    every, yes, no = ANSWERS[language]
    for row, one in zip(_files(REPORT, language), REPORT.values(), strict=True):
        able = [kind for kind in Kind if one.can_be(kind)]
        kinds = every if len(able) == len(Kind) else ", ".join(f"`{kind}`" for kind in able)
        yield [*row, kinds, yes if one.attaches else no]


def _table(heads: list[str], rows: Iterator[list[str]]) -> Iterator[str]:
    for row in (heads, ["---"] * len(heads), *rows):
        yield f"| {' | '.join(row)} |"
