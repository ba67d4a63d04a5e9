"""Combines the options of all questions exactly, in integers: the best result for each effort.

From the inside out: for each node, what can be reached, by effort and by the lowest band of its children. A result is
one integer that orders them: gates first, then sections at their goal, then the share, then fewer steps.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from engage_cli.model.questionnaire import Method
from engage_cli.model.scales import Band
from engage_cli.planning.nodes import Branch, Leaf
from engage_cli.planning.packing import Pack, Table, add_child, join_results
from engage_cli.scoring.bands import band
from engage_cli.values import Value, field, replace


class SearchRules(Value, kw_only=True):
    """The rules of one search."""

    bands: Sequence[Band]
    cap: int
    """The position of the highest band that some band demands of children; above it, bands of children are alike."""
    budget: int | None = None
    """The most effort; None: no limit."""
    goal: int | None = None
    """The position of the band at which a section counts as at its goal; None: none is counted."""
    sections: int = 1
    """A number greater than that of the sections that can be at their goal."""

    def capped(self, band: int | None) -> int:
        """The position of a child's band as its parent sees it, at most `cap`.

        A child without a band holds nothing back.
        """
        return self.cap if band is None else min(band, self.cap)


class ReachableResult(NamedTuple):
    """One result that can be reached at a node."""

    effort: int
    seen: int
    """The position of its band as its parent sees it; of the outermost node, its own."""
    major: int
    """The blocking requirements not open, times `sections`, plus the sections at their goal."""
    value: int
    """The share, times the denominator of the node."""
    steps: int
    band: int | None
    key: tuple[int, int]
    """Of a branch: the lowest band of its children, and the packed result.

    Of a leaf: the position of the option, and 0.
    """


class ChildRows(Value):
    """A child with its results as they are added up: effort, band as seen, packed result."""

    child: "Solved"
    rows: list[tuple[int, int, int]]


class Solved(Value, kw_only=True):
    """A node with all its results that are worth reaching."""

    node: Leaf | Branch
    denominator: int
    valued: bool
    """Whether it has a share: something that is measured counts in it."""
    entries: list[ReachableResult] = field(default_factory=list)
    pack: Pack = Pack(1, 1)
    children: tuple[ChildRows, ...] = ()
    tables: list[Table] = field(default_factory=list)
    """The tables before each child, and after the last."""

    def share(self, entry: ReachableResult) -> Fraction | None:
        """The share of a result, 0 to 1; None where the node has none."""
        return Fraction(entry.value, self.denominator) if self.valued else None


def solve(node: Leaf | Branch, rules: SearchRules, *, outermost: bool = True, inside: bool = False) -> Solved:
    """All results worth reaching at `node`.

    Sections count towards the goal where they are below it and inside no other section.
    """
    if isinstance(node, Leaf):
        return _leaf(node, rules)
    counted = node.section and not outermost and not inside
    below = [solve(one.node, rules, outermost=False, inside=inside or counted) for one in node.children]
    solved = _added(node, rules, below)
    found = _entries(solved, rules, counted=counted)
    solved.entries.extend(_worth(one._replace(seen=one.band or 0) if outermost else one for one in found))
    return solved


def _leaf(node: Leaf, rules: SearchRules) -> Solved:
    denominator = lcm(*(value.denominator for value in node.values if value is not None))
    entries = [
        ReachableResult(
            effort=option.cost,
            seen=rules.capped(node.bands[position]),
            major=0 if option.open else rules.sections,
            value=int((node.values[position] or 0) * denominator),
            steps=len(option.steps),
            band=node.bands[position],
            key=(position, 0),
        )
        for position, option in enumerate(node.options)
        if rules.budget is None or option.cost <= rules.budget
    ]
    valued = any(value is not None for value in node.values)
    return Solved(node=node, denominator=denominator, valued=valued, entries=_worth(entries))


def _added(node: Branch, rules: SearchRules, below: Sequence[Solved]) -> Solved:
    """The children of `node` put together, one after another."""
    minimum = node.method is Method.MIN
    heard = [solved.valued and one.counts for solved, one in zip(below, node.children, strict=True)]
    weights = _whole([one.weight if counts else Fraction(0) for one, counts in zip(node.children, heard, strict=True)])
    common = lcm(*(solved.denominator for solved, counts in zip(below, heard, strict=True) if counts))
    denominator = common if minimum else common * (sum(weights) or 1)
    pack = Pack(denominator + 1, sum(max(e.steps for e in solved.entries) for solved in below) + 1)
    held = []
    for solved, weight, counts in zip(below, weights, heard, strict=True):
        by = common // solved.denominator * (1 if minimum else weight) if counts else 0
        neutral = denominator if minimum and not counts else 0
        rows = [(e.effort, e.seen, pack.put(e.major, e.value * by + neutral, e.steps)) for e in solved.entries]
        held.append(ChildRows(solved, rows))
    start = pack.put(0, denominator if minimum else 0, 0) + pack.most
    pack = replace(pack, never=-2 * (start + sum(max(packed for _, _, packed in one.rows) for one in held)) - 1)
    tables: list[Table] = [{rules.cap: [start]}]
    for one in held:
        tables.append(add_child(tables[-1], one.rows, pack, rules.budget, minimum=minimum))
    valued = any(heard) if minimum else sum(weights) > 0
    return Solved(node=node, denominator=denominator, valued=valued, pack=pack, children=tuple(held), tables=tables)


def _whole(weights: Sequence[Fraction]) -> list[int]:
    """Whole numbers in the same ratios."""
    scale = lcm(*(weight.denominator for weight in weights))
    return [int(weight * scale) for weight in weights]


def _entries(solved: Solved, rules: SearchRules, *, counted: bool) -> Iterator[ReachableResult]:
    """What the table after the last child holds; `counted`: a section that reaches the goal is one more."""
    for least, best in solved.tables[-1].items():
        for effort, packed in enumerate(best):
            if packed < 0:
                continue
            major, value, steps = solved.pack.take(packed - solved.pack.most)
            at = _band(solved, rules, value, least)
            reached = counted and rules.goal is not None and at is not None and at >= rules.goal
            yield ReachableResult(effort, rules.capped(at), major + reached, value, steps, at, (least, packed))


def _band(solved: Solved, rules: SearchRules, value: int, least: int) -> int | None:
    if not (solved.valued and rules.bands):
        return None
    return band(rules.bands, Fraction(value, solved.denominator), [least], Fraction(0))


def _worth(entries: Iterable[ReachableResult]) -> list[ReachableResult]:
    """Those that no other one equals or beats for as little effort and in as high a band."""
    ordered = sorted(entries, key=lambda e: (e.effort, -e.seen, -(e.band or 0), -e.major, -e.value, e.steps))
    best: dict[int, tuple[int, int]] = {}
    kept = []
    for entry in ordered:
        result = entry.major, entry.value
        if all(found < result for seen, found in best.items() if seen >= entry.seen):
            kept.append(entry)
            best[entry.seen] = result
    return kept


def chosen_options(solved: Solved, entry: ReachableResult) -> Iterator[tuple[str, int]]:
    """The question ids on the way to `entry`, each with the position of its option."""
    if isinstance(solved.node, Leaf):
        yield solved.node.id, entry.key[0]
        return
    effort, (least, packed) = entry.effort, entry.key
    for position in reversed(range(len(solved.children))):
        number, effort, least, packed = _before(solved, position, (effort, least, packed))
        child = solved.children[position].child
        yield from chosen_options(child, child.entries[number])


def _before(solved: Solved, position: int, at: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Which entry of the child was taken, and where the others had come to before: effort, least band, result."""
    minimum = isinstance(solved.node, Branch) and solved.node.method is Method.MIN
    effort, least, packed = at
    for number, (cost, seen, more) in enumerate(solved.children[position].rows):
        for other, best in solved.tables[position].items():
            rest = effort - cost
            if min(other, seen) != least or not 0 <= rest < len(best) or best[rest] < 0:
                continue
            if join_results(best[rest], more, solved.pack, minimum=minimum) == packed:
                return number, rest, other, best[rest]
    raise AssertionError("every result of a table was made from the one before")
