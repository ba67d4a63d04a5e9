"""The tables of the institutional plan, for every format."""

from collections.abc import Iterator

from engage_cli.portfolio.action_plan import JointPlan, PlanStep
from engage_cli.portfolio.documents.result_tables import action_cells, action_columns
from engage_cli.portfolio.documents.tables import Column, Content, Kind, Record, Table
from engage_cli.portfolio.documents.wording import PortfolioWording, ProjectName
from engage_cli.portfolio.followed_actions import STATUSES, ActionTally

Whose = tuple[str | None, str, ActionTally]
"""(id of the unit, None for an owner; name of the unit or owner; their actions)."""
FIRST = 10
"""Number of steps in the summary."""


def first_steps(words: PortfolioWording, plan: JointPlan) -> Table:
    """The steps to begin with, among those that several projects need."""
    _ = words.w.tr.gettext
    return Table(
        id="first-steps",
        title=_("What many need"),
        intro=_(
            "Open blocking requirements first, then what most projects need, then what brings most for its effort."
        ),
        empty=_("No step is needed by several projects."),
        columns=_columns(words, plan),
        rows=tuple(_record(step, words, plan) for step in plan.shared[:FIRST]),
    )


def by_unit(words: PortfolioWording, plan: JointPlan) -> Iterator[Table]:
    """Steps that several projects need, one table for each unit that should answer."""
    _ = words.w.tr.gettext
    for unit, steps in plan.units():
        name = words.w.text(unit.label) if unit else _("No unit named")
        yield Table(
            id=f"steps.{unit.id if unit else '-'}",
            title=name,
            short=_("Steps, {unit}").format(unit=name),
            about=_("Steps that several projects need, by the unit that should answer: {unit}.").format(unit=name),
            columns=_columns(words, plan),
            rows=tuple(_record(step, words, plan) for step in steps),
        )


def single(words: PortfolioWording, plan: JointPlan) -> Table:
    """Steps that only one project needs."""
    _ = words.w.tr.gettext
    return Table(
        id="single-steps",
        title=_("Steps that one project needs"),
        about=_("A row for each step that is in the report of one project alone."),
        people=False,
        columns=_columns(words, plan),
        rows=tuple(_record(step, words, plan) for step in plan.single),
    )


def leads(words: PortfolioWording, plan: JointPlan) -> Table:
    """A row for each lead of shared steps, with the numbers of steps and of projects."""
    _ = words.w.tr.gettext
    return Table(
        id="leads",
        title=_("Who leads"),
        about=_("How many of the steps that several projects need, and with how many projects."),
        columns=(
            Column("lead_id", _("Id"), Kind.ID),
            Column("unit_id", _("Unit"), Kind.ID),
            Column("lead", _("Who leads")),
            Column("steps", _("Shared steps"), Kind.COUNT),
            Column("projects", _("Projects to do them with"), Kind.COUNT),
        ),
        rows=tuple(
            Record(
                (
                    None if x.unit else x.who.id,
                    x.who.id if x.unit else None,
                    words.w.text(x.who.label),
                    len(x.steps),
                    x.projects,
                )
            )
            for x in plan.leads()
        ),
    )


def action_status(words: PortfolioWording, plan: JointPlan, *, names: bool) -> Iterator[Table]:
    """The status of all actions, finished ones included: by unit and, with `names`, by owner."""
    _ = words.w.tr.gettext
    nobody = _("No unit named")
    units = [(one.unit.id if one.unit else None, words.w.text(one.unit.label) if one.unit else nobody, one)
             for one in plan.units_followed]  # fmt: skip
    unit = (Column("unit_id", _("Id"), Kind.ID), Column("unit", _("Unit that should answer")))
    yield _followed(words, "actions-by-unit", _("Actions by unit"), unit, units)
    if names:
        owners = [(one.owner, one.owner or _("Nobody yet"), one) for one in plan.owners_followed]
        owner = (Column("owner_name", _("Who"), Kind.ID), Column("owner", _("Who")))
        yield _followed(words, "actions-by-owner", _("Actions by who does them"), owner, owners)


def _followed(
    words: PortfolioWording,
    id: str,
    title: str,
    whose: tuple[Column, ...],
    found: list[Whose],
) -> Table:
    _ = words.w.tr.gettext
    open_, started, done, dropped = (Column(one, words.w.action_status(one), Kind.COUNT) for one in STATUSES)
    late = Column("late", _("of these, late"), Kind.COUNT)
    again = Column("again", _("of these, to look at again"), Kind.COUNT)
    return Table(
        id=id,
        title=title,
        columns=(
            *whose,
            Column("projects", _("Projects"), Kind.COUNT),
            *(open_, started, late, done, again, dropped),
        ),
        rows=tuple(
            Record((key, name, one.projects, one.open, one.started, one.late, one.done, one.again, one.dropped))
            for key, name, one in found
        ),
    )


def actions(words: PortfolioWording, plan: JointPlan, *, names: bool) -> Table:
    """Actions that are open or started, by due date; their owners are shown only with `names`."""
    _ = words.w.tr.gettext
    return Table(
        id="actions",
        title=_("Actions under way"),
        about=_("A row for each action that is open or started, by due date."),
        empty=_("No action is under way."),
        columns=(
            Column("key", _("Key"), Kind.ID),
            Column("project", _("Project")),
            *action_columns(words, names=names),
        ),
        rows=tuple(
            Record(
                action_cells(words, x.action, x.question, names=names),
                x.key,
                own=(x.key, ProjectName(x.name, words.named(x.key, x.name))),
            )
            for x in plan.actions
        ),
    )


def _columns(words: PortfolioWording, plan: JointPlan) -> tuple[Column, ...]:
    _ = words.w.tr.gettext
    groups = plan.by.choices if plan.by else ()
    return (
        Column("question_id", _("Id"), Kind.ID),
        Column("recommendation", _("Recommendation"), Kind.ID),
        Column("step", _("Step")),
        Column("question", _("Question")),
        Column("projects", _("Projects"), Kind.COUNT),
        Column("gates", _("Blocking requirements settled"), Kind.COUNT),
        Column("taken_up", _("Taken up"), Kind.COUNT),
        Column("effort", _("Effort each")),
        Column("gain", _("Gain each, in its section"), Kind.SHARE),
        Column("lead", _("Who leads")),
        Column("who", _("Which projects"), Kind.NAMES),
        Column("who_keys", _("Keys of the projects"), Kind.ID),
        *(Column(f"by.{c.id}", words.w.text(c.label), Kind.COUNT) for c in groups),
    )


def _record(step: PlanStep, words: PortfolioWording, plan: JointPlan) -> Record:
    groups: tuple[Content, ...] = tuple(n for _id, n in step.groups) if plan.by else ()
    gain = step.mean_gain or None
    return Record(
        (
            step.question.id, step.recommendation.id if step.recommendation else step.kind.value,
            words.step(step), words.question(step.question), len(step.needing), step.gates, step.taken_up,
            words.effort(step.effort), gain, words.w.text(step.who.label) if step.who else None, words.needing(step),
            tuple(needing.key for needing in step.needing), *groups,
        )
    )  # fmt: skip
