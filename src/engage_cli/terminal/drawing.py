"""What Rich draws: tables, and the console that they and the progress of long runs are drawn on."""

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


def console(session: Session, stream: TextIO, width: int | None = None) -> "Console":
    """Rich's console on `stream`, `width` columns wide or as wide as the terminal.

    Whether the stream takes colours is decided in the session alone, and texts are shown as they are.
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


def drawn(
    rows: Sequence[Sequence[tuple[str, str]]],
    screen: "Console",
    least: Sequence[int],
    *,
    right: Collection[int],
    fold: Collection[int],
) -> list[str]:
    """Lines of a table of texts with their styles, no column narrower than `least`."""
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
    """Indented as a whole by the spaces that `text` begins with."""
    from rich.padding import Padding
    from rich.text import Text

    inside = text.lstrip(" ")
    cell = Text(inside.translate(_HELD), style)
    return Padding(cell, (0, 0, 0, len(text) - len(inside))) if inside != text else cell
