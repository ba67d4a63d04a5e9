"""What a project is read from, its own file and its milestones, compared by size and time or by content."""

import os
from hashlib import sha256
from pathlib import Path

from engage_cli.files.reading import MAX_BYTES
from engage_cli.project.history import history_path
from engage_cli.project.recognising import MILESTONES
from engage_cli.values import Value


class FileStamp(Value):
    """The size and time of a file, to see without reading whether it has changed."""

    size: int
    time: int
    """The last modification, in nanoseconds."""


def milestones_content(path: str) -> bytes:
    """The bytes of the milestones beside the project at `path`; empty where there are none. Raises OSError."""
    return _content(milestones_name(path))


def history_content(path: str) -> bytes:
    """The bytes of the record of replaced values, likewise."""
    return _content(str(history_path(Path(path))))


def has_history(path: str) -> bool:
    """Whether milestones or a record exist beside the project."""
    return os.path.exists(milestones_name(path)) or history_path(Path(path)).exists()


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # ten thousand times
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return b""


def project_digest(content: bytes, milestones: bytes) -> str:
    """A digest of the project file and its milestones."""
    return sha256(content + milestones).hexdigest()


def milestones_name(path: str) -> str:
    """The path of the milestones, as `milestones_path` but fast enough for tens of thousands of paths."""
    return os.path.splitext(path)[0] + MILESTONES


def stamp_of(path: str) -> FileStamp:
    """The stamp of the file at `path`. Raises OSError."""
    state = os.stat(path)  # ten thousand times
    try:
        beside = os.stat(milestones_name(path))
    except OSError:
        return FileStamp(state.st_size, state.st_mtime_ns)
    return FileStamp(state.st_size + beside.st_size, max(state.st_mtime_ns, beside.st_mtime_ns))
