"""Advice: one next step for each question, with what it would bring, in the order of what matters first."""

from collections.abc import Mapping
from fractions import Fraction

from engage_cli.model.questionnaire import Method, Questionnaire
from engage_cli.model.recommendation import Effort, Recommendation
from engage_cli.model.scales import Better, Choice
from engage_cli.scoring.aggregation import attainments, points, shares
from engage_cli.scoring.conditions import Reading
from engage_cli.scoring.nodes import node_term, question_term
from engage_cli.scoring.question_scores import GateScore, GateState, QuestionScore, Range, State
from engage_cli.scoring.recommending import first_fitting_recommendation
from engage_cli.scoring.results import Advice, AdviceKind, SectionScore, Term
from engage_cli.values import Value, replace


class AdviceBasis(Value, kw_only=True):
    """What advice is worked out from."""

    questionnaire: Questionnaire
    questions: Mapping[str, QuestionScore]
    """Every question by id, in the questionnaire's order."""
    sections: Mapping[str, SectionScore]
    gates: tuple[GateScore, ...]
    reading: Reading
    """What the conditions of recommendations read."""


class _Step(Value):
    """What to do about one question, before it is known what that brings."""

    kind: AdviceKind
    to: Choice | None
    recommendation: Recommendation | None = None


def advise(basis: AdviceBasis) -> tuple[Advice, ...]:
    """All advice, sorted: unmet gates, unknown gates, the largest gap to what is expected, the gain per effort, then
    the questionnaire's order.
    """
    gates = {g.question.id: g.state for g in basis.gates if g.state.is_open}
    found = [
        _advice(basis, score, step, gates.get(id))
        for id, score in basis.questions.items()
        if (step := _step(score, basis.reading, has_open_gate=id in gates)) is not None
    ]
    return tuple(sorted(found, key=_priority))


def _priority(advice: Advice) -> tuple[int, Fraction, Fraction]:
    """Sorting is stable, so that the questionnaire's order decides between equals."""
    gate = {GateState.UNMET: 0, GateState.UNKNOWN: 1}.get(advice.gate or GateState.MET, 2)
    return gate, -advice.gap, -advice.gain_per_effort


def _step(score: QuestionScore, reading: Reading, *, has_open_gate: bool) -> _Step | None:
    match score.state:
        case State.UNKNOWN:
            return _Step(AdviceKind.FIND_OUT, _hoped_for(score))
        case State.UNANSWERED if has_open_gate:
            return _Step(AdviceKind.FIND_OUT, _hoped_for(score))
        case State.ANSWERED if score.fall is not None:
            return _Step(AdviceKind.ATTACH_EVIDENCE, score.declared_choice)
        case State.ANSWERED:
            fitting = first_fitting_recommendation(score.question, score.evidenced_choice, reading)
            return _Step(AdviceKind.DO, score.question.choice(fitting.to), fitting) if fitting else None
        case _:
            return None


def _hoped_for(score: QuestionScore) -> Choice | None:
    """What finding out may show at best that is expected: the expected choice, else the best."""
    return score.expected_choice or (score.question.ladder[-1] if score.question.ladder else None)


def _advice(basis: AdviceBasis, score: QuestionScore, step: _Step, gate: GateState | None) -> Advice:
    gain, attainment_gain = _gains(basis, score, step.to)
    return Advice(
        kind=step.kind,
        question=score.question,
        section=basis.questionnaire.sections_of[score.question.id][0],
        recommendation=step.recommendation,
        to=step.to,
        effort=step.recommendation.effort if step.recommendation else Effort.S,
        lead=step.recommendation.lead if step.recommendation else None,
        gate=gate,
        gap=Fraction(0) if score.standing.gate_only else score.gap,
        gain=gain,
        attainment_gain=attainment_gain,
        further=gate is None and score.attainment is not None and score.gap == 0,
    )


def _gains(basis: AdviceBasis, score: QuestionScore, to: Choice | None) -> tuple[Fraction, Fraction]:
    """How much better the top section's evidenced share and attainment were, at worst, if the answer were `to` with
    its evidence.

    Where `to` is None, the best answer is meant. The sections that hold the question are added up again, from the
    inside out, with that one child raised: what counts in them stays the same.
    """
    hoped = score.possible if to is None else to.points
    raised = question_term(replace(score, evidenced=Range(hoped, hoped)), counted=True)
    home = basis.questionnaire.sections_of[score.question.id]
    methods = [Method.MEAN, *(section.method for section in home)]
    for section, above in zip(reversed(home), reversed(methods[:-1]), strict=True):
        raised = _with(raised, basis.sections[section.id], above, in_points=Method.SUM in methods)
    before = basis.sections[home[0].id]
    gain = _rise(before.evidenced, raised.evidenced, score.question.better)
    return gain, _rise(before.attainment, raised.attainment, Better.HIGH)


def _with(raised: Term, node: SectionScore, above: Method, *, in_points: bool) -> Term:
    """The term that `node` would be in a node of the method `above`, with that one child raised.

    `in_points`: points earned are asked for somewhere on the way up.
    """
    terms = [raised if term.id == raised.id else term for term in node.terms if term.counted]
    earned = points([(term, term.earned) for term in terms]) if in_points else None
    share = shares(node.method, [(term, term.evidenced) for term in terms])
    return replace(
        node_term(node, node.section.weight, above, counted=True),
        evidenced=earned.over(node.possible) if above is Method.SUM and earned and node.possible else share,
        attainment=attainments(node.method, [(term, term.attainment) for term in terms]),
        earned=earned,
    )


def _rise(before: Range | None, after: Range | None, better: Better) -> Fraction:
    """How much better `after` is, at worst."""
    if before is None or after is None:
        return Fraction(0)
    return after.low - before.low if better is Better.HIGH else before.high - after.high
