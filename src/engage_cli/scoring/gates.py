"""Scores gates: the thresholds of blocking requirements, which no average can hide."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from engage_cli.model.project import Project, Waiver
from engage_cli.model.questionnaire import Gate, Question, Questionnaire
from engage_cli.model.scales import Choice
from engage_cli.scoring.points import binding_position
from engage_cli.scoring.question_scores import GateScore, GateState, QuestionScore, State

WAIVABLE = "gate-unmet"
"""The rule that a waiver must name to waive a gate."""

_ORDER = tuple(GateState)


def score_gates(
    questionnaire: Questionnaire,
    project: Project,
    questions: Mapping[str, QuestionScore],
    *,
    now: Choice | None,
    as_of: dt.date,
    known: Mapping[str, GateScore] = MappingProxyType({}),
) -> tuple[GateScore, ...]:
    """Every gate: open ones first, then in the questionnaire's order, those not asked last.

    `known` gives the scores of some gates, by question id, that are not scored again.
    """
    gates = [
        known.get(score.question.id) or _gate(questionnaire, project, score, score.question.gate, now=now, as_of=as_of)
        for score in questions.values()
        if score.question.gate is not None
    ]
    return tuple(sorted(gates, key=lambda g: _ORDER.index(g.state)))


def _gate(
    questionnaire: Questionnaire,
    project: Project,
    score: QuestionScore,
    gate: Gate,
    *,
    now: Choice | None,
    as_of: dt.date,
) -> GateScore:
    waiver = _waiver(project, score.question, as_of)
    question = score.question
    at = binding_position(gate.by_time, questionnaire, now)
    id = gate.needs if at is None else gate.by_time[at][1]
    threshold = question.choice(id) if id else None
    upcoming = gate.by_time[0 if at is None else at + 1 :][:1]
    return GateScore(
        question=question,
        section=questionnaire.sections_of[question.id][0],
        state=gate_state(score, threshold, waiver),
        waits_for=score.standing.waits_for,
        threshold=threshold,
        since=None if at is None else gate.by_time[at][0],
        next_threshold=question.choice(upcoming[0][1]) if upcoming else None,
        next_at=upcoming[0][0] if upcoming else None,
        declared_choice=score.declared_choice,
        evidenced_choice=score.evidenced_choice,
        waiver=waiver,
        answer=score.answer,
        ticked=question.id in project.to_check,
    )


def gate_state(score: QuestionScore, threshold: Choice | None, waiver: Waiver | None) -> GateState:
    """The state of the gate of `score`, with the threshold that applies and the waiver that is valid.

    None for either.
    """
    match score.state:
        case State.NOT_ASKED:
            return GateState.NOT_ASKED
        case State.NOT_YET_DUE:
            return GateState.NOT_YET_DUE
        case State.NOT_APPLICABLE:
            return GateState.SET_ASIDE
        case _:
            return _threshold_state(score, threshold, waiver)


def _threshold_state(score: QuestionScore, threshold: Choice | None, waiver: Waiver | None) -> GateState:
    if threshold is None:
        return GateState.NOT_YET_DUE
    if score.state is State.OUTSIDE_SCOPE:
        return GateState.TO_CHECK
    if score.state is State.ANSWERED and _reaches(score, threshold):
        return GateState.MET
    if waiver is not None:
        return GateState.WAIVED
    known = score.state is State.ANSWERED and not score.standing.waits_for
    return GateState.UNMET if known else GateState.UNKNOWN


def _reaches(score: QuestionScore, threshold: Choice) -> bool:
    """Whether the evidenced choice is `threshold` or better; several choices count by their points."""
    if score.evidenced_choice is not None:
        return score.question.step(score.evidenced_choice.id) >= score.question.step(threshold.id)
    merit = score.question.merit
    return score.evidenced is not None and merit(score.evidenced.low) >= merit(threshold.points)


def _waiver(project: Project, question: Question, as_of: dt.date) -> Waiver | None:
    """The waiver of this gate that is good through the whole of `as_of`."""
    return next(
        (w for w in project.waivers if w.rule == WAIVABLE and w.question == question.id and w.until >= as_of), None
    )
