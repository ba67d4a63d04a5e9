"""What the pages of results share: who says what, how wide, where."""

from pathlib import Path

from engage_cli.scoring.results import Assessment
from engage_cli.terminal.layout import Screen
from engage_cli.wording.assessments import Wording


class Board(Screen):
    """What every part of the board needs."""

    a: Assessment
    say: Wording
    path: Path


def named_text(b: Board, name: str, text: str) -> str:
    """`name: text`, spaced as the language does; the name alone where there is nothing to say of it."""
    return b.say.tr.gettext("{name}: {text}").format(name=name, text=text) if text else name
