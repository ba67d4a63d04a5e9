"""Writing a document to a file: whole or not at all, and never over something that is not a report of ours."""

import os
import tempfile
from pathlib import Path

from engage_cli.errors import Message, UsageError, unwritable
from engage_cli.formats import Document


def save(document: Document, path: Path, *, force: bool = False) -> None:
    """Write `document` at `path`.

    A document of that format that engage wrote before is replaced; any other file only with `force`. Raises UsageError.
    """
    try:
        if not force and path.exists() and not _ours(path, document):
            raise UsageError(
                Message.of("“{path}” is there already, and engage did not write it.", path=path),
                Message.of("Choose another name with -o, or add --force."),
            )
        _replace(path, document.content)
    except OSError as error:
        raise unwritable(path, error) from error


def _ours(path: Path, document: Document) -> bool:
    content = path.read_bytes()
    return not content or document.ours(content)


def _replace(path: Path, content: bytes) -> None:
    """Beside it first, then in its place, so that an interruption leaves the old file or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """What new files are denied; the system tells it only when it is set."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
