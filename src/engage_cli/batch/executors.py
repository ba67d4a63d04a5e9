"""Executors carry out jobs: in this process, a pool of processes, or a cluster.

Jobs of a lost worker are repeated one at a time.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import Protocol

from engage_cli.batch.messages import Job, Outcome

Chunk = tuple[Job, ...]
LIGHT, HEAVY = 16, 1
"""Number of jobs in a chunk: many where each takes an instant, one where it takes seconds."""
AHEAD = 2
"""Chunks sent for each worker, so that none waits."""


class Executor(AbstractContextManager["Executor"], Protocol):
    """Workers that take chunks of jobs."""

    @property
    def size(self) -> int:
        """The number of workers."""

    def send(self, chunk: Chunk) -> None:
        """Queues a chunk; it starts as soon as a worker is free."""

    def finished(self) -> list[tuple[Chunk, tuple[Outcome, ...] | None]]:
        """Waits for chunks to end; returns them with their outcomes, or None where the worker was lost."""

    def stop(self) -> list[tuple[Outcome, ...]]:
        """Starts no more chunks; returns the outcomes of those that were running and could be finished."""


def run_jobs(executor: Executor, jobs: Iterable[Job], chunk: int) -> Iterator[Outcome]:
    """Yields the outcomes of `jobs` as they end, in chunks of `chunk` jobs; `jobs` is consumed only a little ahead."""
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


def in_name_order(found: Iterable[Outcome], names: Iterable[str]) -> Iterator[Outcome]:
    """`found` in the order of `names`; outcomes that come early are held back."""
    early, wanted = dict[str, Outcome](), iter(names)
    following = next(wanted, None)
    for outcome in found:
        early[outcome.name] = outcome
        while following in early:
            yield early.pop(following)
            following = next(wanted, None)
    yield from early.values()


def _alone(executor: Executor, suspects: deque[Job]) -> Iterator[Outcome]:
    """Repeats the suspects one at a time, so that the one that kills its worker is known."""
    from engage_cli.batch.work import failed_outcome

    while suspects:
        job = suspects.popleft()
        executor.send((job,))
        for _, done in executor.finished():
            yield from done or (failed_outcome(job, "its worker ended without a word"),)


def chunk_size(count: int, workers: int, *, heavy: bool) -> int:
    """The number of jobs in a chunk, such that all workers have enough chunks."""
    return HEAVY if heavy else max(1, min(LIGHT, count // (workers * 4)))
