"""What answers are made of: facets, choices, scales, bands, evidence rules."""

from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from engage_cli.model.text import Text
from engage_cli.values import Value


class FacetType(StrEnum):
    """How a facet is answered: one choice, several, or yes and no."""

    ONE = "one"
    MANY = "many"
    YES_NO = "yes_no"


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    STATEMENT = "statement"
    DOCUMENT = "document"
    TEST = "test"
    MEASURE = "measure"
    REVIEW = "review"


class Label(Value, kw_only=True):
    """A thing that only needs an id and a name: a unit, a function, a lead, a reason, a role, a basis, a tag."""

    id: str
    label: Text
    plural: Text | None = None
    """Of a role: several of them."""
    help: Text | None = None
    line: Text | None = None
    """Of a tag: heads a line of the report on the questions so tagged."""
    group: str | None = None
    """Of a tag: its group."""


class Period(Value, kw_only=True):
    """A duration of whole calendar units (ISO 8601: P12M, P90D, P1Y)."""

    years: int = 0
    months: int = 0
    days: int = 0


class EvidenceRule(Value, kw_only=True):
    """What evidence a choice needs."""

    kinds: tuple[EvidenceKind, ...]
    """Kinds that count; never empty."""
    valid: Period | None = None
    """How long after its date a piece counts; None: for ever, and it needs no date."""


class Choice(Value, kw_only=True):
    """Something that can be answered."""

    id: str
    label: Text
    help: Text | None = None
    points: Fraction = Fraction(0)
    needs_evidence: EvidenceRule | None = None
    exclusive: bool = False
    """Of `many`: cannot go with another choice."""


class Facet(Value, kw_only=True, dict=True, rename={"least": "min", "most": "max"}):
    """A fact about a project."""

    id: str
    type: FacetType
    ask: Text
    label: Text | None = None
    """A few words, where the question would be too long."""
    help: Text | None = None
    choices: tuple[Choice, ...] = ()
    """Empty for yes_no."""
    ordered: bool = False
    required: bool = False
    least: int = 0
    most: int | None = None
    """Of `many`: how many choices are allowed."""
    advise: tuple[int, int] | None = None
    """Of `many`: how many choices are advised."""
    unknown_is: bool | None = None
    """Of `yes_no`: what a condition reads when nobody knows; None: then the condition is unknown too."""
    group: str | None = None

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Position of each choice, from 0."""
        return {choice.id: rank for rank, choice in enumerate(self.choices)}

    def rank(self, choice: str) -> int:
        """Position of `choice` in an ordered facet, from 0."""
        return self.ranks[choice]

    def choice(self, id: str) -> Choice | None:
        """The choice with that id, None where there is none."""
        return next((c for c in self.choices if c.id == id), None)


class Expected(Value, kw_only=True):
    """The choice that is enough: always the same, or by the timeline."""

    always: str | None = None
    by_time: tuple[tuple[str, str], ...] = ()
    """(timeline choice, choice), in the timeline's order."""


class Expects(StrEnum):
    """What is enough where no level is said to be."""

    FULL = "full"
    """The best there is."""
    NOTHING = "nothing"
    """Nothing is: the answer earns points and is judged by nothing."""


class Better(StrEnum):
    """Whether more points are better, or fewer, as in a model of risk."""

    HIGH = "high"
    LOW = "low"

    def improves(self, before: Fraction, after: Fraction) -> bool:
        """Whether `after` is better than `before`."""
        return after > before if self is Better.HIGH else after < before


class Scale(Value, kw_only=True):
    """A named, ordered list of choices."""

    id: str
    choices: tuple[Choice, ...]
    """Ascending points, the lowest 0."""
    expected: Expected | None = None


class Band(Value, kw_only=True):
    """A range of attainment, 0 to 1."""

    id: str
    label: Text
    help: Text | None = None
    below: Fraction | None = None
    """Upper bound, excluded."""
    up_to: Fraction | None = None
    """Upper bound, included."""
    each_at_least: str | None = None
    """No child of the node may be in a band lower than this one."""
    beyond: Fraction | None = None
    """Attainment is 1 and this share of the weight earns more than expected."""


class Criterion(Value, kw_only=True):
    """Something that must be met for more than the lowest choice."""

    id: str
    label: Text
