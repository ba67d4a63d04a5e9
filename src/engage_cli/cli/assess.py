"""`engage assess PROJECT`."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import Message
from engage_cli.i18n import N_, long_date
from engage_cli.terminal import options
from engage_cli.terminal.choose_asker import choose_asker, session_speech
from engage_cli.terminal.clock import day_or_today, today_for
from engage_cli.terminal.find_named import check_speaker_options, check_unit_id, find_section_id
from engage_cli.terminal.open_project import open_project_to_write, report_remarks
from engage_cli.terminal.session import Session, session_of
from engage_cli.text import escaped
from engage_cli.typed import command
from engage_cli.values import Value, replace
from engage_cli.wizard.route import RunOptions
from engage_cli.wording.names import titled

if TYPE_CHECKING:
    from engage_cli.project.loading import LoadedProject
    from engage_cli.wizard.files import ProjectAnswers, VoiceAnswers

INTERRUPTED = 130
INSTEAD = Message.of("Give the answers with --answers FILE (- for stdin).")


class _Asked(Value, kw_only=True):
    """The options that restrict which questions are asked."""

    quick: bool
    section: tuple[str, ...]
    unit: str | None
    all_sections: bool
    respondent: str | None
    speaks_for: tuple[str, ...] = ()

    def options(self, *, review: bool) -> RunOptions:
        return RunOptions(
            scope="quick" if self.quick else "full",
            sections=self.section,
            unit=self.unit,
            speaks_for=self.speaks_for,
            all_sections=self.all_sections,
            review=review,
        )

    def again(self, project: Path, *, plain: bool) -> str:
        """The command that resumes a run where this one stops."""
        words: list[object] = ["assess", project]
        words += ["--quick"] if self.quick else []
        words += [word for id in self.section for word in ("--section", id)]
        words += ["--unit", self.unit] if self.unit else []
        words += ["--all-sections"] if self.all_sections else []
        words += ["--respondent", self.respondent] if self.respondent else []
        words += [word for id in self.speaks_for for word in ("--for", id)]
        words += ["--plain"] if plain else []
        return command(*words)


AllSections = Annotated[
    bool, typer.Option("--all-sections", help=N_("Ask the sections that the project does not aim at, too."))
]
Review = Annotated[bool, typer.Option("--review", help=N_("Go through the questions that have an answer, too."))]
Respondent = Annotated[
    str | None,
    typer.Option("--respondent", metavar=N_("NAME"), help=N_("Answer apart, in PROJECT.NAME.answers.yaml.")),
]
Answers = Annotated[
    str | None, typer.Option("--answers", metavar=N_("FILE|-"), help=N_("Record answers from YAML; - is stdin."))
]
Undo = Annotated[bool, typer.Option("--undo", help=N_("Take back the last saved answer; again, the one before."))]


def assess(
    ctx: typer.Context,
    *,
    project: options.Project,
    quick: options.QuickQuestions = False,
    section: options.Sections = None,
    unit: options.Unit = None,
    all_sections: AllSections = False,
    review: Review = False,
    respondent: Respondent = None,
    speaks_for: options.SpeaksFor = None,
    answers: Answers = None,
    undo: Undo = False,
) -> int:
    """Asks the questions of a project, or records answers from a file."""
    session = session_of(ctx)
    loaded = open_project_to_write(project, session)
    questionnaire = loaded.questionnaire.questionnaire
    asked = _Asked(
        quick=quick,
        section=tuple(find_section_id(questionnaire, id) for id in section or ()),
        unit=check_unit_id(questionnaire, unit) if unit else None,
        all_sections=all_sections,
        respondent=respondent,
        speaks_for=check_speaker_options(questionnaire, speaks_for or (), respondent),
    )
    store = _store(loaded, asked, session)
    if undo:
        return _undo(store, session)
    if answers is not None:
        return _record(answers, loaded, store, session)
    return _hold(store, asked, project, session, review=review)


def _store(loaded: "LoadedProject", asked: _Asked, session: Session) -> "ProjectAnswers | VoiceAnswers":
    from engage_cli.wizard.files import ProjectAnswers, VoiceAnswers

    if asked.respondent is None:
        return ProjectAnswers(loaded, today=today_for(loaded.path, session), scope="quick" if asked.quick else "full")
    from engage_cli.voices.recording import start_voice

    voice = start_voice(loaded.path, asked.respondent, loaded.questionnaire, asked.speaks_for)
    report_remarks(voice.remarks, session)
    return VoiceAnswers(voice, loaded.project, today=today_for(loaded.path, session))


def _hold(
    store: "ProjectAnswers | VoiceAnswers",
    asked: _Asked,
    project: Path,
    session: Session,
    *,
    review: bool,
) -> int:
    from engage_cli.wizard.files import ProjectAnswers
    from engage_cli.wizard.interview import EndReason
    from engage_cli.wizard.session import AssessmentSession, run_session

    asker = choose_asker(session, instead=INSTEAD)
    report = command("report", project, "-o", session.tr.gettext("report.pdf"))
    assessment_session = AssessmentSession(
        options=replace(asked, speaks_for=_spoken_for(store)).options(review=review),
        today=today_for(store.path, session),
        as_of=day_or_today(store.path, session),
        clock=time.monotonic,
        file=escaped(str(store.path)),
        resume=asked.again(project, plain=session.plain),
        report=report if asked.respondent is None else "",
        score=command("score", project),
        everything=command("assess", project, *(("--plain",) if session.plain else ())),
        keeper=store if isinstance(store, ProjectAnswers) else None,
    )
    how = run_session(store, asker, session_speech(session), assessment_session)
    return INTERRUPTED if how is EndReason.INTERRUPTED else 0


def _spoken_for(store: "ProjectAnswers | VoiceAnswers") -> tuple[str, ...]:
    """The units and functions that the respondent answers for, as stated in the file."""
    from engage_cli.wizard.files import VoiceAnswers

    return store.speaks_for if isinstance(store, VoiceAnswers) else ()


def _undo(store: "ProjectAnswers | VoiceAnswers", session: Session) -> int:
    """Undoes the last answer; prints which it was and what the file has now."""
    from engage_cli.project.undoing import answer_from_history
    from engage_cli.wizard.question_screen import describe_answer

    taken, speech = store.undo(), session_speech(session)
    question = store.questionnaire.by_id.get(taken.id)

    def words(value: object) -> str:
        answer = answer_from_history(value)
        if answer is None or question is None:
            return session.tr.gettext("no answer")
        said, pieces = describe_answer(speech, store.questionnaire, question, answer), len(answer.evidence)
        shown = session.tr.ngettext("{count} piece of evidence", "{count} pieces of evidence", pieces)
        return f"{said}, {shown.format(count=pieces)}" if pieces else said

    name = titled(question.ref, speech.words(question.title)) if question else taken.id
    said = session.tr.gettext("Taken back in {path}: {question}: {before} → {after} (saved on {date}).")
    day = long_date(taken.on, session.language)
    values = {"before": words(taken.new_value), "after": words(taken.old_value), "date": day}
    session.say(said.format(path=store.path, question=name, **values))
    return 0


def _record(name: str, loaded: "LoadedProject", store: "ProjectAnswers | VoiceAnswers", session: Session) -> int:
    """Saves the answers of a file. Raises InputError with everything wrong in it before anything is saved."""
    from engage_cli.project.answers_file import answers_from
    from engage_cli.terminal.read_input import read_document

    held = answers_from(read_document(name), Path(name), loaded.questionnaire)
    report_remarks(held.remarks, session)
    given = held.answers
    for id, answer in given.items():
        store.record(id, answer)
    count = len(given)
    said = session.tr.ngettext("{count} answer saved in {path}.", "{count} answers saved in {path}.", count)
    session.say(said.format(count=count, path=store.path))
    return 0
