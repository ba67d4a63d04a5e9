"""Conditions: when something is asked, aimed at or said. Data, never code."""

from enum import StrEnum

from engage_cli.values import Value

YES, NO = "yes", "no"
"""Choice ids of every yes_no question; a comparison takes them for `true` and `false`, of facets too."""

Operand = str | bool


class Comparison(StrEnum):
    """The ways in which a condition compares a facet or question with its values."""

    IS = "is"
    """Equal to, or containing, one of the values."""
    IS_NOT = "not"
    """Known, and none of the values."""
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ANSWERED = "answered"


class Comparing(Value, cache_hash=True):
    """One comparison of a facet or question with values."""

    key: str
    """A facet id, or a question id (these have a dot)."""
    comparison: Comparison
    values: tuple[Operand, ...]
    """AT_LEAST, AT_MOST and ANSWERED have exactly one."""


class All(Value):
    """A condition that holds where every one of its terms does."""

    terms: tuple["Condition", ...]


class Some(Value):
    """A condition that holds where at least one of its terms does (`any` in YAML)."""

    terms: tuple["Condition", ...]


class Not(Value):
    """A condition that holds where its term does not."""

    term: "Condition"


Condition = Comparing | All | Some | Not


def comparisons(condition: Condition | None) -> tuple[Comparing, ...]:
    """Every comparison in `condition`, in reading order."""
    match condition:
        case None:
            return ()
        case Comparing():
            return (condition,)
        case Not(term):
            return comparisons(term)
        case All(terms) | Some(terms):
            return tuple(found for term in terms for found in comparisons(term))
