"""The results of one project as small, flat values for a portfolio, with the days on which they hold.

Texts of the questionnaire are looked up by id. People are named in actions only.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from engage_cli.model.past import latest
from engage_cli.model.project import Milestone, Project, Waiver
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.recommendation import Effort
from engage_cli.portfolio.action_cells import ActionCell, action_cells
from engage_cli.portfolio.step_cells import StepCell, step_cells
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.evidence import add_period
from engage_cli.scoring.question_scores import Fall, GateScore, GateState, QuestionScore, Range, State
from engage_cli.scoring.results import Advice, AdviceKind, Assessment, IndexScore, SectionScore
from engage_cli.values import Value, replace

FacetValues = Mapping[str, str | bool | tuple[str, ...] | None]


class NodeCell(Value, kw_only=True, array_like=True, cache_hash=True):
    """The result of a section or index; ranges are shares from 0 to 1."""

    id: str
    aimed: bool
    declared: Range | None
    evidenced: Range | None
    """None: nothing is in force."""
    attainment: Range | None
    bands: tuple[str, str] | None
    """The ids of the bands in the worst and the best case."""
    under_reserve: bool
    in_force: int
    answered: int


class QuestionCell(Value, kw_only=True, array_like=True, cache_hash=True):
    """The result of a question that is asked, in force or not applicable."""

    id: str
    state: State
    gate_only: bool  # counts for its gate alone
    declared_choice: str | None
    evidenced_choice: str | None
    declared: Range | None
    evidenced: Range | None
    """In points."""
    expected: Fraction | None
    """In points."""
    shown: bool
    """Whether some evidence is valid."""
    fall: Fall | None
    reason: str | None  # why it is not applicable
    attained: bool | None
    """Whether the worst case reaches what is expected; None where nothing is expected or it does not count."""


class GateCell(Value, kw_only=True, array_like=True, cache_hash=True):
    """The state of a gate."""

    question: str
    state: GateState
    threshold: str | None
    """The id of the choice that is required now."""
    until: dt.date | None  # of its waiver


class AdviceCell(Value, kw_only=True, array_like=True, cache_hash=True):
    """A piece of advice."""

    kind: AdviceKind
    question: str
    recommendation: str | None
    to: str | None
    effort: Effort
    lead: str | None
    gate: GateState | None
    gain: Fraction
    """The rise in the section's evidenced share, 0 to 1."""
    attainment_gain: Fraction
    further: bool


class LastMilestone(Value, kw_only=True, array_like=True):
    """A project's results at its last milestone."""

    name: str
    date: dt.date
    comparable: bool
    """Whether version and scope are the same; otherwise nothing is compared."""
    sections: tuple[tuple[str, Range | None], ...]
    """(section id, attainment) of the sections aimed at then."""


class Row(Value, kw_only=True, array_like=True):
    """The results of one project in a portfolio."""

    key: str
    """Unique among the projects read together: a path made of plain letters."""
    id: str | None
    name: str
    questionnaire: str
    version: str
    digest: str
    facets: FacetValues
    now: str | None
    scope: str
    date: dt.date | None  # of the last answer
    as_of: dt.date
    since: dt.date | None
    """The first day on which these results hold; None: always."""
    until: dt.date | None
    """The first day on which they no longer hold; None: never."""
    in_force: int
    answered: int
    coverage: Fraction | None
    sections: tuple[NodeCell, ...]
    indices: tuple[NodeCell, ...]
    questions: tuple[QuestionCell, ...]
    gates: tuple[GateCell, ...]
    advice: tuple[AdviceCell, ...]
    actions: tuple[ActionCell, ...]
    waivers: tuple[Waiver, ...]
    """Without who approved them and why."""
    before: LastMilestone | None
    given: str | None = None  # the version of the questionnaire that was answered, where it is said
    unplaced: int = 0  # how much of what was said to it has no place in the one that it is read against
    path: tuple[StepCell, ...] = ()
    latest: dt.date | None = None  # of the days that are past by what they say


def build_row(
    assessment: Assessment, key: str, last: Milestone | None = None, milestones: Iterable[dt.date] = ()
) -> Row:
    """The row of `assessment`; `last` is the project's last milestone, `milestones` are the days of all of them."""
    a, q, charter = assessment, assessment.questionnaire, assessment.project.charter
    since, until = results_validity(q, a.project, a.as_of, milestones)
    return Row(
        key=key,
        id=charter.id,
        name=charter.name,
        questionnaire=q.id,
        version=q.version,
        digest=q.digest,
        facets=dict(charter.facets),
        now=a.now.id if a.now else None,
        scope=a.scope,
        date=a.project.date,
        as_of=a.as_of,
        since=since,
        until=until,
        in_force=a.tally.in_force,
        answered=a.tally.answered,
        coverage=a.tally.coverage,
        sections=tuple(_node(s) for s in a.sections.values()),
        indices=tuple(_node(i) for i in a.indices.values()),
        questions=tuple(_question(s) for s in a.questions.values() if s.standing.is_asked),
        gates=tuple(_gate(g) for g in a.gates),
        advice=tuple(_advice(x) for x in a.advice),
        actions=action_cells(a),
        waivers=tuple(replace(w, because="", approved_by="") for w in a.project.waivers),
        before=_before(a, last),
        given=a.project.questionnaire.version if a.project.questionnaire else None,
        unplaced=len(a.project.unplaced),
        path=step_cells(a),
        latest=latest(a.project),
    )


