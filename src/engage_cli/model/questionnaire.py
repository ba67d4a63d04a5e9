"""A questionnaire: facets, scales, sections, questions, gates, recommendations. Frozen values, no file, no screen."""

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from engage_cli.model.condition import Condition, comparisons
from engage_cli.model.migration import Migration
from engage_cli.model.overlay import Base
from engage_cli.model.path import Step
from engage_cli.model.recommendation import Recommendation
from engage_cli.model.scales import Band, Better, Choice, Criterion, Expected, Expects, Facet, Label, Scale
from engage_cli.model.sources import Resource, Source
from engage_cli.model.statements import Contradiction, Note, Tension
from engage_cli.model.text import GlossaryEntry, Text
from engage_cli.values import Value


class QuestionType(StrEnum):
    """How a question is answered. A yes_no of a file is a `one` with two choices."""

    ONE = "one"
    MANY = "many"
    TEXT = "text"

    @property
    def key(self) -> str:
        """The key that holds the answer in a file: `choice`, `choices` or `text`."""
        return {QuestionType.ONE: "choice", QuestionType.MANY: "choices", QuestionType.TEXT: "text"}[self]


class Method(StrEnum):
    """How a section or index combines its children; see design.md §3."""

    MEAN = "mean"
    """Weighted mean of the children's shares."""
    SUM = "sum"
    """Points earned over points possible."""
    MIN = "min"


class Index(Value, kw_only=True):
    """A figure that combines sections or other indices."""

    id: str
    label: Text
    method: Method
    role: str | None = None
    """The role whose sections, as far as they are aimed at, it combines; exactly one of the three is given."""
    sections: tuple[str, ...] = ()
    """The ids of the sections that it combines."""
    indices: tuple[str, ...] = ()
    """The ids of the indices that it combines."""
    show_band: bool = False
    """Whether it is shown as a band alone, without a number."""
    help: Text | None = None


class Gate(Value, kw_only=True, rename={"by_time": "at"}):
    """A blocking requirement: a threshold that no average can hide."""

    basis: str
    rule: Text
    certainty: str
    """high, medium or low: how sure the author is of the rule."""
    certainty_note: Text | None = None
    by_time: tuple[tuple[str, str], ...] = ()
    """Pairs (timeline choice, least choice), in the timeline's order; exactly one of the two is given."""
    needs: str | None = None
    """The id of the least choice at any time."""
    resources: tuple[str, ...] = ()
    ask_whom: Text | None = None


