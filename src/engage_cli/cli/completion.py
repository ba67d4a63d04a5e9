"""`engage completion SHELL`."""

import os
from typing import Annotated, Any

import typer

from engage_cli.environment import COMPLETE
from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.terminal.session import Session, session_of

SHELLS = ("bash", "zsh", "fish", "powershell")


def completion(
    ctx: typer.Context,
    *,
    shell: Annotated[str, typer.Argument(metavar=N_("SHELL"), help=N_("bash, zsh, fish or powershell."))],
) -> None:
    """Prints the script that makes `shell` complete engage's commands and options."""
    if shell not in SHELLS:
        message = Message.of("There is no completion for “{shell}”.", shell=shell)
        raise UsageError(message, Message.of("The shells are: {names}", names=", ".join(SHELLS)))
    from typer._completion_shared import get_completion_script  # public under another name, without a type

    session_of(ctx).out(get_completion_script(prog_name="engage", complete_var=COMPLETE.name, shell=shell))


def complete(command: Any, session: Session, variable: str) -> None:
    """Answers a shell's request for completions, made through the environment variable `variable`."""
    from typer._completion_classes import completion_init
    from typer.completion import shell_complete

    completion_init()
    shell_complete(command, {"obj": session}, "engage", variable, os.environ[variable])
