"""Workers on this machine: processes of their own, or this one."""

import os
import signal
import sys
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import TracebackType
from typing import Any, Self

from engage_cli.batch.executors import Chunk
from engage_cli.batch.messages import Outcome, RunSettings

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
    """`size` processes; a broken pool is made anew."""

    def __init__(self, settings: RunSettings, size: int, *, preload: tuple[str, ...] = ()) -> None:
        self._settings, self.size = settings, size
        self._context = get_context("spawn" if sys.platform == "win32" else "forkserver")
        if sys.platform != "win32":
            self._context.set_forkserver_preload([WORK, *preload])
        self._stop = self._context.Event()
        self._running: dict[Future[tuple[Outcome, ...]], Chunk] = {}

    def __enter__(self) -> Self:
        self._pool = self._made()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def send(self, chunk: Chunk) -> None:
        """See `Executor`: where the pool has broken down, in a new one."""
        try:
            self._running[self._pool.submit(_carry_out, chunk, self._settings)] = chunk
        except BrokenProcessPool:
            self._pool = self._made()
            self._running[self._pool.submit(_carry_out, chunk, self._settings)] = chunk

    def finished(self) -> list[tuple[Chunk, tuple[Outcome, ...] | None]]:
        """See `Executor`."""
        ended, _ = wait(self._running, return_when=FIRST_COMPLETED)
        return [(self._running.pop(future), _result(future)) for future in ended]

    def stop(self) -> list[tuple[Outcome, ...]]:
        """See `Executor`."""
        self._stop.set()
        for future in self._running:
            future.cancel()
        ended, _ = wait(self._running)
        found = [_result(future) for future in ended if not future.cancelled()]
        self._running.clear()
        return [outcomes for outcomes in found if outcomes]

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.size, self._context, initializer=_begin, initargs=(self._stop,))


def _result(future: "Future[tuple[Outcome, ...]]") -> tuple[Outcome, ...] | None:
    """None where the process that had it is gone."""
    try:
        return future.result()
    except BrokenProcessPool:
        return None


def _begin(stopped: Any) -> None:
    """An interruption is for the process that started this one: it says when to stop."""
    global _stopped  # noqa: PLW0603  # the way in of a worker
    _stopped = stopped
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _carry_out(chunk: Chunk, settings: RunSettings) -> tuple[Outcome, ...]:
    from engage_cli.batch.work import carry_out_all

    return tuple(done for job in chunk if not _stopped.is_set() for done in carry_out_all((job,), settings))
