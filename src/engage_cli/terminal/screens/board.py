"""What the pages of results share: who says what, how wide, where."""

from pathlib import Path

from engage_cli.report.templates.escaping import plain
from engage_cli.scoring.results import Assessment
from engage_cli.terminal.layout import Ink, wrapped
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording


class Board(Value):
    """What every part of the board needs."""

    a: Assessment
    say: Wording
    ink: Ink
    width: int
    path: Path
    room: int
    """For tables, which stay readable when they are wider than a line of text."""
    verbose: bool

    def title(self, text: str) -> str:
        return self.ink.bold(" ".join(plain(text).splitlines()))

    def wrap(self, text: str, indent: str = "  ", later: str | None = None) -> list[str]:
        return wrapped(text, self.width, indent, later)


def named_text(b: Board, name: str, text: str) -> str:
    """`name: text`, spaced as the language does; the name alone where there is nothing to say of it."""
    return b.say.tr.gettext("{name}: {text}").format(name=name, text=text) if text else name
