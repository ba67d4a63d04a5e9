"""The wizard as numbered lines: nothing redrawn, no colour, for screen readers and simple terminals."""

import sys
from collections.abc import Callable

from engage_cli.wizard.asker import Action, Command, CutShortError, Menu, Option, Paragraph, Speech
from engage_cli.wizard.text import clean_input, wrap_paragraph
from engage_cli.wizard.typed_ahead import drop_typed_ahead

CLEAR = "-"
"""Typed alone, it removes the recorded text."""
END = "."
"""Alone on a line, it ends a text of several lines."""
_NO_BREAK = "\u00a0"
"""Keeps a letter and its label on one line."""
NONE = "0"
"""Typed to tick no option."""


class PlainAsker:
    """An `Asker` that reads lines with `read` (by default `input`) and writes to stdout."""

    def __init__(self, speech: Speech, width: int, read: Callable[[str], str] = input) -> None:
        self._, self._width, self._read = speech, width, read

    def page(self, *paragraphs: Paragraph) -> None:
        """See `Asker.page`: an empty line stands for a new page."""
        self.say(Paragraph(), *paragraphs)

    def say(self, *paragraphs: Paragraph) -> None:
        """See `Asker`."""
        for paragraph in paragraphs:
            for line in wrap_paragraph(paragraph, self._width):
                print(line)
        sys.stdout.flush()

    def read(self, *paragraphs: Paragraph, then: str = "") -> bool:
        """See `Asker.read`: does not wait, as nothing scrolls away unread."""
        del then
        self.page(*paragraphs)
        return True

    def pick(self, menu: Menu) -> str | Action:
        """See `Asker`."""
        _ = self._
        self._show(menu)
        while True:
            typed = clean_input(self._asks(_("Your choice: "))).casefold()
            if not typed and (menu.current or menu.stands):
                return menu.current[0] if menu.current else Action.SKIP
            chosen = self._command(menu, typed) or self._option(menu, typed)
            if chosen is not None:
                return chosen.action if isinstance(chosen, Command) else chosen.id
            self._not_understood(menu)

    def tick(self, menu: Menu) -> tuple[str, ...] | Action:
        """See `Asker`."""
        _ = self._
        self._show(menu)
        self.say(Paragraph(_("Type the numbers of all that hold, with spaces between; 0 for none.")))
        while True:
            typed = clean_input(self._asks(_("Your choices: "))).casefold()
            if not typed and menu.current:
                return menu.current
            if command := self._command(menu, typed):
                return command.action
            words = typed.replace(",", " ").split()
            found = [self._option(menu, word) for word in words if word != NONE]
            if not words or None in found:
                self._not_understood(menu, NONE)
                continue
            ticked = tuple(option.id for option in menu.options if option in found)
            if not (why_not := menu.refuse(ticked)):
                return ticked
            self.say(Paragraph(why_not))

    def line(self, ask: str, *, value: str = "") -> str:
        """See `Asker.line`: Enter alone keeps `value`."""
        typed = clean_input(self._asks(self._asked(ask, value)))
        return self._kept(typed, value)

    def lines(self, ask: str, *, value: str = "") -> str:
        """See `Asker.lines`: a lone full stop ends the text; Enter alone on the first line keeps `value`."""
        _ = self._
        self.say(Paragraph(_("{what}. To end: a line with nothing but a full stop.", what=ask)))
        first = self.line(_("Text"), value=value)
        if first in (value, "", END):
            return "" if first == END else first
        typed = [first]
        try:
            while (following := clean_input(self._read("> "))) != END:
                typed.append(following)
        except (KeyboardInterrupt, EOFError):
            raise CutShortError("\n".join(typed)) from None
        return "\n".join(typed).strip()

    def _asks(self, prompt: str) -> str:
        """Reads a line typed after the prompt; input from before it is dropped, as it answers nothing."""
        drop_typed_ahead(sys.stdin)
        return self._read(prompt)

    def _asked(self, ask: str, value: str) -> str:
        _ = self._
        if value:
            self.say(
                Paragraph(_("Now: {value}", value=value)),
                Paragraph(_("Enter keeps it; {mark} alone takes it away.", mark=CLEAR)),
            )
        return _("{question}: ", question=ask)

    def _kept(self, typed: str, value: str) -> str:
        return "" if typed == CLEAR else typed or value

    def _show(self, menu: Menu) -> None:
        _ = self._
        asked = [Paragraph(text) for text in (menu.ask, menu.help) if text]
        lettered = [f"{option.key}{_NO_BREAK}{option.label}" for option in menu.options if option.key]
        choices = [Paragraph(self._choice(menu, option), hang=3) for option in menu.options if not option.key]
        letters = ", ".join([*lettered, *(f"{command.key}{_NO_BREAK}{command.label}" for command in menu.commands)])
        now = ", ".join(menu.number(menu.option(id)) for id in menu.current)
        keep = [Paragraph(_("Recorded: {answer}. Enter keeps it.", answer=now))] if now else []
        keep = [Paragraph(menu.hint)] if menu.hint else keep
        keep += [Paragraph(_("Enter keeps what is recorded."))] if menu.stands else []
        self.say(*asked, *choices, *([Paragraph(letters)] if letters else []), *keep)
        if menu.warning:
            self.say(Paragraph(menu.warning))

    def _choice(self, menu: Menu, option: Option) -> str:
        number = menu.number(option)
        text = self._("{name}: {text}", name=option.label, text=option.help) if option.help else option.label
        return f"{number}. {text}"

    def _command(self, menu: Menu, typed: str) -> Command | None:
        return next((command for command in menu.commands if command.key == typed), None)

    def _option(self, menu: Menu, typed: str) -> Option | None:
        return next((option for option in menu.options if menu.number(option) == typed), None)

    def _not_understood(self, menu: Menu, *others: str) -> None:
        _ = self._
        keys = ", ".join([*others, *map(menu.number, menu.options), *(command.key for command in menu.commands)])
        self.say(Paragraph(_("Type one of: {keys}.", keys=keys)))
