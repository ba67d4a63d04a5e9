"""Opens a project for a command: from its path to the loaded project and its assessment."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.errors import InputError, Message, Problem
from engage_cli.model.past import claimed_days
from engage_cli.model.project import Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.supposition import Supposition
from engage_cli.project.supposing import TypedSuppositions
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.results import Assessment
from engage_cli.scoring.supposing import suppose
from engage_cli.terminal.clock import asked_day, day_or_today, today_for
from engage_cli.terminal.edge import problem_lines
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.layout import Style
from engage_cli.terminal.session import Session
from engage_cli.typed import command
from engage_cli.values import Value, replace

if TYPE_CHECKING:
    from engage_cli.followup.course import Course
    from engage_cli.project.loading import LoadedProject

_SHOWN = 6
"""Maximum number of remarks printed about one file, unless --verbose."""


def open_project(path: Path, session: Session) -> "LoadedProject":
    """The project at `path` with its questionnaire; oddities are reported on stderr. Raises InputError."""
    from engage_cli.project.loading import load_project

    loaded = load_project(path, folders=questionnaire_folders(session, [path]))
    report_remarks((*loaded.remarks, *_to_come(loaded, day_or_today(loaded.path, session))), session)
    return loaded


def _to_come(loaded: "LoadedProject", day: dt.date) -> Iterator[Problem]:
    """A problem for each date of something past that is after `day`."""
    late = [(place, one) for place, one in claimed_days(loaded.project) if one > day]
    if late:
        file, line, column = loaded.locate(late[0][0])
        message = Message.plural(
            "{count} date that should be past comes after {day}: {date}.",
            "{count} dates that should be past come after {day}; the first one here is {date}.",
            len(late), day=day.isoformat(), date=late[0][1].isoformat(),
        )  # fmt: skip
        hint = Message.of("Correct it; all are named by: {command}", command=command("check", loaded.path))
        yield Problem(path=file, line=line, column=column, place=late[0][0], message=message, hint=hint)


def open_project_to_write(path: Path, session: Session) -> "LoadedProject":
    """As `open_project`, for a command that changes the project: also updates the editor schemas beside it."""
    loaded = open_project(path, session)
    renew_schemas(loaded.path, loaded.questionnaire.questionnaire)
    return loaded


def renew_schemas(project: Path, questionnaire: Questionnaire) -> None:
    """Updates the editor schemas beside a project, where there are any, to its questionnaire."""
    from engage_cli.editor.beside import renew_schemas

    renew_schemas(project, questionnaire)


def report_remarks(remarks: Iterable[Problem], session: Session) -> None:
    """Prints remarks, oddities that are no errors, on stderr: the first few, or all with --verbose."""
    every, tr = tuple(remarks), session.tr
    head = Style(session.coloured(sys.stderr)).warn(tr.gettext("remark:")) + " "
    shown = len(every) if session.verbose else _SHOWN
    for remark in every[:shown]:
        session.say(*problem_lines(remark, tr), head=head)
    if more := len(every[shown:]):
        words = tr.ngettext("{n} more; all of them with -v.", "{n} more; all of them with -v.", more)
        session.say(words.format(n=more), head=head)


def add_voices(loaded: "LoadedProject", session: Session) -> "LoadedProject":
    """`loaded` with the differences between the voices beside it.

    Voices that cannot be used become a remark that names nobody: no result depends on them.
    """
    from engage_cli.voices.reading import with_divergences

    try:
        return with_divergences(loaded, reading_day(loaded, session))
    except InputError:
        message = Message.of("A voice beside the project cannot be used; engage consensus says why.")
        report_remarks([Problem(path=str(loaded.path), message=message)], session)
        return loaded


class SupposedProject(Value):
    """A project on a day, with suppositions applied."""

    project: Project
    day: dt.date
    supposed: Supposition


def supposed_project(loaded: "LoadedProject", session: Session, typed: TypedSuppositions | None) -> SupposedProject:
    """The project on the day asked for, else of its last answer, else today, with what `typed` supposes.

    Raises UsageError where a supposition does not fit the questionnaire.
    """
    project = loaded.project
    day = reading_day(loaded, session)
    if not typed:
        return SupposedProject(project, day, Supposition())
    questionnaire = loaded.questionnaire.questionnaire
    supposed = typed.parse(questionnaire)
    title = session.tr.gettext("supposed")
    return SupposedProject(suppose(questionnaire, project, supposed, as_of=day, title=title), day, supposed)


def assess_project(
    loaded: "LoadedProject", session: Session, *, quick: bool = False, typed: TypedSuppositions | None = None
) -> Assessment:
    """The assessment of `loaded` in its own scope, or the quick one, with what `typed` supposes.

    Raises UsageError where a supposition does not fit the questionnaire.
    """
    subject = supposed_project(loaded, session, typed)
    scope = "quick" if quick else None
    found = assess(loaded.questionnaire.questionnaire, subject.project, as_of=subject.day, scope=scope)
    return replace(found, supposed=subject.supposed)


def assess_project_today(loaded: "LoadedProject", session: Session) -> Assessment:
    """The assessment on the day asked for, else today, so that delays count from now and not from the last answer."""
    return assess(loaded.questionnaire.questionnaire, loaded.project, as_of=day_or_today(loaded.path, session))


def summarize_since_milestone(
    loaded: "LoadedProject", assessment: Assessment, session: Session, language: str = ""
) -> str:
    """One line on what changed since the last milestone, in `language` or the session's; empty where there is none.

    An unusable file of milestones becomes a remark: results do not depend on it.
    """
    from engage_cli.project.recognising import milestones_path

    if not loaded.project.milestones and not milestones_path(loaded.path).exists():
        return ""
    from engage_cli.followup.since import changes_since, since_text
    from engage_cli.wording.assessments import wording_for

    try:
        found = changes_since(loaded, assessment)
    except InputError as error:
        report_remarks(error.problems, session)
        return ""
    return since_text(found, assessment, wording_for(language or session.language, assessment)) if found else ""


def load_course(loaded: "LoadedProject", assessment: Assessment) -> "Course | None":
    """The course of results over three milestones or more; None for fewer, or where their file cannot be used."""
    from engage_cli.followup.course import load_course

    try:
        return load_course(loaded, assessment)
    except InputError:
        return None


def reading_day(loaded: "LoadedProject", session: Session) -> dt.date:
    """The day as of which `loaded` is read: the one asked for, else of its last answer, else today."""
    return asked_day(loaded.path, session) or loaded.project.date or today_for(loaded.path, session)
