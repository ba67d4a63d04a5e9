"""Walks a meeting through its board in a terminal: the overview, then question by question, drawn by Rich and moved by
keys."""

import shutil
import sys
from enum import Enum
from typing import TYPE_CHECKING

from engage_cli.terminal.consensus.keys import Key, interpret_key, key_by_key, read_key
from engage_cli.terminal.consensus.overview import BoardPage, overview_lines
from engage_cli.terminal.consensus.question import question_lines
from engage_cli.terminal.session import Session
from engage_cli.values import Value

if TYPE_CHECKING:
    from rich.console import ScreenContext

    from engage_cli.voices.divergence import Divergence

_FOOT = 2
"""Number of lines at the bottom: an empty one, and the keys."""


class WalkPosition(Value):
    """A position in the walk."""

    at: int = -1
    """The index of the question, in the order of the walk; -1: the overview."""
    top: int = 0
    """The index of the first visible line of the overview."""
    shown: bool = False
    """Whether the question's voices are revealed."""


class WalkEnd(Enum):
    """How a walk ended."""

    LEFT = "left"
    DECIDE = "decide"
    """The room wants to decide on the question where it stands."""


def can_walk(session: Session) -> bool:
    """Whether the terminal can be redrawn and delivers single keys."""
    simple = session.environment.get("TERM", "dumb" if sys.platform != "win32" else "") == "dumb"
    return session.interactive and not session.plain and not simple


def walk_board(page: BoardPage, step: WalkPosition) -> tuple[WalkEnd, WalkPosition]:
    """Walks through the board from `step` until the person leaves or wants to decide on a question."""
    from engage_cli.terminal.drawing import rich_console

    letters = _letters(page)
    with rich_console(page.session, sys.stdout).screen() as screen, key_by_key():
        while True:
            _show(screen, page, step)
            match interpret_key(read_key(), letters):
                case Key.LEAVE:
                    return WalkEnd.LEFT, step
                case Key.DECIDE if step.shown:
                    return WalkEnd.DECIDE, step
                case key:
                    step = next_position(page, step, key, _rows())


def next_position(page: BoardPage, step: WalkPosition, key: Key, rows: int) -> WalkPosition:
    """The position after `key` on a screen of `rows` lines; a question's voices are revealed before the next
    question."""
    last = len(page.words.b.order) - 1
    if key is Key.NEXT:
        return _on(page, step, rows, last)
    if key is Key.BACK:
        return _back(step, rows)
    if key in (Key.FIRST, Key.OVERVIEW):
        return WalkPosition()
    return WalkPosition(at=last) if key is Key.LAST else step


def _on(page: BoardPage, step: WalkPosition, rows: int, last: int) -> WalkPosition:
    if step.at < 0:
        top = next_screen_top(step.top, rows, len(overview_lines(page)))
        return WalkPosition(at=min(0, last)) if top is None else WalkPosition(top=top)
    if not step.shown:
        return WalkPosition(at=step.at, shown=True)
    return WalkPosition(at=step.at + 1) if step.at < last else step


def next_screen_top(top: int, rows: int, total: int) -> int | None:
    """The first line of the next screenful of `rows` lines, always a full one; None at the end of `total` lines."""
    return min(top + rows, total - rows) if top + rows < total else None


def _back(step: WalkPosition, rows: int) -> WalkPosition:
    if step.at < 0:
        return WalkPosition(top=max(0, step.top - rows))
    return WalkPosition(at=step.at) if step.shown else WalkPosition(at=step.at - 1, shown=step.at > 0)


def _rows() -> int:
    return max(shutil.get_terminal_size((80, 24)).lines - _FOOT, 5)


def _show(screen: "ScreenContext", page: BoardPage, step: WalkPosition) -> None:
    from rich.text import Text

    rows = _rows()
    lines = lines_at(page, step, rows)
    keys = page.style.dim(keys_text(page, step))
    blank = [""] * (rows - len(lines))
    screen.update(Text.from_ansi("\n".join([*lines, *blank, "", keys]), no_wrap=True, overflow="ellipsis"))


def lines_at(page: BoardPage, step: WalkPosition, rows: int) -> list[str]:
    """The lines to show at `step`, at most `rows`."""
    if step.at < 0:
        return overview_lines(page)[step.top : step.top + rows]
    one = page.words.b.order[step.at]
    return question_lines(page, one, _where(page, one), shown=step.shown, rows=rows)


def _where(page: BoardPage, one: "Divergence") -> str:
    """The position among the questions in words: "To discuss, 2 of 6"."""
    those = page.words.b.groups[one.group]
    said = page.session.tr.gettext("{group}, {number} of {total}")
    return said.format(group=page.words.title(one.group), number=those.index(one) + 1, total=len(those))


def keys_text(page: BoardPage, step: WalkPosition) -> str:
    """The keys that work at `step`, and what they do."""
    _ = page.session.tr.gettext
    on = _("next question") if step.shown else _("what the voices say")
    said = [_("→ {what}").format(what=_("go on") if step.at < 0 else on)]
    said += [_("← back")] if step.at >= 0 or step.top else []
    letters = [_("v|overview")] if step.at >= 0 else []
    letters += [_("d|decide")] if step.at >= 0 and step.shown else []
    return " · ".join([*said, *(one.replace("|", " ") for one in (*letters, _("q|leave")))])


def _letters(page: BoardPage) -> dict[str, Key]:
    _ = page.session.tr.gettext
    named = {_("v|overview"): Key.OVERVIEW, _("d|decide"): Key.DECIDE, _("q|leave"): Key.LEAVE}
    return {said.partition("|")[0]: key for said, key in named.items()}
