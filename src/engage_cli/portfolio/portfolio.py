"""Many projects at once: what they cover, where most fall short, what is due. Projects are never ranked.

Projects stand in the neutral order of their names. Scopes are never added together: what is counted over sections is
counted by scope.
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from engage_cli.model.condition import comparisons
from engage_cli.model.path import Step
from engage_cli.model.questionnaire import Question, Questionnaire, Section
from engage_cli.model.recommendation import Recommendation
from engage_cli.model.scales import Band, Choice, Facet, FacetType, Period
from engage_cli.model.text import Text
from engage_cli.portfolio.action_cells import ActionCell
from engage_cli.portfolio.coverage import Coverage, Crossing, choices_said
from engage_cli.portfolio.rows import FacetValues, NodeCell
from engage_cli.portfolio.step_cells import StepCell
from engage_cli.scoring.path import StepState
from engage_cli.scoring.question_scores import GateState, Range
from engage_cli.scoring.results import AdviceKind
from engage_cli.values import Value, field

SCOPES = ("full", "quick")


class Limits(Value, kw_only=True):
    """Until when something counts as soon, and from when as old."""

    today: dt.date
    soon: int = 60
    """Days before a waiver ends."""
    old: Period = field(default_factory=lambda: Period(months=12))
    """After the last answer."""

    @property
    def soon_day(self) -> dt.date:
        """The last day that is "soon"."""
        return self.today + dt.timedelta(days=self.soon)


class Line(Value, kw_only=True, gc=False):
    """One project in the tables."""

    key: str
    id: str | None
    name: str
    facets: FacetValues
    scope: str
    date: dt.date | None
    in_force: int
    answered: int
    sections: Mapping[str, NodeCell]
    """Top sections, by id."""
    given: str | None = None
    """The version of the questionnaire that was answered."""
    unplaced: int = 0
    """How much of what was said to it has no place in this one."""

    def choices(self, facet: str) -> tuple[str, ...]:
        """What the project says to `facet` (an id): ids of its choices."""
        return choices_said(self.facets, facet)

    def has(self, facet: str, choice: str) -> bool:
        """Whether the project says `choice` (an id) to `facet` (an id)."""
        return choice in self.choices(facet)


class Move(StrEnum):
    """How a section changed since a milestone."""

    UP = "up"
    SAME = "same"
    DOWN = "down"
    UNCLEAR = "unclear"
    """Answers are missing on one side: the ranges overlap."""
    NEW = "new"
    """Not aimed at, or without a result, on one side."""


class Change(Value, kw_only=True):
    """What changed in one project since its milestone."""

    line: Line
    milestone: str
    date: dt.date
    comparable: bool
    moves: tuple[tuple[str, Range | None, Range | None, Move], ...]
    """(section id, attainment then, attainment now, what that is)."""

    def moved(self, move: str) -> tuple[str, ...]:
        """Ids of the sections that moved so."""
        return tuple(id for id, _, _, found in self.moves if found == move)


class SectionView(Value, kw_only=True):
    """A section over all projects of one scope."""

    section: Section
    scope: str
    aimed: int
    standing: tuple[tuple[Band, int], ...]
    """How many are in each band at worst and at best alike."""
    between: int
    """Between two bands: answers are missing."""
    without: int
    """Aimed at, without a result."""


class OpenGate(Value, kw_only=True, gc=False):
    """A blocking requirement that one project does not meet."""

    line: Line
    question: Question
    state: GateState
    threshold: Choice | None


class Expiring(Value, kw_only=True):
    """A waiver of one project that has ended or ends soon."""

    line: Line
    rule: str
    question: Question | None
    subject: str
    until: dt.date
    over: bool


class Overdue(Value, kw_only=True):
    """An action of one project that is past its due date."""

    line: Line
    action: ActionCell
    question: Question | None


class Awaited(Value, kw_only=True, gc=False):
    """A step of the path that one project waits for."""

    line: Line
    step: Step
    cell: StepCell


class StepView(Value, kw_only=True):
    """A step of the path over all projects."""

    step: Step
    lines: Mapping[StepState, tuple[Line, ...]]
    """The projects in each state."""
    awaited: tuple[Awaited, ...]
    """Those that wait for it, in their order."""


class Shortfall(Value, kw_only=True):
    """A question where most projects fall short of what is expected."""

    question: Question
    section: Section
    asked: int
    short: tuple[Line, ...]
    solved: tuple[Line, ...]
    """Those that are there, on evidence that holds: who to ask."""

    @property
    def share(self) -> Fraction:
        """The share of the projects asked that fall short, 0 to 1."""
        return Fraction(len(self.short), self.asked)


class ThemeStep(Value, kw_only=True):
    """What most projects that ask for help with a theme are advised to do."""

    kind: AdviceKind
    question: Question
    recommendation: Recommendation | None
    projects: int


class Theme(Value, kw_only=True):
    """A section or a tag: who is where they should be, and who has weak answers and a step to take."""

    id: str
    title: Text
    ref: str | None
    tag: bool
    """A tag rather than a section."""
    helping: tuple[Line, ...]
    asking: tuple[Line, ...]
    step: ThemeStep | None


class Portfolio(Value, kw_only=True, dict=True):
    """Everything that documents about many projects show."""

    questionnaire: Questionnaire
    limits: Limits
    lines: tuple[Line, ...]
    by: Facet | None
    """What the projects are grouped by."""
    facets: tuple[Coverage, ...]
    """Of each facet with choices, how many projects say so; those that ambitions are made of first."""
    tags: tuple[Coverage, ...]
    """Of each group of tags, how many projects are where they should be in a question so tagged."""
    crossings: tuple[Crossing, ...]
    sections: tuple[SectionView, ...]
    gates: tuple[OpenGate, ...]
    waivers: tuple[Expiring, ...]
    overdue: tuple[Overdue, ...]
    shortfalls: tuple[Shortfall, ...]
    themes: tuple[Theme, ...]
    old: tuple[Line, ...]
    """Answered too long ago, or without a date."""
    changes: tuple[Change, ...]
    path: tuple[StepView, ...] = ()
    """How projects are accompanied, step by step."""
    namesakes: frozenset[str] = frozenset()
    """Keys of projects whose name another one has too."""

    @property
    def drifted(self) -> tuple[Line, ...]:
        """Projects that answered another version of the questionnaire."""
        return tuple(line for line in self.lines if line.given not in (None, self.questionnaire.version))

    @cached_property
    def grouping(self) -> tuple[Facet, ...]:
        """See `grouping`."""
        return grouping(self.questionnaire)

    def scopes(self) -> tuple[str, ...]:
        """The scopes that projects have, in the order of `SCOPES`."""
        return tuple(scope for scope in SCOPES if any(line.scope == scope for line in self.lines))

    def groups(self, scope: str) -> tuple[tuple[Choice | None, tuple[Line, ...]], ...]:
        """Lines of `scope` by choice of `by`, in the questionnaire's order; None: those that do not say, or all."""
        lines = tuple(line for line in self.lines if line.scope == scope)
        if self.by is None:
            return ((None, lines),)
        found = [(c, tuple(line for line in lines if line.has(self.by.id, c.id))) for c in self.by.choices]
        told = {line.key for _, members in found for line in members}
        rest = tuple(line for line in lines if line.key not in told)
        return (*((c, members) for c, members in found if members), *([(None, rest)] if rest else []))

    def columns(self) -> tuple[Section, ...]:
        """Top sections that some project aims at."""
        return tuple(
            s
            for s in self.questionnaire.sections
            if any((cell := line.sections.get(s.id)) is not None and cell.aimed for line in self.lines)
        )


def grouping(questionnaire: Questionnaire) -> tuple[Facet, ...]:
    """Facets that say what a project is: the timeline, and those that every project answers; not what it aims at."""
    return tuple(
        f
        for f in questionnaire.facets
        if f.choices and (f.required or f.id == questionnaire.timeline) and f.id not in _aims(questionnaire)
    )


def covering(questionnaire: Questionnaire) -> tuple[Facet, ...]:
    """The others with choices: what a project aims at first, then what else it says it serves."""
    others = [f for f in questionnaire.facets if f.choices and f not in grouping(questionnaire)]
    return tuple(sorted(others, key=lambda f: f.id not in _aims(questionnaire)))


def _aims(questionnaire: Questionnaire) -> set[str]:
    """Facets that the aim of some section reads."""
    return {test.key for section in questionnaire.walk() for test in comparisons(section.aim)}


def kinds_of_facets(questionnaire: Questionnaire) -> tuple[Facet, ...]:
    """Facets that lists of projects can be narrowed by."""
    return tuple(f for f in questionnaire.facets if f.choices or f.type is FacetType.YES_NO)
