"""What the commands about many projects take alike, and how they read them."""

import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import Message, Problem, UsageError
from engage_cli.i18n import LANGUAGES, N_
from engage_cli.terminal.edge import problem_lines
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.session import Session, today_in

if TYPE_CHECKING:
    from engage_cli.batch.grouping import Group
    from engage_cli.batch.messages import Order, Outcome
    from engage_cli.batch.project_filter import ProjectFilter
    from engage_cli.batch.row_source import RowSource
    from engage_cli.batch.run import Progress
    from engage_cli.portfolio.portfolio import Limits
    from engage_cli.report.formats import Document

BOTH = "both"

Paths = Annotated[
    list[str],
    typer.Argument(metavar=N_("PATH"), help=N_("Project files, folders of them, or folders that engage batch wrote.")),
]
Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="|".join((*LANGUAGES, BOTH)), help=N_("Language of the document, or both in one.")),
]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar=N_("FOLDER"),
        help=N_("A folder of templates that replace the shipped ones, or blocks of them."),
    ),
]
Folders = Annotated[
    list[Path] | None,
    typer.Option("--questionnaires", metavar=N_("FOLDER"), help=N_("A folder with more questionnaires.")),
]
Jobs = Annotated[
    str | None,
    typer.Option("-j", "--jobs", metavar=N_("NUMBER"), help=N_("Processes; as many as processors if left out.")),
]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar=N_("ADDRESS"), help=N_("Work on the Dask cluster there."))
]
Where = Annotated[
    list[str] | None,
    typer.Option("--where", metavar=N_("FACET=CHOICE,…"), help=N_("Only projects that say so; may be repeated.")),
]
Id = Annotated[
    str | None, typer.Option("--questionnaire", metavar="ID", help=N_("Only projects that answer this questionnaire."))
]
Zone = Annotated[
    str | None, typer.Option("--timezone", metavar=N_("ZONE"), help=N_("Where the day is read: America/Toronto."))
]
Force = Annotated[bool, typer.Option("--force", help=N_("Replace a file that engage did not write."))]


def languages_named(lang: str | None, session: Session) -> tuple[str, ...]:
    """The languages of a document. Raises UsageError."""
    if lang is None:
        return (session.language,)
    if lang == BOTH:
        return LANGUAGES
    return (one_of("--lang", lang, (*LANGUAGES, BOTH)),)


def one_of(option: str, value: str, choices: Iterable[str]) -> str:
    """Raises UsageError for a value that is none of `choices`."""
    known = tuple(choices)
    if value in known:
        return value
    raise UsageError(Message.of("{name} takes one of: {choices}.", name=option, choices=", ".join(known)))


def folder_there(folder: Path | None) -> Path | None:
    """Raises UsageError where there is none of that name."""
    if folder is None or folder.is_dir():
        return folder
    raise UsageError(Message.of("There is no folder “{path}”.", path=folder))


def folders_there(folders: list[Path] | None) -> tuple[Path, ...]:
    """Raises UsageError where one is not there."""
    return tuple(folder for one in folders or () if (folder := folder_there(one)))


def whole_number(option: str, text: str | None) -> int | None:
    """From 1. Raises UsageError."""
    if text is None:
        return None
    if text.isdecimal() and text.isascii() and int(text) > 0:
        return int(text)
    raise UsageError(Message.of("{name} takes a whole number.", name=option))


def progress_of(meter: Meter) -> "Progress":
    from engage_cli.batch.run import Progress

    def step(outcome: "Outcome") -> None:
        meter.step(failed=bool(outcome.problems))

    return Progress(meter.begin, step, meter.end, meter.stopping)


def day_in(timezone: str | None, session: Session) -> dt.date:
    """As of which day many projects are read together: the one asked for, else today there. Raises UsageError."""
    return session.as_of or today_in(timezone, session)


def order_of(day: dt.date, session: Session, folders: tuple[Path, ...], *, texts: bool = False) -> "Order":
    """Results as of `day`, and no documents."""
    from engage_cli.batch.messages import Order

    names = tuple(map(str, folders))
    return Order(today=day, as_of=day, languages=(session.language,), folders=names, texts=texts)


def filter_of(
    limits: "Limits", where: list[str] | None, folders: tuple[Path, ...], questionnaire: str | None, by: str | None
) -> "ProjectFilter":
    """Raises UsageError."""
    from engage_cli.batch.project_filter import ProjectFilter, where_of

    return ProjectFilter(
        limits=limits, questionnaire=questionnaire, by=by, where=where_of(where or ()), folders=folders
    )


def row_source(
    paths: list[str], order: "Order", session: Session, jobs: str | None, scheduler: str | None
) -> "RowSource":
    """The projects meant by `paths`, read as they are asked for."""
    from engage_cli.batch.row_source import RowSource

    return RowSource(
        paths=paths,
        order=order,
        progress=progress_of(Meter(session)),
        workers=whole_number("--jobs", jobs),
        scheduler=scheduler,
    )


def added_up(found: "RowSource", wanted: "ProjectFilter", session: Session) -> "tuple[Group, tuple[Problem, ...]]":
    """What the projects come to, and what could not be read, which is said. Raises UsageError where none can be."""
    from engage_cli.batch.grouping import Grouping
    from engage_cli.batch.project_filter import FilteredProjects

    grouping, filtered = Grouping(wanted), FilteredProjects(found, wanted)
    try:
        for reading, questionnaire in filtered:
            grouping.add(reading, questionnaire)
    finally:
        found.progress.end()
    group = grouping.group()
    problems = tuple(sorted((*found.problems, *grouping.problems), key=lambda p: (p.path, p.line or 0)))
    complain(problems, session)
    if group is None:
        raise filtered.nothing()
    return group, problems


def deliver(document: "Document", path: Path | None, session: Session, *, force: bool) -> None:
    """Writes to `path`, or to the screen where there is none. Raises UsageError."""
    if path is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(document.content)
        sys.stdout.buffer.flush()
        return
    from engage_cli.report.files import save

    save(document, path, force=force)
    session.say(session.tr.gettext("Written: {path}").format(path=path))


def complain(problems: Iterable[Problem], session: Session) -> None:
    """Says each on stderr, quiet or not."""
    lines = [line for problem in problems for line in problem_lines(problem, session.tr)]
    if lines:
        sys.stdout.flush()
        sys.stderr.write("\n".join(lines) + "\n")
