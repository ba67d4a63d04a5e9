"""How a node combines its children: the three methods, over exact fractions."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from engage_cli.model.questionnaire import Method
from engage_cli.scoring.question_scores import Range
from engage_cli.scoring.results import Term
from engage_cli.values import Value


class Part(Value, kw_only=True):
    """A child that counts, with what its node combines."""

    term: Term
    declared_attainment: Range | None
    beyond: Range | None
    """Share of its weight that earns more than expected; None where nothing is expected of it."""
    band: tuple[int, int] | None
    """Positions of its band at worst and at best."""
    judged: bool
    """Whether something is expected of it, now or later."""


Valued = tuple[Term, Range | None]
"""A child with what is combined of it."""


def shares(method: Method, children: Iterable[Valued]) -> Range | None:
    """The node's share of what is possible, from its children's."""
    return _combine(method, children, lambda term: term.possible)


def attainments(method: Method, children: Iterable[Valued]) -> Range | None:
    """The node's attainment of what is expected, from its children's; those of which nothing is expected stay out."""
    return _combine(method, children, lambda term: term.demand or Fraction(0))


def points(children: Iterable[Valued]) -> Range | None:
    """Points of all children, by weight; None where none has a score."""
    valued = [(term.weight, points) for term, points in children if points is not None]
    if not valued:
        return None
    weights = [weight for weight, _ in valued]
    low = weighed(weights, [points.low for _, points in valued])
    exact = all(points.high is points.low for _, points in valued)
    return Range(low, low if exact else weighed(weights, [points.high for _, points in valued]))


def added(values: Iterable[Fraction]) -> Fraction:
    """Σ values, in lowest terms once, at the end: `Fraction` would reduce it at every step."""
    top, bottom = 0, 1
    for value in values:
        a, b = value.as_integer_ratio()
        top, bottom = top * b + a * bottom, bottom * b
    return Fraction(top, bottom)


def weighed(weights: Iterable[Fraction], values: Iterable[Fraction]) -> Fraction:
    """Σ weight × value, likewise."""
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
    total = added(weights)
    return _mean(weights, values, total) if total else None


def _mean(weights: Sequence[Fraction], values: Sequence[Range], total: Fraction) -> Range:
    low = weighed(weights, [v.low for v in values]) / total
    if all(v.high is v.low for v in values):
        return Range(low, low)
    return Range(low, weighed(weights, [v.high for v in values]) / total)
