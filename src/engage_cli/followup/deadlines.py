"""Deadlines of a project: actions that are due, and the days on which evidence, waivers or reviews lapse."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from engage_cli.model.project import Action, Waiver
from engage_cli.project.history import Replaced, Saved
from engage_cli.project.parsing import parse_date
from engage_cli.scoring.evidence import add_period
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
    """The day on which the public comes in, with the blocking requirements still open, if any."""
    REVIEW = "review"


class Deadline(Value, kw_only=True):
    """A day, and what falls on it."""

    day: dt.date
    kind: DeadlineKind
    id: str
    """The id of the action, question or waiver: it stays the same as long as that does."""
    over: bool = False
    """Nothing is due that day any more; a calendar that has read of it before has to be told."""
    revision: int = 0
    """How often what is said of it changed, by what is kept: never less than before."""
    action: Action | None = None
    score: QuestionScore | None = None
    waiver: Waiver | None = None
    gates: tuple[GateScore, ...] = ()


class Former(Value):
    """What the record beside a project says of an action."""

    changes: int = 0
    due: dt.date | None = None
    """The last day that it had before."""
    dayless: bool = False
    """Whether the last that is said of its day is that there is none; it may have been given another since."""


def former_actions(history: Iterable[Replaced | Saved]) -> dict[str, Former]:
    """By the id of the action."""
    found: dict[str, Former] = {}
    for one in history:
        kind, _, id = one.id.partition(".")
        if kind == "actions" and isinstance(one, Replaced):
            known = found.get(id, Former())
            was, now = (said.get("due") if isinstance(said, dict) else None for said in (one.old_value, one.new_value))
            day, dayless = (parse_date(was), now is None) if was else (known.due, known.dayless)
            found[id] = Former(known.changes + 1, day, dayless)
    return found


def find_deadlines(assessment: Assessment, former: Mapping[str, Former] = MappingProxyType({})) -> tuple[Deadline, ...]:
    """The deadlines of a project by day, past ones included: open actions with a day, and everything that lapses.

    Actions that are finished, or by `former` have no day any more, are among them, as over, until their day is past.
    """
    found = (
        *_actions(assessment, former),
        *_evidence(assessment),
        *_waivers(assessment),
        *_opening(assessment),
        *_review(assessment),
    )
    return tuple(sorted(found, key=lambda one: (one.day, one.kind, one.id)))


def _actions(a: Assessment, former: Mapping[str, Former]) -> Iterator[Deadline]:
    for one in a.project.actions:
        known = former.get(one.id, Former())
        over, day = one.finished or one.due is None, one.due or known.due
        revision = 2 * known.changes + one.finished + (known.dayless and one.due is not None)
        if day is not None and (not over or day >= a.as_of):
            yield Deadline(day=day, kind=DeadlineKind.ACTION, id=one.id, over=over, revision=revision, action=one)


def _evidence(a: Assessment) -> Iterator[Deadline]:
    """Of each answer that evidence holds up: the day on which the last piece stops to do so."""
    for score in a.questions.values():
        rule = score.declared_choice.needs_evidence if score.declared_choice else None
        if rule is None or rule.valid is None or score.fall is not None or not score.state.in_force:
            continue
        days = [add_period(piece.date, rule.valid) for piece in score.valid_evidence if piece.date is not None]
        if days:
            yield Deadline(day=max(days), kind=DeadlineKind.EVIDENCE, id=score.question.id, score=score)


def _waivers(a: Assessment) -> Iterator[Deadline]:
    for one in a.project.waivers:
        yield Deadline(day=one.until, kind=DeadlineKind.WAIVER, id=f"{one.rule}.{one.question}", waiver=one)


def _opening(a: Assessment) -> Iterator[Deadline]:
    day = a.project.charter.dates.opening
    gates = a.open_gates()
    if day is not None and day >= a.as_of:
        yield Deadline(day=day, kind=DeadlineKind.OPENING, id="opening", gates=gates)


def _review(a: Assessment) -> Iterator[Deadline]:
    if a.project.next_review is not None:
        yield Deadline(day=a.project.next_review, kind=DeadlineKind.REVIEW, id="review")
