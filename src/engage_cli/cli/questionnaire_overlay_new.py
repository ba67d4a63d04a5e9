"""`engage questionnaire overlay new BASE`."""

from pathlib import Path
from typing import Annotated

import typer

from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.slugs import short_slug
from engage_cli.terminal import options
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.session import Session, session_of

INSTEAD = Message.of("Say it on the command line: --title TITLE")


def new(
    ctx: typer.Context,
    *,
    base: Annotated[str, typer.Argument(metavar=N_("BASE"), help=N_("The base: an id, or a folder."))],
    title: options.Title = None,
    id: Annotated[
        str | None, typer.Option("--id", metavar="ID", help=N_("Its id; made of the title by default."))
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar=N_("FILE"),
            help=N_("Where to write; questionnaires/ID/questionnaire.yaml by default."),
        ),
    ] = None,
) -> None:
    """Writes an overlay of a questionnaire: a small file that names it, and says what it changes.

    engage questionnaire overlay new ID --title "Our visits"
    """
    from engage_cli.authoring.copying import validate_id
    from engage_cli.authoring.overlay.starting import OverlayStart, write_overlay
    from engage_cli.questionnaire.library import FILE, questionnaire_path
    from engage_cli.questionnaire.overlay.bases import read_base
    from engage_cli.typed import command

    session, folders = session_of(ctx), questionnaire_folders(session_of(ctx))
    found = read_base(questionnaire_path(base, beside=Path(), folders=folders))
    said = _title(session, title)
    own = validate_id(id or short_slug(said))
    path = output or Path("questionnaires") / own / FILE
    path = path if path.suffix in (".yaml", ".yml") else path / FILE
    write_overlay(OverlayStart(id=own, title=said, base=found, tr=session.tr), path, folders)
    session.say(
        session.tr.gettext("Written: {path}").format(path=path),
        f"  {command('questionnaire', 'lint', path)}",
        f"  {command('questionnaire', 'show', path)}",
    )


def _title(session: Session, given: str | None) -> str:
    """The title given, else asked for. Raises UsageError where nobody can be asked."""
    said = (given or "").strip()
    if not said:
        from engage_cli.terminal.choose_asker import choose_asker

        said = choose_asker(session, instead=INSTEAD).line(session.tr.gettext("What is the overlay called?")).strip()
    if not said:
        raise UsageError(Message.of("An overlay has a title."), INSTEAD)
    return said
