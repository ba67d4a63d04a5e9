"""The session: what one run knows of the person and the terminal. Made once and passed to every command."""

import datetime as dt
import os
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TextIO, cast

import typer

from engage_cli.dates import NotADate, parse_unambiguous_day
from engage_cli.environment import PLAIN, QUESTIONNAIRES, TIMEZONE
from engage_cli.errors import Message, UsageError
from engage_cli.i18n import LANGUAGES, Translator, language_of, translator
from engage_cli.text import escaped, without_ci_commands
from engage_cli.values import Value

HOW_DAYS_ARE_WRITTEN = Message.of("A date is read as 2027-01-15, January 15, 2027, or 15/01/2027.")


class Color(StrEnum):
    """When to use colours; `auto`: on a terminal."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Session(Value, kw_only=True):
    """The language, terminal and global options of one run; a command gets it from `session_of(ctx)`."""

    language: str
    """One of LANGUAGES."""
    tr: Translator
    now: dt.datetime
    """When the run began; which day that is depends on the time zone, see `clock`."""
    timezone: str | None = None
    """The time zone typed, else that of the environment; None: neither."""
    as_of: dt.date | None = None
    """The day given with --as-of; None: none."""
    days_ago: int | None = None
    """The same, where it was “today” or “yesterday”: which day that is depends on where, see `clock`."""
    color: Color = Color.AUTO
    plain: bool = False
    """For screen readers: no columns, no bars, nothing redrawn, questions answered by number."""
    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    interactive: bool = False
    """Whether both stdin and stdout are terminals."""
    width: int = 80
    """The number of columns of the terminal; 80 where there is none."""
    environment: Mapping[str, str]

    @property
    def folders(self) -> tuple[Path, ...]:
        """Folders with more questionnaires, from the environment, separated as in PATH."""
        return tuple(Path(one) for one in self.environment.get(QUESTIONNAIRES.name, "").split(os.pathsep) if one)

    def out(self, text: str) -> None:
        """Writes the product of the command to stdout; nothing, not even an empty line, where `text` is empty."""
        if text:
            sys.stdout.write(f"{text}\n")

    def say(self, *lines: str, head: str = "") -> None:
        """Writes lines for the person to stderr, each on one line whatever it contains, after `head`; silent with
        --quiet."""
        if not self.quiet:
            sys.stderr.write(head + "".join(f"{without_ci_commands(escaped(line))}\n" for line in lines))

    def coloured(self, stream: TextIO) -> bool:
        """Whether `stream` takes colours; no meaning ever depends on them."""
        match self.color:
            case Color.ALWAYS:
                return True
            case Color.NEVER:
                return False
            case Color.AUTO:
                return _takes_colour(stream, self.environment)


def session_of(ctx: typer.Context) -> Session:
    """The session of a command's context."""
    return cast("Session", ctx.obj)


def open_session(arguments: Sequence[str], environment: Mapping[str, str], now: dt.datetime) -> Session:
    """The session as far as it is known before the command line is parsed, so that parse errors are in the right
    language."""
    asked = _value_of("--lang", arguments)
    language = asked if asked in LANGUAGES else language_of(environment)
    return Session(
        language=language,
        tr=translator(language),
        now=now,
        timezone=environment.get(TIMEZONE.name) or None,
        color=Color.NEVER if environment.get("NO_COLOR") else Color.AUTO,
        plain=environment.get(PLAIN.name, "0") not in ("", "0"),
        debug="--debug" in arguments,
        interactive=_is_terminal(sys.stdin) and _is_terminal(sys.stdout),
        width=_width(environment),
        environment=environment,
    )


def parse_day(text: str | None, today: dt.date | None = None) -> dt.date | None:
    """The day typed for an option; "today" is accepted where `today` is given. Raises UsageError."""
    found = None if text is None else parse_unambiguous_day(text, today)
    if isinstance(found, NotADate):
        message = found.message if found.is_ambiguous else Message.of("“{text}” is not a date.", text=text)
        raise UsageError(message, HOW_DAYS_ARE_WRITTEN)
    return found


def _value_of(option: str, arguments: Sequence[str]) -> str | None:
    """The last value of `option` among `arguments`, after a space or an equals sign; None where it is absent."""
    found = None
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith(f"{option}="):
            found = argument.removeprefix(f"{option}=")
        elif argument == option:
            found = next(iter(arguments[position + 1 :]), None)
    return found


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _takes_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    if environment.get("TERM") == "dumb" or (sys.platform == "win32" and "WT_SESSION" not in environment):
        return False
    return bool(environment.get("FORCE_COLOR")) or _is_terminal(stream)


def _width(environment: Mapping[str, str]) -> int:
    try:
        return int(environment.get("COLUMNS") or 0) or os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError, AttributeError):
        return 80
