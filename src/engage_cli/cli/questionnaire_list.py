"""`engage questionnaire list`."""

import typer

from engage_cli.model.questionnaire import Questionnaire
from engage_cli.terminal.layout import WIDEST, definitions
from engage_cli.terminal.session import Session, session_of


def show_all(ctx: typer.Context) -> None:
    """Prints id, version, title and size of each."""
    from engage_cli.questionnaire.library import known_questionnaires
    from engage_cli.questionnaire.loading import load_questionnaire

    session = session_of(ctx)
    found = [load_questionnaire(folder).questionnaire for folder in known_questionnaires(session.folders)]
    rows = [(q.id, _described(q, session)) for q in found]
    session.out("\n".join(definitions(rows, min(session.width, WIDEST), indent=0)))


def _described(q: Questionnaire, session: Session) -> str:
    sections = session.tr.ngettext("{n} section", "{n} sections", len(q.sections)).format(n=len(q.sections))
    questions = session.tr.ngettext("{n} question", "{n} questions", len(q.by_id)).format(n=len(q.by_id))
    title = q.title.to(session.language)
    return " · ".join([f"{title} {q.version}", ", ".join([sections, questions]), ", ".join(q.languages)])
