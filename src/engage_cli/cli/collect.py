"""`engage collect PROJECT FILE`."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.project.collecting import UNPLACED, Change, Collected, Kind
from engage_cli.terminal import options
from engage_cli.terminal.choose_asker import asker_for, speech_of
from engage_cli.terminal.open_project import opened
from engage_cli.terminal.screens.collected import ChangesPage
from engage_cli.terminal.session import Session, session_of
from engage_cli.terminal.typed import command
from engage_cli.wizard.asker import Asker, Menu, Option, Paragraph

THEIRS, OURS = "theirs", "ours"
INSTEAD = Message.of("Add --yes; where both differ, --theirs takes the file’s answers, --ours keeps the project’s.")


def collect(
    ctx: typer.Context,
    *,
    project: options.Project,
    file: Annotated[str, typer.Argument(metavar=N_("FILE"), help=N_("The file that the page gave; - is stdin."))],
    yes: Annotated[bool, typer.Option("--yes", "-y", help=N_("Record what is new or changed without asking."))] = False,
    theirs: Annotated[
        bool, typer.Option("--theirs", help=N_("Likewise; where both differ, take the file’s answers."))
    ] = False,
    ours: Annotated[
        bool, typer.Option("--ours", help=N_("Likewise; where both differ, keep the project’s answers."))
    ] = False,
) -> None:
    """Shows what a file of answers would change in a project, and records what is accepted."""
    from engage_cli.project.collecting import changes, collected, record_collected
    from engage_cli.terminal.read_input import document_of

    session = session_of(ctx)
    if theirs and ours:
        raise UsageError(Message.of("--theirs and --ours exclude each other."))
    loaded = opened(project, session)
    questionnaire = loaded.questionnaire.questionnaire
    found = collected(document_of(file), questionnaire, loaded.project.charter)
    differing = changes(found, loaded.project, questionnaire)
    page = ChangesPage(session, questionnaire, speech_of(session))
    session.out("\n".join(page.summary(loaded.project, found, differing)))
    if not differing and not found.unplaced:
        return
    conflicts = THEIRS if theirs else OURS if ours else None
    ask = partial(asker_for, session, instead=INSTEAD)
    taken = _taken(differing, page, ask, conflicts, yes=yes or conflicts is not None)
    if taken is None:
        session.say(session.tr.gettext("Nothing was recorded."))
        return
    record_collected(loaded, found, taken, today=session.today)
    _close(taken, found, loaded.path, project, session)


def _taken(
    differing: Sequence[Change], page: ChangesPage, ask: Callable[[], Asker], conflicts: str | None, *, yes: bool
) -> tuple[Change, ...] | None:
    """What is to be recorded; None for nothing at all. Raises UsageError where nobody is there to be asked."""
    disputed = [change for change in differing if change.kind is Kind.CONFLICT]
    if yes and (conflicts or not disputed):
        return tuple(change for change in differing if conflicts == THEIRS or change not in disputed)
    asker = ask()
    if not yes and not _record_at_all(asker, page):
        return None
    theirs = [change for change in disputed if (conflicts or _settle(asker, change, page)) == THEIRS]
    return tuple(change for change in differing if change in theirs or change not in disputed)


def _record_at_all(asker: Asker, page: ChangesPage) -> bool:
    _ = page.speech
    options = (Option(id="yes", label=_("Record this")), Option(id="no", label=_("Leave the project as it is")))
    return asker.pick(Menu(ask=_("Record these answers in the project?"), options=options)) == "yes"


def _settle(asker: Asker, change: Change, page: ChangesPage) -> str:
    """Which of two answers holds."""
    _ = page.speech
    options = (
        Option(id=OURS, label=_("Keep the project’s: {answer}", answer=page.value(change, change.ours))),
        Option(id=THEIRS, label=_("Take the file’s: {answer}", answer=page.value(change, change.theirs))),
    )
    asker.say(Paragraph(page.name(change)))
    return str(asker.pick(Menu(ask=_("Which one holds?"), options=options)))


def _close(taken: Sequence[Change], found: Collected, path: Path, project: Path, session: Session) -> None:
    """What was recorded, and what to do next."""
    _, count = speech_of(session), len(taken)
    if taken or not found.unplaced:
        session.say(
            _.ngettext("{count} change recorded in {path}.", "{count} changes recorded in {path}.", count, path=path)
        )
    if found.unplaced:
        session.say(_("What does not fit is kept under {key}.", key=f"assessment.{UNPLACED}"))
    session.say(_("To see where the project stands: {command}", command=command("score", project)))
