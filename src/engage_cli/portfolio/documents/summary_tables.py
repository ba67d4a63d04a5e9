"""What a portfolio says of projects that are not in it: those that could not be read, those of another version."""

from collections.abc import Iterable

from engage_cli.errors import Problem
from engage_cli.portfolio.documents.tables import Column, Record, Table
from engage_cli.portfolio.documents.wording import PortfolioWording


def unread(words: PortfolioWording, problems: Iterable[Problem]) -> Table:
    """A row for each project that could not be read, with all its problems."""
    return _told(words, problems, "unread", words.w.tr.gettext("Projects that could not be read"))


def apart(words: PortfolioWording, problems: Iterable[Problem]) -> Table:
    """A row for each project that is read against another version of the questionnaire."""
    return _told(words, problems, "apart", words.w.tr.gettext("Projects of another version"))


def _told(words: PortfolioWording, problems: Iterable[Problem], id: str, title: str) -> Table:
    _, found = words.w.tr.gettext, dict[str, list[str]]()
    for problem in problems:
        found.setdefault(problem.path, []).append(problem.message.say(words.w.tr))
    return Table(
        id=id,
        title=title,
        columns=(Column("path", _("Path")), Column("why", _("Why"))),
        rows=tuple(Record((path, " ".join(dict.fromkeys(why)))) for path, why in found.items()),
    )
