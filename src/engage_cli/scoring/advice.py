"""What to do next: one step a question, with what it would bring, in the order of what matters first."""

from collections.abc import Mapping
from fractions import Fraction

from engage_cli.model.questionnaire import Effort, Questionnaire, Recommendation, Section
from engage_cli.model.scales import Choice
from engage_cli.scoring.nodes import Answered, score_sections
from engage_cli.scoring.results import Advice, AdviceKind, SectionScore
from engage_cli.scoring.standing import GateScore, GateState, QuestionScore, Range, State
from engage_cli.values import Value, replace


class Basis(Value, kw_only=True):
    """What advice is worked out from."""

    questionnaire: Questionnaire
    answered: Answered
    sections: Mapping[str, SectionScore]
    gates: tuple[GateScore, ...]


class _Step(Value):
    """What to do about one question, before it is known what that brings."""

    kind: AdviceKind
    to: Choice | None
    recommendation: Recommendation | None = None


def advise(basis: Basis) -> tuple[Advice, ...]:
    """All advice: unmet gates, unknown gates, largest gap to what is expected, gain per effort, questionnaire order."""
    gates = {g.question.id: g.state for g in basis.gates if g.state.open}
    found = [
        _advice(basis, score, step, gates.get(id))
        for id, score in basis.answered.questions.items()
        if (step := _step(score, has_open_gate=id in gates)) is not None
    ]
    return tuple(sorted(found, key=_priority))


def _priority(advice: Advice) -> tuple[int, Fraction, Fraction]:
    """Sorting is stable, so that the questionnaire's order decides between equals."""
    gate = {GateState.UNMET: 0, GateState.UNKNOWN: 1}.get(advice.gate or GateState.MET, 2)
    return gate, -advice.gap, -advice.gain_per_effort


def _step(score: QuestionScore, *, has_open_gate: bool) -> _Step | None:
    match score.state:
        case State.UNKNOWN:
            return _Step(AdviceKind.FIND_OUT, _hoped_for(score))
        case State.UNANSWERED if has_open_gate:
            return _Step(AdviceKind.FIND_OUT, _hoped_for(score))
        case State.ANSWERED if score.fall is not None:
            return _Step(AdviceKind.ATTACH_EVIDENCE, score.declared_choice)
        case State.ANSWERED:
            fitting = _first_that_fits(score)
            return _Step(AdviceKind.DO, score.question.choice(fitting.to), fitting) if fitting else None
        case _:
            return None


def _first_that_fits(score: QuestionScore) -> Recommendation | None:
    at = score.evidenced_choice
    return next((r for r in score.question.recommendations if at is not None and at.id in r.at), None)


def _hoped_for(score: QuestionScore) -> Choice | None:
    """What finding out may show at best that is expected: the expected choice, else the fullest."""
    return score.expected_choice or max(score.question.choices, key=lambda c: c.points, default=None)


def _advice(basis: Basis, score: QuestionScore, step: _Step, gate: GateState | None) -> Advice:
    section = basis.questionnaire.home[score.question.id][0]
    before, after = basis.sections[section.id], _section_if(basis, section, score, step.to)
    return Advice(
        kind=step.kind,
        question=score.question,
        section=section,
        recommendation=step.recommendation,
        to=step.to,
        effort=step.recommendation.effort if step.recommendation else Effort.S,
        lead=step.recommendation.lead if step.recommendation else None,
        gate=gate,
        gap=Fraction(0) if score.standing.gate_only else score.gap,
        gain=_rise(before.evidenced, after.evidenced),
        attainment_gain=_rise(before.attainment, after.attainment),
        further=gate is None and bool(score.expected) and score.gap == 0,
    )


def _section_if(basis: Basis, section: Section, score: QuestionScore, to: Choice | None) -> SectionScore:
    """The section scored again as if the answer were `to` with its evidence, or the best where nothing is named."""
    points = score.possible if to is None else to.points
    raised = replace(score, declared=Range(points, points), evidenced=Range(points, points))
    questions = {**basis.answered.questions, score.question.id: raised}
    return score_sections((section,), replace(basis.answered, questions=questions, targets={}))[section.id]


def _rise(before: Range | None, after: Range | None) -> Fraction:
    return after.low - before.low if before and after else Fraction(0)
