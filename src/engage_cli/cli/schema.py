"""`engage schema [KIND]`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import Message, UsageError, suggestion
from engage_cli.files import schemas
from engage_cli.i18n import N_
from engage_cli.shipped import shipped
from engage_cli.terminal import options
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.layout import Screen
from engage_cli.terminal.session import Session, session_of

if TYPE_CHECKING:
    from engage_cli.editor.bundles import Node

SUFFIX = ".schema.json"


def schema(
    ctx: typer.Context,
    *,
    kind: Annotated[
        str | None, typer.Argument(metavar=N_("KIND"), help=N_("The kind of file; without it, the kinds are listed."))
    ] = None,
    questionnaire: Annotated[
        str | None,
        typer.Option(
            "--questionnaire",
            metavar=N_("ID|PATH"),
            help=N_("For project and answers: with the facts, questions and levels of this questionnaire."),
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar=N_("FILE"), help=N_("Where to write, instead of the screen.")),
    ] = None,
    force: options.Force = False,
) -> None:
    """Prints a schema for an editor: one file, in your language, that refers to no other.

    An editor that reads it completes, explains and checks the file while it is typed. `engage new` writes that of its
    questionnaire beside the project, with the line that names it.
    """
    session = session_of(ctx)
    kinds = [file.name.removesuffix(SUFFIX) for file in sorted(shipped("schemas").glob(f"*{SUFFIX}"))]
    if kind is None:
        rows = [(name, _described(name, session)) for name in kinds]
        session.out("\n".join(Screen(session).definitions(rows, indent=0)))
        return
    if kind not in kinds:
        message = Message.of("There is no schema “{kind}”.", kind=kind)
        raise UsageError(message, Message.of("The kinds are: {names}", names=", ".join(kinds)))
    _write(_made(kind, questionnaire, session), output, session, force=force)


def _described(kind: str, session: Session) -> str:
    values = schemas.load_schema(kind)
    return str(values.get(f"x-description-{session.language}") or values.get("description", ""))


def _made(kind: str, questionnaire: str | None, session: Session) -> "Node":
    if questionnaire is None:
        from engage_cli.editor.bundles import bundle_schema

        return bundle_schema(kind, session.language)
    from engage_cli.editor.projects import KINDS, schema_for
    from engage_cli.terminal.find_named import find_questionnaire

    if kind not in KINDS:
        raise UsageError(
            Message.of("A file of the kind “{kind}” answers no questionnaire.", kind=kind), suggestion("", KINDS)
        )
    asked = find_questionnaire(questionnaire, beside=Path(), folders=questionnaire_folders(session))
    return schema_for(kind, asked, session.language)


def _write(schema: "Node", output: Path | None, session: Session, *, force: bool) -> None:
    from engage_cli.editor.beside import MARKED_SCHEMA, schema_text
    from engage_cli.formats import Document
    from engage_cli.terminal.write_document import write_document

    document = Document(schema_text(schema).encode(), MARKED_SCHEMA)
    write_document(document, output, session, inputs=(), force=force)
