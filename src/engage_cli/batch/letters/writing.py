"""Writes letters where the command line says: one document, or one file for each unit in a folder."""

import os
from collections.abc import Iterable
from pathlib import Path

from engage_cli.errors import Message, UsageError, suggestion, unwritable
from engage_cli.portfolio.letters.formats import FORMATS, Letters
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.session import Session
from engage_cli.terminal.write_document import SCREEN, check_writable, choose_format, write_document
from engage_cli.values import replace

INTO_FOLDERS = "docx"
"""The default format in a folder: one that people can edit before they send it."""


def choose_letter_format(format: str | None, output: str) -> str:
    """The format of letters asked for. Raises UsageError where there is no such format."""
    if format is not None and format not in FORMATS:
        message = Message.of("Letters are not written as “{format}”.", format=format)
        raise UsageError(message, suggestion(format, FORMATS))
    return INTO_FOLDERS if format is None and _is_folder(output) else choose_format(format, output, FORMATS)


def write_letters(
    letters: Letters, name: str, output: str, session: Session, *, inputs: Iterable[Path], force: bool
) -> None:
    """Writes the letters; into a folder, one file each, such as `education.docx`. Raises UsageError."""
    inputs = list(inputs)
    if letters.unsaid:
        said = session.tr.ngettext(
            "{n} project says no unit, or could not be read: no letter speaks of it.",
            "{n} projects say no unit, or could not be read: no letter speaks of them.",
            letters.unsaid,
        )
        session.say(said.format(n=letters.unsaid))
    if not _is_folder(output):
        _write(letters, name, None if output == SCREEN else Path(output), session, inputs, force=force)
        return
    folder = Path(output)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from None
    paths = {letter.id: folder / f"{letter.id}{FORMATS[name].suffix}" for _, letter in letters.letters}
    for path in paths.values():  # before the first is written
        check_writable(path, FORMATS[name], inputs=inputs, force=force)
    for id, path in paths.items():
        mine = tuple(one for one in letters.letters if one[1].id == id)
        _write(replace(letters, letters=mine), name, path, session, inputs, force=force)


def _write(
    letters: Letters, name: str, path: Path | None, session: Session, inputs: list[Path], *, force: bool
) -> None:
    check_writable(path, FORMATS[name], inputs=inputs, force=force)
    with Meter(session):
        document = FORMATS[name].document(letters, letters.templates.run)
    write_document(document, path, session, inputs=inputs, force=force)


def _is_folder(output: str) -> bool:
    return output != SCREEN and (output.endswith(("/", os.sep)) or Path(output).is_dir())
