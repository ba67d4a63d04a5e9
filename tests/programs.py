"""Every command of the program, for tests that hold of all of them."""

from typing import Any

import typer

from engage_cli.cli.app import root
from engage_cli.terminal.commands import HELP, walk_commands
from engage_cli.terminal.usage import command_path


def programs() -> dict[str, Any]:
    """The context of each command by what is typed, `engage` itself included."""
    command = root()
    contexts = walk_commands(command, typer.Context(command, info_name="engage", **HELP))
    return {command_path(context): context for context in contexts}
