"""What a portfolio says first, the same in every format, and what could not be read."""

from collections import Counter
from collections.abc import Iterable, Iterator

from engage_cli.errors import Problem
from engage_cli.portfolio.accompaniment import awaited
from engage_cli.portfolio.documents.tables import Column, Kind, Record, Table
from engage_cli.portfolio.documents.wording import PortfolioWording


def summary(words: PortfolioWording) -> Table:
    """A row for each fact."""
    _ = words.w.tr.gettext
    return Table(
        id="at-a-glance",
        title=_("At a glance"),
        columns=(
            Column("fact_id", _("Id"), Kind.ID),
            Column("count", _("Number"), Kind.COUNT),
            Column("fact", _("Fact")),
        ),
        rows=tuple(Record(found) for found in _facts(words)),
    )


def _facts(words: PortfolioWording) -> Iterator[tuple[str, int, str]]:
    """(id, how many, sentence)."""
    p, count = words.p, words.w.count
    yield "gates", len(p.gates), _gates(words)
    late = count("{n} action is overdue.", "{n} actions are overdue.", len(p.overdue))
    yield "overdue", len(p.overdue), late
    waived = count(
        "{n} blocking requirement was put off until a day that is past or near.",
        "{n} blocking requirements were put off until a day that is past or near.",
        len(p.waivers),
    )
    yield "waivers", len(p.waivers), waived
    if p.path:
        yield "path", len(awaited(p)), _path(words)
    old = count("{n} assessment has grown old.", "{n} assessments have grown old.", len(p.old))
    yield "old", len(p.old), old
    for version, n in sorted(Counter(line.given for line in p.drifted if line.given).items()):
        said = count(
            "{n} project answered version {version} of the questionnaire.",
            "{n} projects answered version {version} of the questionnaire.",
            n,
            version=version,
        )
        yield f"version.{version}", n, said
    for facet in p.facets:
        if facet.by_none:
            ask, none = words.w.text(facet.title), words.w.tr.gettext("No project:")
            yield f"none.{facet.id}", len(facet.by_none), f"{ask} {none} {words.text_of(facet.by_none)}."


def _gates(words: PortfolioWording) -> str:
    found, count = words.p.gates, words.w.count
    sentence = count("{n} blocking requirement is open", "{n} blocking requirements are open", len(found))
    if not found:
        return f"{sentence}."
    where = count("in {n} project", "in {n} projects", len({gate.line.key for gate in found}))
    return f"{sentence}, {where}."


def _path(words: PortfolioWording) -> str:
    found, count = awaited(words.p), words.w.count
    sentence = count("{n} step of the path is waited for", "{n} steps of the path are waited for", len(found))
    if not found:
        return f"{sentence}."
    where = count("in {n} project", "in {n} projects", len({one.line.key for one in found}))
    return f"{sentence}, {where}."


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
