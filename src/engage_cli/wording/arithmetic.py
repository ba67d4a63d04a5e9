"""Sums written out in exact fractions, followed by the rounded value, so that readers can follow the arithmetic."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from engage_cli.model.questionnaire import Method
from engage_cli.scoring.question_scores import Range
from engage_cli.scoring.results import Term
from engage_cli.values import Value

Read = Callable[[Term], Range | None]


class Sum(Value):
    """A sum written out, and its result."""

    text: str
    result: Fraction


def format_sums(
    method: Method, terms: Sequence[Term], read: Read, size: Callable[[Term], Fraction]
) -> tuple[Sum, Sum] | None:
    """The sums in the worst and the best case, None where nothing counts; `size` gives the full points of a term."""
    found = [(t, value) for t in terms if t.counted and (value := read(t)) is not None]
    if not found or (method is not Method.MIN and not any(t.weight * _size(method, t, size) for t, _ in found)):
        return None
    low = [(t, value.low) for t, value in found]
    high = [(t, value.high) for t, value in found]
    return _sum(method, low, size), _sum(method, high, size)


def _size(method: Method, term: Term, size: Callable[[Term], Fraction]) -> Fraction:
    return size(term) if method is Method.SUM else Fraction(1)


def _sum(method: Method, values: Sequence[tuple[Term, Fraction]], size: Callable[[Term], Fraction]) -> Sum:
    if method is Method.MIN:
        return Sum(f"min({'; '.join(str(v) for _, v in values)})", min(v for _, v in values))
    weighed = any(t.weight != 1 for t, _ in values)
    sizes = [_size(method, t, size) for t, _ in values]
    above = [_times(t.weight, v * s, weighed=weighed) for (t, v), s in zip(values, sizes, strict=True)]
    total = sum((t.weight * v * s for (t, v), s in zip(values, sizes, strict=True)), Fraction(0))
    weight = sum((t.weight * s for (t, _), s in zip(values, sizes, strict=True)), Fraction(0))
    return Sum(f"({' + '.join(above)}) ÷ {weight}", total / weight)


def _times(weight: Fraction, value: Fraction, *, weighed: bool) -> str:
    return f"{weight} × {value}" if weighed else str(value)


def format_range(found: Range | None) -> str:
    """A range of exact fractions: `5/12`, or `1/3 … 2/3`."""
    if found is None:
        return "–"
    return str(found.low) if found.exact else f"{found.low} … {found.high}"
