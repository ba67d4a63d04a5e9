"""The commands as the program itself describes them."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Any

import typer

from engage_cli.cli.app import root
from engage_cli.i18n import translator
from engage_cli.terminal.commands import HELP, walk_commands
from engage_cli.terminal.session import Session
from engage_cli.terminal.usage import command_path

WIDTH = 88
"""Columns of every block of the documents."""


def contexts(language: str) -> Iterator[Any]:
    """The context of `engage` and of each of its commands."""
    session = Session(
        language=language,
        tr=translator(language),
        now=dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC),
        width=WIDTH,
        environment={},
    )
    command = root()
    yield from walk_commands(command, typer.Context(command, info_name="engage", obj=session, **HELP))


def names(language: str = "en") -> list[str]:
    """What is typed for each command, `engage` first."""
    return [command_path(context) for context in contexts(language)]


def help_of(language: str, *command: str) -> str:
    """The help of `command` ("engage score"), as a block."""
    wanted = " ".join(command)
    return f"```text\n{_by_name(language)[wanted].get_help().rstrip()}\n```"


@cache
def _by_name(language: str) -> dict[str, Any]:
    """Every context by what is typed for it, made once: each imports a command."""
    return {command_path(context): context for context in contexts(language)}


def table(language: str) -> str:
    """Each command with the line that lists it."""
    translate = translator(language).gettext
    heads = {"fr": ("commande", "ce qu’elle fait"), "en": ("command", "what it does")}[language]
    rows = [(f"`{command_path(c)}`", translate(c.command.help)) for c in contexts(language) if c.parent is not None]
    return "\n".join(f"| {left} | {right} |" for left, right in [heads, ("---", "---"), *rows])


def with_every_command(text: str) -> str:
    """`text` with a heading and a place for the help of each command that it leaves out, after the one before it."""
    before = "engage"
    if place_of(before) not in text:
        return text
    for name in names():
        if place_of(name) not in text:
            at = text.index("<!-- end -->", text.index(place_of(before))) + len("<!-- end -->\n")
            text = f"{text[:at]}\n## {name}\n\n{place_of(name)}\n<!-- end -->\n{text[at:]}"
        before = name
    return text


def place_of(command: str) -> str:
    return f"<!-- begin: help {command} -->"
