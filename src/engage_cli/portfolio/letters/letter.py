"""A letter in one language, and how much of a list finds room on its page."""

import math
from collections.abc import Sequence

from engage_cli.values import Value

ROOM = 182.0
"""Millimetres between the head of a letter and its foot, on the lower of A4 and Letter."""
LINE, BETWEEN = 4.9, 1.8
"""Of text, and between paragraphs."""
ROW, RULE = 3.9, 1.9
"""A line of the list, and around a row."""
ACROSS = 105
"""Letters on a line of text."""
WIDE = (26, 22, 60)
"""Letters on a line of the list's columns: the project, where it stands, what is asked."""
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
    def height(self) -> float:
        """About how high it is on paper, in millimetres."""
        asks = sum(_lines(f"{ask.by} {ask.what}", WIDE[2]) for ask in self.asks)
        stands = sum(_lines(text, WIDE[1]) for text in self.stands)
        return max(_lines(self.project, WIDE[0]), stands, asks) * ROW + RULE


def _lines(text: str, wide: int) -> int:
    return max(1, math.ceil(len(text) / wide))


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


def fitting(
    rows: Sequence[LetterRow], paragraphs: Sequence[str], lines: int
) -> tuple[tuple[LetterRow, ...], tuple[LetterRow, ...]]:
    """The rows that find room on a page beside `paragraphs` and so many `lines` of names, and the others."""
    left = ROOM - lines * LINE - sum(_lines(text, ACROSS) * LINE + BETWEEN for text in paragraphs)
    if sum(row.height for row in rows) > left:
        left -= _lines("x" * (NAMED + ACROSS), ACROSS) * LINE + BETWEEN  # to name the others
    for count, row in enumerate(rows):
        left -= row.height
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
