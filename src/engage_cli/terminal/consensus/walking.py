"""The way through a meeting in a terminal: the overview, then question after question, drawn by Rich, led by keys."""

import shutil
import sys
from enum import Enum
from typing import TYPE_CHECKING

from engage_cli.terminal.consensus.keys import Key, key_by_key, key_of, sent
from engage_cli.terminal.consensus.overview import BoardPage, overview
from engage_cli.terminal.consensus.question import question_lines
from engage_cli.terminal.session import Session
from engage_cli.values import Value

if TYPE_CHECKING:
    from rich.console import ScreenContext

    from engage_cli.voices.divergence import Divergence

_FOOT = 2
"""Lines below what is shown: an empty one, and the keys."""


class Step(Value):
    """Where the walk is."""

    at: int = -1
    """Position of the question in the way through; -1: the overview."""
    top: int = 0
    """The first line of the overview that is shown."""
    shown: bool = False
    """What the voices say of the question is shown."""


class Ended(Enum):
    """How the walk came to its end."""

    LEFT = "left"
    DECIDE = "decide"
    """The room wants to decide on the question where it stands."""


def walkable(session: Session) -> bool:
    """Whether the terminal can be drawn over and gives key after key."""
    simple = session.environment.get("TERM", "dumb" if sys.platform != "win32" else "") == "dumb"
    return session.interactive and not session.plain and not simple


def walk(page: BoardPage, step: Step) -> tuple[Ended, Step]:
    """Goes through the board from `step` until the person leaves, or wants to decide on a question."""
    from engage_cli.terminal.drawing import console

    letters = _letters(page)
    with console(page.session, sys.stdout).screen() as screen, key_by_key():
        while True:
            _show(screen, page, step)
            match key_of(sent(), letters):
                case Key.LEAVE:
                    return Ended.LEFT, step
                case Key.DECIDE if step.shown:
                    return Ended.DECIDE, step
                case key:
                    step = moved(page, step, key, _rows())


def moved(page: BoardPage, step: Step, key: Key, rows: int) -> Step:
    """Where `key` leads from `step` on a screen of so many lines; what voices say comes before the next question."""
    last = len(page.words.b.order) - 1
    if key is Key.NEXT:
        return _on(page, step, rows, last)
    if key is Key.BACK:
        return _back(step, rows)
    if key in (Key.FIRST, Key.OVERVIEW):
        return Step()
    return Step(at=last) if key is Key.LAST else step


def _on(page: BoardPage, step: Step, rows: int, last: int) -> Step:
    if step.at < 0:
        top = screen_below(step.top, rows, len(overview(page)))
        return Step(at=min(0, last)) if top is None else Step(top=top)
    if not step.shown:
        return Step(at=step.at, shown=True)
    return Step(at=step.at + 1) if step.at < last else step


def screen_below(top: int, rows: int, total: int) -> int | None:
    """The first line of the next screen of `rows` lines, a full one; None where the last line is shown already."""
    return min(top + rows, total - rows) if top + rows < total else None


def _back(step: Step, rows: int) -> Step:
    if step.at < 0:
        return Step(top=max(0, step.top - rows))
    return Step(at=step.at) if step.shown else Step(at=step.at - 1, shown=step.at > 0)


def _rows() -> int:
    return max(shutil.get_terminal_size((80, 24)).lines - _FOOT, 5)


def _show(screen: "ScreenContext", page: BoardPage, step: Step) -> None:
    from rich.text import Text

    rows = _rows()
    lines = lines_at(page, step, rows)
    keys = page.style.dim(keys_text(page, step))
    blank = [""] * (rows - len(lines))
    screen.update(Text.from_ansi("\n".join([*lines, *blank, "", keys]), no_wrap=True, overflow="ellipsis"))


def lines_at(page: BoardPage, step: Step, rows: int) -> list[str]:
    """What is shown at `step` on so many lines."""
    if step.at < 0:
        return overview(page)[step.top : step.top + rows]
    one = page.words.b.order[step.at]
    return question_lines(page, one, _where(page, one), shown=step.shown, rows=rows)


def _where(page: BoardPage, one: "Divergence") -> str:
    """ "To discuss, 2 of 6"."""
    those = page.words.b.groups[one.group]
    said = page.session.tr.gettext("{group}, {number} of {total}")
    return said.format(group=page.words.title(one.group), number=those.index(one) + 1, total=len(those))


def keys_text(page: BoardPage, step: Step) -> str:
    """Which keys lead where."""
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
