"""Signals that end a command: SIGTERM and SIGHUP are treated as Ctrl-C is, so that everything is left in order."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import threading
    from sys import UnraisableHookArgs

SOON = 0.05
"""Seconds after which a signal that was lost is sent again."""
ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals that ask a process to end, as far as the system has them; Ctrl-C apart."""


@contextmanager
def signals_as_interrupts() -> Iterator[list[int]]:
    """Raises KeyboardInterrupt where a signal comes that ends a process; gives a list that receives their numbers.

    One that this process was started to ignore (`nohup`) stays ignored; outside the main thread nothing changes.
    """
    came: list[int] = []
    sendings: list[threading.Timer] = []

    def end(number: int, _frame: FrameType | None) -> NoReturn:
        came.append(number)
        raise KeyboardInterrupt

    before = {}
    unraisable = sys.unraisablehook

    def again(lost: "UnraisableHookArgs") -> None:
        """Sends the signal once more where it came in a callback from which Python lets no exception out."""
        if lost.exc_type is KeyboardInterrupt:
            sendings.append(_send_later(came[-1] if came else signal.SIGINT))
        else:
            unraisable(lost)

    sys.unraisablehook = again
    try:
        for number in ENDING:
            if signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, end)
    except ValueError:  # not the main thread
        pass
    try:
        yield came
    finally:
        sys.unraisablehook = unraisable
        for sending in sendings:
            sending.cancel()
        for number, handler in before.items():
            signal.signal(number, handler)


def _send_later(number: int) -> "threading.Timer":
    import threading

    main = threading.main_thread().ident
    if sys.platform == "win32" or main is None:
        import _thread

        timer = threading.Timer(SOON, _thread.interrupt_main, (number,))
    else:
        timer = threading.Timer(SOON, signal.pthread_kill, (main, number))  # ends a wait for a key too
    timer.daemon = True
    timer.start()
    return timer
