"""The score of one question: its state, points and evidence.

Points are those of the scale, ranges exact; "no score" is None, never 0.
"""

from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from engage_cli.errors import Place
from engage_cli.model.project import Answer, Evidence, Waiver
from engage_cli.model.questionnaire import Question, Section
from engage_cli.model.scales import Better, Choice
from engage_cli.values import Value

NOTHING = Fraction(0)


class State(StrEnum):
    """The state of a question, the first that holds."""

    NOT_ASKED = "not_asked"
    NOT_YET_DUE = "not_yet_due"
    OUTSIDE_SCOPE = "outside_scope"
    """Not among the quick questions, in a quick assessment."""
    OUTSIDE_AIM = "outside_aim"
    """In a section that the project does not aim at."""
    NOT_APPLICABLE = "not_applicable"
    UNSETTLED = "unsettled"
    """Not answered, and a facet is unknown that decides whether it is asked at all."""
    UNKNOWN = "unknown"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"

    @property
    def in_force(self) -> bool:
        """Whether the question counts in coverage and scores."""
        return self in (State.UNKNOWN, State.ANSWERED, State.UNANSWERED)


class Fall(StrEnum):
    """Why a choice that needs evidence counts as a lower one."""

    NONE_GIVEN = "none_given"
    WRONG_KIND = "wrong_kind"
    UNDATED = "undated"
    EXPIRED = "expired"
    FUTURE = "future"
    """It is dated after the day of the assessment."""


class GateState(StrEnum):
    """The state of a gate."""

    UNMET = "unmet"
    UNKNOWN = "unknown"
    """It is unanswered or not known, or a facet is unknown that decides whether it concerns the project."""
    TO_CHECK = "to_check"
    """It is outside a quick assessment, to be checked with the person named."""
    WAIVED = "waived"
    SET_ASIDE = "set_aside"
    """It does not apply, for a given reason."""
    NOT_YET_DUE = "not_yet_due"
    MET = "met"
    NOT_ASKED = "not_asked"

    @property
    def is_open(self) -> bool:
        """Whether it is unmet or unknown, which puts the indices above it under reserve."""
        return self in (GateState.UNMET, GateState.UNKNOWN)


class Range(Value, array_like=True):
    """A value at worst and at best, over all answers that are missing or unknown."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        """Whether worst and best are equal."""
        return self.low == self.high

    def over(self, divisor: Fraction) -> "Range":
        """Both ends divided by `divisor`, which is not 0."""
        low = self.low / divisor
        return Range(low, low if self.high is self.low else self.high / divisor)

    def at_most(self, bound: Fraction) -> "Range":
        """Both ends, limited to `bound`."""
        low = min(self.low, bound)
        return Range(low, low if self.high is self.low else min(self.high, bound))


class Standing(Value, kw_only=True):
    """The state of a question, and the state that it would have in a section aimed at."""

    state: State
    if_aimed: State
    gate_only: bool = False
    """Whether it is asked only for its gate, in a section not aimed at: then it counts for nothing else."""
    waits_for: tuple[str, ...] = ()
    """The ids of the facets that nobody knows and that decide whether it is asked at all."""

    @property
    def is_asked(self) -> bool:
        """Whether the question is put to the team."""
        return self.state.in_force or self.state in (State.NOT_APPLICABLE, State.UNSETTLED)


class QuestionScore(Value, kw_only=True, dict=True):
    """A question with its state, points and evidence on a day."""

    question: Question
    standing: Standing
    answer: Answer | None
    place: Place
    """The place of the answer in the project file."""
    declared: Range | None
    """The points as the team answers; None where it is not in force or not scored."""
    evidenced: Range | None
    """The points as far as evidence supports the answer; None where it is not in force or not scored."""
    declared_choice: Choice | None
    evidenced_choice: Choice | None
    fall: Fall | None
    """Why the evidenced choice is lower than the declared one; None where it is not."""
    unmet_criteria: tuple[str, ...]
    """The ids of the criteria that are not met; any of them keeps the answer at its lowest choice."""
    valid_evidence: tuple[Evidence, ...]
    expected: Fraction | None
    """The points that are enough at this time; None where nothing is expected yet."""
    expected_choice: Choice | None
    """The choice that is enough; None where all points are expected, or nothing is."""

    @property
    def state(self) -> State:
        """The state of the question."""
        return self.standing.state

    @property
    def possible(self) -> Fraction:
        """The points of its fullest answer; 0 for a text."""
        return self.question.full_points

    @cached_property
    def attainment(self) -> Range | None:
        """The evidenced share of what is expected, 0 to 1; None where nothing is expected."""
        return self._attained(self.merit)

    @cached_property
    def declared_attainment(self) -> Range | None:
        """The declared share of what is expected, 0 to 1; None where nothing is expected."""
        return self.attainment if self.declared is self.evidenced else self._attained(self._merit(self.declared))

    @cached_property
    def merit(self) -> Range | None:
        """The evidenced points counted from the worst answer: those earned, unless fewer points are better."""
        return self._merit(self.evidenced)

    @cached_property
    def demand(self) -> Fraction | None:
        """The points from the worst answer to the expected one; None where nothing is expected."""
        return None if self.expected is None else self.question.merit(self.expected)

    @property
    def surplus(self) -> Fraction | None:
        """The share of the full points by which it exceeds what is expected, at worst; negative where it falls short.

        None where nothing is expected.
        """
        if self.merit is None or self.demand is None:
            return None
        return (self.merit.low - self.demand) / self.possible

    @property
    def gap(self) -> Fraction:
        """The share of the full points that is missing to what is expected, at worst; 0 where nothing is."""
        missing = self.attainment is not None and self.attainment.low < 1
        return -self.surplus if missing and self.surplus is not None else NOTHING

    def _merit(self, points: Range | None) -> Range | None:
        if points is None or self.question.better is Better.HIGH:
            return points
        return Range(self.question.merit(points.high), self.question.merit(points.low))

    def _attained(self, merit: Range | None) -> Range | None:
        return merit.over(self.demand).at_most(Fraction(1)) if merit and self.demand else None


class GateScore(Value, kw_only=True):
    """A gate with its state and thresholds on a day."""

    question: Question
    section: Section
    state: GateState
    threshold: Choice | None
    """The least choice that is required at this time; None before the first."""
    since: str | None
    """The timeline choice from which that threshold applies; None where it always does."""
    next_threshold: Choice | None
    """The threshold after this one; None where none follows."""
    next_at: str | None
    """The timeline choice from which the next threshold applies; None where none follows."""
    declared_choice: Choice | None
    evidenced_choice: Choice | None
    waiver: Waiver | None
    answer: Answer | None
    waits_for: tuple[str, ...] = ()
    """The ids of the facets that nobody knows and that decide whether it concerns the project."""
    ticked: bool
    """Whether the team noted it as “to be checked”."""
