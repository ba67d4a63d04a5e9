"""Writes files whole or not at all, by one session at a time.

Begin with `save` (a file that others may change) or `write_atomically`.
"""

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO

from engage_cli.errors import ConflictError, Message, unwritable
from engage_cli.files.reading import MAX_BYTES
from engage_cli.files.yaml_reading import Document, parse, read

PATIENCE = 10.0
"""Seconds to wait for another session that is saving."""
_PAUSE = 0.02
_LEFT_BEHIND = 60.0
"""Seconds after which a temporary file is one that a killed session left."""
_SUFFIX = ".engage-tmp"
BLOCK = 1 << 20
"""The number of bytes that are copied at once."""


def save(
    path: Path,
    seen: Document,
    change: Callable[[Document], str],
    guard: Callable[[Document], None] | None = None,
) -> Document:
    """Saves the text that `change` makes of the file as it is now, so that what others saved meanwhile stays, and
    gives the new document. Where the file differs from `seen`, `guard` is called with it first and raises ConflictError
    where the change would overwrite another's. Nothing is written where the text stays the same. Raises InputError
    where the file cannot be read any more, ConflictError where another session keeps it locked, UsageError where it
    cannot be written.
    """
    with locked(path):
        _sweep(path)
        current = read(path)
        if guard and current.text != seen.text:
            guard(current)
        text = change(current)
        if text == current.text:
            return current
        if len(text.encode()) > MAX_BYTES:
            raise unwritable(path, Message.of("It would be larger than {limit} MB.", limit=MAX_BYTES // 1_000_000))
        changed = parse(text, current.path)
        write_atomically(path, text)
    return changed


def write_atomically(path: Path, content: str | bytes | IO[bytes], *, lasting: bool = True) -> None:
    """Writes `content` to `path`, or to what a link there leads to: the file is whole or as it was, whatever happens.

    Its mode is kept. With `lasting`, through a power cut too, which takes time. Raises UsageError where it cannot be
    written.
    """
    whole = content.encode() if isinstance(content, str) else content
    try:
        real = path.resolve()
        if real.is_symlink():
            raise OSError(errno.ELOOP, "links that lead in a circle")
        if real.exists() and not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, "no permission")
        _replace(real, whole, lasting=lasting)
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle, before Python 3.13
        raise unwritable(path, error) from None


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds a lock that keeps other sessions from saving in the folder of `path`, where the file system knows locks.

    It ends with the process, however that ends. Raises ConflictError after `patience` seconds.
    """
    until = time.monotonic() + patience
    handle = _open_lock(path)
    try:
        while handle is not None and not _lock(handle):
            if time.monotonic() > until:
                message = Message.of("“{path}” is being saved by another session.", path=path)
                raise ConflictError(message, Message.of("Nothing was written. Try again in a moment."))
            time.sleep(_PAUSE)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _open_lock(path: Path) -> int | None:
    """The folder itself is locked, which leaves no file behind; on Windows a file of its own."""
    with suppress(OSError, RuntimeError):
        real = path.resolve()
        if sys.platform == "win32":
            return os.open(real.with_name(f".{real.name}.engage-lock"), os.O_RDWR | os.O_CREAT)
        return os.open(real.parent, os.O_RDONLY | os.O_CLOEXEC)
    return None


def _lock(handle: int) -> bool:
    """Whether the lock is ours, or none is to be had here."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True


def _replace(real: Path, content: bytes | IO[bytes], *, lasting: bool) -> None:
    temporary = real.with_name(f".{real.name}.{os.urandom(4).hex()}{_SUFFIX}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            write_all(content, file)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        _keep_mode(real, temporary)
        temporary.replace(real)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if lasting:
        _sync_folder(real.parent)


def write_all(content: bytes | IO[bytes], file: IO[bytes]) -> None:
    """Writes all of `content` to `file`, from its beginning."""
    for block in content_blocks(content):
        file.write(block)


def content_blocks(content: bytes | IO[bytes]) -> Iterator[bytes]:
    """The bytes of `content` from its beginning, in blocks of at most BLOCK: a file may be larger than the memory."""
    if isinstance(content, bytes):
        content = BytesIO(content)
    content.seek(0)
    yield from iter(partial(content.read, BLOCK), b"")


def _keep_mode(real: Path, temporary: Path) -> None:
    """Gives the new file the mode and, where allowed, the owner and group of the one it replaces."""
    with suppress(FileNotFoundError):
        state = real.stat()
        if hasattr(os, "chown"):
            with suppress(OSError):
                os.chown(temporary, state.st_uid, state.st_gid)
        temporary.chmod(state.st_mode & 0o7777)


def _sync_folder(folder: Path) -> None:
    """Makes the new name last through a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(path: Path) -> None:
    """Takes away temporary files that killed sessions left beside the file."""
    with suppress(OSError, RuntimeError):
        real = path.resolve()
        for left in real.parent.glob(f".{_literally(real.name)}.*{_SUFFIX}"):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                left.unlink(missing_ok=True)


def _literally(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)
