"""A letter in one language, and how much of a list finds room on its page."""

import math
from collections.abc import Sequence

from engage_cli.values import Value

ROOM = 40
"""Lines of the list on a page of paper, by the narrower of A4 and Letter."""
WIDE = (26, 20, 62)
"""Letters on a line of its columns: the project, where it stands, what is asked."""
NAMED = 480
"""Letters for the names of projects that the list has no room for."""


class Ask(Value):
    """Something that is asked of a project."""

    what: str
    by: str = ""
    """The day in words; empty: none is set."""


class LetterRow(Value, kw_only=True):
    """One project of a letter."""

    project: str
    stands: tuple[str, ...]
    """Where it stands, a few words each."""
    asks: tuple[Ask, ...]

    @property
    def lines(self) -> float:
        """About how many lines it takes on paper."""
        asks = sum(max(1, math.ceil(len(f"{ask.by} {ask.what}") / WIDE[2])) for ask in self.asks)
        stands = sum(math.ceil(len(text) / WIDE[1]) for text in self.stands)
        return max(math.ceil(len(self.project) / WIDE[0]), stands, asks) + 0.55


class Letter(Value, kw_only=True):
    """What is written to one unit."""

    id: str
    """Of small letters, digits and hyphens: for the name of its file."""
    unit: str
    to: tuple[str, ...] = ()
    """Who reads it there, a line each; empty: the unit."""
    greeting: str
    subject: str
    opening: tuple[str, ...]
    """Paragraphs before the list."""
    rows: tuple[LetterRow, ...]
    more: str = ""
    """Projects that the list has no room for."""
    closing: tuple[str, ...]
    """Paragraphs after the list."""
    sender: tuple[str, ...] = ()
    """Who signs, a line each."""

    @property
    def dated(self) -> bool:
        """Whether anything is asked by a day."""
        return any(ask.by for row in self.rows for ask in row.asks)


def fitting(rows: Sequence[LetterRow], *paragraphs: str) -> tuple[tuple[LetterRow, ...], tuple[LetterRow, ...]]:
    """The rows that find room on a page beside `paragraphs` of usual length, and the others."""
    left: float = ROOM - sum(math.ceil(len(text) / 110) for text in paragraphs)
    whole = sum(row.lines for row in rows)
    left -= 0 if whole <= left else 6  # to name the others
    for count, row in enumerate(rows):
        left -= row.lines
        if left < 0:
            return tuple(rows[:count]), tuple(rows[count:])
    return tuple(rows), ()


def named(rows: Sequence[LetterRow]) -> tuple[str, int]:
    """The names of the first projects that fit into a few lines, and how many there are more."""
    names: list[str] = []
    for row in rows:
        if sum(map(len, names)) + len(row.project) > NAMED:
            break
        names.append(row.project)
    return "; ".join(names), len(rows) - len(names)
