"""The wizard in a real terminal: arrows, digits and letters. The only module that knows the prompt library."""

from collections.abc import Iterable, Iterator
from typing import Any

import questionary
from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import Application, get_app_session
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output

from engage_cli.wizard.asker import Action, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.text import clean, width_within, wrapped

Line = tuple[str, str]
"""(style, text)."""

STYLE = {
    Tone.TEXT: "",
    Tone.TITLE: "bold",
    Tone.WHERE: "ansicyan",
    Tone.ASK: "bold",
    Tone.QUIET: "dim",
    Tone.ASIDE: "dim",
    Tone.GOOD: "ansigreen",
    Tone.WARNING: "bold ansiyellow",
}
POINTED, KEY = "bold ansicyan", "bold ansicyan"
POINTER, NO_POINTER = "› ", "  "
MENU_ROWS = 11
"""Room that a page leaves for the menu below it."""
BESIDE = 24
"""Labels up to this wide have their explanation, or what is typed, beside them where the screen has room."""


class PromptAsker:
    """Asks on the terminal of the current prompt session."""

    def __init__(self, speech: Speech, *, color: bool) -> None:
        self._ = speech
        self._depth = None if color else ColorDepth.DEPTH_1_BIT
        output = get_app_session().output
        if isinstance(output, Vt100_Output):
            output.enable_cpr = False  # terminals that do not answer get a warning, and it is in English

    def page(self, *paragraphs: Paragraph) -> None:
        """See `Asker`."""
        output = get_app_session().output
        output.write_raw("\n" * output.get_size().rows)  # what stands goes up into the scrollback
        output.erase_screen()
        output.cursor_goto(0, 0)
        output.flush()
        self.say(*_fitting(paragraphs, output.get_size().rows - MENU_ROWS))

    def say(self, *paragraphs: Paragraph) -> None:
        """See `Asker`."""
        self._print(_lines(paragraphs, _width()))

    def read(self, *paragraphs: Paragraph, then: str = "") -> None:
        """By screenfuls, so that nothing runs away upwards."""
        lines, most = list(_lines(paragraphs, _width())), max(5, get_app_session().output.get_size().rows - 2)
        for start in range(0, len(lines), most):
            self.page()
            self._print(lines[start : start + most])
            last = start + most >= len(lines)
            self._typed(then or self._("Enter to go back") if last else self._("Enter to read on"), "")

    def pick(self, menu: Menu) -> str | Action:
        """See `Asker`."""
        picker = _Picker(menu, self._, ticking=False)
        chosen: str | Action = picker.ask(self._depth)
        if menu.ask and chosen not in (Action.BACK, Action.QUIT):
            self.say(Paragraph(f"{menu.ask}  {_label(menu, chosen)}"))
        return chosen

    def tick(self, menu: Menu) -> tuple[str, ...] | Action:
        """See `Asker`."""
        chosen: tuple[str, ...] | Action = _Picker(menu, self._, ticking=True).ask(self._depth)
        return chosen

    def line(self, ask: str, *, value: str = "") -> str:
        """A long question stands above, so that what is typed has a line of its own."""
        if len(ask) > BESIDE:
            self.say(Paragraph(ask))
            return self._typed("", value)
        return self._typed(self._("{question}:", question=ask), value)

    def lines(self, ask: str, *, value: str = "") -> str:
        """See `Asker`: Enter twice ends the text."""
        hint = self._("(Enter twice when done)")
        return self._typed(ask, value, multiline=True, instruction=f"{hint}\n", key_bindings=_enter_twice())

    def _typed(self, ask: str, value: str, **more: Any) -> str:
        question = questionary.text(ask, default=value, qmark="›", color_depth=self._depth, **more)
        return clean(question.unsafe_ask())

    def _print(self, lines: Iterable[Line]) -> None:
        text = FormattedText((style, f"{line}\n") for style, line in lines)
        print_formatted_text(text, end="", color_depth=self._depth)


