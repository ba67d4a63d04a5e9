"""Tables of who can help whom, by theme: one for sections, one for tags."""

from collections.abc import Iterator

from engage_cli.portfolio.documents.result_tables import project_keys
from engage_cli.portfolio.documents.tables import Column, Kind, Record, Table
from engage_cli.portfolio.documents.wording import PortfolioWording
from engage_cli.portfolio.portfolio import HelpTheme, ProjectLine, ThemeStep

_MOST = 5
"""Maximum number of projects named; the others are counted."""


def tables(words: PortfolioWording) -> Iterator[Table]:
    """The tables of themes in which some project can help or needs a step."""
    _ = words.w.tr.gettext
    sections = [one for one in words.p.themes if not one.tag]
    tags = [one for one in words.p.themes if one.tag]
    if sections:
        yield _table(words, "help-sections", _("Who can help whom, by section"), sections)
    if tags:
        yield _table(words, "help-tags", _("Who can help whom, by subject"), tags)


def _table(words: PortfolioWording, id: str, title: str, themes: list[HelpTheme]) -> Table:
    _ = words.w.tr.gettext
    return Table(
        id=id,
        title=title,
        intro=_(
            "Can help: projects with a full assessment that are where they should be, even at worst. Ask for a "
            "step: projects with answers below what is expected and a step to take. What is not answered "
            "or not known counts on neither side."
        ),
        columns=(
            Column("theme_id", _("Id"), Kind.ID),
            Column("theme", _("Theme")),
            Column("helping", _("Can help"), Kind.COUNT),
            Column("help", _("Who can help")),
            Column("asking", _("Ask for a step"), Kind.COUNT),
            Column("who", _("Who asks"), Kind.NAMES),
            Column("step", _("Step asked for most")),
            Column("step_projects", _("Projects"), Kind.ID),
            Column("help_keys", _("Keys of those who can help"), Kind.ID),
            Column("who_keys", _("Keys of those who ask"), Kind.ID),
        ),
        rows=tuple(Record(_cells(words, one)) for one in themes),
    )


def _cells(words: PortfolioWording, one: HelpTheme) -> tuple[str | int | tuple[str, ...] | None, ...]:
    title, step = words.w.text(one.title), one.step
    return (
        one.id, f"{one.ref} {title}" if one.ref else title, len(one.helping), _named(words, one.helping),
        len(one.asking), _named(words, one.asking),
        _step(words, step) if step else None, step.projects if step else None,
        project_keys(one.helping), project_keys(one.asking),
    )  # fmt: skip


def _step(words: PortfolioWording, step: ThemeStep) -> str:
    projects = words.w.count("{n} project", "{n} projects", step.projects)
    return f"{words.w.step_on(step.kind, step.recommendation, (step.question,))} ({projects})"


def _named(words: PortfolioWording, lines: tuple[ProjectLine, ...]) -> str:
    """The names of the first few projects, each with its group, and how many more there are."""
    by = words.p.by
    return words.listed(
        [f"{words.name(line)} ({words.facet(by, line)})" if by else words.name(line) for line in lines], _MOST
    )
