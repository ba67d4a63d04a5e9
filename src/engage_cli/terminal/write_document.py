"""Writes a document where the command line says: chooses the format, checks the file, prints or saves."""

import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from engage_cli.errors import Message, UsageError, unwritable
from engage_cli.formats import Document, Format
from engage_cli.i18n import N_
from engage_cli.terminal.session import Session

SCREEN = "-"
DATA = (".yaml", ".yml", ".json")
"""Suffixes of files that commands read."""
ON_SCREEN = "md"
"""The default format on the screen."""
WRITTEN = N_("Written: {path}")
REPLACED = N_("Replaced: {path}")
"""The message where an earlier document was replaced."""


def choose_format(
    format: str | None, output: str | None, formats: Mapping[str, Format[Any]], *, default: str = ""
) -> str:
    """The format named, else that of the suffix of `output`, else `default`. Raises UsageError."""
    if format is not None:
        return format
    if output == SCREEN:
        return ON_SCREEN
    if default and (output is None or Path(output).is_dir()):
        return default
    found = next((f.name for f in formats.values() if f.suffix == Path(output or "").suffix.lower()), None)
    if found is None:
        suffixes = ", ".join(f.suffix for f in formats.values())
        raise UsageError(
            Message.of("The name “{path}” does not say which format to write.", path=output or ""),
            Message.of("End it with {suffixes}, or add --format.", suffixes=suffixes),
        )
    return found


def output_path(
    output: str | None, format: Format[Any], *, inputs: Iterable[Path] = (), all_known: bool = True, force: bool
) -> Path | None:
    """The file to write; None: the screen. Raises UsageError as `check_writable` does."""
    path = None if output in (None, SCREEN) else Path(output or "")
    check_writable(path, format, inputs=inputs, all_known=all_known, force=force)
    return path


def check_writable(
    path: Path | None, format: Format[Any], *, inputs: Iterable[Path], all_known: bool = True, force: bool
) -> None:
    """Raises UsageError where a document may not be written to `path`, before time is spent on making it.

    `inputs` are the files that the command reads; with `all_known` false it will read more, so a data file is checked
    only when it is written.
    """
    if path is None or (path.suffix in DATA and not all_known):
        return
    from engage_cli.files.outputs import check_output

    if not path.parent.is_dir():
        raise unwritable(path, FileNotFoundError())
    check_output(path, ours=format.ours, inputs=inputs, force=force)


def write_document(
    document: Document,
    path: Path | None,
    session: Session,
    *,
    inputs: Iterable[Path],
    force: bool,
    said: str = WRITTEN,
) -> None:
    """Writes the document to `path` and says so, or to the screen where there is none; closes it.

    `said` is a msgid with the file's path and its size in kB. None of `inputs` is overwritten. Raises UsageError.
    """
    with closing(document):
        _send(document, path, session, inputs=inputs, force=force, said=said)
    session.say(*(f"{path or SCREEN}: {remark.say(session.tr)}" for remark in document.remarks))


def _send(
    document: Document, path: Path | None, session: Session, *, inputs: Iterable[Path], force: bool, said: str
) -> None:
    if path is None:
        _print(document)
    else:
        from engage_cli.files.outputs import write_output

        replaces = write_output(document.made, path, ours=document.ours, inputs=inputs, force=force)
        said = REPLACED if replaces else said
        session.say(session.tr.gettext(said).format(path=path, size=-(-document.size // 1000)))


def _print(document: Document) -> None:
    """Writes the document to stdout. Raises UsageError for binary content on a terminal."""
    if document.binary and sys.stdout.isatty():
        raise UsageError(
            Message.of("This format is not for the screen."),
            Message.of("Name a file with -o, or send it to a program."),
        )
    from engage_cli.files.atomic_writing import write_all

    sys.stdout.flush()
    write_all(document.made, sys.stdout.buffer)
    sys.stdout.buffer.flush()
