"""The one place where what went wrong becomes words on stderr and an exit code."""

import os
import sys
import traceback
from collections.abc import Callable

import typer

from engage_cli.cli.session import Session
from engage_cli.errors import ConflictError, EngageError, InputError, Message, Place, Problem, UsageError
from engage_cli.i18n import Translator

FINE, UNMET, WRONG, OURS, INTERRUPTED, CLOSED = 0, 1, 2, 3, 130, 141
"""Exit codes: fine; the policy is not met; wrong usage or input; our own error; interrupted; nobody reads stdout."""


def guarded(run: Callable[[], int | None], session: Session) -> int:
    """The exit code of `run`; whatever it raises is said in the session's language."""
    try:
        code = run()
        sys.stdout.flush()
    except BrokenPipeError:
        return _leave_quietly()
    except (KeyboardInterrupt, EOFError, typer.Abort):
        return INTERRUPTED
    except typer.Exit as stop:
        return stop.exit_code
    except (EngageError, typer.TyperException) as error:
        return _wrong(error, session)
    except Exception as error:  # noqa: BLE001  # the edge: nobody below this line would say it in the person's language
        return _ours(error, session)
    return code or FINE


def problem_lines(problem: Problem, tr: Translator) -> list[str]:
    """`path:line:column: place: what is wrong`, then what to do."""
    where = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part is not None)
    place = f"{dotted(problem.place)}: " if problem.place else ""
    return [f"{where}: {place}{problem.message.say(tr)}", *_hint_lines(problem.hint, tr)]


def dotted(place: Place) -> str:
    """A place as people write it: `charter.links[0].url`."""
    text = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in place)
    return text.removeprefix(".")


def _wrong(error: EngageError | typer.TyperException, session: Session) -> int:
    if session.debug:
        traceback.print_exception(error)
    _print(_lines(error, session))
    return WRONG


def _lines(error: EngageError | typer.TyperException, session: Session) -> list[str]:
    match error:
        case InputError():
            return [line for problem in error.problems for line in problem_lines(problem, session.tr)]
        case UsageError() | ConflictError():
            return [f"engage: {error.message.say(session.tr)}", *_hint_lines(error.hint, session.tr)]
        case typer.TyperException():
            from engage_cli.cli.usage import sentence

            message, hint = sentence(error)
            return [f"engage: {message.say(session.tr)}", *_hint_lines(hint, session.tr)]
        case _:
            return [f"engage: {error}"]


def _ours(error: Exception, session: Session) -> int:
    if session.debug:
        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    said = session.tr.gettext("an error of engage itself ({what}). Run it again with --debug to see where.")
    _print([f"engage: {said.format(what=what)}"])
    return OURS


def _hint_lines(hint: Message | None, tr: Translator) -> list[str]:
    return [] if hint is None else ["  " + tr.gettext("hint: {hint}").format(hint=hint.say(tr))]


def _print(lines: list[str]) -> None:
    try:
        sys.stdout.flush()
        sys.stderr.write("\n".join(lines) + "\n")
    except BrokenPipeError:
        _leave_quietly()


def _leave_quietly() -> int:
    """Nobody reads any more: what is left in the buffers goes nowhere, or the interpreter would complain of it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
    return CLOSED
