"""Text laid out in columns: measured, wrapped, aligned, coloured. No-break spaces are kept."""

import textwrap
import unicodedata
from collections.abc import Iterable, Sequence

from engage_cli.report.templates.escaping import plain
from engage_cli.values import Value

WIDEST = 100
"""Lines longer than this are hard to read, however wide the terminal."""


class Ink(Value):
    """Colours and weights as the terminal's own palette has them, or nothing at all."""

    on: bool

    def bold(self, text: str) -> str:
        return self._in("1", text)

    def dim(self, text: str) -> str:
        return self._in("2", text)

    def good(self, text: str) -> str:
        return self._in("32", text)

    def warn(self, text: str) -> str:
        return self._in("33", text)

    def bad(self, text: str) -> str:
        return self._in("1;31", text)

    def _in(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_column(character) for character in text)


def _column(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, width: int, *, right: bool = False) -> str:
    """`text` with spaces to `width` columns."""
    space = " " * (width - columns(text))
    return space + text if right else text + space


def wrapped(text: str, width: int, indent: str = "", later: str | None = None) -> list[str]:
    """Lines of at most `width` columns; breaks at plain spaces only, and inside a word that is wider than a line.

    What would move the cursor or turn the writing around is taken out.
    """
    lines: list[str] = []
    for paragraph in plain(text).splitlines() or [""]:
        lines += textwrap.wrap(
            paragraph,
            max(width, 20),
            initial_indent=indent,
            subsequent_indent=indent if later is None else later,
            break_on_hyphens=False,
        ) or [""]
    return lines


def definitions(rows: Iterable[tuple[str, str]], width: int, indent: int = 2, most: int = 26) -> list[str]:
    """Terms with their explanations beside them; below them where the terms are long or the screen narrow."""
    rows = list(rows)
    side = min(max((columns(term) for term, _ in rows), default=0), most)
    below = width < indent + side + 2 + 24
    start = " " * (indent + 4 if below else indent + side + 2)
    lines = []
    for term, explanation in rows:
        head = " " * indent + term
        if below or columns(term) > side:
            lines.append(head)
            lines += wrapped(explanation, width, start) if explanation else []
        elif explanation:
            lines += wrapped(explanation, width, padded(head, indent + side + 2), start)
        else:
            lines.append(head)
    return lines


def table(rows: Sequence[Sequence[str]], right: Sequence[bool] = (), gap: int = 2) -> list[str]:
    """Cells aligned in columns; those for which `right` is true end together. Trailing spaces are left out."""
    widths = [max(columns(row[i]) for row in rows if i < len(row)) for i in range(max(map(len, rows), default=0))]
    ends = [*right, *[False] * len(widths)]
    return [
        (" " * gap).join(padded(cell, widths[i], right=ends[i]) for i, cell in enumerate(row)).rstrip(" ")
        for row in rows
    ]
