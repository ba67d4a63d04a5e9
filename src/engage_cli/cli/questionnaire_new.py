"""`engage questionnaire new [ID]`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.slugs import short_slug
from engage_cli.terminal import options
from engage_cli.terminal.session import Session, session_of

if TYPE_CHECKING:
    from engage_cli.authoring.starting import QuestionnaireStart

INSTEAD = Message.of("Say it on the command line: --title TITLE --section TITLE --section TITLE")


def new(
    ctx: typer.Context,
    *,
    id: Annotated[
        str | None, typer.Argument(metavar=N_("ID"), help=N_("Its id; made of the title by default."))
    ] = None,
    title: options.Title = None,
    section: Annotated[
        list[str] | None,
        typer.Option("--section", metavar=N_("TITLE"), help=N_("The title of a section; may be repeated.")),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar=N_("FOLDER"), help=N_("Where to write; questionnaires/ID by default.")),
    ] = None,
) -> None:
    """Writes a small questionnaire to begin with, in the language of the screen, with its first tests."""
    from engage_cli.authoring.copying import write_folder
    from engage_cli.authoring.starting import first_files
    from engage_cli.editor.questionnaires import add_schemas
    from engage_cli.typed import command

    session = session_of(ctx)
    start = _start(session, id, title, tuple(section or ()))
    folder = output or Path("questionnaires") / start.id
    write_folder(folder, add_schemas(first_files(start), session.language))
    session.say(
        session.tr.gettext("Written: {path}").format(path=folder),
        f"  {command('questionnaire', 'lint', folder)}",
        f"  {command('questionnaire', 'test', folder)}",
    )


def _start(session: Session, id: str | None, title: str | None, sections: tuple[str, ...]) -> "QuestionnaireStart":
    """What the author chose, asking in the terminal for what is missing. Raises UsageError where nobody can be
    asked."""
    from engage_cli.authoring.copying import validate_id
    from engage_cli.authoring.starting import QuestionnaireStart

    said, titles = (title or "").strip(), tuple(one.strip() for one in sections if one.strip())
    if not said or not titles:
        from engage_cli.terminal.choose_asker import choose_asker

        asker, _ = choose_asker(session, instead=INSTEAD), session.tr.gettext
        said = said or asker.line(_("What is the questionnaire called?")).strip()
        lines = "" if titles else asker.lines(_("Titles of its sections, one a line"))
        titles = titles or tuple(one.strip() for one in lines.splitlines() if one.strip())
    if not said or not titles:
        raise UsageError(Message.of("A questionnaire has a title and at least one section."), INSTEAD)
    own = validate_id(id or short_slug(said))
    return QuestionnaireStart(id=own, title=said, sections=titles, language=session.language, tr=session.tr)