class Question(Value, kw_only=True, dict=True, rename={"most_points": "max"}):
    """A question, with its choices and what follows from them."""

    id: str
    title: Text
    ask: Text
    type: QuestionType = QuestionType.ONE
    ref: str | None = None
    quick: bool = False
    why: Text | None = None
    evidence_examples: Text | None = None
    scale: str | None = None
    choices: tuple[Choice, ...] = ()
    """In the order of the file; `label` is the scale's, `help` this question's descriptor."""
    most_points: Fraction | None = None  # of `many`: the bound of the sum (`max` in YAML)
    criteria: tuple[Criterion, ...] = ()
    when: Condition | None = None
    due: str | None = None  # first choice of the timeline at which it is asked
    weight: Fraction = Fraction(1)
    expected: Expected | None = None
    expects: Expects = Expects.FULL
    """What is expected where `expected` says nothing."""
    better: Better = Better.HIGH
    gate: Gate | None = None
    reasons: tuple[str, ...] = ()
    """Reason kinds with which it may be not applicable; empty: it may not."""
    tags: tuple[str, ...] = ()
    unit: str | None = None  # who can answer it...
    functions: tuple[str, ...] = ()  # ...and people of these functions, wherever they work; nobody named: anybody
    recommendations: tuple[Recommendation, ...] = ()
    resources: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()

    @cached_property
    def full_points(self) -> Fraction:
        """The points possible: those of the fullest answer, 0 for a text."""
        match self.type:
            case QuestionType.TEXT:
                return Fraction(0)
            case QuestionType.MANY:
                total = sum((c.points for c in self.choices if not c.exclusive), Fraction(0))
                best_alone = max((c.points for c in self.choices if c.exclusive), default=Fraction(0))
                return max(best_alone, total if self.most_points is None else min(total, self.most_points))
            case QuestionType.ONE:
                return max((c.points for c in self.choices), default=Fraction(0))

    @cached_property
    def is_scored(self) -> bool:
        """Whether the question can earn points."""
        return self.full_points > 0

    @property
    def is_yes_no(self) -> bool:
        """Whether the choices are no and yes, in this order."""
        return self.type is QuestionType.ONE and tuple(c.id for c in self.choices) == ("no", "yes")

    @cached_property
    def numbered(self) -> bool:
        """Whether its choices are levels that are called by their number: those of a scale of whole points."""
        return self.scale is not None and all(choice.points.denominator == 1 for choice in self.choices)

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Position of each choice from the least, from 0: by points, then in the order of the file."""
        return {choice.id: rank for rank, choice in enumerate(sorted(self.choices, key=lambda choice: choice.points))}

    def rank(self, choice: str) -> int:
        """Position of `choice` from the least, from 0."""
        return self.ranks[choice]

    @cached_property
    def ladder(self) -> tuple[Choice, ...]:
        """The choices from the worst to the best; of those with equal points, in the order of the file."""
        return tuple(sorted(self.choices, key=lambda choice: self.merit(choice.points)))

    def step(self, choice: str) -> int:
        """The position of `choice` on the ladder, from 0 for the worst."""
        return next(i for i, one in enumerate(self.ladder) if one.id == choice)

    @cached_property
    def judged(self) -> bool:
        """Whether something is expected of its answers, now or later."""
        return self.is_scored and (self.expected is not None or self.expects is Expects.FULL)

    def merit(self, points: Fraction) -> Fraction:
        """How much better than the worst answer one of `points` is, in points."""
        return points if self.better is Better.HIGH else self.full_points - points

    def choice(self, id: str) -> Choice | None:
        """The choice with that id, None where there is none."""
        return next((c for c in self.choices if c.id == id), None)


class Section(Value, kw_only=True):
    """Questions that belong together, and sections within it."""

    id: str
    title: Text
    role: str | None = None
    ref: str | None = None
    intent: Text | None = None
    aim: Condition | None = None
    """The condition under which a project aims at it; None: every project does."""
    method: Method = Method.MEAN
    out_of: Fraction = Fraction(1)
    weight: Fraction = Fraction(1)
    questions: tuple[Question, ...] = ()
    sections: tuple["Section", ...] = ()

    def walk(self) -> Iterator["Section"]:
        """This section, then those inside it, in order."""
        yield self
        for inner in self.sections:
            yield from inner.walk()

    def all_questions(self) -> Iterator[Question]:
        """Its questions and those of the sections inside it, in order."""
        for section in self.walk():
            yield from section.questions


class Questionnaire(Value, kw_only=True, dict=True, rename={"bases": "basis"}):
    """Everything that is asked, and how answers are read."""

    id: str
    version: str
    digest: str
    """`sha256:` and the digest of the files that it was read from."""
    base: Base | None = None  # of an overlay: what it is laid over
    title: Text
    languages: tuple[str, ...]
    source: Source | None = None
    facets: tuple[Facet, ...] = ()
    timeline: str | None = None
    scales: tuple[Scale, ...] = ()
    bands: tuple[Band, ...] = ()  # ascending; may be empty
    indices: tuple[Index, ...] = ()
    roles: tuple[Label, ...] = ()
    units: tuple[Label, ...] = ()
    functions: tuple[Label, ...] = ()
    leads: tuple[Label, ...] = ()
    reasons: tuple[Label, ...] = ()
    bases: tuple[Label, ...] = ()
    tags: tuple[Label, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    tensions: tuple[Tension, ...] = ()
    notes: tuple[Note, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    migrations: tuple[Migration, ...] = ()  # from older versions, the oldest first
    path: tuple[Step, ...] = ()  # how a project is accompanied, in order
    sections: tuple[Section, ...] = ()
    resources: tuple[Resource, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Questions by id, in the questionnaire's order."""
        return {q.id: q for path in _paths(self.sections) for q in path[-1].questions}

    @cached_property
    def judged(self) -> bool:
        """Whether it expects something of any answer; if not, nothing shown may speak of what is expected."""
        return any(question.judged for question in self.by_id.values())

    @cached_property
    def sections_of(self) -> dict[str, tuple[Section, ...]]:
        """The sections that hold each question, outermost first, by question id."""
        return {q.id: path for path in _paths(self.sections) for q in path[-1].questions}

    @cached_property
    def conditional(self) -> bool:
        """Whether the condition of any question reads an answer."""
        return any(self.reads.values())

    @cached_property
    def ids_by_dependence(self) -> tuple[str, ...]:
        """The ids of the questions, each after those that its condition reads."""
        if not self.conditional:
            return tuple(self.by_id)
        from graphlib import TopologicalSorter

        return tuple(TopologicalSorter(self.reads).static_order())

    @cached_property
    def reads(self) -> dict[str, tuple[str, ...]]:
        """The ids of the questions that the condition of each question reads, by question id."""
        return {id: tuple(t.key for t in comparisons(q.when) if t.key in self.by_id) for id, q in self.by_id.items()}

    @cached_property
    def facet_by_id(self) -> dict[str, Facet]:
        """The facets by id."""
        return {facet.id: facet for facet in self.facets}

    def walk(self) -> Iterator[Section]:
        """Every section, outer before inner, in order."""
        for section in self.sections:
            yield from section.walk()

    def section(self, id: str) -> Section | None:
        """The section with that id at any depth, None where there is none."""
        return next((s for s in self.walk() if s.id == id), None)

    def facet(self, id: str) -> Facet | None:
        """The facet with that id, None where there is none."""
        return self.facet_by_id.get(id)

    def scale(self, id: str | None) -> Scale | None:
        """The scale with that id, None where there is none."""
        return next((s for s in self.scales if s.id == id), None)

    def resource(self, id: str) -> Resource | None:
        """The resource with that id, None where there is none."""
        return next((r for r in self.resources if r.id == id), None)


def named(labels: tuple[Label, ...], id: str | None) -> Label | None:
    """The label with that id, None where there is none."""
    return next((label for label in labels if label.id == id), None)


def _paths(sections: tuple[Section, ...], above: tuple[Section, ...] = ()) -> Iterator[tuple[Section, ...]]:
    for section in sections:
        path = (*above, section)
        yield path
        yield from _paths(section.sections, path)
