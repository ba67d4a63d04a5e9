"""Export tables of what changed in projects since a moment, as `engage compare` reports it for one."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from engage_cli.followup.bridge import Bridge, BridgeStep
from engage_cli.followup.comparison import Comparison, NodeChange
from engage_cli.followup.differences import AnswerTurn
from engage_cli.i18n import N_
from engage_cli.model.project import FrozenNode
from engage_cli.portfolio.export.fields import KIND, OF_PROJECT, PROJECT, ExportedProject, Field, Resource, Values
from engage_cli.portfolio.rows import NodeCell, Row
from engage_cli.portfolio.since_moment import TOGETHER, NotComparedReason, pair_nodes
from engage_cli.scoring.question_scores import GateState, QuestionScore, State

STATES = tuple(state.value for state in GateState)
ID = Field("id", "string", N_("Id"), required=True)
QUESTION = Field("question", "string", N_("Question"), required=True)


def _compared(one: ExportedProject) -> Iterator[Values]:
    match one.since:
        case NotComparedReason():
            yield False, one.since.value, None, None, None
        case Row():
            yield True, None, one.since.as_of, one.row.as_of, one.since.version
        case Comparison() as found:
            then, now = found.then, found.now
            version = then.reference.version if then.reference else None
            yield True, None, then.date, now.date, version
        case _:
            pass


# ── results ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _results(one: ExportedProject) -> Iterator[Values]:
    match one.since:
        case Row():
            for kind, was, cell in pair_nodes(one.since, one.row):
                ends = (_low(was.evidenced), _low(cell.evidenced), _low(was.attainment), _low(cell.attainment))
                yield kind, cell.id, *ends
        case Comparison() as found:
            for change in found.nodes:
                points, attainment = _ends(change, "points"), _ends(change, "attainment")
                yield _kind(change), change.node.id, *points, *attainment
        case _:
            pass


def _ends(change: NodeChange, measure: str) -> tuple[object, object]:
    return _first(change.then, measure), _first(change.now, measure)


def _first(node: FrozenNode | None, measure: str) -> Fraction | None:
    found = getattr(node, measure) if node is not None else None
    return found[0] if found is not None else None


def _low(found: object) -> Fraction | None:
    return getattr(found, "low", None)


def _kind(change: NodeChange) -> str:
    return "index" if change.is_index else "section"


# ── why ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _parts(one: ExportedProject) -> Iterator[Values]:
    match one.since:
        case Row():
            for kind, was, cell in pair_nodes(one.since, one.row):
                changes = _change(was, cell, "evidenced"), _change(was, cell, "attainment")
                yield kind, cell.id, _steps(TOGETHER), *changes
        case Comparison() as found:
            for change in found.nodes:
                points, attainment = _by_steps(change.points), _by_steps(change.attainment)
                for steps in dict.fromkeys((*points, *attainment)):
                    shares = (points.get(steps), attainment.get(steps))
                    yield _kind(change), change.node.id, _steps(steps), *shares
        case _:
            pass


def _change(was: NodeCell, now: NodeCell, measure: str) -> Fraction | None:
    ends = _low(getattr(was, measure)), _low(getattr(now, measure))
    return None if ends[0] is None or ends[1] is None else ends[1] - ends[0]


def _by_steps(found: Bridge | None) -> dict[tuple[BridgeStep, ...], Fraction]:
    return {part.steps: part.change for part in found.parts} if found else {}


def _steps(steps: Iterable[BridgeStep]) -> str:
    return "; ".join(step.value for step in steps)


# ── blocking requirements and answers ─────────────────────────────────────────────────────────────────────────────────


def _gates(one: ExportedProject) -> Iterator[Values]:
    match one.since:
        case Row():
            then = {gate.question: gate.state.value for gate in one.since.gates}
            now = {gate.question: gate.state.value for gate in one.row.gates}
        case Comparison() as found:
            then = dict(found.gates_then)
            now = {gate.question.id: gate.state.value for gate in found.assessment.gates}
        case _:
            return
    for id in dict.fromkeys((*now, *then)):
        yield id, then.get(id), now.get(id)


def _answers(one: ExportedProject) -> Iterator[Values]:
    if isinstance(one.since, Comparison):
        for change in one.since.answers:
            ends = (*_said(change.then), *_said(change.now))
            yield change.now.question.id, change.turn.value, *ends


def _said(score: QuestionScore) -> tuple[object, object]:
    chosen = score.declared_choice.id if score.declared_choice else None
    return score.state.value, chosen or "; ".join((score.answer and score.answer.choices) or ()) or None


_SHARES = (
    Field("evidenced_then", "number", N_("Share of full points with evidence then, at worst")),
    Field("evidenced_now", "number", N_("Share of full points with evidence now, at worst")),
    Field("attainment_then", "number", N_("Share of what was expected then, at worst")),
    Field("attainment_now", "number", N_("Share of what is expected now, at worst")),
)
_STATES = tuple(state.value for state in State)

COMPARISON: tuple[Resource, ...] = (
    Resource(
        name="comparison",
        title=N_("Projects compared with a moment"),
        key=("project",),
        foreign=OF_PROJECT,
        rows=_compared,
        fields=(
            PROJECT,
            Field("compared", "boolean", N_("It is compared"), required=True),
            Field("why", "string", N_("Why it is not"), values=tuple(why.value for why in NotComparedReason)),
            Field("date_then", "date", N_("The earlier day")),
            Field("date_now", "date", N_("The later day")),
            Field("questionnaire_version", "string", N_("Version of the questionnaire then")),
        ),
    ),
    Resource(
        name="comparison_results",
        title=N_("What changed, by section and index"),
        key=("project", "kind", "id"),
        foreign=OF_PROJECT,
        rows=_results,
        fields=(PROJECT, KIND, ID, *_SHARES),
    ),
    Resource(
        name="comparison_parts",
        title=N_("Why it changed, in parts that add up"),
        key=("project", "kind", "id", "steps"),
        foreign=OF_PROJECT,
        rows=_parts,
        fields=(
            PROJECT, KIND, ID,
            Field("steps", "string", N_("What made it: questionnaire, date, facts, answers"), required=True),
            Field("evidenced", "number", N_("Change of the share of full points with evidence")),
            Field("attainment", "number", N_("Change of the share of what is expected")),
        ),
    ),
    Resource(
        name="comparison_gates",
        title=N_("Blocking requirements then and now"),
        key=("project", "question"),
        foreign=OF_PROJECT,
        rows=_gates,
        fields=(
            PROJECT, QUESTION,
            Field("state_then", "string", N_("State then"), values=STATES),
            Field("state_now", "string", N_("State now"), values=STATES),
        ),
    ),
    Resource(
        name="comparison_answers",
        title=N_("Answers that are others"),
        key=("project", "question"),
        foreign=OF_PROJECT,
        rows=_answers,
        fields=(
            PROJECT, QUESTION,
            Field("turn", "string", N_("What became of it"), required=True, values=tuple(t.value for t in AnswerTurn)),
            Field("state_then", "string", N_("State then"), required=True, values=_STATES),
            Field("choice_then", "string", N_("Choice then, as declared")),
            Field("state_now", "string", N_("State now"), required=True, values=_STATES),
            Field("choice_now", "string", N_("Choice now, as declared")),
        ),
    ),
)  # fmt: skip
"""The tables that are made where a moment to compare with is named."""
