"""Packs results into single integers, ordered by what is better, and keeps the best of them in tables by effort."""

from collections.abc import Sequence

from engage_cli.values import Value

Table = dict[int, list[int]]
"""The best packed result for each effort from 0, below 0 where there is none; by the lowest band of the children.

What stands in a table is packed with one `most` more, so that it is above 0.
"""
Row = tuple[int, int, int]
"""Effort, position of the band, and packed result."""


class Pack(Value):
    """How results are packed: greater is better, and the packed sum is the sum of the packed."""

    base: int
    """A number greater than any value."""
    most: int
    """A number greater than any number of steps."""
    never: int = -1
    """What stands for no result: it stays below 0 whatever is added to it."""

    def put(self, major: int, value: int, steps: int) -> int:
        """The integer for a result."""
        return (major * self.base + value) * self.most - steps

    def take(self, packed: int) -> tuple[int, int, int]:
        """The result of an integer: major, value and steps."""
        whole = -(-packed // self.most)
        major, value = divmod(whole, self.base)
        return major, value, whole * self.most - packed


def join_results(one: int, more: int, pack: Pack, *, minimum: bool) -> int:
    """The packed result of two children, as a minimum of shares or as their sum."""
    if not minimum:
        return one + more
    major, value, steps = pack.take(one - pack.most)
    major_more, second, further = pack.take(more)
    return pack.put(major + major_more, min(value, second), steps + further) + pack.most


def add_child(before: Table, rows: Sequence[Row], pack: Pack, budget: int | None, *, minimum: bool) -> Table:
    """The table with one more child: each of its rows with each result so far."""
    longest = max(map(len, before.values())) + max(effort for effort, _, _ in rows)
    longest = longest if budget is None else min(longest, budget + 1)
    after: Table = {}
    for least, best in before.items():
        for effort, seen, packed in rows:
            into = after.setdefault(min(least, seen), [pack.never] * longest)
            kept = best[: max(0, longest - effort)]
            if minimum:
                moved = [join_results(one, packed, pack, minimum=True) if one >= 0 else one for one in kept]
            else:
                moved = [one + packed for one in kept]
            end = effort + len(moved)
            into[effort:end] = map(max, into[effort:end], moved)
    return after
