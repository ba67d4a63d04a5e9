"""The parts that answers are made of: facets, choices, scales, bands, evidence rules."""

from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from engage_cli.model.text import Text
from engage_cli.values import Value


class FacetType(StrEnum):
    """How a facet is answered: by one choice, by several, or by yes and no."""

    ONE = "one"
    MANY = "many"
    YES_NO = "yes_no"


class EvidenceKind(StrEnum):
    """The kinds of evidence, from a statement to a review."""

    STATEMENT = "statement"
    DOCUMENT = "document"
    TEST = "test"
    MEASURE = "measure"
    REVIEW = "review"


class Label(Value, kw_only=True):
    """Anything that needs only an id and a name: a unit, function, lead, reason, role, basis or tag."""

    id: str
    label: Text
    plural: Text | None = None
    """Its name for several, of a role; else None."""
    help: Text | None = None
    line: Text | None = None
    """The head of a line of the report on the questions with this tag; None for no line."""
    group: str | None = None
    """The group of a tag; None for any other label."""
    heading: Text | None = None
    """The name of a tag's group."""


class Period(Value, kw_only=True):
    """A duration of whole calendar units (ISO 8601: P12M, P90D, P1Y)."""

    years: int = 0
    months: int = 0
    days: int = 0


class EvidenceRule(Value, kw_only=True):
    """The evidence that a choice needs."""

    kinds: tuple[EvidenceKind, ...]
    """The kinds of evidence that count; never empty."""
    valid: Period | None = None
    """How long after its date a piece counts; None: for ever, and it needs no date."""


class Choice(Value, kw_only=True):
    """A choice of a facet, question or scale."""

    id: str
    label: Text
    help: Text | None = None
    points: Fraction = Fraction(0)
    needs_evidence: EvidenceRule | None = None
    exclusive: bool = False
    """Whether it excludes every other choice, in a question of `many`."""


class Facet(Value, kw_only=True, dict=True, rename={"least": "min", "most": "max"}):
    """A fact about a project that the questionnaire asks for."""

    id: str
    type: FacetType
    ask: Text
    label: Text | None = None
    """A name of a few words, where the question would be too long; None where there is none."""
    help: Text | None = None
    choices: tuple[Choice, ...] = ()
    """The choices; empty for yes_no."""
    ordered: bool = False
    required: bool = False
    least: int = 0
    most: int | None = None
    """The most choices that are allowed in a facet of `many`; None: no limit."""
    advise: tuple[int, int] | None = None
    """The numbers of choices, least and most, that are advised in a facet of `many`; None: no advice."""
    unknown_is: bool | None = None
    """What conditions read in a facet of `yes_no` that nobody knows; None: they are then unknown too."""
    group: str | None = None

    @cached_property
    def ranks(self) -> dict[str, int]:
        """The position of each choice by id, from 0."""
        return {choice.id: rank for rank, choice in enumerate(self.choices)}

    def rank(self, choice: str) -> int:
        """The position of `choice` in an ordered facet, from 0."""
        return self.ranks[choice]

    def choice(self, id: str) -> Choice | None:
        """The choice with that id, None where there is none."""
        return next((c for c in self.choices if c.id == id), None)


class Expected(Value, kw_only=True):
    """The choice that is enough: always the same one, or one by the timeline."""

    always: str | None = None
    by_time: tuple[tuple[str, str], ...] = ()
    """Pairs (timeline choice, choice), in the timeline's order."""


class Expects(StrEnum):
    """What is expected where no level is named."""

    FULL = "full"
    """The best answer is."""
    NOTHING = "nothing"
    """Nothing is: the answer earns points and is not judged."""


class Better(StrEnum):
    """Whether more points are better, or fewer, as in a model of risk."""

    HIGH = "high"
    LOW = "low"

    def improves(self, before: Fraction, after: Fraction) -> bool:
        """Whether `after` points are better than `before`."""
        return after > before if self is Better.HIGH else after < before


class Scale(Value, kw_only=True):
    """A named, ordered list of choices."""

    id: str
    choices: tuple[Choice, ...]
    """The choices by ascending points, the lowest of 0."""
    expected: Expected | None = None


class Band(Value, kw_only=True):
    """A named range of attainment, within 0 to 1."""

    id: str
    label: Text
    help: Text | None = None
    below: Fraction | None = None
    """The upper bound, which is not part of it; None where it has none."""
    up_to: Fraction | None = None
    """The upper bound, which is part of it; None where it has none."""
    each_at_least: str | None = None
    """The id of the lowest band that every child of the node must be in; None: no such demand."""
    beyond: Fraction | None = None
    """The least share of the weight that earns more than expected, at an attainment of 1; None for other bands."""


class Criterion(Value, kw_only=True):
    """A criterion that must be met for any choice above the lowest."""

    id: str
    label: Text
