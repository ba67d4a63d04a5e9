"""The worked sum of a report: how one section comes to its result."""

from collections.abc import Callable, Iterator
from fractions import Fraction

from engage_cli.model.questionnaire import Method
from engage_cli.scoring.question_scores import Range
from engage_cli.scoring.results import NodeScore, Term
from engage_cli.wording.assessments import Wording


def format_ratios(found: Range, w: Wording) -> str:
    """A range of exact fractions: "2/3", or "1/3 to 1" where an answer is missing."""
    if found.exact:
        return str(found.low)
    return w.tr.gettext("{low} to {high}").format(low=str(found.low), high=str(found.high))


def worked_sums(node: NodeScore, w: Wording) -> Iterator[str]:
    """The arithmetic of a node's evidenced result and of its share of what is expected, in the worst and the best
    case."""
    _ = w.tr.gettext
    if node.evidenced is None:
        return
    yield from _sums(node, node.evidenced, lambda t: t.evidenced, _("Result"), w, shown=True)
    if node.attainment is not None and node.method is not Method.SUM:
        yield from _sums(node, node.attainment, lambda t: t.attainment, _("Share of what is expected"), w, shown=False)
    if band := w.band(node):
        yield _("So the section stands: {band}.").format(band=band)


def _sums(
    node: NodeScore, total: Range, part: Callable[[Term], Range | None], title: str, w: Wording, *, shown: bool
) -> Iterator[str]:
    _ = w.tr.gettext
    yield f"{title}{w.colon} {_sum(node, total.low, lambda t: _low(part(t)), w, shown=shown)}"
    if not total.exact:
        best = _sum(node, total.high, lambda t: _high(part(t)), w, shown=shown)
        at_best = _("{title}, at best").format(title=title)
        yield f"{at_best}{w.colon} {best}"


def _sum(node: NodeScore, total: Fraction, part: Callable[[Term], Fraction | None], w: Wording, *, shown: bool) -> str:
    counted = [(t, value) for t in node.terms if t.counted and (value := part(t)) is not None]
    made = _made(node.method, counted, w)
    top = w.out_of(node)
    equals = f"{made} = {total}"
    if not shown or top == 1:
        return f"{equals} ({w.percent(total)})"
    return f"{equals}; × {top} = {w.value(total, node)}"


def _made(method: Method, counted: list[tuple[Term, Fraction]], w: Wording) -> str:
    match method:
        case Method.MEAN:
            return _mean(counted)
        case Method.MIN:
            return w.tr.gettext("the lowest of {values}").format(values=", ".join(str(v) for _term, v in counted))
        case Method.SUM:
            return _points(counted)


def _mean(counted: list[tuple[Term, Fraction]]) -> str:
    if all(t.weight == 1 for t, _value in counted):
        return f"({' + '.join(str(v) for _term, v in counted)}) ÷ {len(counted)}"
    terms = " + ".join(f"{t.weight} × {v}" for t, v in counted)
    return f"({terms}) ÷ {sum((t.weight for t, _value in counted), Fraction(0))}"


def _points(counted: list[tuple[Term, Fraction]]) -> str:
    earned = " + ".join(str(t.weight * t.possible * v) for t, v in counted)
    possible = " + ".join(str(t.weight * t.possible) for t, _value in counted)
    return f"({earned}) ÷ ({possible})"


def _low(found: Range | None) -> Fraction | None:
    return None if found is None else found.low


def _high(found: Range | None) -> Fraction | None:
    return None if found is None else found.high
