"""`engage questionnaire release [ID]`."""

import typer

from engage_cli.terminal import options
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.session import session_of


def release(
    ctx: typer.Context,
    *,
    id: options.QuestionnaireHere = None,
) -> None:
    """Records the ids of the questionnaire's current version in `history/` beside it.

    To be done when a version is published: later versions are compared with it, so that no answer is lost.
    """
    from engage_cli.questionnaire.history.releases import release_of, write_release
    from engage_cli.questionnaire.library import default_path
    from engage_cli.questionnaire.loading import load_questionnaire

    session = session_of(ctx)
    _ = session.tr.gettext
    folders = questionnaire_folders(session)
    loaded = load_questionnaire(default_path(id, folders=folders, judged=True), folders)
    found = release_of(loaded)
    path, written = write_release(loaded.path.parent, found)
    values = {"id": found.id, "version": found.version, "path": path, "count": len(found.questions)}
    said = (
        session.tr.ngettext(
            "{id} {version}: {count} question kept in “{path}”.",
            "{id} {version}: {count} questions kept in “{path}”.",
            len(found.questions),
        )
        if written
        else _("“{path}” holds version {version} already.")
    )
    session.say(said.format(**values))
