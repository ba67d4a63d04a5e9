"""Files that are looked at again and again, until one of them has changed."""

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

PAUSE = 0.3
"""Seconds between two looks: a person does not notice, and neither does the battery."""

State = dict[Path, tuple[int, int]]
"""Of each file: when it was changed, in ns, and its size."""


def changes(folder: Path, more: Iterable[Path] = (), *, pause: float = PAUSE) -> Iterator[None]:
    """Yields each time that a YAML file below `folder`, or one of `more`, was changed, made or taken away; never ends.

    No service of the system is asked: it works the same on a network drive.
    """
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
