"""The wizard in a real terminal, with arrow keys, digits and letters; with `picker`, the only user of the prompt
library."""

from collections.abc import Iterable
from typing import Any

import questionary
from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import get_app_session
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output

from engage_cli.wizard.asker import Action, CutShortError, Menu, Paragraph, Speech
from engage_cli.wizard.prompts.lines import Line, count_rows, fit_tightly, fit_to_rows, styled_lines, wrap_width
from engage_cli.wizard.prompts.picker import BESIDE, Picker
from engage_cli.wizard.text import clean_input
from engage_cli.wizard.typed_ahead import drop_typed_ahead

MENU_ROWS = 11
"""Number of lines that a page leaves for the menu below it."""
END = "."
"""Alone on a line, it ends a text of several lines."""


class PromptAsker:
    """An `Asker` on the terminal of the current prompt session."""

    def __init__(self, speech: Speech, *, color: bool) -> None:
        self._ = speech
        self._depth = None if color else ColorDepth.DEPTH_1_BIT
        self._page: tuple[Paragraph, ...] | None = None
        """All that stands on the page; None where something was typed on it."""
        output = get_app_session().output
        if isinstance(output, Vt100_Output):
            output.enable_cpr = False  # terminals that do not answer get a warning, and it is in English

    def page(self, *paragraphs: Paragraph) -> None:
        """See `Asker`."""
        output = get_app_session().output
        output.write_raw("\n" * output.get_size().rows)  # what stands goes up into the scrollback
        self._turn(fit_to_rows(paragraphs, output.get_size().rows - MENU_ROWS))

    def _turn(self, paragraphs: tuple[Paragraph, ...]) -> None:
        output = get_app_session().output
        output.erase_screen()
        output.cursor_goto(0, 0)
        output.flush()
        self._page = ()
        self.say(*paragraphs)

    def say(self, *paragraphs: Paragraph) -> None:
        """See `Asker`."""
        self._page = None if self._page is None else (*self._page, *paragraphs)
        self._print(styled_lines(paragraphs, wrap_width()))

    def _make_room(self, picker: Picker) -> None:
        """Shortens the page where the menu would scroll its first lines off the screen."""
        room = get_app_session().output.get_size().rows - picker.rows()
        if self._page is not None and count_rows(self._page) > room >= count_rows(
            shorter := fit_tightly(self._page, room)
        ):
            self._turn(shorter)

    def read(self, *paragraphs: Paragraph, then: str = "") -> bool:
        """See `Asker.read`: screen by screen, so that nothing scrolls away; q and Enter leave."""
        shown, most = list(styled_lines(paragraphs, wrap_width())), max(5, get_app_session().output.get_size().rows - 2)
        leave = self._("q|Save and quit").partition("|")[0]
        for start in range(0, len(shown), most):
            self.page()
            self._print(shown[start : start + most])
            last = start + most >= len(shown)
            ask = then or self._("Enter to go back") if last else self._("Enter to read on")
            if self._typed(ask, "").casefold() == leave:
                return False
        return True

    def pick(self, menu: Menu) -> str | Action:
        """See `Asker`."""
        _drop()
        picker = Picker(menu, self._, ticking=False)
        self._make_room(picker)
        chosen: str | Action = picker.ask(self._depth)
        if menu.ask and chosen not in (Action.BACK, Action.QUIT):
            self.say(Paragraph(f"{menu.ask}  {_label(menu, chosen)}"))
        return chosen

    def tick(self, menu: Menu) -> tuple[str, ...] | Action:
        """See `Asker`."""
        _drop()
        picker = Picker(menu, self._, ticking=True)
        self._make_room(picker)
        chosen: tuple[str, ...] | Action = picker.ask(self._depth)
        return chosen

    def line(self, ask: str, *, value: str = "") -> str:
        """See `Asker.line`: a long question is printed above, so that the input has a line of its own."""
        if len(ask) > BESIDE:
            self.say(Paragraph(ask))
            return self._typed("", value)
        return self._typed(self._("{question}:", question=ask), value)

    def lines(self, ask: str, *, value: str = "") -> str:
        """See `Asker.lines`: a lone full stop, or Ctrl-D, ends the text."""
        hint = self._("(to end: a line with nothing but a full stop, or Ctrl-D)")
        return self._typed(ask, value, multiline=True, instruction=f"{hint}\n", key_bindings=_ends_by_full_stop())

    def _typed(self, ask: str, value: str, **more: Any) -> str:
        _drop()
        self._page = None
        question = questionary.text(ask, default=value, qmark="›", color_depth=self._depth, **more)
        return clean_input(question.unsafe_ask())

    def _print(self, lines: Iterable[Line]) -> None:
        text = FormattedText((style, f"{line}\n") for style, line in lines)
        print_formatted_text(text, end="", color_depth=self._depth)


def _drop() -> None:
    """Discards input typed before a question is shown."""
    keyboard = get_app_session().input
    clear_typeahead(keyboard)
    drop_typed_ahead(keyboard)


def _ends_by_full_stop() -> KeyBindings:
    """Key bindings in which Enter adds a line and a lone full stop ends: pasted text often has blank lines, hardly ever
    a lone full stop."""
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.document.current_line.strip() == END:
            buffer.delete_before_cursor(len(buffer.document.current_line_before_cursor))
            buffer.delete(len(buffer.document.current_line_after_cursor))
            buffer.validate_and_handle()
        elif buffer.text:
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    @keys.add("c-d")
    def _(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.validate_and_handle()
        else:
            event.app.exit(exception=EOFError)

    @keys.add("c-c")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=CutShortError(clean_input(event.current_buffer.text)))

    return keys


def _label(menu: Menu, chosen: str | Action) -> str:
    if isinstance(chosen, str):
        return menu.option(chosen).label
    return next(command.label for command in menu.commands if command.action is chosen)
