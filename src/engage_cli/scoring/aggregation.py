"""Aggregation: how a section or index combines its children by its method, in exact fractions (design.md §3)."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from engage_cli.model.questionnaire import Method
from engage_cli.scoring.question_scores import Range
from engage_cli.scoring.results import Term
from engage_cli.values import Value


class Part(Value, kw_only=True):
    """A child that counts, with what its node combines of it."""

    term: Term
    declared_attainment: Range | None
    beyond: Range | None
    """The share of its weight that earns more than expected, 0 to 1; None where nothing is expected of it."""
    band: tuple[int, int] | None
    """The positions of its band at worst and at best, from 0; None where it has none."""
    judged: bool
    """Whether something is expected of it, now or later."""


Valued = tuple[Term, Range | None]
"""A child with the range that is combined of it."""


def shares(method: Method, children: Iterable[Valued]) -> Range | None:
    """The share of the full points of a node, from those of its children; None where no child has one."""
    return _combine(method, children, lambda term: term.possible)


def attainments(method: Method, children: Iterable[Valued]) -> Range | None:
    """The share of what is expected of a node, from those of its children.

    Children of which nothing is expected stay out. None where none is left.
    """
    return _combine(method, children, lambda term: term.demand or Fraction(0))


def points(children: Iterable[Valued]) -> Range | None:
    """The points of all children, each times its weight; None where none has a score."""
    valued = [(term.weight, points) for term, points in children if points is not None]
    if not valued:
        return None
    weights = [weight for weight, _ in valued]
    low = weighted_sum(weights, [points.low for _, points in valued])
    exact = all(points.high is points.low for _, points in valued)
    return Range(low, low if exact else weighted_sum(weights, [points.high for _, points in valued]))


def exact_sum(values: Iterable[Fraction]) -> Fraction:
    """Σ values, reduced to lowest terms once at the end; `Fraction` would reduce it at every step."""
    top, bottom = 0, 1
    for value in values:
        a, b = value.as_integer_ratio()
        top, bottom = top * b + a * bottom, bottom * b
    return Fraction(top, bottom)


def weighted_sum(weights: Iterable[Fraction], values: Iterable[Fraction]) -> Fraction:
    """Σ weight × value, reduced to lowest terms once at the end."""
    top, bottom = 0, 1
    for weight, value in zip(weights, values, strict=True):
        a, b = weight.as_integer_ratio()
        c, d = value.as_integer_ratio()
        top, bottom = top * b * d + a * c * bottom, bottom * b * d
    return Fraction(top, bottom)


def _combine(method: Method, children: Iterable[Valued], size: Callable[[Term], Fraction]) -> Range | None:
    """Mean by weight, sum by weight and size, or minimum; None where no child has a value or all weights are 0.

    The sum of points earned over the sum of points possible is the mean of shares by weight × size.
    """
    valued = [(term, value) for term, value in children if value is not None]
    if not valued:
        return None
    values = [value for _, value in valued]
    if method is Method.MIN:
        return Range(min(v.low for v in values), min(v.high for v in values))
    weights = [term.weight * size(term) if method is Method.SUM else term.weight for term, _ in valued]
    total = exact_sum(weights)
    return _mean(weights, values, total) if total else None


def _mean(weights: Sequence[Fraction], values: Sequence[Range], total: Fraction) -> Range:
    low = weighted_sum(weights, [v.low for v in values]) / total
    if all(v.high is v.low for v in values):
        return Range(low, low)
    return Range(low, weighted_sum(weights, [v.high for v in values]) / total)
