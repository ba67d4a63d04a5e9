"""Workers on this machine: processes of their own, or this one."""

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from threading import Thread
from types import TracebackType
from typing import Any, Self

from engage_cli.batch.executors import Chunk
from engage_cli.batch.messages import Outcome, RunSettings
from engage_cli.signals import ENDING

WORK = "engage_cli.batch.work"
_stopped: Any = None
"""In a worker: set when nothing more is to be begun."""


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class InProcess:
    """The work done in this process."""

    size = 1

    def __init__(self, settings: RunSettings) -> None:
        self._settings = settings
        self._waiting: list[Chunk] = []

    def __enter__(self) -> Self:
        from engage_cli.batch.work import forget

        forget()
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting.clear()

    def send(self, chunk: Chunk) -> None:
        """See `Executor`."""
        self._waiting.append(chunk)

    def finished(self) -> list[tuple[Chunk, tuple[Outcome, ...] | None]]:
        """See `Executor`: does one chunk."""
        from engage_cli.batch.work import carry_out_all

        chunk = self._waiting.pop(0)
        return [(chunk, carry_out_all(chunk, self._settings))]

    def stop(self) -> list[tuple[Outcome, ...]]:
        """See `Executor`: nothing is under way between two chunks."""
        return []


class Pool:
    """`size` processes; a broken pool is made anew.

    They end with this process, however it ends: each waits at the other end of a pipe that only this one holds open.
    """

    def __init__(self, settings: RunSettings, size: int, *, preload: tuple[str, ...] = ()) -> None:
        self._settings, self.size = settings, size
        self._context = get_context("spawn" if sys.platform == "win32" else "forkserver")
        if sys.platform != "win32":
            self._context.set_forkserver_preload([WORK, *preload])
            _serve()
        self._stop = self._context.Event()
        self._running: dict[Future[tuple[Outcome, ...]], Chunk] = {}

    def __enter__(self) -> Self:
        self._make()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.stop()
        finally:  # interrupted again: what is under way is not waited for
            self._link.close()
            self._pool.shutdown(wait=True, cancel_futures=True)

    def send(self, chunk: Chunk) -> None:
        """See `Executor`: where the pool has broken down, in a new one."""
        with _deaf():  # a process may be started, which must not stop half way
            try:
                self._running[self._pool.submit(_carry_out, chunk, self._settings)] = chunk
            except BrokenProcessPool:
                self._link.close()
                self._make()
                self._running[self._pool.submit(_carry_out, chunk, self._settings)] = chunk

    def finished(self) -> list[tuple[Chunk, tuple[Outcome, ...] | None]]:
        """See `Executor`."""
        ended, _ = wait(self._running, return_when=FIRST_COMPLETED)
        return [(self._running.pop(future), self._result(future)) for future in ended]

    def stop(self) -> list[tuple[Outcome, ...]]:
        """See `Executor`."""
        self._stop.set()
        for future in self._running:
            future.cancel()
        ended, _ = wait(self._running)
        found = [self._result(future) for future in ended if not future.cancelled()]
        self._running.clear()
        return [outcomes for outcomes in found if outcomes]

    def _make(self) -> None:
        theirs, self._link = self._context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(self.size, self._context, initializer=_begin, initargs=(self._stop, theirs))

    def _result(self, future: "Future[tuple[Outcome, ...]]") -> tuple[Outcome, ...] | None:
        """None where the process that had it is gone: the others are let go too, which the pool waits for."""
        try:
            return future.result()
        except BrokenProcessPool:
            self._link.close()
            return None


def _serve() -> None:
    """Starts the processes that workers come from, deaf to the signals that a whole group of processes is sent.

    They are told by this one when to end; without them, what is under way would be lost.
    """
    from multiprocessing import forkserver, resource_tracker

    for start in (resource_tracker.ensure_running, forkserver.ensure_running):
        with _deaf():  # each time: the first lifts a part of it
            start()


@contextmanager
def _deaf() -> Iterator[None]:
    """Signals that come meanwhile are heard after it; what is started meanwhile never hears them."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, *ENDING))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(stopped: Any, link: Any) -> None:
    """An interruption is for the process that started this one: it says when to stop, and this one ends with it."""
    global _stopped  # noqa: PLW0603  # the way in of a worker
    _stopped = stopped
    for number in (signal.SIGINT, *ENDING):
        signal.signal(number, signal.SIG_IGN)
    Thread(target=_end_with, args=(link,), daemon=True).start()


def _end_with(link: Any) -> None:
    """Ends this process as soon as the other end of `link` is closed: nothing ever comes through it."""
    link.poll(None)
    os._exit(1)


def _carry_out(chunk: Chunk, settings: RunSettings) -> tuple[Outcome, ...]:
    from engage_cli.batch.work import carry_out_all

    return tuple(done for job in chunk if not _stopped.is_set() for done in carry_out_all((job,), settings))
