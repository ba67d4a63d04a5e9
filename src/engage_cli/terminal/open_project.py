"""A project from its path to its assessment, for the commands that read one."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.errors import InputError, Message, Problem
from engage_cli.model.past import past_days
from engage_cli.model.project import Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.supposition import Supposition
from engage_cli.project.supposing import TypedSuppositions
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.results import Assessment
from engage_cli.scoring.supposing import suppose
from engage_cli.terminal.clock import asked_day, day_at, today_at
from engage_cli.terminal.edge import problem_lines
from engage_cli.terminal.layout import Style
from engage_cli.terminal.session import Session
from engage_cli.typed import command
from engage_cli.values import Value, replace

if TYPE_CHECKING:
    from engage_cli.followup.course import Course
    from engage_cli.project.loading import LoadedProject

_SHOWN = 6
"""How many remarks on one file are said where no more are asked for."""


def opened(path: Path, session: Session) -> "LoadedProject":
    """The project at `path` with its questionnaire; what is odd in it is said on stderr. Raises InputError."""
    from engage_cli.project.loading import load_project

    loaded = load_project(path, folders=session.folders)
    say_remarks((*loaded.remarks, *_to_come(loaded, day_at(loaded.path, session))), session)
    return loaded


def _to_come(loaded: "LoadedProject", day: dt.date) -> Iterator[Problem]:
    """That days of the past are after `day`: what rests on them misleads."""
    late = [(place, one) for place, one in past_days(loaded.project) if one > day]
    if late:
        file, line, column = loaded.locate(late[0][0])
        message = Message.plural(
            "{count} date that should be past comes after {day}: {date}.",
            "{count} dates that should be past come after {day}; the first one here is {date}.",
            len(late), day=day.isoformat(), date=late[0][1].isoformat(),
        )  # fmt: skip
        hint = Message.of("Correct it; all are named by: {command}", command=command("check", loaded.path))
        yield Problem(path=file, line=line, column=column, place=late[0][0], message=message, hint=hint)


def opened_to_write(path: Path, session: Session) -> "LoadedProject":
    """As `opened`, for a command that changes the project: the schemas beside it are brought to its questionnaire."""
    loaded = opened(path, session)
    renew_schemas(loaded.path, loaded.questionnaire.questionnaire)
    return loaded


def renew_schemas(project: Path, questionnaire: Questionnaire) -> None:
    """Brings the schemas that stand beside a project, where there are any, to its questionnaire."""
    from engage_cli.editor.beside import renew

    renew(project, questionnaire)


def say_remarks(remarks: Iterable[Problem], session: Session) -> None:
    """Says on stderr what is odd in a file without being wrong: the first few, all with --verbose."""
    every, tr = tuple(remarks), session.tr
    head = Style(session.coloured(sys.stderr)).warn(tr.gettext("remark:")) + " "
    shown = len(every) if session.verbose else _SHOWN
    for remark in every[:shown]:
        session.say(*problem_lines(remark, tr), head=head)
    if more := len(every[shown:]):
        words = tr.ngettext("{n} more; all of them with -v.", "{n} more; all of them with -v.", more)
        session.say(words.format(n=more), head=head)


def with_voices(loaded: "LoadedProject", session: Session) -> "LoadedProject":
    """`loaded` with where the voices beside it differ.

    Voices that cannot be used are a remark that names nobody: no result depends on them.
    """
    from engage_cli.voices.reading import with_divergences

    try:
        return with_divergences(loaded, read_on(loaded, session))
    except InputError:
        message = Message.of("A voice beside the project cannot be used; engage consensus says why.")
        say_remarks([Problem(path=str(loaded.path), message=message)], session)
        return loaded


class Subject(Value):
    """A project as it is to be read: on a day, with what is supposed of it."""

    project: Project
    day: dt.date
    supposed: Supposition


def supposed_project(loaded: "LoadedProject", session: Session, typed: TypedSuppositions | None) -> Subject:
    """As of the day asked for, else that of its last answer, else today, with what `typed` supposes.

    Raises UsageError where that does not fit the questionnaire.
    """
    project = loaded.project
    day = read_on(loaded, session)
    if not typed:
        return Subject(project, day, Supposition())
    questionnaire = loaded.questionnaire.questionnaire
    supposed = typed.parse(questionnaire)
    title = session.tr.gettext("supposed")
    return Subject(suppose(questionnaire, project, supposed, as_of=day, title=title), day, supposed)


def assessed(
    loaded: "LoadedProject", session: Session, *, quick: bool = False, typed: TypedSuppositions | None = None
) -> Assessment:
    """The assessment of `loaded` in its own scope unless `quick`; it says what is supposed in `typed`.

    Raises UsageError where that does not fit the questionnaire.
    """
    subject = supposed_project(loaded, session, typed)
    scope = "quick" if quick else None
    found = assess(loaded.questionnaire.questionnaire, subject.project, as_of=subject.day, scope=scope)
    return replace(found, supposed=subject.supposed)


def assessed_today(loaded: "LoadedProject", session: Session) -> Assessment:
    """The assessment of `loaded` on the day asked for, else today, for what is late whenever the last answer was."""
    return assess(loaded.questionnaire.questionnaire, loaded.project, as_of=day_at(loaded.path, session))


def since_last(loaded: "LoadedProject", assessment: Assessment, session: Session, language: str = "") -> str:
    """What changed since the last milestone, in one line, in `language` or that of the session; empty without one.

    A file of milestones that cannot be used is a remark: the results do not depend on it.
    """
    from engage_cli.project.recognising import milestones_path

    if not loaded.project.milestones and not milestones_path(loaded.path).exists():
        return ""
    from engage_cli.followup.since import changes_since, since_text
    from engage_cli.wording.assessments import wording_for

    try:
        found = changes_since(loaded, assessment)
    except InputError as error:
        say_remarks(error.problems, session)
        return ""
    return since_text(found, assessment, wording_for(language or session.language, assessment)) if found else ""


def course_so_far(loaded: "LoadedProject", assessment: Assessment) -> "Course | None":
    """How results went over three milestones or more; None with a file that cannot be used, which `since_last` says."""
    from engage_cli.followup.course import load_course

    try:
        return load_course(loaded, assessment)
    except InputError:
        return None


def read_on(loaded: "LoadedProject", session: Session) -> dt.date:
    """As of which day `loaded` is read: the one asked for, else that of its last answer, else today."""
    return asked_day(loaded.path, session) or loaded.project.date or today_at(loaded.path, session)
