"""How voices diverge on one question: how far apart, on which side of a threshold, who does not know.

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
"""The range in levels, lowest to highest voice, from which there is something to talk about."""
COUNTED = 4
"""The number of voices from which it is shown how many hold a level: with fewer, counts would name people."""


class Group(StrEnum):
    """What a meeting does about a question, the most pressing first; a question is in one group."""

    DISCUSS = "discuss"
    """Voices are far apart, on both sides of a threshold, or one says that it does not apply."""
    ASK = "ask"
    """Some know and some do not: those who do not can ask."""
    NEAR = "near"
    """Voices are one level apart, or give the same level with different criteria."""
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
    """Its position in the questionnaire, from 0."""
    answers: Mapping[str, Answer]
    """The answers by the name of the voice: shown only to whoever asked for names.

    Evidence and notes are gathered from them.
    """
    threshold: Choice | None = None
    """The least choice that its blocking requirement demands now; None where it has none."""
    has_speaker: bool = True
    """Whether one of the voices speaks for a unit or function that can answer it."""

    @property
    def voices(self) -> int:
        """The number of voices that say something, be it that they do not know."""
        return len(self.answers)

    @property
    def has_counts(self) -> bool:
        """Whether there are enough voices to show how many hold a level."""
        return self.voices >= COUNTED

    @cached_property
    def known(self) -> tuple[Answer, ...]:
        """The answers that choose or write something."""
        return tuple(one for one in self.answers.values() if not (one.unknown or one.not_applicable))

    @cached_property
    def unknown(self) -> int:
        """The number of voices that do not know."""
        return sum(one.unknown for one in self.answers.values())

    @cached_property
    def not_applicable(self) -> int:
        """The number of voices that say that it does not apply."""
        return sum(one.not_applicable for one in self.answers.values())

    @cached_property
    def held(self) -> tuple[tuple[Choice, int], ...]:
        """Every choice, the worst first, with the number of voices that hold it."""
        held = Counter(id for one in self.known for id in (one.choices if one.choices is not None else (one.choice,)))
        return tuple((choice, held[choice.id]) for choice in self.question.ladder)

    @cached_property
    def ends(self) -> tuple[Choice, Choice] | None:
        """The lowest and the highest level held; None where answers are no levels, or nobody knows."""
        steps = [choice for choice, count in self.held if count] if self.question.type is QuestionType.ONE else []
        return (steps[0], steps[-1]) if steps else None

    @property
    def span(self) -> Span | None:
        """The ids of the lowest and the highest level held; None as for `ends`."""
        return (self.ends[0].id, self.ends[1].id) if self.ends else None

    @property
    def shared_span(self) -> Span | None:
        """The span as a project may keep it: None too where it is the level of one person."""
        return self.span if self.voices > 1 else None

    @cached_property
    def range(self) -> int:
        """The number of levels between the lowest and the highest voice.

        For several choices, how many only some voices ticked.
        """
        match self.question.type:
            case QuestionType.ONE:
                low, high = self.ends or (None, None)
                return self.question.step(high.id) - self.question.step(low.id) if low and high else 0
            case QuestionType.MANY:
                return sum(0 < count < len(self.known) for _, count in self.held)
            case QuestionType.TEXT:
                return min(1, len({one.text for one in self.known}) - 1) if self.known else 0

    @cached_property
    def spans_all(self) -> bool:
        """Whether voices hold both the worst and the best choice, as with a yes and a no."""
        one = self.question.type is QuestionType.ONE
        return one and self.range > 0 and self.range == len(self.question.choices) - 1

    @cached_property
    def differing(self) -> int:
        """The number of voices that do not hold the most common answer."""
        most = Counter(map(_statement, self.answers.values())).most_common(1)
        return self.voices - most[0][1] if most else 0

    @cached_property
    def crosses_threshold(self) -> bool:
        """Whether voices stand on both sides of the threshold of its blocking requirement."""
        threshold = self.threshold
        if threshold is None:
            return False
        merit, least = self.question.merit, self.question.merit(threshold.points)
        reached = {merit(declared_points(self.question, one)) >= least for one in self.known}
        return len(reached) > 1 or (bool(self.not_applicable) and False in reached)

    @cached_property
    def group(self) -> Group:
        """The group of the question, the first that holds."""
        if not self.answers:
            return Group.SILENT
        if self.voices == 1:
            return Group.ALONE
        if self.unknown == self.voices:
            return Group.UNKNOWN
        if self.crosses_threshold or self.range >= FAR or self.spans_all or (self.not_applicable and self.known):
            return Group.DISCUSS
        if self.unknown:
            return Group.ASK
        return Group.NEAR if self.differing else Group.AGREED

    @property
    def order(self) -> tuple[bool, int, int, int]:
        """The key by which a group is sorted: crossed thresholds first, then the range, then how many differ."""
        wide = max(self.range, FAR) if self.not_applicable and self.known else self.range
        return not self.crosses_threshold, -wide, -self.differing, self.position


def _statement(answer: Answer) -> tuple[object, ...]:
    """What is answered, such that two that answer the same are equal: evidence, notes and sentences aside."""
    choices = None if answer.choices is None else frozenset(answer.choices)
    return answer.choice, choices, answer.text, answer.unknown, answer.reason, frozenset(answer.criteria)
