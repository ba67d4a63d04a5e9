"""Results as single integers in the order of what is better, and tables of the best of them by effort."""

from collections.abc import Sequence

from engage_cli.values import Value

Table = dict[int, list[int]]
"""By least band of the children: for each effort from 0 the best packed result; below 0 where nothing has that effort.

What stands in a table is packed with one `most` more, so that it is above 0.
"""
Row = tuple[int, int, int]
"""Effort, band, packed result."""


class Pack(Value):
    """How results are packed: greater is better, and the sum of two is the packed sum."""

    base: int
    """More than any value."""
    most: int
    """More than any number of steps."""
    never: int = -1
    """Stands where nothing has that effort: below 0 whatever is added to it."""

    def put(self, major: int, value: int, steps: int) -> int:
        """The integer for a result."""
        return (major * self.base + value) * self.most - steps

    def take(self, packed: int) -> tuple[int, int, int]:
        """Major, value and steps."""
        whole = -(-packed // self.most)
        major, value = divmod(whole, self.base)
        return major, value, whole * self.most - packed


def joined(one: int, more: int, pack: Pack, *, minimum: bool) -> int:
    """What stands in a table with one more child; as a minimum of shares, or as their sum."""
    if not minimum:
        return one + more
    major, value, steps = pack.take(one - pack.most)
    major_more, second, further = pack.take(more)
    return pack.put(major + major_more, min(value, second), steps + further) + pack.most


def merge(before: Table, rows: Sequence[Row], pack: Pack, budget: int | None, *, minimum: bool) -> Table:
    """The table with one more child, every one of its rows with every result so far."""
    longest = max(map(len, before.values())) + max(effort for effort, _, _ in rows)
    longest = longest if budget is None else min(longest, budget + 1)
    after: Table = {}
    for least, best in before.items():
        for effort, seen, packed in rows:
            into = after.setdefault(min(least, seen), [pack.never] * longest)
            kept = best[: max(0, longest - effort)]
            if minimum:
                moved = [joined(one, packed, pack, minimum=True) if one >= 0 else one for one in kept]
            else:
                moved = [one + packed for one in kept]
            end = effort + len(moved)
            into[effort:end] = map(max, into[effort:end], moved)
    return after
