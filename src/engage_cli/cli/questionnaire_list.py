"""`engage questionnaire list`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from engage_cli.errors import InputError
from engage_cli.terminal import options
from engage_cli.terminal.edge import FINE, WRONG, problem_lines
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.layout import Screen
from engage_cli.terminal.session import Session, session_of

if TYPE_CHECKING:
    from engage_cli.model.questionnaire import Questionnaire


def show_all(ctx: typer.Context, *, json: options.AsJson = False) -> int:
    """Prints id, title, version, size and languages of each questionnaire; exit code 2 where one cannot be read."""
    from engage_cli.questionnaire.library import known_questionnaires

    session = session_of(ctx)
    folders = questionnaire_folders(session)
    known = known_questionnaires(Path(), folders)
    found = list(_readable(known, folders, session))
    if json:
        from engage_cli.questionnaire.outline import list_values
        from engage_cli.report.json_text import json_text

        sys.stdout.write(json_text(list_values(found)))
    else:
        session.out("\n".join(_table([q for _, q in found], session)))
    return FINE if len(found) == len(known) else WRONG


def _readable(
    known: tuple[Path, ...], folders: tuple[Path, ...], session: Session
) -> Iterator[tuple[Path, "Questionnaire"]]:
    """The questionnaires that can be read; problems of the others are printed on stderr."""
    from engage_cli.questionnaire.compiled import load

    for folder in known:
        try:
            yield folder, load(folder, folders).questionnaire
        except InputError as error:
            session.say(*(line for problem in error.problems for line in problem_lines(problem, session.tr)))


def _table(found: "list[Questionnaire]", session: Session) -> list[str]:
    _ = session.tr.gettext
    head = (_("Title"), _("Version"), _("Sections"), _("Questions"), _("Languages"))
    rows = [
        (q.id, q.title.to(session.language), q.version, str(len(q.sections)), str(len(q.by_id)), ", ".join(q.languages))
        for q in found
    ]
    return Screen(session).tables(head, [(_("Questionnaires"), rows)], right=(3, 4), fold=(1,))
