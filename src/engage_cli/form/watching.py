"""Watches files for changes by polling, which also works on network drives."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

PAUSE = 0.3
"""Seconds between two polls: short enough not to be noticed, long enough to save power."""

State = dict[Path, tuple[int, int]]
"""By file, its modification time in nanoseconds and its size."""


def watch_files(folder: Path, more: Iterable[Path] = (), *, pause: float = PAUSE) -> Iterator[None]:
    """Yields whenever a YAML file below `folder`, or one of `more`, was changed, created or deleted; never ends."""
    others = tuple(more)
    return _changes(folder, others, _state(folder, others), pause)  # from now on, not from the first look on


def _changes(folder: Path, others: tuple[Path, ...], before: State, pause: float) -> Iterator[None]:
    while True:
        time.sleep(pause)
        now = _state(folder, others)
        if now != before:
            before = now
            yield


def _state(folder: Path, more: Iterable[Path]) -> State:
    found: State = {}
    for path in (*folder.rglob("*.yaml"), *folder.rglob("*.yml"), *more):
        try:
            stat = path.stat()
        except OSError:
            continue  # taken away between two looks
        found[path] = stat.st_mtime_ns, stat.st_size
    return found
