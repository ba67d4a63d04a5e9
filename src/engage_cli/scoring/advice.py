"""What to do next: one step a question, with what it would bring, in the order of what matters first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from engage_cli.model.questionnaire import Choice, Effort, Questionnaire, Recommendation
from engage_cli.scoring.nodes import score_section
from engage_cli.scoring.results import (
    Advice,
    AdviceKind,
    GateScore,
    GateState,
    QuestionScore,
    Range,
    SectionScore,
    State,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What advice is worked out from."""

    questionnaire: Questionnaire
    questions: Mapping[str, QuestionScore]
    sections: Mapping[str, SectionScore]
    gates: Mapping[str, GateScore]
    aims: Mapping[str, bool]


def advise(basis: Basis) -> tuple[Advice, ...]:
    """All advice: unmet gates, unknown gates, largest gap to what is expected, gain per effort, questionnaire order."""
    found = [advice for score in basis.questions.values() for advice in _for_question(basis, score)]
    return tuple(sorted(found, key=_priority))


def _priority(advice: Advice) -> tuple[int, Fraction, Fraction]:
    """Sorting is stable, so that the questionnaire's order decides between equals."""
    gate = {GateState.UNMET: 0, GateState.UNKNOWN: 1}.get(advice.gate or GateState.MET, 2)
    return gate, -advice.gap, -advice.gain_per_effort


def _for_question(basis: Basis, score: QuestionScore) -> Iterator[Advice]:
    gate = basis.gates.get(score.question.id)
    open_gate = gate.state if gate and gate.state.open else None
    match score.state:
        case State.UNKNOWN:
            yield _advice(basis, score, AdviceKind.FIND_OUT, _hoped_for(score), None, open_gate)
        case State.UNANSWERED if open_gate:
            yield _advice(basis, score, AdviceKind.FIND_OUT, _hoped_for(score), None, open_gate)
        case State.ANSWERED if score.fall is not None:
            yield _advice(basis, score, AdviceKind.ATTACH_EVIDENCE, score.declared_choice, None, open_gate)
        case State.ANSWERED:
            recommendation = _first_that_fits(score)
            if recommendation is not None:
                to = score.question.choice(recommendation.to)
                yield _advice(basis, score, AdviceKind.DO, to, recommendation, open_gate)
        case _:
            return


def _first_that_fits(score: QuestionScore) -> Recommendation | None:
    at = score.evidenced_choice
    return next((r for r in score.question.recommendations if at is not None and at.id in r.at), None)


def _hoped_for(score: QuestionScore) -> Choice | None:
    """What finding out may show at best that is expected: the expected choice, else the fullest."""
    return score.expected_choice or max(score.question.choices, key=lambda c: c.points, default=None)


def _advice(
    basis: Basis,
    score: QuestionScore,
    kind: AdviceKind,
    to: Choice | None,
    recommendation: Recommendation | None,
    gate: GateState | None,
) -> Advice:
    section = basis.questionnaire.home[score.question.id][0]
    before, after = basis.sections[section.id], _section_if(basis, score, to)
    return Advice(
        kind=kind,
        question=score.question,
        section=section,
        recommendation=recommendation,
        to=to,
        effort=recommendation.effort if recommendation else Effort.S,
        lead=recommendation.lead if recommendation else None,
        gate=gate,
        gap=Fraction(0) if score.standing.gate_only else score.gap,
        gain=_rise(before.evidenced, after.evidenced),
        attainment_gain=_rise(before.attainment, after.attainment),
        further=gate is None and bool(score.expected) and score.gap == 0,
    )


def _section_if(basis: Basis, score: QuestionScore, to: Choice | None) -> SectionScore:
    """The section scored again as if the answer were `to`, with its evidence."""
    points = score.possible if to is None else to.points
    raised = replace(score, declared=Range(points, points), evidenced=Range(points, points))
    if score.standing.gate_only or not score.question.scored:
        raised = score
    section = basis.questionnaire.home[score.question.id][0]
    questions = {**basis.questions, score.question.id: raised}
    return score_section(section, basis.questionnaire, questions, basis.aims, {}, {})


def _rise(before: Range | None, after: Range | None) -> Fraction:
    return after.low - before.low if before and after else Fraction(0)
