"""Finds what differs between two states of a project: answers, blocking requirements, evidence, facts."""

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum

from engage_cli.followup.bridge import BridgePaths, BridgeState
from engage_cli.model.project import Answer, FacetValue
from engage_cli.model.questionnaire import Question
from engage_cli.model.scales import Facet
from engage_cli.scoring.question_scores import Fall, GateScore, GateState, QuestionScore, State
from engage_cli.values import Value


class AnswerTurn(StrEnum):
    """What became of an answer."""

    ROSE = "rose"
    FELL = "fell"
    GIVEN = "given"
    """It was given since."""
    TAKEN_BACK = "taken_back"
    CHANGED = "changed"
    """It changed to or from “don’t know” or “not applicable”, or at the same number of points."""


class AnswerChange(Value, kw_only=True):
    """A question answered differently; both scores are read with the facts and the day of now."""

    turn: AnswerTurn
    then: QuestionScore
    now: QuestionScore


class FactChange(Value, kw_only=True):
    """A facet with another value."""

    facet: Facet
    then: FacetValue
    now: FacetValue
    known: tuple[bool, bool]
    """Whether a value was given at all, then and now."""


def changed_answers(then: BridgeState, now: BridgeState) -> Iterator[AnswerChange]:
    """The questions that count at either moment and are answered differently, in the questionnaire's order."""
    for id, after in now.scoring.questions.items():
        before = then.scoring.questions[id]
        if _said(before.answer) != _said(after.answer) and (_shown(before) or _shown(after)):
            yield AnswerChange(turn=_turn(before, after), then=before, now=after)


def unreviewed_questions(
    then: BridgeState, now: BridgeState, reviewed: Mapping[str, dt.date], day: dt.date
) -> Iterator[Question]:
    """The questions asked in `now` and answered as in `then`, but for those looked at again after `day`, by
    `reviewed`.
    """
    for before, after in _pairs(then, now):
        same = after.answer is not None and after.answer == before.answer
        if same and after.standing.is_asked and reviewed.get(after.question.id, day) <= day:
            yield after.question


def _said(answer: Answer | None) -> object:
    """What an answer says; what stands behind it is told with the evidence."""
    if answer is None:
        return None
    chosen = tuple(sorted(answer.choices)) if answer.choices is not None else None
    return answer.choice, chosen, answer.text, answer.unknown, answer.reason, tuple(sorted(answer.criteria))


def _shown(score: QuestionScore) -> bool:
    return score.standing.is_asked or score.standing.gate_only


def _turn(before: QuestionScore, after: QuestionScore) -> AnswerTurn:
    if before.answer is None:
        return AnswerTurn.GIVEN
    if after.answer is None:
        return AnswerTurn.TAKEN_BACK
    if not (before.state is State.ANSWERED and after.state is State.ANSWERED and before.declared and after.declared):
        return AnswerTurn.CHANGED
    change = after.declared.low - before.declared.low
    return AnswerTurn.ROSE if change > 0 else AnswerTurn.FELL if change < 0 else AnswerTurn.CHANGED


def opened_gates(states_then: Mapping[str, str], now: tuple[GateScore, ...]) -> tuple[GateScore, ...]:
    """The blocking requirements that are open now and were not then, by their states then."""
    return tuple(gate for gate in now if gate.state.is_open and not _was_open(states_then, gate))


def closed_gates(states_then: Mapping[str, str], now: tuple[GateScore, ...]) -> tuple[GateScore, ...]:
    """The blocking requirements that were open then, by their states then, and are not any more."""
    return tuple(gate for gate in now if not gate.state.is_open and _was_open(states_then, gate))


def _was_open(states_then: Mapping[str, str], gate: GateScore) -> bool:
    return states_then.get(gate.question.id) in [state.value for state in GateState if state.is_open]


def expired_evidence(then: BridgeState, dated: BridgeState) -> Iterator[QuestionScore]:
    """The questions whose evidence no longer holds on the later day, by time alone."""
    yield from (after for before, after in _pairs(then, dated) if _turned(before, after, Fall.EXPIRED))


def newly_counting_evidence(then: BridgeState, dated: BridgeState) -> Iterator[QuestionScore]:
    """The questions whose evidence was dated after the earlier day and holds on the later one."""
    yield from (after for before, after in _pairs(then, dated) if _turned(after, before, Fall.FUTURE))


def _turned(held: QuestionScore, fallen: QuestionScore, why: Fall) -> bool:
    return fallen.fall is why and held.fall is not why


def _pairs(then: BridgeState, now: BridgeState) -> Iterator[tuple[QuestionScore, QuestionScore]]:
    return ((before, now.scoring.questions[id]) for id, before in then.scoring.questions.items())


def changed_facts(found: BridgePaths) -> Iterator[FactChange]:
    """The facets with another value, in the questionnaire's order."""
    before, after = found.then.charter.facets, found.now.charter.facets
    for facet in found.questionnaire.facets:
        known = facet.id in before, facet.id in after
        then, now = before.get(facet.id), after.get(facet.id)
        if (known[0], then) != (known[1], now):
            yield FactChange(facet=facet, then=then, now=now, known=known)


def newly_asked(before: BridgeState, after: BridgeState) -> Iterator[Question]:
    """The questions put to the team in `after` and not in `before`."""
    yield from (
        now.question for then, now in _pairs(before, after) if now.standing.is_asked and not then.standing.is_asked
    )
