"""`engage export PATHS… -o DIR`."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.batch import options as multi
from engage_cli.errors import Message, Problem, UsageError
from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal.edge import FINE, UNMET
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.passed_over import report_passed_over
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.session import Session, session_of

if TYPE_CHECKING:
    from engage_cli.batch.followup.since import MomentReader
    from engage_cli.batch.project_filter import ProjectFilter
    from engage_cli.batch.row_source import RowSource
    from engage_cli.portfolio.export.exports import Export

Output = Annotated[
    Path, typer.Option("-o", "--output", metavar=N_("FOLDER"), help=N_("Where the package goes; made where it is not."))
]
Texts = Annotated[
    bool, typer.Option("--with-text", help=N_("Give names of people and free texts too: not for open data."))
]
Licence = Annotated[
    str | None,
    typer.Option(
        "--licence",
        metavar=N_("ID|URL"),
        help=N_("Licence of the data (CC-BY-4.0), or its address; the questionnaire’s if left out."),
    ),
]
Force = Annotated[bool, typer.Option("--force", help=N_("Replace files that engage did not write."))]


def export(
    ctx: typer.Context,
    *,
    paths: multi.Paths,
    output: Output,
    with_text: Texts = False,
    licence: Licence = None,
    since: multi.Since = None,
    where: multi.Where = None,
    questionnaire: multi.Id = None,
    questionnaires: options.Questionnaires = None,
    jobs: multi.Jobs = None,
    scheduler: multi.Scheduler = None,
    force: Force = False,
) -> int:
    """Writes the results of many projects as open data: CSV files with their schemas, and a workbook."""
    from engage_cli.portfolio.export.exports import PACKAGE, Export
    from engage_cli.portfolio.export.folder import prepare_folder, publish
    from engage_cli.portfolio.portfolio import Limits

    session = session_of(ctx)
    day, folders = multi.reading_day(paths, session), questionnaire_folders(session, paths, questionnaires)
    project_filter = multi.parse_filter(Limits(today=day), where, folders, questionnaire, None)
    named = parse_licence(licence) if licence is not None else None
    settings = multi.reading_settings(day, session, folders, texts=with_text, followed=True)
    found = multi.make_row_source(paths, settings, session, jobs, scheduler)
    ours = prepare_folder(output, force=force)
    with tempfile.TemporaryDirectory(prefix=".engage-", dir=output) as apart:
        plan = Export(folder=Path(apart), as_of=day, texts=with_text, since=since, licence=named)
        problems = _written(found, project_filter, plan, session)
        publish(Path(apart), output, ours=ours, inputs=found.files(), force=force)
    session.say(session.tr.gettext("Written: {path}").format(path=output / PACKAGE))
    return UNMET if problems else FINE


def _moment(moment: str, found: "RowSource") -> "MomentReader":
    """A reader of projects at the moment of that name. Raises UsageError."""
    from engage_cli.batch.followup.since import MomentReader, ReadingOptions

    settings = found.settings
    folders = tuple(map(Path, settings.folders))
    return MomentReader(ReadingOptions(moment=moment, day=settings.row_day, folders=folders, step=lambda: None))


def parse_licence(word: str) -> str:
    """The SPDX id or the address of a licence. Raises UsageError for anything else."""
    from engage_cli.portfolio.export.licences import LICENCES, licence_id, suggest_licence

    if (name := licence_id(word)) is not None:
        return name
    words, guess = ", ".join(LICENCES), suggest_licence(word)
    raise UsageError(
        Message.of("“{name}” is not the id of a licence for data, nor an address.", name=word),
        Message.of("Did you mean “{guess}”? Known: {words}; or the address of a licence.", guess=guess, words=words)
        if guess
        else Message.of("Known: {words}; or the address of a licence (https://…).", words=words),
    )


def _written(
    found: "RowSource", project_filter: "ProjectFilter", export: "Export", session: Session
) -> tuple[Problem, ...]:
    """Writes every project that passes the filter; returns the problems of unreadable ones, which are printed.

    Raises UsageError where no project can be read.
    """
    from engage_cli.batch.project_filter import FilteredProjects
    from engage_cli.portfolio.export.exports import WORKBOOK, Exporter
    from engage_cli.portfolio.export.fields import ExportedProject

    moment = _moment(export.since, found) if export.since else None
    with ExitStack() as stack:
        exporter, filtered = Exporter(export, stack), FilteredProjects(found, project_filter)
        try:
            for project, questionnaire in filtered:
                exporter.add(
                    ExportedProject(
                        row=project.row, questionnaire=questionnaire, texts=project.texts, followed=project.followed,
                        since=moment.read(project) if moment else None,
                    )
                )  # fmt: skip
        finally:
            found.progress.end()
        if moment:
            moment.finish()
        if exporter.projects:
            with Meter(session):
                exporter.finish()
    problems = project_filter.relevant_problems(found.problems)
    multi.report_problems(problems, session)
    report_passed_over(found.passed_over, session)
    session.say(*(said.say(session.tr) for said in filtered.remarks()))
    session.say(*(f"{WORKBOOK}: {remark.say(session.tr)}" for remark in exporter.remarks))
    if not exporter.projects:
        raise filtered.nothing_left()
    return problems
