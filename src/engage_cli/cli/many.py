"""What the commands about many projects take alike."""

from pathlib import Path

from engage_cli.cli.session import Session
from engage_cli.cli.words import later as _
from engage_cli.errors import Message, UsageError
from engage_cli.i18n import LANGUAGES

BOTH = "both"
TEMPLATE_HELP = _("A folder of templates that replace the shipped ones, or blocks of them.")


def languages_named(lang: str | None, session: Session) -> tuple[str, ...]:
    """The languages of a document. Raises UsageError."""
    if lang is None:
        return (session.language,)
    if lang == BOTH:
        return LANGUAGES
    if lang in LANGUAGES:
        return (lang,)
    choices = ", ".join((*LANGUAGES, BOTH))
    raise UsageError(Message.of("{name} takes one of: {choices}.", name="--lang", choices=choices))


def folder_there(folder: Path | None) -> Path | None:
    """Raises UsageError where there is none of that name."""
    if folder is None or folder.is_dir():
        return folder
    raise UsageError(Message.of("There is no folder “{path}”.", path=folder))


def whole_number(option: str, text: str | None) -> int | None:
    """From 1. Raises UsageError."""
    if text is None:
        return None
    if text.isdecimal() and text.isascii() and int(text) > 0:
        return int(text)
    raise UsageError(Message.of("{name} takes a whole number.", name=option))
