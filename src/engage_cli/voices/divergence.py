"""Where voices differ on one question: how far, on which side of a threshold, and who does not know.

No mean and no spread: a range in levels says what there is to talk about, however many voices agree.
"""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from engage_cli.model.project import Answer, Span
from engage_cli.model.questionnaire import Question, QuestionType
from engage_cli.model.scales import Choice
from engage_cli.scoring.points import declared_points
from engage_cli.values import Value

FAR = 2
"""Levels between the lowest and the highest voice from which there is something to talk about."""
COUNTED = 4
"""Voices on a question from which it is shown how many hold a level: with fewer, counts would name people."""


class Group(StrEnum):
    """What a meeting does about a question, the most pressing first; one group for each question."""

    DISCUSS = "discuss"
    """Far apart, or on both sides of a threshold, or one says that it does not apply."""
    ASK = "ask"
    """Some know and some do not: who does not know can ask; there is no distance between them."""
    NEAR = "near"
    """One level apart, or the same level with something else beside it."""
    AGREED = "agreed"
    UNKNOWN = "unknown"
    """Nobody knows."""
    ALONE = "alone"
    """One voice alone answered."""
    SILENT = "silent"
    """Nobody answered."""


class Divergence(Value, kw_only=True, dict=True):
    """One question with what the voices say."""

    question: Question
    position: int
    """In the questionnaire's order."""
    said: Mapping[str, Answer]
    """By who says it: for whoever asked for names, and to gather evidence and notes; never shown as it is."""
    threshold: Choice | None = None
    """The least choice that its blocking requirement wants now."""
    spoken_for: bool = True
    """Whether one of the voices speaks for a unit or a function that can answer."""

    @property
    def voices(self) -> int:
        """How many say something, if only that they do not know."""
        return len(self.said)

    @property
    def counted(self) -> bool:
        """Whether there are enough voices to show how many hold a level."""
        return self.voices >= COUNTED

    @cached_property
    def known(self) -> tuple[Answer, ...]:
        """Answers that choose or write something."""
        return tuple(one for one in self.said.values() if not (one.unknown or one.not_applicable))

    @cached_property
    def unknown(self) -> int:
        """How many do not know."""
        return sum(one.unknown for one in self.said.values())

    @cached_property
    def aside(self) -> int:
        """How many say that it does not apply."""
        return sum(one.not_applicable for one in self.said.values())

    @cached_property
    def held(self) -> tuple[tuple[Choice, int], ...]:
        """Every choice, the worst first, with how many voices hold it."""
        held = Counter(id for one in self.known for id in (one.choices if one.choices is not None else (one.choice,)))
        return tuple((choice, held[choice.id]) for choice in self.question.ladder)

    @cached_property
    def ends(self) -> tuple[Choice, Choice] | None:
        """The lowest and the highest level held; None where answers are no levels, or nobody knows."""
        steps = [choice for choice, count in self.held if count] if self.question.type is QuestionType.ONE else []
        return (steps[0], steps[-1]) if steps else None

    @property
    def span(self) -> Span | None:
        """Their ids."""
        return (self.ends[0].id, self.ends[1].id) if self.ends else None

    @cached_property
    def range(self) -> int:
        """Levels from the lowest to the highest voice; of several choices, how many only some voices ticked."""
        match self.question.type:
            case QuestionType.ONE:
                low, high = self.ends or (None, None)
                return self.question.step(high.id) - self.question.step(low.id) if low and high else 0
            case QuestionType.MANY:
                return sum(0 < count < len(self.known) for _, count in self.held)
            case QuestionType.TEXT:
                return min(1, len({one.text for one in self.known}) - 1) if self.known else 0

    @cached_property
    def whole(self) -> bool:
        """Whether the voices stand at both ends of all that can be chosen, if only of a yes and a no."""
        one = self.question.type is QuestionType.ONE
        return one and self.range > 0 and self.range == len(self.question.choices) - 1

    @cached_property
    def differing(self) -> int:
        """Voices that are not with the most."""
        most = Counter(map(_statement, self.said.values())).most_common(1)
        return self.voices - most[0][1] if most else 0

    @cached_property
    def crosses(self) -> bool:
        """Whether the voices put its blocking requirement on both sides of what it wants."""
        threshold = self.threshold
        if threshold is None:
            return False
        merit, least = self.question.merit, self.question.merit(threshold.points)
        reached = {merit(declared_points(self.question, one)) >= least for one in self.known}
        return len(reached) > 1 or (bool(self.aside) and False in reached)

    @cached_property
    def group(self) -> Group:
        """What a meeting does about it, the first that holds."""
        if not self.said:
            return Group.SILENT
        if self.voices == 1:
            return Group.ALONE
        if self.unknown == self.voices:
            return Group.UNKNOWN
        if self.crosses or self.range >= FAR or self.whole or (self.aside and self.known):
            return Group.DISCUSS
        if self.unknown:
            return Group.ASK
        return Group.NEAR if self.differing else Group.AGREED

    @property
    def order(self) -> tuple[bool, int, int, int]:
        """What comes first: a threshold with voices on both sides, then the range, then how many differ."""
        wide = max(self.range, FAR) if self.aside and self.known else self.range
        return not self.crosses, -wide, -self.differing, self.position


def _statement(answer: Answer) -> tuple[object, ...]:
    """What is answered, such that two that answer the same are equal: evidence, notes and sentences aside."""
    choices = None if answer.choices is None else frozenset(answer.choices)
    return answer.choice, choices, answer.text, answer.unknown, answer.reason, frozenset(answer.criteria)
