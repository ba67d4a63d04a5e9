"""The best result for each effort, over every combination of ways to go about the questions: exact, in integers.

From the inside out: for each node, what can be reached, by effort and by the least band of its children. A result is
one integer that orders them: gates first, then sections at their goal, then the share, then fewer steps.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from engage_cli.model.questionnaire import Method
from engage_cli.model.scales import Band
from engage_cli.planning.nodes import Branch, Leaf
from engage_cli.planning.packing import Pack, Table, joined, merge
from engage_cli.scoring.bands import band
from engage_cli.values import Value, field, replace


class Rules(Value, kw_only=True):
    """What holds for one search."""

    bands: Sequence[Band]
    cap: int
    """Position of the highest band that some band asks of children: above it, children's bands are alike."""
    budget: int | None = None
    """Most effort."""
    goal: int | None = None
    """Position of the band at which a section counts as at its goal; None: none is counted."""
    sections: int = 1
    """More than how many sections can be at their goal."""

    def capped(self, band: int | None) -> int:
        """A band as its parent sees it; one that has none holds nothing back."""
        return self.cap if band is None else min(band, self.cap)


class Entry(NamedTuple):
    """One thing that can be reached at a node."""

    effort: int
    seen: int
    """Its band as its parent sees it; of the outermost node, its own."""
    major: int
    """Blocking requirements that are not open, times `sections`, and sections at their goal."""
    value: int
    """Over the denominator of the node."""
    steps: int
    band: int | None
    key: tuple[int, int]
    """Of a branch: least band of its children, and the packed result; of a leaf: the option's position, and 0."""


class Held(Value):
    """A child's entries as they are added up: effort, band as seen, packed result."""

    child: "Solved"
    rows: list[tuple[int, int, int]]


class Solved(Value, kw_only=True):
    """A node with everything that is worth reaching."""

    node: Leaf | Branch
    denominator: int
    valued: bool
    """Whether it has a share: something of what is measured stands in it."""
    entries: list[Entry] = field(default_factory=list)
    pack: Pack = Pack(1, 1)
    children: tuple[Held, ...] = ()
    tables: list[Table] = field(default_factory=list)
    """Before each child and after the last."""

    def share(self, entry: Entry) -> Fraction | None:
        """What the entry comes to."""
        return Fraction(entry.value, self.denominator) if self.valued else None


def solve(node: Leaf | Branch, rules: Rules, *, outermost: bool = True, inside: bool = False) -> Solved:
    """Everything worth reaching at `node`; sections count towards the goal that are below it and inside no other."""
    if isinstance(node, Leaf):
        return _leaf(node, rules)
    counted = node.section and not outermost and not inside
    below = [solve(one.node, rules, outermost=False, inside=inside or counted) for one in node.children]
    solved = _added(node, rules, below)
    found = _entries(solved, rules, counted=counted)
    solved.entries.extend(_worth(one._replace(seen=one.band or 0) if outermost else one for one in found))
    return solved


def _leaf(node: Leaf, rules: Rules) -> Solved:
    denominator = lcm(*(value.denominator for value in node.values if value is not None))
    entries = [
        Entry(
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


def _added(node: Branch, rules: Rules, below: Sequence[Solved]) -> Solved:
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
        held.append(Held(solved, rows))
    start = pack.put(0, denominator if minimum else 0, 0) + pack.most
    pack = replace(pack, never=-2 * (start + sum(max(packed for _, _, packed in one.rows) for one in held)) - 1)
    tables: list[Table] = [{rules.cap: [start]}]
    for one in held:
        tables.append(merge(tables[-1], one.rows, pack, rules.budget, minimum=minimum))
    valued = any(heard) if minimum else sum(weights) > 0
    return Solved(node=node, denominator=denominator, valued=valued, pack=pack, children=tuple(held), tables=tables)


def _whole(weights: Sequence[Fraction]) -> list[int]:
    """Whole numbers in the same ratios."""
    scale = lcm(*(weight.denominator for weight in weights))
    return [int(weight * scale) for weight in weights]


def _entries(solved: Solved, rules: Rules, *, counted: bool) -> Iterator[Entry]:
    """What the table after the last child holds; `counted`: a section that reaches the goal is one more."""
    for least, best in solved.tables[-1].items():
        for effort, packed in enumerate(best):
            if packed < 0:
                continue
            major, value, steps = solved.pack.take(packed - solved.pack.most)
            at = _band(solved, rules, value, least)
            reached = counted and rules.goal is not None and at is not None and at >= rules.goal
            yield Entry(effort, rules.capped(at), major + reached, value, steps, at, (least, packed))


def _band(solved: Solved, rules: Rules, value: int, least: int) -> int | None:
    if not (solved.valued and rules.bands):
        return None
    return band(rules.bands, Fraction(value, solved.denominator), [least], Fraction(0))


def _worth(entries: Iterable[Entry]) -> list[Entry]:
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


def chosen(solved: Solved, entry: Entry) -> Iterator[tuple[str, int]]:
    """Question ids with the position of the option that leads to `entry`."""
    if isinstance(solved.node, Leaf):
        yield solved.node.id, entry.key[0]
        return
    effort, (least, packed) = entry.effort, entry.key
    for position in reversed(range(len(solved.children))):
        number, effort, least, packed = _before(solved, position, (effort, least, packed))
        child = solved.children[position].child
        yield from chosen(child, child.entries[number])


def _before(solved: Solved, position: int, at: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """Which entry of the child was taken, and where the others had come to before: effort, least band, result."""
    minimum = isinstance(solved.node, Branch) and solved.node.method is Method.MIN
    effort, least, packed = at
    for number, (cost, seen, more) in enumerate(solved.children[position].rows):
        for other, best in solved.tables[position].items():
            rest = effort - cost
            if min(other, seen) != least or not 0 <= rest < len(best) or best[rest] < 0:
                continue
            if joined(best[rest], more, solved.pack, minimum=minimum) == packed:
                return number, rest, other, best[rest]
    raise AssertionError("every result of a table was made from the one before")
