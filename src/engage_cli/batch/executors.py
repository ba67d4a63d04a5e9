"""What carries out jobs: this process, a pool of processes, or a cluster.

The jobs of a worker that was lost are done again, one at a time.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import Protocol

from engage_cli.batch.messages import Job, Outcome

Chunk = tuple[Job, ...]
LIGHT, HEAVY = 16, 1
"""Jobs sent together: many where each takes an instant, one where it takes seconds."""
AHEAD = 2
"""Chunks sent for each worker, so that none waits."""


class Executor(AbstractContextManager["Executor"], Protocol):
    """Workers that take chunks of jobs: this process, a pool of processes, or a cluster."""

    @property
    def size(self) -> int:
        """How many work at a time."""

    def send(self, chunk: Chunk) -> None:
        """Starts the chunk as soon as a worker is free."""

    def finished(self) -> list[tuple[Chunk, tuple[Outcome, ...] | None]]:
        """Waits until some chunk has ended; gives chunks with their outcomes, None where the worker was lost."""

    def stop(self) -> list[tuple[Outcome, ...]]:
        """Starts nothing more; gives the outcomes of the chunks that were running and could be finished."""


def outcomes(executor: Executor, jobs: Iterable[Job], chunk: int) -> Iterator[Outcome]:
    """The outcomes of `jobs`, in the order in which they end; only a few are taken from `jobs` ahead."""
    waiting, running, suspects = iter(jobs), 0, deque[Job]()
    while True:
        while running < AHEAD * executor.size and (taken := tuple(islice(waiting, chunk))):
            executor.send(taken)
            running += 1
        if not running:
            break
        for sent, done in executor.finished():
            running -= 1
            yield from done or ()
            suspects += sent if done is None else ()
    yield from _alone(executor, suspects)


def in_order(found: Iterable[Outcome], names: Iterable[str]) -> Iterator[Outcome]:
    """`found` in the order of `names`; those that come early wait."""
    early, wanted = dict[str, Outcome](), iter(names)
    following = next(wanted, None)
    for outcome in found:
        early[outcome.name] = outcome
        while following in early:
            yield early.pop(following)
            following = next(wanted, None)
    yield from early.values()


def _alone(executor: Executor, suspects: deque[Job]) -> Iterator[Outcome]:
    """One at a time, so that the one that takes its worker down is known."""
    from engage_cli.batch.work import failed

    while suspects:
        job = suspects.popleft()
        executor.send((job,))
        for _, done in executor.finished():
            yield from done or (failed(job, "its worker ended without a word"),)


def chunk_size(count: int, workers: int, *, heavy: bool) -> int:
    """How many jobs go together, so that there are enough chunks for all workers."""
    return HEAVY if heavy else max(1, min(LIGHT, count // (workers * 4)))
