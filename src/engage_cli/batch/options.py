"""Options shared by commands about many projects, and how these read the projects."""

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import Problem
from engage_cli.i18n import N_
from engage_cli.terminal.clock import day_or_today
from engage_cli.terminal.edge import problem_lines
from engage_cli.terminal.passed_over import report_passed_over
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.session import Session

if TYPE_CHECKING:
    from engage_cli.batch.grouping import Group
    from engage_cli.batch.messages import Outcome, RunSettings
    from engage_cli.batch.project_filter import ProjectFilter
    from engage_cli.batch.row_source import RowSource
    from engage_cli.batch.run import Progress
    from engage_cli.portfolio.portfolio import Limits

Paths = Annotated[
    list[str],
    typer.Argument(metavar=N_("PATH"), help=N_("Project files, folders of them, or folders that engage batch wrote.")),
]
Jobs = Annotated[
    int | None,
    typer.Option("-j", "--jobs", min=1, metavar=N_("NUMBER"), help=N_("Processes; as many as processors if left out.")),
]
Scheduler = Annotated[
    str | None, typer.Option("--scheduler", metavar=N_("ADDRESS"), help=N_("Work on the Dask cluster there."))
]
Where = Annotated[
    list[str] | None,
    typer.Option("--where", metavar=N_("FACET=CHOICE,…"), help=N_("Only projects that say so; may be repeated.")),
]
By = Annotated[
    str | None, typer.Option("--by", metavar=N_("FACET"), help=N_("Group the projects by what they say to it."))
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar=N_("MOMENT"),
        help=N_(
            "What changed since a day, a milestone, a revision of git (rev:HEAD~1), or the folder of an earlier batch."
        ),
    ),
]
Id = Annotated[
    str | None, typer.Option("--questionnaire", metavar="ID", help=N_("Only projects that answer this questionnaire."))
]


def meter_progress(meter: Meter) -> "Progress":
    """Progress functions that show a run on `meter`."""
    from engage_cli.batch.run import Progress

    def step(outcome: "Outcome") -> None:
        meter.step(failed=bool(outcome.problems))

    return Progress(meter.begin, step, meter.end, meter.stopping)


def reading_day(paths: Sequence[str], session: Session) -> dt.date:
    """The day as of which many projects are read: the one asked for, else today at the first path."""
    return day_or_today(Path(paths[0]), session)


def reading_settings(
    day: dt.date, session: Session, folders: tuple[Path, ...], *, texts: bool = False, followed: bool = False
) -> "RunSettings":
    """Settings to read the results of projects as of `day`, without documents."""
    from engage_cli.batch.messages import RunSettings

    names = tuple(map(str, folders))
    return RunSettings(
        today=day, as_of=day, languages=(session.language,), folders=names, texts=texts, followed=followed
    )


def parse_filter(
    limits: "Limits", where: list[str] | None, folders: tuple[Path, ...], questionnaire: str | None, by: str | None
) -> "ProjectFilter":
    """The filter that the options describe. Raises UsageError for a `where` that cannot be parsed."""
    from engage_cli.batch.project_filter import ProjectFilter, parse_where

    return ProjectFilter(
        limits=limits, questionnaire=questionnaire, by=by, where=parse_where(where or ()), folders=folders
    )


def make_row_source(
    paths: list[str],
    settings: "RunSettings",
    session: Session,
    jobs: int | None,
    scheduler: str | None,
    *,
    keep: bool = False,
) -> "RowSource":
    """The source of rows for the projects in `paths`, read when iterated; see `RowSource.keep`."""
    from engage_cli.batch.row_source import RowSource

    return RowSource(
        paths=paths,
        settings=settings,
        progress=meter_progress(Meter(session)),
        workers=jobs,
        scheduler=scheduler,
        keep=keep,
    )


def aggregate_projects(
    found: "RowSource", project_filter: "ProjectFilter", session: Session
) -> "tuple[tuple[Group, ...], tuple[Problem, ...]]":
    """The aggregates of the projects, by questionnaire, and the problems, which are also printed.

    Raises UsageError where no project can be read.
    """
    from engage_cli.batch.grouping import Grouping
    from engage_cli.batch.project_filter import FilteredProjects

    grouping, filtered = Grouping(project_filter), FilteredProjects(found, project_filter)
    try:
        for project, questionnaire in filtered:
            grouping.add(project, questionnaire)
    finally:
        found.progress.end()
    groups = grouping.groups()
    problems = project_filter.relevant_problems(found.problems)
    report_problems(problems, session)
    report_passed_over(found.passed_over, session)
    session.say(*(said.say(session.tr) for said in filtered.remarks()))
    if not groups:
        raise filtered.nothing_left()
    return groups, problems


def report_problems(problems: Iterable[Problem], session: Session) -> None:
    """Prints each problem on stderr, even with --quiet; problems that several projects share are printed once."""
    lines = list(dict.fromkeys("\n".join(problem_lines(problem, session.tr)) for problem in problems))
    if lines:
        sys.stdout.flush()
        sys.stderr.write("\n".join(lines) + "\n")
