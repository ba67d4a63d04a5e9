"""Executors on this machine: a pool of processes, or this process."""

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
"""In a worker, an event that is set when no further job is to be started."""


def processor_count() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class InProcess:
    """An executor in this process."""

    size = 1

    def __init__(self, settings: RunSettings) -> None:
        self._settings = settings
        self._waiting: list[Chunk] = []

    def __enter__(self) -> Self:
        from engage_cli.batch.work import clear_caches

        clear_caches()
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting.clear()

    def send(self, chunk: Chunk) -> None:
        """See `Executor`."""
        self._waiting.append(chunk)

    def finished(self) -> list[tuple[Chunk, tuple[Outcome, ...] | None]]:
        """See `Executor.finished`: runs one chunk."""
        from engage_cli.batch.work import carry_out_all

        chunk = self._waiting.pop(0)
        return [(chunk, carry_out_all(chunk, self._settings))]

    def stop(self) -> list[tuple[Outcome, ...]]:
        """See `Executor.stop`: nothing is running between two chunks."""
        return []


class Pool:
    """An executor with `size` processes; a broken pool is replaced.

    The processes end with this one, however it ends: each waits on a pipe whose other end only this one holds open.
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
        """See `Executor.send`; starts a new pool where the old one is broken."""
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
        """The outcomes of a chunk; None where its process died, which ends the other processes too."""
        try:
            return future.result()
        except BrokenProcessPool:
            self._link.close()
            return None


def _serve() -> None:
    """Starts the server process from which workers are forked, ignoring signals sent to the whole process group.

    Workers are told by this process when to stop; otherwise the work in progress would be lost.
    """
    from multiprocessing import forkserver, resource_tracker

    for start in (resource_tracker.ensure_running, forkserver.ensure_running):
        with _deaf():  # each time: the first lifts a part of it
            start()


@contextmanager
def _deaf() -> Iterator[None]:
    """Within the block, signals are held back; processes started within it ignore them for good."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, *ENDING))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(stopped: Any, link: Any) -> None:
    """Initialises a worker: it ignores interruptions, which the parent handles, and ends with the parent."""
    global _stopped  # noqa: PLW0603  # the way in of a worker
    _stopped = stopped
    for number in (signal.SIGINT, *ENDING):
        signal.signal(number, signal.SIG_IGN)
    Thread(target=_end_with, args=(link,), daemon=True).start()


def _end_with(link: Any) -> None:
    """Ends this process as soon as the other end of `link` is closed; nothing is ever sent through it."""
    link.poll(None)
    os._exit(1)


def _carry_out(chunk: Chunk, settings: RunSettings) -> tuple[Outcome, ...]:
    from engage_cli.batch.work import carry_out_all

    return tuple(done for job in chunk if not _stopped.is_set() for done in carry_out_all((job,), settings))
