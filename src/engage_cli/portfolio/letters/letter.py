"""A letter in one language, and how much of its list fits on the page."""

import math
from collections.abc import Sequence

from engage_cli.values import Value

ROOM = 182.0
"""Millimetres between the head of a letter and its foot, on the lower of A4 and Letter."""
LINE, BETWEEN = 4.9, 1.8
"""Millimetres: the height of a line of text, and the space between paragraphs."""
ROW, RULE = 3.9, 1.9
"""Millimetres: the height of a line in the list, and the space around a row."""
ACROSS = 105
"""Number of characters on a line of text."""
WIDE = (26, 22, 60)
"""Number of characters on a line in each column of the list: project, state, what is asked."""
NAMED = 480
"""Maximum number of characters for the names of projects that do not fit in the list."""


class Ask(Value):
    """Something that a project is asked to do."""

    what: str
    by: str = ""
    """The due date in words; empty: none."""


class LetterRow(Value, kw_only=True):
    """A project in the list of a letter."""

    project: str
    stands: tuple[str, ...]
    """Its state, in a few short phrases."""
    asks: tuple[Ask, ...]

    @property
    def height(self) -> float:
        """The estimated height on paper, in millimetres."""
        asks = sum(_lines(f"{ask.by} {ask.what}", WIDE[2]) for ask in self.asks)
        stands = sum(_lines(text, WIDE[1]) for text in self.stands)
        return max(_lines(self.project, WIDE[0]), stands, asks) * ROW + RULE


def _lines(text: str, wide: int) -> int:
    return max(1, math.ceil(len(text) / wide))


class Letter(Value, kw_only=True):
    """A letter to one unit."""

    id: str
    """Lower-case letters, digits and hyphens, for its file name."""
    unit: str
    to: tuple[str, ...] = ()
    """The recipients in the unit, one to a line; empty: the unit itself."""
    greeting: str
    subject: str
    opening: tuple[str, ...]
    """The paragraphs before the list."""
    rows: tuple[LetterRow, ...]
    more: str = ""
    """A note on the projects that did not fit in the list."""
    closing: tuple[str, ...]
    """The paragraphs after the list."""
    sender: tuple[str, ...] = ()
    """The signature, line by line."""

    @property
    def dated(self) -> bool:
        """Whether anything has a due date."""
        return any(ask.by for row in self.rows for ask in row.asks)


def fit_on_page(
    rows: Sequence[LetterRow], paragraphs: Sequence[str], lines: int
) -> tuple[tuple[LetterRow, ...], tuple[LetterRow, ...]]:
    """The rows that fit on one page with `paragraphs` and `lines` address lines, and the remaining rows."""
    left = ROOM - lines * LINE - sum(_lines(text, ACROSS) * LINE + BETWEEN for text in paragraphs)
    if sum(row.height for row in rows) > left:
        left -= _lines("x" * (NAMED + ACROSS), ACROSS) * LINE + BETWEEN  # to name the others
    for count, row in enumerate(rows):
        left -= row.height
        if left < 0:
            return tuple(rows[:count]), tuple(rows[count:])
    return tuple(rows), ()


def fit_names(rows: Sequence[LetterRow]) -> tuple[str, int]:
    """The names of the first projects that fit in a few lines, and the number of the others."""
    names: list[str] = []
    for row in rows:
        if sum(map(len, names)) + len(row.project) > NAMED:
            break
        names.append(row.project)
    return "; ".join(names), len(rows) - len(names)
