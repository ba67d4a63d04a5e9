"""Writing a document to a file: whole or not at all, and never over something that is not a report of ours."""

from pathlib import Path

from engage_cli.errors import Message, UsageError, unwritable
from engage_cli.files.atomic_writing import write_atomically
from engage_cli.formats import Document


def save(document: Document, path: Path, *, force: bool = False) -> None:
    """Write `document` at `path`.

    A document of that format that engage wrote before is replaced; any other file only with `force`. Raises UsageError.
    """
    try:
        foreign = not force and path.exists() and not _ours(path, document)
    except OSError as error:
        raise unwritable(path, error) from error
    if foreign:
        raise UsageError(
            Message.of("“{path}” is there already, and engage did not write it.", path=path),
            Message.of("Choose another name with -o, or add --force."),
        )
    write_atomically(path, document.content, lasting=False)


def _ours(path: Path, document: Document) -> bool:
    content = path.read_bytes()
    return not content or document.ours(content)
