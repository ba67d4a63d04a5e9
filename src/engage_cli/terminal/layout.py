"""Pages for the person at the screen: lines that are wrapped, in columns, coloured. No-break spaces are kept."""

import sys
import textwrap
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from engage_cli.terminal.session import Session
from engage_cli.text import plain
from engage_cli.values import Value

WIDEST = 100
"""Lines longer than this are hard to read, however wide the terminal."""
GAP = 2
"""Between two columns."""
ADDRESS = "://"
"""Stands in an address."""
LEAST = 16
"""Columns that a cell keeps when it is folded."""

TITLE, FAINT, GOOD, WARN, BAD = "bold", "dim", "green", "yellow", "bold red"
"""The palette: styles as Rich names them, in the terminal's own colours."""
_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}

Cell = str | tuple[str, str]
"""A text of a table, with its style of the palette where it has one."""


Groups = Sequence[tuple[str, Sequence[Sequence[str]]]]
"""Rows by the titles that stand over them."""


class Style(Value):
    """Colours and weights for text, or none where `on` is false."""

    on: bool

    def bold(self, text: str) -> str:
        """`text` as a title."""
        return self.paint(TITLE, text)

    def dim(self, text: str) -> str:
        """`text` in the background."""
        return self.paint(FAINT, text)

    def warn(self, text: str) -> str:
        """`text` as something to look at."""
        return self.paint(WARN, text)

    def bad(self, text: str) -> str:
        """`text` as something wrong."""
        return self.paint(BAD, text)

    def paint(self, style: str, text: str) -> str:
        """`text` in a style of the palette; unchanged where colours are off."""
        codes = ";".join(_CODES[word] for word in style.split())
        return f"\x1b[{codes}m{text}\x1b[0m" if self.on and codes and text else text


class Screen(Value):
    """What pages are laid out on."""

    session: Session

    @property
    def width(self) -> int:
        """Columns for lines of text."""
        return min(self.session.width, WIDEST)

    @property
    def room(self) -> int:
        """Columns for tables, which stay readable when they are wider than a line of text."""
        return min(self.session.width, WIDEST + 20)

    @property
    def style(self) -> Style:
        """Colours where stdout takes them."""
        return Style(self.session.coloured(sys.stdout))

    def title(self, text: str, facts: str = "") -> str:
        """`text` in bold with `facts` behind it, or below it where they find no room; as many lines as it takes."""
        lines = self.wrap(_on_one_line(text), "")
        beside = columns(lines[-1]) + GAP + columns(facts) <= self.width
        below = self.wrap(facts) if facts and not beside else []
        behind = " " * GAP + self.style.dim(facts) if facts and beside else ""
        return "\n".join([*map(self.style.bold, lines), *map(self.style.dim, below)]) + behind

    def wrap(self, text: str, indent: str = "  ", later: str | None = None) -> list[str]:
        """`text` in lines of the screen's width, indented by `indent`, all but the first by `later`."""
        return wrapped(text, self.width, indent, later)

    def definitions(self, rows: Iterable[tuple[str, str]], indent: int = 2, most: int = 26) -> list[str]:
        """Terms with their explanations beside them; below them where the terms are long, the screen narrow or plain.

        `indent` and `most` are columns: before the terms, and for them.
        """
        rows = list(rows)
        side = min(max((columns(term) for term, _ in rows), default=0), most)
        below = self.session.plain or self.width < indent + side + GAP + 24
        start = " " * (indent + (4 if below else side + GAP))
        lines = []
        for term, explanation in rows:
            head, body = " " * indent + term, self.wrap(explanation, start) if explanation else []
            if body and not below and columns(term) <= side:
                head += " " * (len(start) - columns(head)) + body.pop(0).removeprefix(start)
            lines += [head, *body]
        return lines

    def table(
        self, rows: Sequence[Sequence[Cell]], *, right: Collection[int] = (), fold: Collection[int] = ()
    ) -> list[str]:
        """The rows in columns, drawn by Rich; nothing where they find no room, or where the screen is plain.

        Columns in `right` end together; those in `fold` are wrapped where the screen wants it, the others never.
        """
        tidy = [[(_on_one_line(text), style) for text, style in map(_styled, row)] for row in rows]
        least = [
            min(max(columns(row[i][0]) for row in tidy if i < len(row)), LEAST if i in fold else self.room)
            for i in range(max(map(len, tidy), default=0))
        ]
        if self.session.plain or not least or sum(least) + GAP * (len(least) - 1) > self.room:
            return []
        from engage_cli.terminal.drawing import console, drawn

        return drawn(tidy, console(self.session, sys.stdout, self.room), least, right=right, fold=fold)

    def tables(
        self, head: Sequence[str], groups: Groups, *, right: Collection[int] = (), fold: Collection[int]
    ) -> list[str]:
        """Tables with the same columns, each under its title and the headings of the other columns.

        Where they find no room: the first cell of each row, and the others below it by their headings.
        """
        inside = [(title, [[f"  {row[0]}", *row[1:]] for row in rows]) for title, rows in groups]
        if found := self.table(grouped(head, inside), right=right, fold=fold):
            return found
        told = [(title, [line for row in rows for line in self._told(head, row)]) for title, rows in groups]
        return with_gaps([self.title(title), *lines] for title, lines in told)

    def _told(self, head: Sequence[str], row: Sequence[str]) -> list[str]:
        named = self.session.tr.gettext("{name}: {text}")
        facts = [(name, text) for name, text in zip(head, row[1:], strict=True) if text]
        said = " · ".join(named.format(name=name, text=text) if name else text for name, text in facts)
        return [*self.wrap(_on_one_line(row[0]), later="    "), *(self.wrap(said, "    ") if said else [])]


def with_gaps(blocks: Iterable[Sequence[str]]) -> list[str]:
    """Blocks with an empty line between two."""
    return [line for block in blocks for line in ("", *block)][1:]


def grouped(head: Sequence[str], groups: Iterable[tuple[str, Sequence[Sequence[Cell]]]]) -> list[Sequence[Cell]]:
    """The rows of several tables that share their columns, each under its title and the headings of the others."""
    names = [(name, FAINT) for name in head]
    return [row for title, rows in groups for row in ([], [(title, TITLE), *names], *rows)][1:]


def _styled(cell: Cell) -> tuple[str, str]:
    return (cell, "") if isinstance(cell, str) else cell


def _on_one_line(text: str) -> str:
    return " ".join(plain(text).replace("\t", " ").splitlines())


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_column(character) for character in text)


def _column(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrapped(text: str, width: int, indent: str = "", later: str | None = None) -> list[str]:
    """Lines of at most `width` columns; breaks at plain spaces only, and inside a word that is wider than a line.

    An address stays whole, so that it can be followed or copied. What would move the cursor or turn the writing around
    is taken out.
    """
    lines: list[str] = []
    for paragraph in plain(text).splitlines() or [""]:
        lines += textwrap.wrap(
            paragraph,
            max(width, 20),
            initial_indent=indent,
            subsequent_indent=indent if later is None else later,
            break_on_hyphens=False,
            break_long_words=ADDRESS not in paragraph,
        ) or [""]
    return [line.rstrip(" ") for line in lines]
