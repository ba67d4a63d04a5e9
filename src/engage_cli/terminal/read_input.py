"""Reads YAML input of commands, from a file or stdin."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.errors import InputError, Message, Problem, UsageError
from engage_cli.files import yaml_reading
from engage_cli.files.reading import MAX_BYTES
from engage_cli.model.project import Charter
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.terminal.choose_asker import session_speech
from engage_cli.terminal.layout import Style
from engage_cli.terminal.session import Session

if TYPE_CHECKING:
    from engage_cli.wizard.charter.settings import Setting

STDIN = "-"
PAGE = b"<!doctype html"
_HEAD = 1_000
"""Number of bytes at the beginning of a page that show what it is."""


def read_document(name: str) -> yaml_reading.Document:
    """The document in the file `name`, or on stdin for "-". Raises InputError, and UsageError for an HTML page."""
    if name != STDIN:
        return _read(Path(name))
    content = sys.stdin.buffer.read(MAX_BYTES + 1)
    return yaml_reading.parse(yaml_reading.decode_text(content, STDIN), STDIN)


def read_page_answers(name: str) -> yaml_reading.Document:
    """The document that an offline page produced. Raises InputError; a damaged file's error says to ask its sender
    again."""
    try:
        return read_document(name)
    except InputError as error:
        if not any(problem.line for problem in error.problems):  # not there, or of another kind
            raise
        message = Message.of("If a page gave this file, it was changed on its way.")
        hint = Message.of("Ask for it again, attached as it was downloaded, not pasted into a message.")
        raise InputError(*error.problems, Problem(path=name, message=message, hint=hint)) from None


def read_settings(pairs: Sequence[str] | None, file: str | None, language: str) -> "Iterator[Setting]":
    """The charter settings of --set and --answers, with texts in `language` of multilingual files.

    Raises InputError, UsageError.
    """
    from engage_cli.wizard.charter.settings import parse_settings, settings_in_document

    if file is not None:
        yield from settings_in_document(read_document(file), language)
    yield from parse_settings(pairs or (), "--set")


def _is_page(path: Path) -> bool:
    """Whether the file begins like an HTML page."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(_HEAD).lstrip()[: len(PAGE)].lower() == PAGE


def _read(path: Path) -> yaml_reading.Document:
    try:
        return yaml_reading.read(path)
    except InputError:
        if not _is_page(path):
            raise
    raise UsageError(
        Message.of("“{path}” is a page to answer in a browser, not the answers.", path=path),
        Message.of("Open it, answer, then press “Download the answers”: that file is meant. It ends in .answers.yaml."),
    )


def warn_of_contradictions(charter: Charter, questionnaire: Questionnaire, session: Session) -> None:
    """Prints on stderr which facts and dates of a charter contradict each other."""
    from engage_cli.wizard.charter.contradictions import describe_contradictions

    style = Style(session.coloured(sys.stderr))
    for said in describe_contradictions(session_speech(session), questionnaire, charter):
        session.say(said, head=style.warn(session.tr.gettext("remark:")) + " ")