def _width() -> int:
    return width_within(get_app_session().output.get_size().columns)


def _lines(paragraphs: Iterable[Paragraph], width: int) -> Iterator[Line]:
    for paragraph in paragraphs:
        for line in wrapped(paragraph, width):
            yield STYLE[paragraph.tone], line


def _fitting(paragraphs: tuple[Paragraph, ...], rows: int) -> tuple[Paragraph, ...]:
    """What fits in so many rows: asides go first, then what is quiet; help says both."""
    kept = paragraphs
    for tone in (Tone.ASIDE, Tone.QUIET):
        if len(list(_lines(kept, _width()))) > rows:
            kept = tuple(paragraph for paragraph in kept if paragraph.tone is not tone)
    return kept


def _enter_twice() -> KeyBindings:
    """Enter makes a new line; on an empty line it ends the text."""
    keys = KeyBindings()

    @keys.add("enter")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.document.current_line.strip():
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    return keys


class _Picker:
    """A menu on the screen. No option is pointed at until the person moves, unless one is recorded already."""

    def __init__(self, menu: Menu, speech: Speech, *, ticking: bool) -> None:
        self._menu, self._, self._ticking = menu, speech, ticking
        self._ticked = set(menu.current)
        self._at = next((i for i, option in enumerate(menu.options) if option.id in menu.current), None)
        self._typed = ""
        self._note = ""

    def ask(self, depth: ColorDepth | None) -> Any:
        """The id picked, the ids ticked, or an action."""
        options = Window(FormattedTextControl(self._options, show_cursor=False), dont_extend_height=True)
        foot = Window(FormattedTextControl(self._foot), dont_extend_height=True, height=lambda: len(self._foot_lines()))
        application: Application[Any] = Application(
            Layout(HSplit([options, foot])), key_bindings=self._keys(), erase_when_done=True, color_depth=depth
        )
        return application.run()

    # ── What is shown ──

    def _options(self) -> FormattedText:
        shown = [("bold", f"{line}\n") for line in self._asked()]
        for i, option in enumerate(self._menu.options):
            pointed = i == self._at
            shown += [("[SetCursorPosition]", "")] if pointed else []
            shown += [(POINTED if pointed else "", f"{line}\n") for line in self._option(i, option)]
        return FormattedText([*shown[:-1], (shown[-1][0], shown[-1][1].rstrip("\n"))])

    def _asked(self) -> list[str]:
        return wrapped(Paragraph(self._menu.ask), _width()) if self._menu.ask else []

    def _option(self, i: int, option: Option) -> list[str]:
        """Number, box where one ticks, label; the explanation beside, or below where there is no room."""
        numbers = max(len(self._menu.number(o)) for o in self._menu.options)
        box = ("[x] " if option.id in self._ticked else "[ ] ") if self._ticking else ""
        start = f"{POINTER if i == self._at else NO_POINTER}{self._menu.number(option):>{numbers}}  {box}"
        side = max(len(o.label) for o in self._menu.options)
        if not option.help:
            return wrapped(Paragraph(start + option.label, hang=len(start)), _width())
        if side <= BESIDE and _width() >= len(start) + side + 32:
            head = f"{start}{option.label.ljust(side)}  "
            return wrapped(Paragraph(head + option.help, hang=len(head)), _width())
        return [
            *wrapped(Paragraph(start + option.label, hang=len(start)), _width()),
            *wrapped(Paragraph(option.help, indent=len(start)), _width()),
        ]

    def _foot(self) -> FormattedText:
        return FormattedText([(style, text) for line in self._foot_lines() for style, text in (*line, ("", "\n"))][:-1])

    def _foot_lines(self) -> list[list[Line]]:
        note: list[list[Line]] = [[(STYLE[Tone.WARNING], self._note)]] if self._note else []
        warned = wrapped(Paragraph(self._menu.warning), _width()) if self._menu.warning else []
        return [
            *([(STYLE[Tone.WARNING], line)] for line in warned),
            [("", "")],
            *self._commands(),
            *([("dim", line)] for line in wrapped(Paragraph(self._hint()), _width())),
            *note,
        ]

    def _commands(self) -> list[list[Line]]:
        """One after the other, as many as a line holds."""
        rows: list[list[Line]] = [[("", NO_POINTER)]]
        for command in self._menu.commands:
            word = f" {command.label}   "
            if sum(len(text) for _style, text in rows[-1]) + len(command.key) + len(word.rstrip()) > _width():
                rows.append([("", NO_POINTER)])
            rows[-1] += [(KEY, command.key), ("", word)]
        return rows if self._menu.commands else []

    def _hint(self) -> str:
        _ = self._
        if self._menu.hint:
            return self._menu.hint
        if self._ticking:
            return _("Digits or space tick, arrows move, Enter ends.")
        if self._menu.current or self._menu.stands:
            return _("Enter keeps what is recorded; digits or arrows choose again.")
        if any(option.key for option in self._menu.options):
            return _("Type the letter.")
        if self._by_digit:
            return _("Type the digit, or point with the arrows and press Enter.")
        return _("Point with the arrows or type the number, then press Enter.")

    # ── What is typed ──

    @property
    def _by_digit(self) -> bool:
        return len(self._menu.options) <= 9

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        keys.add("up")(lambda _: self._move(-1))
        keys.add("down")(lambda _: self._move(1))
        keys.add("enter")(self._enter)
        keys.add(" ", filter=Condition(lambda: self._ticking))(lambda _: self._toggle())
        keys.add("c-c")(lambda event: event.app.exit(exception=KeyboardInterrupt))
        keys.add("c-d")(lambda event: event.app.exit(exception=EOFError))
        for key, action in (("left", Action.BACK), ("right", Action.SKIP)):
            if any(command.action is action for command in self._menu.commands):
                keys.add(key)(lambda event, action=action: event.app.exit(result=action))
        keys.add("<any>")(self._letter)
        return keys

    def _move(self, by: int) -> None:
        count = len(self._menu.options)
        self._at = (0 if by > 0 else count - 1) if self._at is None else (self._at + by) % count
        self._note = self._typed = ""

    def _toggle(self) -> None:
        self._note = ""
        if self._at is not None:
            self._ticked ^= {self._menu.options[self._at].id}

    def _enter(self, event: KeyPressEvent) -> None:
        if self._ticking:
            ticked = tuple(o.id for o in self._menu.options if o.id in self._ticked)
            self._note = self._menu.refuse(ticked)
            if not self._note:
                event.app.exit(result=ticked)
        elif self._at is not None:
            event.app.exit(result=self._menu.options[self._at].id)
        elif self._menu.stands:
            event.app.exit(result=Action.SKIP)
        else:
            self._note = self._("Nothing is chosen yet.")

    def _letter(self, event: KeyPressEvent) -> None:
        typed = event.data.casefold()
        command = next((c for c in self._menu.commands if c.key == typed), None)
        if command is not None:
            event.app.exit(result=command.action)
            return
        self._number(event, typed)

    def _number(self, event: KeyPressEvent, typed: str) -> None:
        """An option by its letter or number; with more than nine options digits add up and Enter confirms."""
        wanted = typed if self._by_digit else self._typed + typed
        numbers = [self._menu.number(option) for option in self._menu.options]
        if wanted not in numbers:
            wanted = typed
        if wanted not in numbers:
            return
        self._at, self._typed, self._note = numbers.index(wanted), wanted, ""
        if self._ticking and self._by_digit:
            self._toggle()
        elif not self._ticking and (self._by_digit or self._menu.options[self._at].key):
            event.app.exit(result=self._menu.options[self._at].id)


def _label(menu: Menu, chosen: str | Action) -> str:
    if isinstance(chosen, str):
        return menu.option(chosen).label
    return next(command.label for command in menu.commands if command.action is chosen)
