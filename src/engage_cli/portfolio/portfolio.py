"""The portfolio as values: what many projects cover, where most fall short, what is due. Projects are never ranked.

Projects are in alphabetical order of their names. Scopes are never summed: counts over sections are by scope.
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
from engage_cli.portfolio.coverage import Coverage, CrossTable, stated_choices
from engage_cli.portfolio.rows import FacetValues, NodeCell
from engage_cli.portfolio.step_cells import StepCell
from engage_cli.scoring.path import StepState
from engage_cli.scoring.question_scores import GateState, Range
from engage_cli.scoring.results import AdviceKind
from engage_cli.values import Value, field

SCOPES = ("full", "quick")


class Limits(Value, kw_only=True):
    """The day of reading, and the limits from which something counts as soon or as old."""

    today: dt.date
    soon: int = 60
    """How many days before its end a waiver counts as ending soon."""
    old: Period = field(default_factory=lambda: Period(months=12))
    """The age of the last answer from which a project counts as old."""

    @property
    def soon_day(self) -> dt.date:
        """The last day that counts as soon."""
        return self.today + dt.timedelta(days=self.soon)


class ProjectLine(Value, kw_only=True, gc=False):
    """A project with the values that tables show."""

    key: str
    id: str | None
    name: str
    facets: FacetValues
    scope: str
    date: dt.date | None
    in_force: int
    answered: int
    sections: Mapping[str, NodeCell]
    """Cells of the top sections, by section id."""
    given: str | None = None
    """The version of the questionnaire that was answered; None where it is the current one."""
    unplaced: int = 0
    """The number of answers that have no place in this version."""

    def choices(self, facet: str) -> tuple[str, ...]:
        """The ids of the project's choices for the facet with the id `facet`."""
        return stated_choices(self.facets, facet)

    def has(self, facet: str, choice: str) -> bool:
        """Whether the project has `choice` (an id) for `facet` (an id)."""
        return choice in self.choices(facet)


class SectionMove(StrEnum):
    """How a section changed since a milestone."""

    UP = "up"
    SAME = "same"
    DOWN = "down"
    UNCLEAR = "unclear"
    """Answers are missing on one side: the ranges overlap."""
    NEW = "new"
    """Not aimed at, or without a result, on one side."""


class ProjectChange(Value, kw_only=True):
    """How one project changed since its last milestone."""

    line: ProjectLine
    milestone: str
    date: dt.date
    comparable: bool
    moves: tuple[tuple[str, Range | None, Range | None, SectionMove], ...]
    """(section id, attainment then, attainment now, kind of change)."""

    def moved(self, move: str) -> tuple[str, ...]:
        """The ids of the sections that changed in the way `move`."""
        return tuple(id for id, _, _, found in self.moves if found == move)


class SectionView(Value, kw_only=True):
    """A section's results over all projects of one scope."""

    section: Section
    scope: str
    aimed: int
    standing: tuple[tuple[Band, int], ...]
    """The number of projects in each band, in the worst and the best case alike."""
    between: int
    """The number of projects between two bands, because answers are missing."""
    without: int
    """The number of projects that aim at the section and have no result."""


class OpenGate(Value, kw_only=True, gc=False):
    """A blocking requirement that a project does not meet."""

    line: ProjectLine
    question: Question
    state: GateState
    threshold: Choice | None


class ExpiringWaiver(Value, kw_only=True):
    """A waiver of a project that has ended or ends soon."""

    line: ProjectLine
    rule: str
    question: Question | None
    subject: str
    until: dt.date
    over: bool


class OverdueAction(Value, kw_only=True):
    """An action of a project that is past its due date."""

    line: ProjectLine
    action: ActionCell
    question: Question | None


class AwaitedStep(Value, kw_only=True, gc=False):
    """A step of the path that a project waits for."""

    line: ProjectLine
    step: Step
    cell: StepCell


class StepView(Value, kw_only=True):
    """A step of the path with its state in every project."""

    step: Step
    lines: Mapping[StepState, tuple[ProjectLine, ...]]
    """The projects by the state of the step."""
    awaited: tuple[AwaitedStep, ...]
    """The projects that wait for the step, in their order."""


class Shortfall(Value, kw_only=True):
    """A question on which most projects fall short of what is expected."""

    question: Question
    section: Section
    asked: int
    short: tuple[ProjectLine, ...]
    solved: tuple[ProjectLine, ...]
    """The projects that reach it on valid evidence: whom to ask for advice."""

    @property
    def share(self) -> Fraction:
        """The share of the projects asked that fall short, 0 to 1."""
        return Fraction(len(self.short), self.asked)