def results_validity(
    questionnaire: Questionnaire, project: Project, day: dt.date, others: Iterable[dt.date] = ()
) -> tuple[dt.date | None, dt.date | None]:
    """The days (from, until exclusive) on which `project` has the results of `day`; None: without limit.

    Results change when evidence begins or ceases to be valid, when a waiver ends, and on the days `others`.
    """
    turns = {turn for turn in (*_turns(questionnaire, project), *others) if turn != dt.date.max}
    return max((t for t in turns if t <= day), default=None), min((t for t in turns if t > day), default=None)


def _turns(questionnaire: Questionnaire, project: Project) -> Iterator[dt.date]:
    for waiver in project.waivers:
        yield _next_day(waiver.until)
    for id, answer in project.answers.items():
        question = questionnaire.by_id.get(id)
        rules = {c.needs_evidence for c in question.choices if c.needs_evidence} if question else set()
        for piece in answer.evidence:
            if piece.date is not None:
                yield piece.date
                yield from (_next_day(add_period(piece.date, rule.valid)) for rule in rules if rule.valid)


def _next_day(day: dt.date) -> dt.date:
    return day if day == dt.date.max else day + dt.timedelta(days=1)


def _node(score: SectionScore | IndexScore) -> NodeCell:
    return NodeCell(
        id=score.id,
        aimed=score.aimed,
        declared=score.declared,
        evidenced=score.evidenced,
        attainment=score.attainment,
        bands=(score.bands[0].id, score.bands[1].id) if score.bands else None,
        under_reserve=score.under_reserve,
        in_force=score.tally.in_force,
        answered=score.tally.answered,
    )


def _question(score: QuestionScore) -> QuestionCell:
    return QuestionCell(
        id=score.question.id,
        state=score.state,
        gate_only=score.standing.gate_only,
        declared_choice=score.declared_choice.id if score.declared_choice else None,
        evidenced_choice=score.evidenced_choice.id if score.evidenced_choice else None,
        declared=score.declared,
        evidenced=score.evidenced,
        expected=score.expected,
        shown=bool(score.valid_evidence),
        fall=score.fall,
        reason=score.answer.reason if score.answer and score.state is State.NOT_APPLICABLE else None,
        attained=None if score.standing.gate_only or score.attainment is None else score.attainment.low == 1,
    )


def _gate(gate: GateScore) -> GateCell:
    threshold = gate.threshold.id if gate.threshold else None
    until = gate.waiver.until if gate.waiver else None
    return GateCell(question=gate.question.id, state=gate.state, threshold=threshold, until=until)


def _advice(advice: Advice) -> AdviceCell:
    return AdviceCell(
        kind=advice.kind,
        question=advice.question.id,
        recommendation=advice.recommendation.id if advice.recommendation else None,
        to=advice.to.id if advice.to else None,
        effort=advice.effort,
        lead=advice.lead,
        gate=advice.gate,
        gain=advice.gain,
        attainment_gain=advice.attainment_gain,
        further=advice.further,
    )


def _before(a: Assessment, last: Milestone | None) -> LastMilestone | None:
    """The last milestone up to the day of the assessment: its recorded scores, else computed again."""
    past = [m for m in (*a.project.milestones, *([last] if last else [])) if m.date <= a.as_of]
    if not past:
        return None
    last = max(past, key=lambda m: m.date)
    if last.frozen is not None:
        same = last.questionnaire is not None and last.questionnaire.digest == a.questionnaire.digest
        frozen = {id: Range(*one.attainment) if one.attainment else None for id, one in last.frozen.sections.items()}
        comparable = last.scope == a.scope and same
        sections = tuple(frozen.items()) if comparable else ()
        return LastMilestone(name=last.name, date=last.date, comparable=comparable, sections=sections)
    comparable = last.scope == a.scope and _answerable(last, a.questionnaire)
    sections = tuple(_sections_then(a, last)) if comparable else ()
    return LastMilestone(name=last.name, date=last.date, comparable=comparable, sections=sections)


def _answerable(milestone: Milestone, questionnaire: Questionnaire) -> bool:
    """Whether the answers of `milestone` are answers to this version of the questionnaire."""
    reference = milestone.questionnaire
    if reference is not None and (reference.id, reference.version or questionnaire.version) != (
        questionnaire.id,
        questionnaire.version,
    ):
        return False
    known = ((questionnaire.by_id[id], answer) for id, answer in milestone.answers.items() if id in questionnaire.by_id)
    return all(q.choice(c) for q, answer in known for c in (answer.choice, *(answer.choices or ())) if c is not None)


def _sections_then(a: Assessment, milestone: Milestone) -> Iterable[tuple[str, Range | None]]:
    charter = replace(a.project.charter, facets=milestone.facets or a.project.charter.facets)
    then = replace(a.project, charter=charter, answers=milestone.answers, date=milestone.date, targets={})
    scored = assess(a.questionnaire, then, as_of=milestone.date, scope=a.scope)
    return ((s.id, s.attainment) for s in scored.sections.values() if s.aimed)
