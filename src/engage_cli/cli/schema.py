"""`engage schema [KIND]`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.shipped import shipped
from engage_cli.terminal.layout import Screen
from engage_cli.terminal.session import Session, session_of

SUFFIX = ".schema.json"


def schema(
    ctx: typer.Context,
    *,
    kind: Annotated[
        str | None, typer.Argument(metavar=N_("KIND"), help=N_("The kind of file; without it, the kinds are listed."))
    ] = None,
) -> None:
    """Prints a schema as it is shipped."""
    session = session_of(ctx)
    files = {file.name.removesuffix(SUFFIX): file for file in sorted(shipped("schemas").glob(f"*{SUFFIX}"))}
    if kind is None:
        rows = [(name, _described(file, session)) for name, file in files.items()]
        session.out("\n".join(Screen(session).definitions(rows, indent=0)))
    elif kind in files:
        session.out(files[kind].read_text(encoding="utf-8").rstrip("\n"))
    else:
        message = Message.of("There is no schema “{kind}”.", kind=kind)
        raise UsageError(message, Message.of("The kinds are: {names}", names=", ".join(files)))


def _described(file: Path, session: Session) -> str:
    values = json.loads(file.read_text(encoding="utf-8"))
    return str(values.get(f"x-description-{session.language}") or values.get("description", ""))
