"""What the interview needs of whoever shows and asks, and the values that pass between them.

Two askers stand on it: `prompts` (a real terminal) and `plain` (numbered lines, nothing redrawn).
"""

from collections.abc import Callable
from enum import Enum, StrEnum
from typing import Protocol

from engage_cli.i18n import Translator
from engage_cli.model.text import Text
from engage_cli.values import Value


class Speech(Value):
    """The language that the wizard speaks."""

    language: str
    tr: Translator

    def __call__(self, msgid: str, **values: object) -> str:
        """The message in the language, its `{name}` places filled."""
        return self.tr.gettext(msgid).format(**values)

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """`one` or `many` by the plural rule; `{count}` is given."""
        return self.tr.ngettext(one, many, count).format(count=count, **values)

    def words(self, text: Text | None) -> str:
        """A text of the questionnaire, empty where there is none."""
        return "" if text is None else text.to(self.language)


class Tone(StrEnum):
    """How a paragraph is meant; plain mode shows them all alike."""

    TEXT = "text"
    TITLE = "title"
    WHERE = "where"
    """Where one is: position, section."""
    ASK = "ask"
    """The question itself."""
    QUIET = "quiet"
    ASIDE = "aside"
    """Left out on a small screen; help says it too."""
    GOOD = "good"
    WARNING = "warning"


class Paragraph(Value):
    """Words wrapped to the width of the screen; an empty one is a blank line."""

    text: str = ""
    tone: Tone = Tone.TEXT
    indent: int = 0
    """Columns left of the first line..."""
    hang: int = 0
    """...and how many more left of the lines that follow."""


BLANK = Paragraph()


class Action(Enum):
    """What one can do at a question besides choosing."""

    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    SKIP = "skip"
    BACK = "back"
    NOTE = "note"
    EVIDENCE = "evidence"
    CLEAR = "clear"
    """Take the answer away."""
    EARLIER = "earlier"
    """Take the note and the evidence of the answer to an older version."""
    FIND = "find"
    """Go to another question."""
    HELP = "help"
    QUIT = "quit"


class Option(Value, kw_only=True):
    """One thing to choose: by its number, by arrows, or by its own letter."""

    id: str
    label: str
    help: str = ""
    key: str | None = None
    """A letter instead of its number."""
    number: int | None = None
    """Instead of its position from 1: the level, as reports print it."""


class Command(Value):
    """An action with its letter."""

    action: Action
    key: str
    label: str


def _nothing(_: tuple[str, ...]) -> str:
    return ""


class Menu(Value, kw_only=True):
    """What can be chosen, and what can be done instead."""

    ask: str = ""
    help: str = ""
    """What is to be known of the question, below it."""
    options: tuple[Option, ...]
    commands: tuple[Command, ...] = ()
    current: tuple[str, ...] = ()
    """What stands recorded: shown, and kept by Enter alone. Empty: nothing is preselected."""
    stands: bool = False
    """What is recorded is none of the options: Enter alone keeps it, as skipping does."""
    hint: str = ""
    """What Enter and the keys do, where that is not as usual."""
    warning: str = ""
    """What to know before one chooses: shown where one types."""
    refuse: Callable[[tuple[str, ...]], str] = _nothing
    """Of what was ticked: why it cannot be, empty where it can."""

    def option(self, id: str) -> Option:
        """The option with that id. Raises StopIteration where there is none."""
        return next(o for o in self.options if o.id == id)

    def number(self, option: Option) -> str:
        """What to type for `option`."""
        number = self.options.index(option) + 1 if option.number is None else option.number
        return option.key or str(number)


class CutShortError(KeyboardInterrupt):
    """Somebody left in the middle of a text of several lines."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        """What was typed so far, clean."""


class Asker(Protocol):
    """Shows and asks. Any method may raise KeyboardInterrupt (Ctrl-C) or EOFError (Ctrl-D)."""

    def page(self, *paragraphs: Paragraph) -> None:
        """Turns to a new page and shows the paragraphs."""

    def say(self, *paragraphs: Paragraph) -> None:
        """Shows the paragraphs below what is on the screen."""

    def read(self, *paragraphs: Paragraph, then: str = "") -> bool:
        """Shows a long text page by page and waits until it has been read; `then` says what Enter leads to.

        False where the person wants to leave instead.
        """

    def pick(self, menu: Menu) -> str | Action:
        """The id of the option chosen, or an action."""

    def tick(self, menu: Menu) -> tuple[str, ...] | Action:
        """The ids of the options ticked, in the menu's order; may be empty."""

    def line(self, ask: str, *, value: str = "") -> str:
        """One line, stripped, without control characters; `value` is there to edit."""

    def lines(self, ask: str, *, value: str = "") -> str:
        """Several lines, likewise. Raises CutShortError with those that were typed."""
