"""Signals that end a command: SIGTERM and SIGHUP are treated as Ctrl-C is, so that everything is left in order."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

ENDING = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""The signals that ask a process to end, as far as the system has them; Ctrl-C apart."""


@contextmanager
def signals_as_interrupts() -> Iterator[list[int]]:
    """Raises KeyboardInterrupt where a signal comes that ends a process; gives a list that receives their numbers.

    One that this process was started to ignore (`nohup`) stays ignored; outside the main thread nothing changes.
    """
    came: list[int] = []

    def end(number: int, _frame: FrameType | None) -> NoReturn:
        came.append(number)
        raise KeyboardInterrupt

    before = {}
    try:
        for number in ENDING:
            if signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, end)
    except ValueError:  # not the main thread
        pass
    try:
        yield came
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
