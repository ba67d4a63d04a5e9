"""The table of projects that are missing from a portfolio because they could not be read."""

from collections.abc import Iterable

from engage_cli.errors import Problem
from engage_cli.portfolio.documents.tables import Column, Record, Table
from engage_cli.portfolio.documents.wording import PortfolioWording


def unread(words: PortfolioWording, problems: Iterable[Problem]) -> Table:
    """A row for each project that could not be read, with all its problems."""
    _, found = words.w.tr.gettext, dict[str, list[str]]()
    for problem in problems:
        found.setdefault(problem.path, []).append(problem.message.say(words.w.tr))
    return Table(
        id="unread",
        title=_("Projects that could not be read"),
        columns=(Column("path", _("Path")), Column("why", _("Why"))),
        rows=tuple(Record((path, " ".join(dict.fromkeys(why)))) for path, why in found.items()),
    )
