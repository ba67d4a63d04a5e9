"""Portfolio tables about what is due: blocking requirements, waivers, overdue actions."""

from collections.abc import Callable

from engage_cli.portfolio.documents.page_data import count_projects, gate_token
from engage_cli.portfolio.documents.result_tables import action_cells, action_columns, project_columns, project_record
from engage_cli.portfolio.documents.tables import Column, Content, Kind, Record, Table
from engage_cli.portfolio.documents.wording import PortfolioWording
from engage_cli.portfolio.portfolio import OpenGate
from engage_cli.scoring.question_scores import GateState

OPEN = (GateState.UNMET, GateState.UNKNOWN)


def gates(words: PortfolioWording) -> Table:
    """Open blocking requirements, a row for each project and question."""
    _, known = words.w.tr.gettext, dict[tuple[object, ...], tuple[Content, ...]]()

    def said(g: OpenGate) -> tuple[Content, ...]:
        key = g.question.id, g.state, g.threshold.id if g.threshold else None
        if key not in known:
            level = words.w.level(g.question, g.threshold) if g.threshold else None
            known[key] = g.question.id, words.question(g.question), words.w.gate_state(g.state), level
        return known[key]

    return Table(
        id="gates",
        title=_("Open blocking requirements"),
        about=_("A row for each project and blocking requirement that is open in it."),
        empty=_("No blocking requirement is open at this time."),
        columns=(
            *project_columns(words),
            Column("question_id", _("Id"), Kind.ID),
            Column("question", _("Blocking requirement")),
            Column("state", _("State")),
            Column("threshold", _("Required")),
        ),
        rows=tuple(Record(said(g), g.line.key, own=words.project(g.line)) for g in words.p.gates),
    )


def gates_by_project(words: PortfolioWording) -> Table:
    """Open blocking requirements with a row for each project, for paper."""
    _, found = words.w.tr.gettext, _grouped(words, lambda gate: gate.line.key)
    return Table(
        id="gates",
        title=_("Open blocking requirements"),
        empty=_("No blocking requirement is open at this time."),
        columns=(*project_columns(words), *(Column(state, words.w.gate_state(state).capitalize()) for state in OPEN)),
        rows=tuple(
            project_record(words, of[0].line, *(_named(words, state, of) for state in OPEN)) for of in found.values()
        ),
    )


def _grouped(words: PortfolioWording, by: Callable[[OpenGate], str]) -> dict[str, list[OpenGate]]:
    found: dict[str, list[OpenGate]] = {}
    for gate in words.p.gates:
        found.setdefault(by(gate), []).append(gate)
    return found


def _named(words: PortfolioWording, state: GateState, gates: list[OpenGate]) -> str | None:
    return "; ".join(words.question(gate.question) for gate in gates if gate.state is state) or None


def requirements(words: PortfolioWording) -> Table:
    """A row for each blocking requirement that is open in some project: in how many, and why."""
    _, found = words.w.tr.gettext, _grouped(words, lambda gate: gate.question.id)
    return Table(
        id="requirements",
        title=_("Open blocking requirements, by requirement"),
        short=_("Open requirements, counted"),
        columns=(
            Column("question_id", _("Id"), Kind.ID),
            Column("question", _("Blocking requirement")),
            Column("projects", _("Projects"), Kind.COUNT),
            *(Column(f"projects_{state}", words.w.gate_state(state).capitalize(), Kind.COUNT) for state in OPEN),
        ),
        rows=tuple(
            Record(
                (id, words.question(gates[0].question), len(gates), *(_in(state, gates) for state in OPEN)),
                counted=(
                    None,
                    None,
                    count_projects(f"gate:{id}"),
                    *(count_projects(gate_token(id, state)) for state in OPEN),
                ),
            )
            for id, gates in sorted(found.items(), key=lambda item: -len(item[1]))
        ),
    )


def _in(state: GateState, gates: list[OpenGate]) -> int:
    return sum(gate.state is state for gate in gates)


def waivers(words: PortfolioWording) -> Table:
    """Waivers that have ended or end soon, a row for each project and rule."""
    _, p = words.w.tr.gettext, words.p
    return Table(
        id="waivers",
        title=_("Blocking requirements put off: ended, or ending soon"),
        short=_("Requirements put off"),
        empty=_("None ends within {n} days.").format(n=p.limits.soon),
        columns=(
            *project_columns(words),
            Column("rule", _("Rule"), Kind.ID),
            Column("subject", _("Id"), Kind.ID),
            Column("question", _("What it is about")),
            Column("until", _("Until"), Kind.DATE),
            Column("state", _("State")),
        ),
        rows=tuple(
            project_record(
                words, x.line, x.rule, x.subject, words.question(x.question) if x.question else x.subject,
                x.until, _("ended") if x.over else _("ends soon"),
            )
            for x in p.waivers
        ),
    )  # fmt: skip


def overdue(words: PortfolioWording, *, names: bool) -> Table:
    """Actions past their due date; their owners are shown only with `names`."""
    _ = words.w.tr.gettext
    return Table(
        id="overdue",
        title=_("Overdue actions"),
        about=_("A row for each action whose day is past."),
        empty=_("No action is overdue."),
        columns=(*project_columns(words), *action_columns(words, names=names)),
        rows=tuple(
            project_record(words, x.line, *action_cells(words, x.action, x.question, names=names))
            for x in words.p.overdue
        ),
    )
