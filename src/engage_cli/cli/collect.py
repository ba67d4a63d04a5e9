"""`engage collect PROJECT FILE`."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.project.comparing import Change, Collected, is_replacement
from engage_cli.project.history import history_path
from engage_cli.project.merging import Clash, Side, is_known
from engage_cli.project.placing import UNPLACED
from engage_cli.questionnaire.library import PROJECT_FILE
from engage_cli.terminal import options
from engage_cli.terminal.choose_asker import choose_asker, session_speech
from engage_cli.terminal.clock import today_for
from engage_cli.terminal.open_project import open_project
from engage_cli.terminal.screens.collected import ChangesPage
from engage_cli.terminal.session import Session, session_of
from engage_cli.typed import command
from engage_cli.wizard.asker import Asker, Menu, Option, Paragraph

KNOWN = "known"
INSTEAD = Message.of(
    "Add --yes; where both differ, --theirs or --ours says who is right, --settle KIND=SIDE for one kind of clash."
)


Settled = Annotated[
    list[str] | None,
    typer.Option(
        "--settle",
        metavar=N_("CLASH=SIDE"),
        help=N_(
            "Who is right in one kind of clash: level, unknown, not-applicable or facts = ours or theirs; "
            "unknown=known takes the side that knows. May be repeated."
        ),
    ),
]


Yes = Annotated[bool, typer.Option("--yes", "-y", help=N_("Record what is new or changed without asking."))]
Theirs = Annotated[
    bool, typer.Option("--theirs", help=N_("Record without asking; where both differ, the file’s answers hold."))
]
Ours = Annotated[
    bool, typer.Option("--ours", help=N_("Record without asking; where both differ, the project’s answers hold."))
]
Voice = Annotated[
    bool,
    typer.Option(
        "--voice", help=N_("Keep the file beside the project as one voice among several: engage consensus compares.")
    ),
]


def collect(
    ctx: typer.Context,
    *,
    project: options.Project,
    file: Annotated[
        str | None, typer.Argument(metavar=N_("FILE"), help=N_("The file that the page gave; - is stdin."))
    ] = None,
    yes: Yes = False,
    theirs: Theirs = False,
    ours: Ours = False,
    settle: Settled = None,
    voice: Voice = False,
) -> None:
    """Shows what a file of answers would change in a project, and records what is accepted."""
    from engage_cli.project.collecting import read_collected, record_collected
    from engage_cli.project.comparing import find_changes
    from engage_cli.terminal.read_input import read_page_answers

    project, file = _meant(project, file)
    if voice:
        _take_voice(project, file, session_of(ctx), replaces=yes or theirs)
        return
    session, decided = session_of(ctx), _decided(settle or (), theirs=theirs, ours=ours)
    loaded = open_project(project, session)
    questionnaire = loaded.questionnaire.questionnaire
    found = read_collected(read_page_answers(file), questionnaire, loaded.project.charter)
    differing = find_changes(found, loaded.project, questionnaire)
    page = ChangesPage(session, questionnaire, session_speech(session))
    session.out("\n".join(page.summary(loaded.project, found, differing)))
    if not differing and not found.unplaced:
        return
    ask = partial(choose_asker, session, instead=INSTEAD)
    taken = _taken(differing, page, ask, decided, yes=yes or theirs or ours)
    if taken is None:
        session.say(session.tr.gettext("Nothing was recorded."))
        return
    record_collected(loaded, found, taken, today=today_for(loaded.path, session))
    _close(taken, found, loaded.path, project, session)


def _take_voice(project: Path, file: str, session: Session, *, replaces: bool) -> None:
    """Saves the file as a voice beside the project, without printing anything that it says."""
    from engage_cli.terminal.open_project import report_remarks
    from engage_cli.terminal.read_input import read_page_answers
    from engage_cli.voices.reading import LEAST, voice_files
    from engage_cli.voices.taking import take_voice

    loaded, _ = open_project(project, session), session.tr.gettext
    put = take_voice(read_page_answers(file), loaded, replaces=replaces)
    report_remarks(put.answers.remarks, session)
    said = _("This voice is there already: {path}") if put.unchanged else _("Kept as a voice: {path}")
    session.say(said.format(path=put.path))
    if put.earlier:
        session.say(_("The earlier one is kept: {path}").format(path=put.earlier))
    count = len(voice_files(loaded.path))
    voices = session.tr.ngettext("{count} voice so far.", "{count} voices so far.", count).format(count=count)
    compare = _("To compare them: {command}").format(command=command("consensus", project)) if count >= LEAST else ""
    session.say(f"{voices} {compare}".rstrip())


def _meant(project: Path, file: str | None) -> tuple[Path, str]:
    """The project and the file meant; a file alone goes into the project of this folder. Raises UsageError."""
    here = Path(PROJECT_FILE)
    if file is None and project == here:
        hint = Message.of("For example: {command}", command=command("collect", here, "reponses.answers.yaml"))
        raise UsageError(Message.of("The file of answers is missing."), hint)
    return (here, str(project)) if file is None else (project, file)


def _decided(settle: Sequence[str], *, theirs: bool, ours: bool) -> Mapping[Clash, str]:
    """By kind of conflict, which side the options choose. Raises UsageError."""
    if theirs and ours:
        raise UsageError(Message.of("--theirs and --ours exclude each other."))
    found = dict.fromkeys(Clash, Side.THEIRS.value if theirs else Side.OURS.value) if theirs or ours else {}
    for one in settle:
        clash, _, side = one.partition("=")
        sides = (*Side, KNOWN) if clash == Clash.UNKNOWN else tuple(Side)
        if clash not in tuple(Clash) or side not in sides:
            said = Message.of("“{value}” does not say who is right.", value=one)
            raise UsageError(said, Message.of("Write a kind of clash and a side: --settle level=theirs"))
        found[Clash(clash)] = side
    return found


def _taken(
    differing: Sequence[Change], page: ChangesPage, ask: Callable[[], Asker], decided: Mapping[Clash, str], *, yes: bool
) -> tuple[Change, ...] | None:
    """The changes to record; None: none at all. Raises UsageError where nobody can be asked."""
    open_ones = [change for change in differing if change.clash is not None and change.clash not in decided]
    asker = None if yes and not open_ones else ask()
    if asker is not None and not yes and not _record_at_all(asker, page):
        return None
    settled = [change.settled(_side(change, decided, asker, page)) if change.clash else change for change in differing]
    return tuple(change for change in settled if change is not None)


def _side(change: Change, decided: Mapping[Clash, str], asker: Asker | None, page: ChangesPage) -> Side:
    """The side to take in a conflict: as decided by options, else as answered."""
    side = decided.get(change.clash) if change.clash else None
    if side == KNOWN:
        return Side.OURS if is_known(change.ours) else Side.THEIRS
    if side is not None:
        return Side(side)
    assert asker is not None, "what is not decided is asked"
    return _settle(asker, change, page)


def _record_at_all(asker: Asker, page: ChangesPage) -> bool:
    _ = page.speech
    options = (Option(id="yes", label=_("Record this")), Option(id="no", label=_("Leave the project as it is")))
    return asker.pick(Menu(ask=_("Record these answers in the project?"), options=options)) == "yes"


def _settle(asker: Asker, change: Change, page: ChangesPage) -> Side:
    """Asks which of two answers to take; evidence and notes of both are kept."""
    _ = page.speech
    options = (
        Option(id=Side.OURS, label=_("Keep the project’s: {answer}", answer=page.value(change, change.ours))),
        Option(id=Side.THEIRS, label=_("Take the file’s: {answer}", answer=page.value(change, change.theirs))),
    )
    asker.say(Paragraph(page.name(change)))
    return Side(str(asker.pick(Menu(ask=_("Which one holds?"), options=options))))


def _close(taken: Sequence[Change], found: Collected, path: Path, project: Path, session: Session) -> None:
    """Prints what was recorded and what to do next."""
    _, count = session_speech(session), len(taken)
    if taken or not found.unplaced:
        session.say(
            _.ngettext("{count} change recorded in {path}.", "{count} changes recorded in {path}.", count, path=path)
        )
    if gone := sum(map(is_replacement, taken)):
        session.say(
            _.ngettext(
                "{count} answer or fact was replaced; what stood there is kept in {path}.",
                "{count} answers or facts were replaced; what stood there is kept in {path}.",
                gone,
                path=history_path(path),
            )
        )
    if found.unplaced:
        session.say(_("What does not fit is kept under {key}.", key=f"assessment.{UNPLACED}"))
    session.say(_("To see where the project stands: {command}", command=command("score", project)))
