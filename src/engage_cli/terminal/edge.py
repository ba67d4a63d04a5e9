"""The one place where errors become messages on stderr and exit codes."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

import typer

from engage_cli.errors import (
    ConflictError,
    EngageError,
    InputError,
    Message,
    Place,
    Problem,
    UsageError,
    shortened,
    system_error_message,
)
from engage_cli.i18n import Translator
from engage_cli.signals import signals_as_interrupts
from engage_cli.terminal.session import Session
from engage_cli.text import escaped, without_ci_commands

FINE, UNMET, WRONG, OURS, INTERRUPTED, CLOSED = 0, 1, 2, 3, 130, 141
"""Exit codes: fine; the policy is not met; wrong usage or input; our own error; interrupted; nobody reads stdout."""

_LONGEST_KEY = 80


def run_guarded(run: Callable[[], int | None], session: Session) -> int:
    """The exit code of `run`; an exception becomes a message in the session's language.

    Ended by a signal: 128 plus its number, as shells have it, unless all work was done.
    """
    with signals_as_interrupts() as signals:
        try:
            code = _run(run, session)
        except KeyboardInterrupt:  # a signal that came while something was said
            code = INTERRUPTED
    return 128 + signals[0] if signals and code != FINE else code


def _run(run: Callable[[], int | None], session: Session) -> int:
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        return _leave_quietly()
    except (KeyboardInterrupt, EOFError, typer.Abort):
        return INTERRUPTED
    except typer.Exit as stop:
        return stop.exit_code
    except (EngageError, typer.TyperException, OSError) as error:
        return _wrong(error, session)
    except Exception as error:  # noqa: BLE001  # the edge: nobody below this line would say it in the person's language
        return _ours(error, session)
    return code or FINE


def problem_lines(problem: Problem, tr: Translator) -> list[str]:
    """A problem as `path:line:column: place: what is wrong`, then its hint; each on one line, whatever the file
    holds."""
    where = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part is not None)
    place = f"{format_place(problem.place)}: " if problem.place else ""
    return [without_ci_commands(escaped(f"{where}: {place}{problem.message.say(tr)}")), *_hint_lines(problem.hint, tr)]


def format_place(place: Place) -> str:
    """A place in a document as people write it: `charter.links[0].url`."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{shortened(key, _LONGEST_KEY)}" for key in place)
    return text.removeprefix(".")


def _wrong(error: EngageError | typer.TyperException | OSError, session: Session) -> int:
    if session.debug:
        _print_trace(error)
    _print(_lines(error, session))
    return WRONG


def _lines(error: EngageError | typer.TyperException | OSError, session: Session) -> list[str]:
    match error:
        case InputError():
            return [line for problem in error.problems for line in problem_lines(problem, session.tr)]
        case UsageError() | ConflictError():
            return [f"engage: {error.message.say(session.tr)}", *_hint_lines(error.hint, session.tr)]
        case OSError():
            return [f"engage: {system_error_message(error).say(session.tr)}"]
        case typer.TyperException():
            from engage_cli.terminal.usage import explain_usage_error

            message, hint = explain_usage_error(error)
            return [f"engage: {message.say(session.tr)}", *_hint_lines(hint, session.tr)]
        case _:
            return [f"engage: {error}"]


def _ours(error: Exception, session: Session) -> int:
    if session.debug:
        _print_trace(error)
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    said = session.tr.gettext("an error of engage itself ({what}). Run it again with --debug to see where.")
    _print([f"engage: {said.format(what=what)}"])
    return OURS


def _hint_lines(hint: Message | None, tr: Translator) -> list[str]:
    return [] if hint is None else ["  " + escaped(tr.gettext("hint: {hint}").format(hint=hint.say(tr)))]


def _print_trace(error: Exception) -> None:
    import traceback

    traceback.print_exception(error)


def _print(lines: list[str]) -> None:
    """Prints lines on stderr; where that fails too, only the exit code tells."""
    _empty(sys.stdout)
    with suppress(OSError):
        sys.stderr.write("\n".join(without_ci_commands(escaped(line)) for line in lines) + "\n")
    _empty(sys.stderr)


def _leave_quietly() -> int:
    """The exit code where the reader of a pipe has gone."""
    _empty(sys.stdout)
    _empty(sys.stderr)
    return CLOSED


def _empty(stream: TextIO) -> None:
    """Flushes `stream`, or discards its buffer where that fails.

    Otherwise the interpreter would retry at exit, complain, and change the exit code.
    """
    try:
        stream.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
