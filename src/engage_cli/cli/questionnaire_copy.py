"""`engage questionnaire copy ID NEW`."""

from pathlib import Path
from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.session import session_of


def copy(
    ctx: typer.Context,
    *,
    id: Annotated[str, typer.Argument(metavar=N_("ID"), help=N_("The questionnaire to start from, or its folder."))],
    new: Annotated[str, typer.Argument(metavar=N_("NEW-ID"), help=N_("The id of yours: letters, digits, hyphens."))],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar=N_("FOLDER"), help=N_("Where to write; questionnaires/NEW-ID by default.")
        ),
    ] = None,
) -> None:
    """Starts a questionnaire from another one: its files under a new id, at version 1.0.0."""
    from engage_cli.authoring.copying import copy_questionnaire, validate_id
    from engage_cli.questionnaire.library import questionnaire_path
    from engage_cli.questionnaire.loading import load_questionnaire
    from engage_cli.typed import command

    session = session_of(ctx)
    _ = session.tr.gettext
    own = validate_id(new)
    folders = questionnaire_folders(session)
    source = load_questionnaire(questionnaire_path(id, beside=Path(), folders=folders), folders)
    folder = output or Path("questionnaires") / own
    written = copy_questionnaire(source, own, folder, session.language, folders)
    session.say(
        session.tr.ngettext(
            "{count} file written to “{path}”.", "{count} files written to “{path}”.", len(written)
        ).format(count=len(written), path=folder)
    )
    origin = source.questionnaire.source
    if origin and origin.licence_name:
        session.say(
            _("Its content stays under {licence}: say so where you publish it.").format(licence=origin.licence_name)
        )
    session.say(_("Change its title, then:"), f"  {command('questionnaire', 'lint', folder)}")
