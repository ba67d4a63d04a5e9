"""Deadlines of a project: actions that are due, and the days on which evidence, waivers or reviews lapse."""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum

from engage_cli.model.project import Action, Waiver
from engage_cli.scoring.evidence import after
from engage_cli.scoring.question_scores import GateScore, QuestionScore
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value


class DeadlineKind(StrEnum):
    """What a deadline is about."""

    ACTION = "action"
    EVIDENCE = "evidence"
    """The last day on which the evidence of an answer holds."""
    WAIVER = "waiver"
    """The last day on which a waiver puts a finding off."""
    OPENING = "opening"
    """The day on which the public comes in, with the blocking requirements still open."""
    REVIEW = "review"


class Deadline(Value, kw_only=True):
    """A day, and what falls on it."""

    day: dt.date
    kind: DeadlineKind
    id: str
    """The id of the action, question or waiver: it stays the same as long as that does."""
    action: Action | None = None
    score: QuestionScore | None = None
    waiver: Waiver | None = None
    gates: tuple[GateScore, ...] = ()


def find_deadlines(assessment: Assessment) -> tuple[Deadline, ...]:
    """The deadlines of a project by day, past ones included: open actions with a day, and everything that lapses."""
    found = (
        *_actions(assessment),
        *_evidence(assessment),
        *_waivers(assessment),
        *_opening(assessment),
        *_review(assessment),
    )
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.id)))


def _actions(a: Assessment) -> Iterator[Deadline]:
    for one in a.project.actions:
        if one.due is not None and not one.finished:
            yield Deadline(day=one.due, kind=DeadlineKind.ACTION, id=one.id, action=one)


def _evidence(a: Assessment) -> Iterator[Deadline]:
    """Of each answer that evidence holds up: the day on which the last piece stops to do so."""
    for score in a.questions.values():
        rule = score.declared_choice.needs_evidence if score.declared_choice else None
        if rule is None or rule.valid is None or score.fall is not None or not score.state.in_force:
            continue
        days = [after(piece.date, rule.valid) for piece in score.valid_evidence if piece.date is not None]
        if days:
            yield Deadline(day=max(days), kind=DeadlineKind.EVIDENCE, id=score.question.id, score=score)


def _waivers(a: Assessment) -> Iterator[Deadline]:
    for one in a.project.waivers:
        yield Deadline(day=one.until, kind=DeadlineKind.WAIVER, id=f"{one.rule}.{one.question}", waiver=one)


def _opening(a: Assessment) -> Iterator[Deadline]:
    day = a.project.charter.dates.opening
    gates = a.open_gates()
    if day is not None and day >= a.as_of and gates:
        yield Deadline(day=day, kind=DeadlineKind.OPENING, id="opening", gates=gates)


def _review(a: Assessment) -> Iterator[Deadline]:
    if a.project.next_review is not None:
        yield Deadline(day=a.project.next_review, kind=DeadlineKind.REVIEW, id="review")
