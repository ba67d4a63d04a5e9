"""How a node combines its children: the three methods, over exact fractions."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from engage_cli.model.questionnaire import Method
from engage_cli.scoring.results import Term
from engage_cli.scoring.standing import Range
from engage_cli.values import Value


class Part(Value, kw_only=True):
    """A child that counts, as its node sees it."""

    term: Term
    declared_attainment: Range | None
    beyond: Range | None
    """Share of its weight that earns more than expected; None where nothing is expected of it."""
    band: tuple[int, int] | None
    """Positions of its band at worst and at best."""


def shares(method: Method, parts: Sequence[Part], read: Callable[[Part], Range | None]) -> Range | None:
    """The node's share of what is possible, from its children's."""
    return _combine(method, parts, read, lambda part: part.term.possible)


def attainments(method: Method, parts: Sequence[Part], read: Callable[[Part], Range | None]) -> Range | None:
    """The node's attainment of what is expected, from its children's; those of which nothing is expected stay out."""
    return _combine(method, parts, read, lambda part: part.term.expected or Fraction(0))


def _combine(
    method: Method, parts: Sequence[Part], read: Callable[[Part], Range | None], size: Callable[[Part], Fraction]
) -> Range | None:
    """Mean by weight, sum by weight and size, or minimum; None where no child has a value or all weights are 0.

    The sum of points earned over the sum of points possible is the mean of shares by weight × size.
    """
    values = [(part, value) for part in parts if (value := read(part)) is not None]
    if not values:
        return None
    if method is Method.MIN:
        return Range(min(v.low for _, v in values), min(v.high for _, v in values))
    weights = [part.term.weight * (size(part) if method is Method.SUM else 1) for part, _ in values]
    total = sum(weights, Fraction(0))
    if not total:
        return None
    low = sum((w * v.low for w, (_, v) in zip(weights, values, strict=True)), Fraction(0))
    high = sum((w * v.high for w, (_, v) in zip(weights, values, strict=True)), Fraction(0))
    return Range(low / total, high / total)
