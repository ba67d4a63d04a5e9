"""Reads files that people name: regular files of a bounded size; for any other, an error that says why not."""

import re
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from engage_cli.errors import InputError, Message, Problem, UsageError, closest_file
from engage_cli.i18n import N_

MAX_BYTES = 5_000_000
"""The most bytes that are read of a file."""
FOREIGN = (
    (re.compile(rb"%PDF-"), N_("a PDF document")),
    (re.compile(rb"PK\x03\x04"), N_("a Word document, a workbook or an archive")),
    (re.compile(rb"\xd0\xcf\x11\xe0"), N_("a document of an older Word or Excel")),
    (re.compile(rb"(?:\x89PNG|\xff\xd8\xff|GIF8)"), N_("a picture")),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE), N_("a web page")),
    (re.compile(rb"BEGIN:VCALENDAR"), N_("a calendar")),
)
"""How files of other programs begin, with the msgid of what they are."""


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """The bytes of the file at `path`, at most `most`. Raises InputError; devices and pipes are never read."""
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise file_error(path, Message.of("This is a folder; a file is expected."))
        if not stat.S_ISREG(state.st_mode):
            hint = Message.of("Save what it gives into a file, and name that one.")
            raise file_error(path, Message.of("This is not a regular file."), hint)
        if state.st_size > most:
            raise too_large_error(path, most)
        with path.open("rb") as file:
            content = file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise file_error(path, Message.of("There is no such file."), _meant(path)) from None
    except PermissionError:
        raise file_error(path, Message.of("There is no permission to read this file.")) from None
    except (OSError, ValueError):  # ValueError: a zero byte in the name
        hint = Message.of("Check the name and, where it is a link, where it leads.")
        raise file_error(path, Message.of("This file cannot be read."), hint) from None
    if len(content) > most:
        raise too_large_error(path, most)
    return content


def foreign_file_problem(path: str, content: bytes) -> Problem | None:
    """A problem where `content` begins as a file of another program does; else None."""
    what = next((words for begins, words in FOREIGN if begins.match(content)), None)
    if what is None:
        return None
    message = Message.of("This file is {what}. What is expected: a text in YAML or JSON.", what=Message(what))
    return Problem(path=path, message=message, hint=Message.of("Is this the right file?"))


def check_folder(path: Path) -> None:
    """Raises UsageError where there is no folder at `path`."""
    if path.is_file():
        raise UsageError(Message.of("“{path}” is a file; a folder is expected.", path=path))
    if not path.is_dir():
        raise UsageError(Message.of("There is no folder “{path}”.", path=path), _meant(path, Path.is_dir))


def _meant(path: Path, wanted: Callable[[Path], bool] = Path.is_file) -> Message:
    """The one beside it whose name is most alike."""
    with suppress(OSError, ValueError):
        if alike := closest_file(path.name, (one.name for one in path.parent.iterdir() if wanted(one))):
            return Message.of("Did you mean “{guess}”?", guess=path.with_name(alike))
    return Message.of("Check the name, and the folder that the command was started in.")


def read_text(path: Path, most: int = MAX_BYTES) -> str:
    """The text of the file at `path`, in UTF-8. Raises InputError as `read_bytes` does, and where it is no UTF-8."""
    try:
        return read_bytes(path, most).decode()
    except UnicodeDecodeError:
        raise file_error(path, Message.of("This is not text in UTF-8.")) from None


def file_error(path: Path | str, message: Message, hint: Message | None = None) -> InputError:
    """The InputError for a problem of the file as a whole."""
    return InputError(Problem(path=str(path), message=message, hint=hint))


def too_large_error(path: Path | str, most: int = MAX_BYTES) -> InputError:
    """The InputError for a file larger than `most` bytes."""
    message = Message.of("The file is larger than {limit} MB.", limit=most // 1_000_000)
    return file_error(path, message, Message.of("Is this the right file?"))
