"""What has a day in a project: actions to do, and what lapses: evidence, waivers, must-haves at the opening, review."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from engage_cli.model.project import Action, Waiver
from engage_cli.scoring.evidence import after
from engage_cli.scoring.question_scores import GateScore, QuestionScore
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value


class Due(StrEnum):
    """What a day is about."""

    ACTION = "action"
    EVIDENCE = "evidence"
    """The last day on which the evidence of an answer holds."""
    WAIVER = "waiver"
    """The last day on which a finding is put off."""
    OPENING = "opening"
    """The public comes in: must-haves that are still open."""
    REVIEW = "review"


class Lapse(Value, kw_only=True):
    """A day, and what it is about."""

    day: dt.date
    kind: Due
    id: str
    """Of the action, question, waiver; stays the same as long as that does."""
    action: Action | None = None
    score: QuestionScore | None = None
    waiver: Waiver | None = None
    gates: tuple[GateScore, ...] = ()


def lapses(assessment: Assessment) -> tuple[Lapse, ...]:
    """By day: actions that are to be done and have one, and all that lapses, past days included."""
    found = (
        *_actions(assessment),
        *_evidence(assessment),
        *_waivers(assessment),
        *_opening(assessment),
        *_review(assessment),
    )
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.id)))


def _actions(a: Assessment) -> Iterator[Lapse]:
    for one in a.project.actions:
        if one.due is not None and not one.finished:
            yield Lapse(day=one.due, kind=Due.ACTION, id=one.id, action=one)


def _evidence(a: Assessment) -> Iterator[Lapse]:
    """Of each answer that evidence holds up: the day on which the last piece stops to do so."""
    for score in a.questions.values():
        rule = score.declared_choice.needs_evidence if score.declared_choice else None
        if rule is None or rule.valid is None or score.fall is not None or not score.state.in_force:
            continue
        days = [after(piece.date, rule.valid) for piece in score.valid_evidence if piece.date is not None]
        if days:
            yield Lapse(day=max(days), kind=Due.EVIDENCE, id=score.question.id, score=score)


def _waivers(a: Assessment) -> Iterator[Lapse]:
    for one in a.project.waivers:
        yield Lapse(day=one.until, kind=Due.WAIVER, id=f"{one.rule}.{one.question}", waiver=one)


def _opening(a: Assessment) -> Iterator[Lapse]:
    day = a.project.charter.dates.opening
    gates = a.open_gates()
    if day is not None and day >= a.as_of and gates:
        yield Lapse(day=day, kind=Due.OPENING, id="opening", gates=gates)


def _review(a: Assessment) -> Iterator[Lapse]:
    if a.project.next_review is not None:
        yield Lapse(day=a.project.next_review, kind=Due.REVIEW, id="review")
