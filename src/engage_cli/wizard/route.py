"""Decides which question comes next: pure logic, without screen or file."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import Enum

from engage_cli.model.project import Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.scoring.states import question_standings
from engage_cli.values import Value
from engage_cli.voices.voice import can_answer


class NextMove(Enum):
    """Where to go after a question: on, on without an answer, back, to another, or out."""

    ON = "on"
    PASSED = "passed"
    BACK = "back"
    FIND = "find"
    LEAVE = "leave"


class RunOptions(Value, kw_only=True):
    """Which questions a run covers."""

    scope: str = "full"
    """"full" or "quick"."""
    sections: tuple[str, ...] = ()
    """Section ids; empty: all."""
    unit: str | None = None
    speaks_for: tuple[str, ...] = ()
    """Ids of units and functions: their questions and those of the whole team; empty: all."""
    all_sections: bool = False
    review: bool = False
    """Whether answered questions are asked too."""


def run_sequence(questionnaire: Questionnaire, project: Project, options: RunOptions) -> tuple[str, ...]:
    """The ids of the questions of a run given the current answers, answered ones included, in order."""
    known = question_standings(questionnaire, project, scope=options.scope, all_sections=options.all_sections)
    return tuple(id for id, standing in known.items() if standing.is_asked and _meant(questionnaire, id, options))


def unanswered(project: Project, ids: Sequence[str]) -> tuple[str, ...]:
    """Those of `ids` without an answer, in order."""
    return tuple(id for id in ids if id not in project.answers)


def _meant(questionnaire: Questionnaire, id: str, options: RunOptions) -> bool:
    question = questionnaire.by_id[id]
    if (options.unit is not None and question.unit != options.unit) or not can_answer(options.speaks_for, question):
        return False
    return not options.sections or any(section.id in options.sections for section in questionnaire.sections_of[id])


@dataclass(slots=True)
class Route:
    """The course of one run. Every method takes the current questions, as answers open and close others."""

    order: Sequence[str]
    """All question ids in the questionnaire's order."""
    review: bool = False
    passed: set[str] = field(default_factory=set)
    """The ids of questions skipped in this round."""
    _trail: list[str] = field(default_factory=list)

    def start(self, ids: Sequence[str], missing: AbstractSet[str]) -> str | None:
        """The first question: of all in a review, else of the unanswered ones; None where there is none."""
        return next((id for id in ids if self.review or id in missing), None)

    def next_question(self, here: str, ids: Sequence[str], missing: AbstractSet[str]) -> str | None:
        """The question after `here`; from the end, back to one that an answer opened earlier. None: done."""
        self._trail.append(here)
        wanted = [id for id in ids if self.review or id in missing - self.passed]
        after = self.order.index(here)
        later = next((id for id in wanted if self.order.index(id) > after), None)
        return later or next((id for id in ids if id in missing - self.passed and id != here), None)

    def mark_seen(self, here: str) -> None:
        """Remembers that `here` was seen, for going back."""
        self._trail.append(here)

    def previous_question(self, here: str, ids: Sequence[str]) -> str | None:
        """The question seen before, else the previous one in order; None at the first."""
        while self._trail:
            id = self._trail.pop()
            if id in ids and id != here:
                return id
        before = self.order.index(here)
        return next((id for id in reversed(ids) if self.order.index(id) < before), None)