class ThemeStep(Value, kw_only=True):
    """The step that most projects with a need in a theme are advised to take."""

    kind: AdviceKind
    question: Question
    recommendation: Recommendation | None
    projects: int


class HelpTheme(Value, kw_only=True):
    """A section or tag, with projects that could help and projects that need help."""

    id: str
    title: Text
    ref: str | None
    tag: bool
    """Whether it is a tag rather than a section."""
    helping: tuple[ProjectLine, ...]
    asking: tuple[ProjectLine, ...]
    step: ThemeStep | None


class Portfolio(Value, kw_only=True, dict=True):
    """Everything that documents show about many projects of one questionnaire."""

    questionnaire: Questionnaire
    limits: Limits
    lines: tuple[ProjectLine, ...]
    by: Facet | None
    """The facet by which projects are grouped; None: they are not."""
    facets: tuple[Coverage, ...]
    """The coverage of each facet with choices; facets that decide on ambitions come first."""
    tags: tuple[Coverage, ...]
    """For each group of tags, how many projects reach what is expected on a question with that tag."""
    crossings: tuple[CrossTable, ...]
    sections: tuple[SectionView, ...]
    gates: tuple[OpenGate, ...]
    waivers: tuple[ExpiringWaiver, ...]
    overdue: tuple[OverdueAction, ...]
    shortfalls: tuple[Shortfall, ...]
    themes: tuple[HelpTheme, ...]
    old: tuple[ProjectLine, ...]
    """Projects whose answers are too old or have no date."""
    changes: tuple[ProjectChange, ...]
    path: tuple[StepView, ...] = ()
    """The steps of the path over all projects."""
    namesakes: frozenset[str] = frozenset()
    """The keys of projects whose name another project has too."""

    @property
    def drifted(self) -> tuple[ProjectLine, ...]:
        """Projects that answered another version of the questionnaire."""
        return tuple(line for line in self.lines if line.given not in (None, self.questionnaire.version))

    @cached_property
    def grouping(self) -> tuple[Facet, ...]:
        """The facets of `grouping_facets`."""
        return grouping_facets(self.questionnaire)

    def scopes(self) -> tuple[str, ...]:
        """The scopes that occur among the projects, in the order of `SCOPES`."""
        return tuple(scope for scope in SCOPES if any(line.scope == scope for line in self.lines))

    def groups(self, scope: str) -> tuple[tuple[Choice | None, tuple[ProjectLine, ...]], ...]:
        """The projects of `scope` by choice of `by`, in the questionnaire's order; None: those that state none, or
        all."""
        lines = tuple(line for line in self.lines if line.scope == scope)
        if self.by is None:
            return ((None, lines),)
        found = [(c, tuple(line for line in lines if line.has(self.by.id, c.id))) for c in self.by.choices]
        told = {line.key for _, members in found for line in members}
        rest = tuple(line for line in lines if line.key not in told)
        return (*((c, members) for c, members in found if members), *([(None, rest)] if rest else []))

    def columns(self) -> tuple[Section, ...]:
        """The top sections that some project aims at."""
        return tuple(
            s
            for s in self.questionnaire.sections
            if any((cell := line.sections.get(s.id)) is not None and cell.aimed for line in self.lines)
        )


def grouping_facets(questionnaire: Questionnaire) -> tuple[Facet, ...]:
    """Facets that say what a project is: the timeline and those that every project states, but not what it aims at."""
    return tuple(
        f
        for f in questionnaire.facets
        if f.choices and (f.required or f.id == questionnaire.timeline) and f.id not in _aims(questionnaire)
    )


def covering_facets(questionnaire: Questionnaire) -> tuple[Facet, ...]:
    """The other facets with choices: those that decide on ambitions first."""
    others = [f for f in questionnaire.facets if f.choices and f not in grouping_facets(questionnaire)]
    return tuple(sorted(others, key=lambda f: f.id not in _aims(questionnaire)))


def _aims(questionnaire: Questionnaire) -> set[str]:
    """The ids of facets that the aim of some section depends on."""
    return {test.key for section in questionnaire.walk() for test in comparisons(section.aim)}


def filter_facets(questionnaire: Questionnaire) -> tuple[Facet, ...]:
    """The facets that lists of projects can be filtered by."""
    return tuple(f for f in questionnaire.facets if f.choices or f.type is FacetType.YES_NO)
