"""Lays out text for the terminal: wrapped lines, columns, colours. No-break spaces are kept."""

import sys
import textwrap
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from engage_cli.terminal.session import Session
from engage_cli.text import without_controls
from engage_cli.values import Value

WIDEST = 100
"""Maximum width of running text in columns: longer lines are hard to read."""
GAP = 2
"""Number of columns between two columns of a table."""
ADDRESS = "://"
"""What a word contains that is an address."""
LEAST = 16
"""Minimum width of a cell that is wrapped, in columns."""

TITLE, FAINT, GOOD, WARN, BAD = "bold", "dim", "green", "yellow", "bold red"
"""The palette: styles as Rich names them, in the terminal's own colours."""
_CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33"}

Cell = str | tuple[str, str]
"""The text of a table cell, with a style of the palette where it has one."""


Groups = Sequence[tuple[str, Sequence[Sequence[str]]]]
"""Tables as (title, rows)."""


class Style(Value):
    """Colours and weights of text; nothing where `on` is false."""

    on: bool

    def bold(self, text: str) -> str:
        """`text` as a title."""
        return self.paint(TITLE, text)

    def dim(self, text: str) -> str:
        """`text` in the background."""
        return self.paint(FAINT, text)

    def warn(self, text: str) -> str:
        """`text` as a warning."""
        return self.paint(WARN, text)

    def bad(self, text: str) -> str:
        """`text` as an error."""
        return self.paint(BAD, text)

    def paint(self, style: str, text: str) -> str:
        """`text` in a style of the palette; unchanged where colours are off."""
        codes = ";".join(_CODES[word] for word in style.split())
        return f"\x1b[{codes}m{text}\x1b[0m" if self.on and codes and text else text


class Screen(Value):
    """The screen that pages are laid out for."""

    session: Session

    @property
    def width(self) -> int:
        """The number of columns for running text."""
        return min(self.session.width, WIDEST)

    @property
    def room(self) -> int:
        """The number of columns for tables, which remain readable when wider than running text."""
        return min(self.session.width, WIDEST + 20)

    @property
    def style(self) -> Style:
        """The style for stdout: with colours where it takes them."""
        return Style(self.session.coloured(sys.stdout))

    def title(self, text: str, facts: str = "") -> str:
        """`text` in bold, followed by `facts`, or with them below where they do not fit on the line."""
        lines = self.wrap(_on_one_line(text), "")
        beside = display_width(lines[-1]) + GAP + display_width(facts) <= self.width
        below = self.wrap(facts) if facts and not beside else []
        behind = " " * GAP + self.style.dim(facts) if facts and beside else ""
        return "\n".join([*map(self.style.bold, lines), *map(self.style.dim, below)]) + behind

    def wrap(self, text: str, indent: str = "  ", later: str | None = None) -> list[str]:
        """`text` wrapped to the screen's width, indented by `indent`, later lines by `later`."""
        return wrap_text(text, self.width, indent, later)

    def definitions(self, rows: Iterable[tuple[str, str]], indent: int = 2, most: int = 26) -> list[str]:
        """Terms with explanations beside them; below them where terms are long or the screen is narrow or plain.

        `indent` is the number of columns before the terms, `most` the maximum for the terms.
        """
        rows = list(rows)
        side = min(max((display_width(term) for term, _ in rows), default=0), most)
        below = self.session.plain or self.width < indent + side + GAP + 24
        start = " " * (indent + (4 if below else side + GAP))
        lines = []
        for term, explanation in rows:
            head, body = " " * indent + term, self.wrap(explanation, start) if explanation else []
            if body and not below and display_width(term) <= side:
                head += " " * (len(start) - display_width(head)) + body.pop(0).removeprefix(start)
            lines += [head, *body]
        return lines

    def table(
        self, rows: Sequence[Sequence[Cell]], *, right: Collection[int] = (), fold: Collection[int] = ()
    ) -> list[str]:
        """The rows as a table drawn by Rich; empty where they do not fit or the screen is plain.

        Columns in `right` are right-aligned; those in `fold` may be wrapped, the others never are.
        """
        tidy = [[(_on_one_line(text), style) for text, style in map(_styled, row)] for row in rows]
        least = [
            min(max(display_width(row[i][0]) for row in tidy if i < len(row)), LEAST if i in fold else self.room)
            for i in range(max(map(len, tidy), default=0))
        ]
        if self.session.plain or not least or sum(least) + GAP * (len(least) - 1) > self.room:
            return []
        from engage_cli.terminal.drawing import draw_table, rich_console

        return draw_table(tidy, rich_console(self.session, sys.stdout, self.room), least, right=right, fold=fold)

    def tables(
        self, head: Sequence[str], groups: Groups, *, right: Collection[int] = (), fold: Collection[int]
    ) -> list[str]:
        """Several tables with the same columns, each under its title and the headings.

        Where they do not fit: the first cell of each row, with the other cells below it by their headings.
        """
        inside = [(title, [[f"  {row[0]}", *row[1:]] for row in rows]) for title, rows in groups]
        if found := self.table(group_rows(head, inside), right=right, fold=fold):
            return found
        told = [(title, [line for row in rows for line in self._told(head, row)]) for title, rows in groups]
        return join_blocks([self.title(title), *lines] for title, lines in told)

    def _told(self, head: Sequence[str], row: Sequence[str]) -> list[str]:
        named = self.session.tr.gettext("{name}: {text}")
        facts = [(name, text) for name, text in zip(head, row[1:], strict=True) if text]
        said = " · ".join(named.format(name=name, text=text) if name else text for name, text in facts)
        return [*self.wrap(_on_one_line(row[0]), later="    "), *(self.wrap(said, "    ") if said else [])]


def join_blocks(blocks: Iterable[Sequence[str]]) -> list[str]:
    """The lines of all blocks, with an empty line between two blocks."""
    return [line for block in blocks for line in ("", *block)][1:]


def group_rows(head: Sequence[str], groups: Iterable[tuple[str, Sequence[Sequence[Cell]]]]) -> list[Sequence[Cell]]:
    """The rows of several tables as one table, each under its title and the headings of the other columns."""
    names = [(name, FAINT) for name in head]
    return [row for title, rows in groups for row in ([], [(title, TITLE), *names], *rows)][1:]


def _styled(cell: Cell) -> tuple[str, str]:
    return (cell, "") if isinstance(cell, str) else cell


def _on_one_line(text: str) -> str:
    return " ".join(without_controls(text).replace("\t", " ").splitlines())


def display_width(text: str) -> int:
    """The number of terminal columns that `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_column(character) for character in text)


def _column(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap_text(text: str, width: int, indent: str = "", later: str | None = None) -> list[str]:
    """`text` in lines of at most `width` columns, broken at plain spaces and within words longer than a line.

    Addresses stay whole, so that they can be followed. Control characters and direction overrides are removed.
    """
    lines: list[str] = []
    for paragraph in without_controls(text).splitlines() or [""]:
        lines += textwrap.wrap(
            paragraph,
            max(width, 20),
            initial_indent=indent,
            subsequent_indent=indent if later is None else later,
            break_on_hyphens=False,
            break_long_words=ADDRESS not in paragraph,
        ) or [""]
    return [line.rstrip(" ") for line in lines]
