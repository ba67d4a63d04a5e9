"""Writes the files that engage makes: for every command, one place decides what may be replaced.

A regular file that engage wrote is replaced, whole or not at all; any other only where that was asked for; one that the
command reads never. A device or a pipe is written to; it is never read or replaced.
"""

import errno
import os
import re
import stat
import sys
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path
from typing import IO

from engage_cli.errors import Message, UsageError, unwritable
from engage_cli.files.atomic_writing import content_blocks, write_all, write_atomically
from engage_cli.formats import Mark, has_no_mark

_STREAM = re.compile(r"/dev/(?:(stdout)|(stderr)|fd/(\d+))|/proc/self/fd/(\d+)")
"""What is open already: written into as it stands, wherever it leads."""
_MOST = 400_000_000
"""Bytes that are looked through for a mark; a larger file is somebody's own."""


def write_output(
    content: bytes | IO[bytes],
    path: Path,
    *,
    ours: Mark = has_no_mark,
    inputs: Iterable[Path] = (),
    force: bool = False,
) -> bool:
    """Writes `content` to `path` and tells whether something else stood there.

    `inputs` are never replaced; `ours` tells from the content of a file whether engage wrote it; `force` replaces any
    other. Raises UsageError.
    """
    check_output(path, ours=ours, inputs=inputs, force=force)
    if is_special(path):
        _into(path, content)
        return False
    replaces = _holds_other(path, content)
    write_atomically(path, content, lasting=False)
    return replaces


def _holds_other(path: Path, content: bytes | IO[bytes]) -> bool:
    """Whether the file at `path` holds something, and something else."""
    try:
        if path.stat().st_size == 0:
            return False
        with path.open("rb") as file:
            blocks = zip_longest(content_blocks(file), content_blocks(content))
            return any(there != new for there, new in blocks)
    except (OSError, ValueError):
        return False


def check_output(path: Path, *, ours: Mark, inputs: Iterable[Path] = (), force: bool = False) -> None:
    """Raises the UsageError that `write_output` would raise for `path`; nothing is written."""
    try:
        state = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from error
    if stat.S_ISDIR(state.st_mode):
        raise unwritable(path, IsADirectoryError())
    if not stat.S_ISREG(state.st_mode):
        return
    if file_identity(path) in {file_identity(one) for one in inputs}:
        raise UsageError(
            Message.of("“{path}” is what this command reads; it is not written over.", path=path),
            Message.of("Name another file."),
        )
    if _stream(path) is not None:
        return
    if not (force or _may_go(path, state.st_size, ours)):
        raise UsageError(
            Message.of("“{path}” is there already, and engage did not write it.", path=path),
            Message.of("Choose another name, or add --force."),
        )


def is_special(path: Path) -> bool:
    """Whether `path` is a device, a pipe or a socket, a link to one, or a stream that is open already."""
    if _stream(path) is not None:
        return True
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def file_identity(path: Path) -> object:
    """A key that is equal for all names of one file."""
    try:
        state = path.stat()
    except (OSError, ValueError):
        return os.path.realpath(path)
    return state.st_dev, state.st_ino


def _stream(path: Path) -> int | None:
    """The number of the open stream that `path` names (`/dev/stdout`); None for any other file."""
    found = _STREAM.fullmatch(os.path.normpath(path))
    if found is None:
        return None
    return 1 if found[1] else 2 if found[2] else int(found[3] or found[4])


def _may_go(path: Path, size: int, ours: Mark) -> bool:
    if size == 0:
        return True
    try:
        return size <= _MOST and ours(path.read_bytes())
    except OSError as error:
        raise unwritable(path, error) from error


def _into(path: Path, content: bytes | IO[bytes]) -> None:
    """Writes what a device or a pipe takes; a pipe that nobody reads from is refused rather than waited for."""
    stream = _stream(path)
    try:
        if stream is None:
            handle = os.open(path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
            if sys.platform != "win32":
                os.set_blocking(handle, True)
        else:
            sys.stdout.flush()
            handle = os.dup(stream)  # opened anew, it would begin at its start
        with os.fdopen(handle, "wb") as file:
            write_all(content, file)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise unwritable(path, Message.of("No program reads what is written to it.")) from error
        raise unwritable(path, error) from error
