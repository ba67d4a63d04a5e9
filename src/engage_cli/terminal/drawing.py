"""Drawing with Rich: the console, and tables as lines of text."""

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, TextIO

from engage_cli.terminal.session import Session

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

_HELD = str.maketrans("\u00a0\u202f\u2007", "\ufdd0\ufdd1\ufdd2")
"""Rich breaks lines at no-break spaces: they go through it as characters that Unicode keeps free for such uses."""
_LET_GO = {new: old for old, new in _HELD.items()}
_TRAILING = re.compile(r"(?: |\x1b\[[\d;]*m)+$")


def rich_console(session: Session, stream: TextIO, width: int | None = None) -> "Console":
    """A Rich console on `stream`, `width` columns wide or as wide as the terminal.

    The session alone decides on colours, and texts are shown without interpreting markup.
    """
    from rich.console import Console

    coloured = session.coloured(stream)
    return Console(
        file=stream,
        width=width,
        height=width and 25,  # without it a simple terminal is 80 columns wide, whatever `width` says
        color_system="standard" if coloured else None,
        no_color=not coloured,
        force_terminal=True,
        force_interactive=True,
        force_jupyter=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def draw_table(
    rows: Sequence[Sequence[tuple[str, str]]],
    screen: "Console",
    least: Sequence[int],
    *,
    right: Collection[int],
    fold: Collection[int],
) -> list[str]:
    """The lines of a table of (text, style) cells; `least` are minimum column widths, `right` and `fold` column
    numbers."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    for i, narrowest in enumerate(least):
        grid.add_column(
            justify="right" if i in right else "left", no_wrap=i not in fold, overflow="fold", min_width=narrowest
        )
    for row in rows:
        grid.add_row(*(_cell(*cell) for cell in row))
    with screen.capture() as captured:
        screen.print(grid)
    lines = captured.get().translate(_LET_GO).split("\n")[:-1]
    return [_TRAILING.sub(lambda found: found[0].replace(" ", ""), line) for line in lines]


def _cell(text: str, style: str) -> "Padding | Text":
    """A cell whose lines are all indented by the leading spaces of `text`."""
    from rich.padding import Padding
    from rich.text import Text

    inside = text.lstrip(" ")
    cell = Text(inside.translate(_HELD), style)
    return Padding(cell, (0, 0, 0, len(text) - len(inside))) if inside != text else cell
