"""`engage compare PROJECT`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.report.choices import Paper
from engage_cli.report.comparison.formats import FORMATS
from engage_cli.terminal import options
from engage_cli.terminal import report_options as documents
from engage_cli.terminal.clock import asked_day
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.open_project import open_project, reading_day, report_remarks
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.report_choices import choose_languages
from engage_cli.terminal.session import Session, session_of
from engage_cli.terminal.write_document import choose_format, output_path, write_document
from engage_cli.values import replace

if TYPE_CHECKING:
    from engage_cli.followup.comparison import Comparison
    from engage_cli.project.loading import LoadedProject

Start = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar=N_("MOMENT"),
        help=N_("A milestone, a day, a file, or a revision of git (rev:HEAD~1); the last milestone by default."),
    ),
]
End = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar=N_("MOMENT"),
        help=N_("The moment to compare with, given in the same way; the project as it stands by default."),
    ),
]
DocumentFormat = Annotated[str | None, documents.format_option(FORMATS)]


def compare(
    ctx: typer.Context,
    *,
    project: options.Project,
    start: Start = None,
    end: End = None,
    json: options.EveryNumber = False,
    output: options.ScreenOrFile = None,
    format: DocumentFormat = None,
    lang: documents.Languages = None,
    paper: documents.Papers = Paper.LETTER,
    force: options.Force = False,
) -> None:
    """Shows what changed in a project between two moments, and why."""
    from engage_cli.project.recognising import milestones_path

    session = session_of(ctx)
    name = None if output is None and format is None else choose_format(format, output, FORMATS)
    if json and (output is not None or format is not None):
        raise UsageError(Message.of("--json writes on the screen; in a file: -o FILE.json"))
    loaded = open_project(project, session)
    found = _compared(loaded, start, end, session)
    if json:
        from engage_cli.report.comparison.as_data import comparison_json

        sys.stdout.write(comparison_json(found))
    elif name is None:
        from engage_cli.terminal.screens.comparison import comparison_lines

        session.out("\n".join(comparison_lines(found, session)))
    else:
        from engage_cli.report.comparison.formats import ComparisonRequest

        request = ComparisonRequest(comparison=found, languages=choose_languages(lang, session), paper=paper)
        read = (*loaded.files(), milestones_path(loaded.path))
        path = output_path(output, FORMATS[name], inputs=read, force=force)
        with Meter(session):
            document = FORMATS[name].document(request)
        write_document(document, path, session, inputs=read, force=force)


def _compared(loaded: "LoadedProject", start: str | None, end: str | None, session: Session) -> "Comparison":
    from engage_cli.followup.comparison import compare_moments as compared
    from engage_cli.followup.course import build_course
    from engage_cli.followup.finding import MomentSources, find_moments
    from engage_cli.project.milestones import load_milestones

    milestones = load_milestones(loaded)
    report_remarks(milestones.remarks, session)
    around = MomentSources(
        loaded=loaded,
        milestones=milestones,
        day=reading_day(loaded, session),
        given_day=asked_day(loaded.path, session),
        folders=questionnaire_folders(session, [loaded.path]),
    )
    then, now = find_moments(around, start, end)
    found = compared(then, now, loaded.project, loaded.questionnaire)
    way = build_course(loaded, milestones.by_date, found.assessment, around.folders) if end is None else None
    return replace(found, course=way)
