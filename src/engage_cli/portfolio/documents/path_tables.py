"""Portfolio tables about the path: the state of each step over all projects, and who waits for whom."""

from collections.abc import Iterator
from functools import cache

from engage_cli.i18n import N_
from engage_cli.portfolio.accompaniment import awaited_leads, awaited_steps
from engage_cli.portfolio.documents.page_data import count_projects, step_token
from engage_cli.portfolio.documents.result_tables import project_columns
from engage_cli.portfolio.documents.tables import Column, Content, Kind, Record, Table
from engage_cli.portfolio.documents.wording import PortfolioWording
from engage_cli.portfolio.portfolio import StepView
from engage_cli.portfolio.step_cells import StepCell
from engage_cli.scoring.path import StepState
from engage_cli.wording.enumerations import STEP_STATE
from engage_cli.wording.enumerations import enumeration_words as words_of
from engage_cli.wording.path import PathWording

_HEADS = {
    StepState.DUE: N_("To do now"),
    StepState.UNKNOWN: N_("Not known"),
    StepState.LATER: N_("Later"),
    StepState.DONE: N_("Already done"),
    StepState.SKIPPED: N_("Skipped"),
    StepState.NOT_CONCERNED: N_("Not concerned"),
}
"""The headings of the columns that count projects, by state of the step."""


def tables(words: PortfolioWording) -> Iterator[Table]:
    """The path tables that people read; none where the questionnaire has no path."""
    if words.p.path:
        yield from (steps(words), projects(words), leads(words))


def steps(words: PortfolioWording) -> Table:
    """A row for each step, with the number of projects in each state."""
    _, said = words.w.tr.gettext, _said(words)
    return Table(
        id="path",
        title=_("Steps of the path"),
        intro=_("How many projects are where in each step."),
        columns=(
            Column("step_id", _("Id"), Kind.ID),
            Column("step", _("Step")),
            Column("lead_id", _("Id"), Kind.ID),
            Column("who", _("Who"), Kind.ID),
            *(Column(state.value, _(head), Kind.COUNT) for state, head in _HEADS.items()),
        ),
        rows=tuple(_row(words, said, view) for view in words.p.path),
    )


def projects(words: PortfolioWording) -> Table:
    """A row for each step that some project waits for, with the names of those projects."""
    _, said = words.w.tr.gettext, _said(words)
    return Table(
        id="path-projects",
        title=_("Who waits for which step"),
        intro=_("The step is due, or a fact that decides whether it applies is missing."),
        empty=_("No project waits for a step."),
        columns=(
            Column("step_id", _("Id"), Kind.ID),
            Column("step", _("Step")),
            Column("lead", _("Who"), Kind.ID),
            Column("projects", _("Projects"), Kind.COUNT),
            Column("who", _("Which projects"), Kind.NAMES),
            Column("who_keys", _("Keys of the projects"), Kind.ID),
        ),
        rows=tuple(_projects(words, said, view) for view in words.p.path if view.awaited),
    )


def leads(words: PortfolioWording) -> Table:
    """A row for each lead that is waited for, with the numbers of different steps, of steps in all, and of projects."""
    _, p = words.w.tr.gettext, words.p
    return Table(
        id="path-leads",
        title=_("Who is waited for"),
        about=_("For how many steps of the path, and in how many projects."),
        empty=_("No step is due."),
        columns=(
            Column("lead_id", _("Id"), Kind.ID),
            Column("lead", _("Who")),
            Column("steps", _("Different steps"), Kind.COUNT),
            Column("awaited", _("Steps in all"), Kind.COUNT),
            Column("projects", _("Projects"), Kind.COUNT),
        ),
        rows=tuple(
            Record((view.lead.id, words.w.text(view.lead.label), view.steps, view.awaited, view.projects))
            for view in awaited_leads(p)
        ),
    )


def waiting(words: PortfolioWording) -> Table:
    """A row for each project and step that it waits for."""
    _, said = words.w.tr.gettext, _said(words)
    steps = {view.step.id: view.step for view in words.p.path}

    @cache
    def waits(cell: StepCell) -> tuple[Content, ...]:
        step, state = steps[cell.id], words_of(STEP_STATE, cell.state, words.w.tr)
        named = step.id, words.w.text(step.title), step.lead, said.lead(step.lead)
        return *named, cell.state.value, state, cell.late, cell.facets

    return Table(
        id="path-waiting",
        title=_("Who waits for what"),
        about=_("A row for each project and step of the path that it waits for."),
        people=False,
        columns=(
            *project_columns(words),
            Column("step_id", _("Id"), Kind.ID),
            Column("step", _("Step")),
            Column("lead_id", _("Id"), Kind.ID),
            Column("who", _("Who")),
            Column("state_id", _("Id"), Kind.ID),
            Column("state", _("State")),
            Column("late", _("Since an earlier phase")),
            Column("facts", _("Missing facts"), Kind.ID),
        ),
        rows=tuple(
            Record(waits(one.cell), one.line.key, own=words.project(one.line)) for one in awaited_steps(words.p)
        ),
    )


def _row(words: PortfolioWording, said: PathWording, view: StepView) -> Record:
    return Record(
        (
            view.step.id, words.w.text(view.step.title), view.step.lead, said.lead(view.step.lead),
            *(len(view.lines[state]) for state in _HEADS),
        ),
        counted=(*[None] * 4, *(count_projects(step_token(view.step.id, state)) for state in _HEADS)),
    )  # fmt: skip


def _projects(words: PortfolioWording, said: PathWording, view: StepView) -> Record:
    lines = [one.line for one in view.awaited]
    keys = tuple(line.key for line in lines)
    names, lead = words.names(lines, most=12), said.lead(view.step.lead)
    return Record((view.step.id, words.w.text(view.step.title), lead, len(lines), names, keys))


def _said(words: PortfolioWording) -> PathWording:
    return PathWording(words.p.questionnaire, words.w)
