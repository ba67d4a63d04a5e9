"""Every command of the program, for tests that hold of all of them."""

from typing import Any

import typer

from engage_cli.cli.app import root
from engage_cli.terminal.commands import HELP, walk
from engage_cli.terminal.usage import path_of


def programs() -> dict[str, Any]:
    """The context of each command by what is typed, `engage` itself included."""
    command = root()
    contexts = walk(command, typer.Context(command, info_name="engage", **HELP))
    return {path_of(context): context for context in contexts}
