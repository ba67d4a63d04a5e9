"""The tables of an export: their columns, and the rows that a project contributes."""

from collections.abc import Callable, Hashable, Iterable, Iterator

from engage_cli.i18n import LANGUAGE, N_
from engage_cli.portfolio.action_cells import ActionCell
from engage_cli.portfolio.export.comparison_resources import COMPARISON
from engage_cli.portfolio.export.fields import (
    OF_PROJECT,
    PROJECT,
    RESULT,
    SCOPES,
    ExportedProject,
    Field,
    Resource,
    Values,
)
from engage_cli.portfolio.export.followup_resources import FOLLOWUP, milestone_texts, replaced_texts
from engage_cli.portfolio.followed_actions import STATUSES
from engage_cli.portfolio.rows import AdviceCell, GateCell, NodeCell, QuestionCell, Row
from engage_cli.portfolio.step_cells import StepCell
from engage_cli.scoring.path import StepState
from engage_cli.scoring.question_scores import Fall, GateState, Range, State
from engage_cli.scoring.results import AdviceKind


def _ends(found: Range | None) -> tuple[object, object]:
    return (None, None) if found is None else (found.low, found.high)


def _of_row(rows: Callable[[Row], Iterable[Hashable]]) -> Callable[[ExportedProject], Iterable[Hashable]]:
    return lambda one: rows(one.row)


def _projects(row: Row) -> Iterator[Values]:
    yield (
        row.id, row.name, row.questionnaire, row.version, row.scope, row.now, row.date, row.as_of,
        row.answered, row.in_force, row.coverage,
    )  # fmt: skip


def _facets(row: Row) -> Iterator[Values]:
    for id, value in row.facets.items():
        if isinstance(value, bool):
            yield id, "yes" if value else "no"
        elif value is None:
            yield id, "unknown"
        else:
            for choice in value if isinstance(value, tuple) else (value,):
                yield id, choice


def _node(cell: NodeCell) -> Values:
    low, high = cell.bands or (None, None)
    shares = (*_ends(cell.declared), *_ends(cell.evidenced), *_ends(cell.attainment))
    return cell.id, cell.aimed, *shares, low, high, cell.under_reserve, cell.answered, cell.in_force


def _question(q: QuestionCell) -> Values:
    points = (*_ends(q.declared), *_ends(q.evidenced), q.expected)
    return (
        q.id, q.state.value, q.gate_only, q.declared_choice, q.evidenced_choice, *points, q.attained,
        q.shown, q.fall.value if q.fall else None, q.reason,
    )  # fmt: skip


def _gate(g: GateCell) -> Values:
    return g.question, g.state.value, g.threshold, g.until


def _step(a: AdviceCell) -> Values:
    return (
        a.question, a.kind.value, a.recommendation, a.to, a.effort.value, a.lead,
        a.gate.value if a.gate else None, a.gain, a.attainment_gain, a.further,
    )  # fmt: skip


def _path(one: StepCell) -> Values:
    return one.id, one.state.value, one.waits, one.late, one.date


def _action(a: ActionCell) -> Values:
    return a.id, a.question, a.recommendation, a.due, a.status, a.done, a.again


def _texts(one: ExportedProject) -> Iterator[Values]:
    yield from one.texts
    yield from milestone_texts(one)
    yield from replaced_texts(one)


def _nodes(name: str, title: str, id: Field, rows: Callable[[Row], Iterable[NodeCell]]) -> Resource:
    return Resource(
        name=name,
        title=title,
        key=("project", id.name),
        foreign=OF_PROJECT,
        rows=_of_row(rows),
        values=_node,
        fields=(
            PROJECT,
            id,
            Field("aimed", "boolean", N_("Aimed at"), required=True),
            Field("declared_low", "number", N_("Declared share of full points, at worst")),
            Field("declared_high", "number", N_("Declared share of full points, at best")),
            *RESULT,
            Field("under_reserve", "boolean", N_("Under reserve: a blocking requirement is open"), required=True),
            Field("answered", "integer", N_("Questions answered"), required=True),
            Field("in_force", "integer", N_("Questions in force"), required=True),
        ),
    )


