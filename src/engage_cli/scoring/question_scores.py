"""How one question stands: its state, its points, its evidence.

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
    """The state of a question; of several, the first that holds."""

    NOT_ASKED = "not_asked"
    NOT_YET_DUE = "not_yet_due"
    OUTSIDE_SCOPE = "outside_scope"
    """Not among the quick questions, in a quick assessment."""
    OUTSIDE_AIM = "outside_aim"
    """In a section that the project does not aim at."""
    NOT_APPLICABLE = "not_applicable"
    UNSETTLED = "unsettled"
    """Not answered, and a fact that nobody knows decides whether it is asked at all."""
    UNKNOWN = "unknown"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"

    @property
    def in_force(self) -> bool:
        """Whether the question counts in coverage and scores."""
        return self in (State.UNKNOWN, State.ANSWERED, State.UNANSWERED)


class Fall(StrEnum):
    """Why a choice that needs evidence is read as a lower one."""

    NONE_GIVEN = "none_given"
    WRONG_KIND = "wrong_kind"
    UNDATED = "undated"
    EXPIRED = "expired"
    FUTURE = "future"
    """Dated after the as-of date."""


class GateState(StrEnum):
    """Where a gate stands."""

    UNMET = "unmet"
    UNKNOWN = "unknown"
    """Unanswered, or nobody knows; or a fact that decides whether it concerns the project is not known."""
    TO_CHECK = "to_check"
    """Outside a quick assessment: to be checked with the person named."""
    WAIVED = "waived"
    SET_ASIDE = "set_aside"
    """Not applicable, with its reason."""
    NOT_YET_DUE = "not_yet_due"
    MET = "met"
    NOT_ASKED = "not_asked"

    @property
    def open(self) -> bool:
        """Whether the gate is unmet or unknown, which puts the indices above it under reserve."""
        return self in (GateState.UNMET, GateState.UNKNOWN)


class Range(Value, array_like=True):
    """From the worst case to the best case over what is unanswered or unknown."""

    low: Fraction
    high: Fraction

    @property
    def exact(self) -> bool:
        """Whether worst and best case are the same."""
        return self.low == self.high

    def over(self, divisor: Fraction) -> "Range":
        """Both ends divided by `divisor`, which is not 0."""
        low = self.low / divisor
        return Range(low, low if self.high is self.low else self.high / divisor)

    def at_most(self, bound: Fraction) -> "Range":
        """Both ends, at most `bound`."""
        low = min(self.low, bound)
        return Range(low, low if self.high is self.low else min(self.high, bound))


class Standing(Value, kw_only=True):
    """The state of a question, and what it would be if its section were aimed at."""

    state: State
    if_aimed: State
    gate_only: bool = False
    """Asked because it holds a gate in a section that is not aimed at: counts for its gate alone."""
    waits_for: tuple[str, ...] = ()
    """Ids of the facets that nobody knows and that decide whether it is asked at all."""

    @property
    def wanted(self) -> bool:
        """Whether the question is asked of the team."""
        return self.state.in_force or self.state in (State.NOT_APPLICABLE, State.UNSETTLED)


class QuestionScore(Value, kw_only=True, dict=True):
    """One question as it stands."""

    question: Question
    standing: Standing
    answer: Answer | None
    place: Place
    """Of the answer in the project file."""
    declared: Range | None
    """Points earned as the team says; None where it is not in force or not scored."""
    evidenced: Range | None
    """Points earned as the evidence bears out."""
    declared_choice: Choice | None
    evidenced_choice: Choice | None
    fall: Fall | None
    """Why the evidenced choice is below the declared one."""
    unmet_criteria: tuple[str, ...]
    """Ids; any of them holds the answer at its lowest choice."""
    valid_evidence: tuple[Evidence, ...]
    expected: Fraction | None
    """Points that are enough at this time; None: nothing expected yet."""
    expected_choice: Choice | None
    """None where all points are expected or nothing is."""

    @property
    def state(self) -> State:
        """Whether it counts, and whether it was answered."""
        return self.standing.state

    @property
    def possible(self) -> Fraction:
        """The points of its fullest answer."""
        return self.question.full_points

    @cached_property
    def attainment(self) -> Range | None:
        """Share of what is expected, evidenced, at most 1."""
        return self._attained(self.merit)

    @cached_property
    def declared_attainment(self) -> Range | None:
        """Declared points over expected ones; None where nothing is expected."""
        return self.attainment if self.declared is self.evidenced else self._attained(self._merit(self.declared))

    @cached_property
    def merit(self) -> Range | None:
        """Points from the worst answer, evidenced: those earned, save where fewer are better."""
        return self._merit(self.evidenced)

    @cached_property
    def demand(self) -> Fraction | None:
        """Points from the worst answer to the expected one; None where nothing is expected."""
        return None if self.expected is None else self.question.merit(self.expected)

    @property
    def surplus(self) -> Fraction | None:
        """Share of the full points by which it is better than expected, at worst; negative where it is worse."""
        if self.merit is None or self.demand is None:
            return None
        return (self.merit.low - self.demand) / self.possible

    @property
    def gap(self) -> Fraction:
        """Share of the full points still missing to the expected ones, at worst; 0 where nothing is missing."""
        missing = self.attainment is not None and self.attainment.low < 1
        return -self.surplus if missing and self.surplus is not None else NOTHING

    def _merit(self, points: Range | None) -> Range | None:
        if points is None or self.question.better is Better.HIGH:
            return points
        return Range(self.question.merit(points.high), self.question.merit(points.low))

    def _attained(self, merit: Range | None) -> Range | None:
        return merit.over(self.demand).at_most(Fraction(1)) if merit and self.demand else None


class GateScore(Value, kw_only=True):
    """A gate as it stands."""

    question: Question
    section: Section
    state: GateState
    threshold: Choice | None
    """The least choice that binds at this time; None before the first."""
    since: str | None
    """The choice of the timeline from which that threshold binds."""
    next_threshold: Choice | None
    """The one that follows, with..."""
    next_at: str | None
    """...the choice of the timeline at which it binds."""
    declared_choice: Choice | None
    evidenced_choice: Choice | None
    waiver: Waiver | None
    answer: Answer | None
    waits_for: tuple[str, ...] = ()
    """Ids of the facets that nobody knows and that decide whether it concerns the project."""
    ticked: bool
    """The team noted that it is to be checked."""
