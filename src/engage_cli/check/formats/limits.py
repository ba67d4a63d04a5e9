"""Limits of the places where findings go: the gravest findings are kept, and the others counted."""

from collections.abc import Callable, Sequence

from engage_cli.check.formats.outcome import Entry, Status
from engage_cli.check.formats.wording import left_out
from engage_cli.formats import Limited

Writer = Callable[[Sequence[Entry], int], str]
"""Makes the text from the findings that are kept, in their order, and the number of those left out."""


def limit_entries(
    entries: Sequence[Entry], write: Writer, *, room: int, size: Callable[[str], int], most: int | None = None
) -> Limited:
    """The text that `write` makes of as many `entries` as take no more than `room`, at most `most` of them."""
    gravest = sorted(entries, key=lambda e: (e.status is not Status.OPEN, not e.fails, -e.severity.rank))
    count = len(gravest) if most is None else min(most, len(gravest))
    while True:
        kept = {id(one) for one in gravest[:count]}
        left = len(gravest) - count
        text = write([one for one in entries if id(one) in kept], left)
        taken = size(text)
        if taken <= room or not count:
            return Limited(text, (left_out(left),) if left else ())
        count = min(count - 1, count * room * 19 // (taken * 20))


def utf8_size(text: str) -> int:
    """The number of bytes of `text` in UTF-8."""
    return len(text.encode())
