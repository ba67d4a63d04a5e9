"""The protocol between the interview and whatever shows and asks, and the values that pass between them.

There are two implementations: `prompts` for a real terminal, and `plain` for numbered lines without redrawing.
"""

from collections.abc import Callable
from enum import Enum, StrEnum
from typing import Protocol

from engage_cli.i18n import Translator
from engage_cli.model.text import Text
from engage_cli.values import Value


class Speech(Value):
    """Translates the wizard's texts; calling it translates a message."""

    language: str
    tr: Translator

    def __call__(self, msgid: str, **values: object) -> str:
        """The message in the language, its `{name}` places filled."""
        return self.tr.gettext(msgid).format(**values)

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """The translated `one` or `many`, by the language's plural rule, with `{count}` and `values` filled in."""
        return self.tr.ngettext(one, many, count).format(count=count, **values)

    def words(self, text: Text | None) -> str:
        """A text of the questionnaire in the language; empty for None."""
        return "" if text is None else text.to(self.language)


class Tone(StrEnum):
    """The role of a paragraph; plain mode shows all alike."""

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
    """Text to be wrapped to the width of the screen; empty: a blank line."""

    text: str = ""
    tone: Tone = Tone.TEXT
    indent: int = 0
    """The number of columns left of the first line."""
    hang: int = 0
    """The number of further columns left of the lines that follow."""


BLANK = Paragraph()


class Action(Enum):
    """What a person can do at a question besides choosing."""

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
    """An option of a menu, chosen by its number, its letter, or with the arrow keys."""

    id: str
    label: str
    help: str = ""
    key: str | None = None
    """A letter that replaces the number; None: the number."""
    number: int | None = None
    """The number, where it is not the position from 1: the level, as reports show it."""


class Command(Value):
    """An action with the letter that triggers it."""

    action: Action
    key: str
    label: str


def _nothing(_: tuple[str, ...]) -> str:
    return ""


class Menu(Value, kw_only=True):
    """The options of a question, and the actions besides."""

    ask: str = ""
    help: str = ""
    """Explanations shown below the question."""
    options: tuple[Option, ...]
    commands: tuple[Command, ...] = ()
    current: tuple[str, ...] = ()
    """The ids of the recorded options: Enter alone keeps them. Empty: nothing is preselected."""
    stands: bool = False
    """Whether an answer is recorded that is none of the options: Enter alone keeps it, as skipping does."""
    hint: str = ""
    """What Enter and the keys do, where it differs from the usual."""
    warning: str = ""
    """A warning shown next to the prompt."""
    refuse: Callable[[tuple[str, ...]], str] = _nothing
    """Why a selection of ids is not allowed; empty: it is."""

    def option(self, id: str) -> Option:
        """The option with that id. Raises StopIteration where there is none."""
        return next(o for o in self.options if o.id == id)

    def number(self, option: Option) -> str:
        """What to type for `option`: its letter or number."""
        number = self.options.index(option) + 1 if option.number is None else option.number
        return option.key or str(number)


class CutShortError(KeyboardInterrupt):
    """The person left in the middle of a text of several lines; holds the lines typed so far."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        """What was typed so far, clean."""


class Asker(Protocol):
    """Shows and asks. Any method may raise KeyboardInterrupt (Ctrl-C) or EOFError (Ctrl-D)."""

    def page(self, *paragraphs: Paragraph) -> None:
        """Clears the screen and shows the paragraphs."""

    def say(self, *paragraphs: Paragraph) -> None:
        """Shows the paragraphs below what is on the screen."""

    def read(self, *paragraphs: Paragraph, then: str = "") -> bool:
        """Shows a long text page by page and waits until it is read; `then` says where Enter leads.

        Returns False where the person wants to leave.
        """

    def pick(self, menu: Menu) -> str | Action:
        """The id of the option chosen, or an action."""

    def tick(self, menu: Menu) -> tuple[str, ...] | Action:
        """The ids of the options ticked, in the menu's order, possibly none; or an action."""

    def line(self, ask: str, *, value: str = "") -> str:
        """One line of text, stripped, without control characters; `value` can be edited."""

    def lines(self, ask: str, *, value: str = "") -> str:
        """Several lines of text, cleaned as in `line`. Raises CutShortError with the lines typed so far."""
