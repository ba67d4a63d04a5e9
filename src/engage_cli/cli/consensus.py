"""`engage consensus PROJECT`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.report.choices import Paper
from engage_cli.report.consensus.formats import FORMATS
from engage_cli.terminal import options
from engage_cli.terminal import report_options as documents
from engage_cli.terminal.choose_asker import choose_asker, session_speech
from engage_cli.terminal.clock import today_for
from engage_cli.terminal.open_project import open_project, reading_day
from engage_cli.terminal.session import Session, session_of
from engage_cli.typed import command
from engage_cli.values import Value

if TYPE_CHECKING:
    from engage_cli.project.loading import LoadedProject
    from engage_cli.voices.board import Board
    from engage_cli.voices.voice import Voice
    from engage_cli.voices.wording import BoardWording
    from engage_cli.wizard.meeting.settling import Meeting

INSTEAD = Message.of("Give the decisions with --answers FILE (- for stdin), or record with --yes what all agree on.")

Files = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar=N_("VOICES"), help=N_("Files of answers, or folders with them; those beside the project without.")
    ),
]
Settle = Annotated[bool, typer.Option("--settle", help=N_("Agree on answers, and record them with their reason."))]
Answers = Annotated[
    str | None,
    typer.Option("--answers", metavar=N_("FILE|-"), help=N_("With --settle: what was agreed, from YAML; - is stdin.")),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help=N_("With --settle: record what all agree on, without asking."))]
Review = Annotated[bool, typer.Option("--review", help=N_("With --settle: ask what was agreed already, too."))]
Json = Annotated[bool, typer.Option("--json", help=N_("Print what the voices say as JSON, without counts or names."))]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar=N_("FILE"),
        help=N_("Write a page for the projector (.html), or a sheet for the meeting (.pdf, .docx, .md)."),
    ),
]
DocumentFormat = Annotated[str | None, documents.format_option(FORMATS)]
Names = Annotated[
    bool, typer.Option("--with-names", help=N_("Say who holds what, and how many: for whoever leads the meeting."))
]


class _Here(Value):
    """A project with its voices, as read in this run."""

    session: Session
    typed: Path
    loaded: "LoadedProject"
    voices: "tuple[Voice, ...]"
    found: "Board"

    def meeting(self) -> "Meeting":
        """The meeting that settles the differences."""
        from engage_cli.wizard.meeting.settling import Meeting

        day, today = reading_day(self.loaded, self.session), today_for(self.loaded.path, self.session)
        return Meeting(self.loaded, self.found, self.voices, today=today, as_of=day)


def consensus(
    ctx: typer.Context,
    *,
    project: options.Project,
    voices: Files = None,
    settle: Settle = False,
    answers: Answers = None,
    yes: Yes = False,
    review: Review = False,
    json: Json = False,
    output: Output = None,
    format: DocumentFormat = None,
    lang: documents.Languages = None,
    paper: documents.Papers = Paper.LETTER,
    with_names: Names = False,
    force: options.Force = False,
) -> None:
    """Shows where several voices differ, and records what they agree on."""
    session = session_of(ctx)
    _refuse_odd(settle=settle, only_settling=answers is not None or yes or review, shown=json or output or format)
    loaded = open_project(project, session)
    here = _here(loaded, project, voices or [], session)
    if json or output is not None or format is not None:
        from engage_cli.terminal.consensus.documents import BoardOptions, write_board

        wanted = BoardOptions(
            json=json, output=output, format=format, lang=lang, paper=paper, with_names=with_names, force=force
        )
        write_board(wanted, loaded, here.found, session, read=(*(voices or ()),))
        return
    if settle:
        _settle(here, answers, yes=yes, review=review)
    else:
        _look(here, with_names=with_names)
    _keep_out(here, voices or [])


def _refuse_odd(*, settle: bool, only_settling: bool, shown: object) -> None:
    """Raises UsageError for options that cannot be combined."""
    if only_settling and not settle:
        raise UsageError(Message.of("--answers, --yes and --review go with --settle."))
    if settle and shown:
        raise UsageError(Message.of("--settle records; write documents before or after it."))


def _here(loaded: "LoadedProject", typed: Path, named: list[Path], session: Session) -> _Here:
    from engage_cli.voices.board import build_board
    from engage_cli.voices.reading import read_voices

    voices = read_voices(loaded, named)
    day = reading_day(loaded, session)
    found = build_board(loaded.questionnaire.questionnaire, loaded.project, voices, as_of=day)
    return _Here(session, typed, loaded, voices, found)


def _look(here: _Here, *, with_names: bool) -> None:
    """Shows the board: question by question in a terminal, else all at once."""
    from engage_cli.terminal.consensus.overview import BoardPage, overview_lines
    from engage_cli.terminal.consensus.walking import can_walk
    from engage_cli.voices.wording import BoardWording, Counts

    session = here.session
    if can_walk(session) and not with_names:
        _walk(here)
        return
    words = BoardWording(here.found, _words(here.found, session).w, Counts.ALWAYS if with_names else Counts.FROM_FOUR)
    page = BoardPage(session, words, with_names)
    session.out("\n".join(overview_lines(page)))
    sys.stdout.flush()
    hint = session.tr.gettext("To agree on answers: {command}")
    session.say(hint.format(command=command("consensus", here.typed, "--settle")))


def _walk(here: _Here) -> None:
    """Walks through the board by keys; decisions made on the way are recorded."""
    from engage_cli.terminal.consensus.overview import BoardPage, overview_lines
    from engage_cli.terminal.consensus.walking import WalkEnd, WalkPosition, walk_board
    from engage_cli.voices.settling import Decision
    from engage_cli.wizard.meeting.settling import ask_decision

    session, meeting, step = here.session, here.meeting(), WalkPosition()
    while True:
        words = _words(meeting.board, session)
        ended, step = walk_board(BoardPage(session, words), step)
        if ended is WalkEnd.LEFT:
            break
        one = meeting.board.order[step.at]
        decision = ask_decision(choose_asker(session, instead=INSTEAD), session_speech(session), words, one)
        if isinstance(decision, Decision):
            meeting.decide(one, decision)
    session.out("\n".join(overview_lines(BoardPage(session, _words(meeting.board, session)))))
    _close(meeting, here, silent=True)


def _settle(here: _Here, answers: str | None, *, yes: bool, review: bool) -> None:
    from engage_cli.wizard.meeting.settling import settle

    session, meeting = here.session, here.meeting()
    if answers is not None or yes:
        if yes:
            meeting.record(meeting.taken().agreed)
        if answers is not None:
            _record(answers, meeting, session)
        meeting.record({})
    else:
        asker = choose_asker(session, instead=INSTEAD)
        settle(meeting, asker, session_speech(session), _words(here.found, session).w, review=review)
    _close(meeting, here)


def _record(name: str, meeting: "Meeting", session: Session) -> None:
    """Records decisions from a file: answers, each with `agreed: {because: …}` where a reason is given."""
    from engage_cli.project.answers_file import answers_from
    from engage_cli.terminal.open_project import report_remarks
    from engage_cli.terminal.read_input import read_document
    from engage_cli.voices.settling import decisions

    held = answers_from(read_document(name), Path(name), meeting.loaded.questionnaire)
    report_remarks(held.remarks, session)
    for one, decision in decisions(meeting.board, held.answers):
        meeting.decide(one, decision)


def _close(meeting: "Meeting", here: _Here, *, silent: bool = False) -> None:
    """Prints what was recorded, what stays open, and what to do next."""
    session, path = here.session, here.loaded.path
    tr, open_ = session.tr, len(meeting.board.apart())
    if meeting.recorded:
        said = tr.ngettext(
            "{count} answer recorded in {path}.", "{count} answers recorded in {path}.", meeting.recorded
        )
        session.say(said.format(count=meeting.recorded, path=path))
    elif not silent:
        session.say(tr.gettext("Nothing new was recorded."))
    if open_ and (meeting.recorded or not silent):
        said = tr.ngettext("{count} question stays open.", "{count} questions stay open.", open_)
        session.say(said.format(count=open_))
    if meeting.recorded:
        session.say(
            tr.gettext("To see where the project stands: {command}").format(command=command("score", here.typed))
        )


def _words(found: "Board", session: Session) -> "BoardWording":
    from engage_cli.voices.wording import BoardWording
    from engage_cli.wording.assessments import Wording

    return BoardWording(found, Wording(language=session.language, tr=session.tr))


def _keep_out(here: _Here, named: list[Path]) -> None:
    """Offers to add voices to .gitignore; where nobody can be asked, prints the line to add."""
    from engage_cli.voices.ignoring import LINE, GitProtection, git_protection, ignore_voices
    from engage_cli.voices.reading import voice_files

    session, files = here.session, [*(named or voice_files(here.loaded.path))]
    state = git_protection(files[0]) if files else GitProtection.OUT
    _ = session.tr.gettext
    if state is GitProtection.TRACKED:
        session.say(_("Git has taken in files of answers: git rm --cached lets them go."))
    elif state is GitProtection.EXPOSED and not (session.interactive and _agreed_to(here)):
        said = _("The voices would go into git. This line in .gitignore keeps them out: {line}")
        session.say(said.format(line=LINE))
    elif state is GitProtection.EXPOSED:
        session.say(_("Written: {path}").format(path=ignore_voices(files[0])))


def _agreed_to(here: _Here) -> bool:
    from engage_cli.voices.ignoring import LINE
    from engage_cli.wizard.asker import Menu, Option

    _ = session_speech(here.session)
    options_ = (Option(id="yes", label=_("Yes, write it")), Option(id="no", label=_("No")))
    ask = _("The voices would go into git. Write “{line}” into .gitignore?", line=LINE)
    asker = choose_asker(here.session, instead=INSTEAD)
    return asker.pick(Menu(ask=ask, options=options_)) == "yes"
