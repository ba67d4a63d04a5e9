"""A menu on the screen, operated by arrow keys, digits and letters."""

from typing import Any

from prompt_toolkit.application import Application, get_app_session
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.output import ColorDepth

from engage_cli.wizard.asker import Action, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.prompts.lines import STYLE, Line, wrap_width
from engage_cli.wizard.text import wrap_paragraph

POINTED, KEY = "bold ansicyan", "bold ansicyan"
POINTER, NO_POINTER = "› ", "  "
BESIDE = 24
"""Maximum width of labels that have their explanation beside them, in columns."""
ABOVE = 4
"""Number of lines above the options that stay visible: position, question, blank lines."""
BURST = 4
"""Number of queued keys from which input counts as pasted: nobody types that fast."""


class Picker:
    """A menu on the screen. No option is highlighted until the person moves, unless one is recorded.

    In a menu with several choices the first is highlighted, as that decides nothing until it is ticked.
    """

    def __init__(self, menu: Menu, speech: Speech, *, ticking: bool) -> None:
        self._menu, self._, self._ticking = menu, speech, ticking
        self._ticked = set(menu.current)
        recorded = (i for i, option in enumerate(menu.options) if option.id in menu.current)
        self._at = next(recorded, 0 if ticking else None)
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

    def rows(self) -> int:
        """The number of lines that the menu takes."""
        asked = len(self._wrapped(self._menu.ask)) + len(self._wrapped(self._menu.help))
        return asked + sum(map(len, self._option_lines())) + len(self._foot_lines())

    # ── What is shown ──

    def _options(self) -> FormattedText:
        shown = [("bold", f"{line}\n") for line in self._wrapped(self._menu.ask)]
        shown += [(STYLE[Tone.QUIET], f"{line}\n") for line in self._wrapped(self._menu.help)]
        for i, lines in enumerate(self._option_lines()):
            pointed = i == self._at
            shown += [("[SetCursorPosition]", "")] if pointed else []
            shown += [(POINTED if pointed else "", f"{line}\n") for line in lines]
        return FormattedText([*shown[:-1], (shown[-1][0], shown[-1][1].rstrip("\n"))])

    def _wrapped(self, text: str) -> list[str]:
        return wrap_paragraph(Paragraph(text), wrap_width()) if text else []

    def _option_lines(self) -> list[list[str]]:
        """The lines of each option, closer together where they would push the question off the screen."""
        roomy, close = ([self._option(i, o, close=c) for i, o in enumerate(self._menu.options)] for c in (False, True))
        room = get_app_session().output.get_size().rows - len(self._foot_lines()) - ABOVE
        return roomy if sum(map(len, roomy)) <= room else close

    def _option(self, i: int, option: Option, *, close: bool) -> list[str]:
        """The lines of an option: number, tick box, label, and its explanation beside or below; `close`: on the same
        line."""
        numbers = max(len(self._menu.number(o)) for o in self._menu.options)
        box = ("[x] " if option.id in self._ticked else "[ ] ") if self._ticking else ""
        start = f"{POINTER if i == self._at else NO_POINTER}{self._menu.number(option):>{numbers}}  {box}"
        side = max(len(o.label) for o in self._menu.options)
        if not option.help:
            return wrap_paragraph(Paragraph(start + option.label, hang=len(start)), wrap_width())
        if side <= BESIDE and wrap_width() >= len(start) + side + 32:
            head = f"{start}{option.label.ljust(side)}  "
            return wrap_paragraph(Paragraph(head + option.help, hang=len(head)), wrap_width())
        if close:
            said = self._("{name}: {text}", name=option.label, text=option.help)
            return wrap_paragraph(Paragraph(start + said, hang=len(start)), wrap_width())
        return [
            *wrap_paragraph(Paragraph(start + option.label, hang=len(start)), wrap_width()),
            *wrap_paragraph(Paragraph(option.help, indent=len(start)), wrap_width()),
        ]

    def _foot(self) -> FormattedText:
        return FormattedText([(style, text) for line in self._foot_lines() for style, text in (*line, ("", "\n"))][:-1])

    def _foot_lines(self) -> list[list[Line]]:
        note: list[list[Line]] = [[(STYLE[Tone.WARNING], self._note)]] if self._note else []
        warned = self._wrapped(self._menu.warning)
        return [
            *([(STYLE[Tone.WARNING], line)] for line in warned),
            [("", "")],
            *self._commands(),
            *([("dim", line)] for line in wrap_paragraph(Paragraph(self._hint()), wrap_width())),
            *note,
        ]

    def _commands(self) -> list[list[Line]]:
        """The commands, as many to a line as fit."""
        rows: list[list[Line]] = [[("", NO_POINTER)]]
        for command in self._menu.commands:
            word = f" {command.label}   "
            if sum(len(text) for _style, text in rows[-1]) + len(command.key) + len(word.rstrip()) > wrap_width():
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
        waiting = event.app.key_processor.input_queue
        if len(waiting) >= BURST:
            waiting.clear()
            self._note = self._("What was pasted here is no answer: nothing was chosen.")
            return
        typed = event.data.casefold()
        command = next((c for c in self._menu.commands if c.key == typed), None)
        if command is not None:
            event.app.exit(result=command.action)
            return
        self._number(event, typed)

    def _number(self, event: KeyPressEvent, typed: str) -> None:
        """Chooses an option by letter or number; with more than nine options digits accumulate until Enter."""
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
