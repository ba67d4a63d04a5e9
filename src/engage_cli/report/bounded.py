"""Renders documents whose templates come from outside in a separate process, with limits on time and memory."""

import math
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from engage_cli.errors import InputError, Message, MissingLibraryError, Problem, UsageError
from engage_cli.values import Value

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Made = TypeVar("Made")

MEMORY = 1_000_000_000
"""Bytes that such a process may take besides what it begins with, where the system can bound it; our own reports take a
third."""
_THREADS = 4
"""Maximum number of threads that lay out a document at once; their CPU times add up."""
SECONDS = 60


class _Outcome(Value):
    """What the rendering process sends back: the document, or why there is none."""

    made: Any = None
    problems: tuple[Problem, ...] = ()
    refusal: tuple[type[UsageError], Message, Message | None] | None = None
    failure: Message | None = None


def run_bounded(make: Callable[[], Made], folder: Path, seconds: float = SECONDS) -> Made:
    """The result of `make`, run in a separate process; `make` must be picklable, as a partial of a module's function.

    Raises InputError at the template folder where it takes more than `seconds` or too much memory, and whatever `make`
    raises.
    """
    from multiprocessing import get_context

    context: Any = get_context("fork" if sys.platform == "linux" else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(sender, make, seconds))
    with _allowed():
        process.start()
    sender.close()
    try:
        found = _received(receiver, folder, seconds)
    finally:
        process.kill()
        process.join()
        receiver.close()
    if found.failure is not None:
        raise InputError(Problem(path=str(folder), message=found.failure))
    if found.problems:
        raise InputError(*found.problems)
    if found.refusal is not None:
        kind, message, hint = found.refusal
        raise kind(message, hint)
    made: Made = found.made
    return made


@contextmanager
def _allowed() -> Iterator[None]:
    """Lets a daemonic worker of a cluster start a process, which Python forbids; ours ends by itself."""
    from multiprocessing import current_process

    state: dict[str, object] = getattr(current_process(), "_config", {})
    was = state.pop("daemon", None)
    try:
        yield
    finally:
        if was is not None:
            state["daemon"] = was


def _received(receiver: "Connection", folder: Path, seconds: float) -> _Outcome:
    if not receiver.poll(seconds):
        message = Message.of("The templates were not done after {count} seconds.", count=f"{seconds:g}")
        hint = Message.of("Look for one that repeats without end; --template-timeout gives more time.")
        raise InputError(Problem(path=str(folder), message=message, hint=hint))
    try:
        found: _Outcome = receiver.recv()
    except (EOFError, OSError):
        return _Outcome(failure=_TOO_MUCH)
    return found


_TOO_MUCH = Message.of("The templates took too much memory, or ended the process that ran them.")


def _work(sender: "Connection", make: Callable[[], object], seconds: float) -> None:
    """The main function of the rendering process; it leaves interruptions to the parent process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_itself(seconds)
    try:
        outcome = _Outcome(made=make())
    except InputError as error:
        outcome = _Outcome(problems=error.problems)
    except UsageError as error:
        kind = MissingLibraryError if isinstance(error, MissingLibraryError) else UsageError
        outcome = _Outcome(refusal=(kind, error.message, error.hint))
    except MemoryError:
        outcome = _Outcome(failure=_TOO_MUCH)
    except RecursionError:
        outcome = _Outcome(failure=Message.of("The templates nest too deeply."))
    except Exception as error:  # noqa: BLE001  # whatever they do is said at their place
        from engage_cli.report.templates.faults import explain_fault

        why = explain_fault(f"{type(error).__name__}: {error}".splitlines()[0])
        outcome = _Outcome(failure=Message.of("The template cannot be used: {why}", why=why))
    sender.send(outcome)
    sender.close()


def _limit_itself(seconds: float) -> None:
    """Sets the system's limits on memory and CPU time, for the case that the parent no longer watches the clock."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    bounds = {
        resource.RLIMIT_AS: _taken(resource.getpagesize()) + MEMORY,
        resource.RLIMIT_CPU: math.ceil(used + _THREADS * seconds) + 1,
    }
    for what, most in bounds.items():
        _, hard = resource.getrlimit(what)
        with suppress(OSError, ValueError):  # macOS knows no bound of memory
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _taken(page: int) -> int:
    """The address space in use, in bytes, computed from pages of `page` bytes; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * page
    except (OSError, ValueError):
        return 0
