"""What a project is read from: its own file and that of its milestones, by size and time, and by content."""

import os
from hashlib import sha256
from pathlib import Path

from engage_cli.files.reading import MAX_BYTES
from engage_cli.project.history import history_path
from engage_cli.project.recognising import MILESTONES
from engage_cli.values import Value


class Stamp(Value):
    """What tells whether a file is still the same without reading it."""

    size: int
    time: int
    """Of its last change, in nanoseconds."""


def beside_content(path: str) -> bytes:
    """The file of milestones beside the project at `path`; empty where there is none. Raises OSError."""
    return _content(milestones_name(path))


def history_content(path: str) -> bytes:
    """The record of what gave way beside the project at `path`, likewise."""
    return _content(str(history_path(Path(path))))


def keeps_something(path: str) -> bool:
    """Whether one of the two is there."""
    return os.path.exists(milestones_name(path)) or history_path(Path(path)).exists()


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # ten thousand times
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return b""


def digest_of(content: bytes, milestones: bytes) -> str:
    """Of what a project is read from: its own file, and that of its milestones."""
    return sha256(content + milestones).hexdigest()


def milestones_name(path: str) -> str:
    """As `milestones_path`, for ten thousand paths."""
    return os.path.splitext(path)[0] + MILESTONES


def stamp_of(path: str) -> Stamp:
    """Size and time of the file at `path`. Raises OSError."""
    state = os.stat(path)  # ten thousand times
    try:
        beside = os.stat(milestones_name(path))
    except OSError:
        return Stamp(state.st_size, state.st_mtime_ns)
    return Stamp(state.st_size + beside.st_size, max(state.st_mtime_ns, beside.st_mtime_ns))
