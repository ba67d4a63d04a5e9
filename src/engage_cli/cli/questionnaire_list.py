"""`engage questionnaire list`."""

import sys

import typer

from engage_cli.terminal import options
from engage_cli.terminal.layout import Screen
from engage_cli.terminal.session import session_of


def show_all(ctx: typer.Context, *, json: options.AsJson = False) -> None:
    """Prints id, title, version, size and languages of each."""
    from engage_cli.questionnaire.compiled import load
    from engage_cli.questionnaire.library import known_questionnaires

    session = session_of(ctx)
    _ = session.tr.gettext
    folders = known_questionnaires(session.folders)
    found = [load(folder, session.folders).questionnaire for folder in folders]
    if json:
        from engage_cli.questionnaire.outline import list_values
        from engage_cli.report.json_text import json_text

        sys.stdout.write(json_text(list_values(zip(folders, found, strict=True))))
        return
    head = (_("Title"), _("Version"), _("Sections"), _("Questions"), _("Languages"))
    rows = [
        (q.id, q.title.to(session.language), q.version, str(len(q.sections)), str(len(q.by_id)), ", ".join(q.languages))
        for q in found
    ]
    session.out("\n".join(Screen(session).tables(head, [(_("Questionnaires"), rows)], right=(3, 4), fold=(1,))))