RESOURCES: tuple[Resource, ...] = (
    Resource(
        name="projects",
        title=N_("Projects"),
        key=("project",),
        rows=_of_row(_projects),
        fields=(
            PROJECT,
            Field("id", "string", N_("Id in its charter")),
            Field("name", "string", N_("Name"), required=True),
            Field("questionnaire", "string", N_("Questionnaire"), required=True),
            Field("questionnaire_version", "string", N_("Version of the questionnaire"), required=True),
            Field("scope", "string", N_("Scope"), required=True, values=SCOPES),
            Field("now", "string", N_("Where it stands in time")),
            Field("date", "date", N_("Last answer")),
            Field("as_of", "date", N_("Read as of"), required=True),
            Field("answered", "integer", N_("Questions answered"), required=True),
            Field("in_force", "integer", N_("Questions in force"), required=True),
            Field("coverage", "number", N_("Share of the weight answered")),
        ),
    ),
    Resource(
        name="facets",
        title=N_("What projects say of themselves"),
        key=("project", "facet", "choice"),
        foreign=OF_PROJECT,
        rows=_of_row(_facets),
        fields=(
            PROJECT,
            Field("facet", "string", N_("Fact"), required=True),
            Field("choice", "string", N_("Answer"), required=True),
        ),
    ),
    _nodes(
        "sections", N_("Results by section"), Field("section", "string", N_("Section"), required=True),
        lambda row: row.sections,
    ),
    _nodes(
        "indices", N_("Results by index"), Field("index", "string", N_("Index"), required=True),
        lambda row: row.indices,
    ),
    Resource(
        name="questions",
        title=N_("Results by question"),
        key=("project", "question"),
        foreign=OF_PROJECT,
        rows=_of_row(lambda row: row.questions),
        values=_question,
        fields=(
            PROJECT,
            Field("question", "string", N_("Question"), required=True),
            Field("state", "string", N_("State"), required=True, values=tuple(s.value for s in State)),
            Field("gate_only", "boolean", N_("Counts for its blocking requirement alone"), required=True),
            Field("declared_choice", "string", N_("Choice as declared")),
            Field("evidenced_choice", "string", N_("Choice as the evidence bears out")),
            Field("declared_low", "number", N_("Declared points, at worst")),
            Field("declared_high", "number", N_("Declared points, at best")),
            Field("evidenced_low", "number", N_("Points with evidence, at worst")),
            Field("evidenced_high", "number", N_("Points with evidence, at best")),
            Field("expected", "number", N_("Points expected")),
            Field("attained", "boolean", N_("What is expected is reached")),
            Field("evidence_holds", "boolean", N_("Some evidence holds"), required=True),
            Field("fall", "string", N_("Why it is read lower"), values=tuple(f.value for f in Fall)),
            Field("reason", "string", N_("Why it is not applicable")),
        ),
    ),
    Resource(
        name="gates",
        title=N_("Blocking requirements"),
        key=("project", "question"),
        foreign=OF_PROJECT,
        rows=_of_row(lambda row: row.gates),
        values=_gate,
        fields=(
            PROJECT,
            Field("question", "string", N_("Question"), required=True),
            Field("state", "string", N_("State"), required=True, values=tuple(s.value for s in GateState)),
            Field("threshold", "string", N_("Lowest choice that is enough now")),
            Field("waived_until", "date", N_("Put off until")),
        ),
    ),
    Resource(
        name="steps",
        title=N_("Recommended steps"),
        key=("project", "place"),
        foreign=OF_PROJECT,
        numbered=True,
        rows=_of_row(lambda row: row.advice),
        values=_step,
        fields=(
            PROJECT,
            Field("place", "integer", N_("Place in the order of what matters first"), required=True),
            Field("question", "string", N_("Question"), required=True),
            Field("kind", "string", N_("Kind of step"), required=True, values=tuple(k.value for k in AdviceKind)),
            Field("recommendation", "string", N_("Recommendation")),
            Field("to", "string", N_("Choice it leads to")),
            Field("effort", "string", N_("Effort"), required=True, values=("S", "M", "L")),
            Field("lead", "string", N_("Who leads")),
            Field("gate", "string", N_("State of the blocking requirement it settles")),
            Field("gain", "number", N_("Rise of its section’s share of full points"), required=True),
            Field("attainment_gain", "number", N_("Rise of its section’s share of what is expected"), required=True),
            Field("further", "boolean", N_("Beyond what is expected at this time"), required=True),
        ),
    ),
    Resource(
        name="actions",
        title=N_("Actions"),
        key=("project", "action"),
        foreign=OF_PROJECT,
        rows=_of_row(lambda row: row.actions),
        values=_action,
        fields=(
            PROJECT,
            Field("action", "string", N_("Action"), required=True),
            Field("question", "string", N_("Question")),
            Field("recommendation", "string", N_("Recommendation")),
            Field("due", "date", N_("Due")),
            Field("status", "string", N_("Status"), required=True, values=STATUSES),
            Field("done", "date", N_("Done on")),
            Field("again", "boolean", N_("Done, and its answer to be looked at again"), required=True),
        ),
    ),
    Resource(
        name="path",
        title=N_("Steps of the path"),
        key=("project", "step"),
        foreign=OF_PROJECT,
        rows=_of_row(lambda row: row.path),
        values=_path,
        fields=(
            PROJECT,
            Field("step", "string", N_("Step"), required=True),
            Field("state", "string", N_("State"), required=True, values=tuple(s.value for s in StepState)),
            Field("waits", "boolean", N_("Somebody is to act now"), required=True),
            Field("late", "boolean", N_("Since an earlier phase"), required=True),
            Field("date", "date", N_("Done or skipped on")),
        ),
    ),
    *FOLLOWUP,
    Resource(
        name="labels",
        title=N_("Words for the ids"),
        key=("questionnaire", "version", "kind", "of", "id"),
        rows=lambda _one: (),
        fields=(
            Field("questionnaire", "string", N_("Questionnaire"), required=True),
            Field("version", "string", N_("Version of the questionnaire"), required=True),
            Field("kind", "string", N_("Kind of thing"), required=True),
            Field("of", "string", N_("What it belongs to"), required=True),
            Field("id", "string", N_("Id"), required=True),
            Field("ref", "string", N_("Short reference")),
            *(Field(language, "string", row.column, required=True) for language, row in LANGUAGE.items()),
        ),
    ),
)  # fmt: skip
"""The tables made for every export; `labels` is filled from the questionnaires."""

TEXTS = Resource(
    name="texts",
    title=N_("What people wrote"),
    key=(),
    foreign=OF_PROJECT,
    rows=_texts,
    fields=(
        PROJECT,
        Field("about", "string", N_("What it is about"), required=True),
        Field("id", "string", N_("Id")),
        Field("field", "string", N_("Field"), required=True),
        Field("text", "string", N_("Words"), required=True),
    ),
)
"""The table of names and free texts, made only on request."""

OPTIONAL = (*COMPARISON, TEXTS)
"""The tables made only on request."""
