"""`engage portfolio PATHS… [-o FILE]`."""

import datetime as dt
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from engage_cli.batch import options as multi
from engage_cli.errors import Message, UsageError
from engage_cli.formats import Document
from engage_cli.i18n import N_
from engage_cli.portfolio.documents.choices import PortfolioKind
from engage_cli.portfolio.documents.formats import FORMATS
from engage_cli.portfolio.letters.formats import FORMATS as LETTERS
from engage_cli.report.bounded import SECONDS
from engage_cli.report.choices import Paper
from engage_cli.terminal import options
from engage_cli.terminal import report_options as documents
from engage_cli.terminal.edge import FINE, UNMET
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.report_choices import choose_languages, load_templates, look_files
from engage_cli.terminal.session import Session, session_of
from engage_cli.terminal.write_document import SCREEN, choose_format, output_path, write_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engage_cli.batch.grouping import Group
    from engage_cli.batch.row_source import RowSource
    from engage_cli.portfolio.documents.request import PortfolioRequest
    from engage_cli.portfolio.portfolio import Limits
    from engage_cli.portfolio.since_moment import SinceMoment

Output = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar=N_("FILE"),
        help=N_("Where to write; “-” is the screen. Letters: a folder takes a file for each unit."),
    ),
]
DocumentFormat = Annotated[str | None, documents.format_option({**FORMATS, **LETTERS})]
Kind = Annotated[
    PortfolioKind,
    typer.Option(
        "--kind",
        click_type=documents.KindChoice(PortfolioKind, FORMATS, letters=LETTERS),
        help=N_("What the document says."),
    ),
]
Soon = Annotated[
    int,
    typer.Option("--soon", min=1, metavar=N_("DAYS"), help=N_("How many days before its end a waiver is reported.")),
]
Old = Annotated[int, typer.Option("--old", min=1, metavar=N_("MONTHS"), help=N_("How old an assessment may grow."))]
Names = Annotated[bool, typer.Option("--with-names", help=N_("Name the people who have actions to do."))]
Lists = Annotated[
    Path | None,
    typer.Option(
        "--lists",
        metavar=N_("FOLDER"),
        help=N_(
            "Where the lists of a page, a PDF or Markdown go as CSV files; beside it where it has too many projects to "
            "hold them: more than 1,000, or 100 in a PDF."
        ),
    ),
]


def portfolio(
    ctx: typer.Context, *, paths: multi.Paths, output: Output = SCREEN, format: DocumentFormat = None,
    kind: Kind = PortfolioKind.PORTFOLIO, lang: documents.Languages = None, by: multi.By = None,
    where: multi.Where = None, questionnaire: multi.Id = None, questionnaires: options.Questionnaires = None,
    soon: Soon = 60, old: Old = 12, since: multi.Since = None, with_names: Names = False, lists: Lists = None,
    template: documents.Template = None, template_timeout: documents.TemplateSeconds = SECONDS,
    paper: documents.Papers = Paper.LETTER, jobs: multi.Jobs = None, scheduler: multi.Scheduler = None,
    force: options.Force = False,
) -> int:  # fmt: skip
    """Writes a document about many projects: their results together, or the action plan that follows."""

    session, name = session_of(ctx), _format(kind, format, output)
    _path(kind, name, output, inputs=look_files(None, template), all_known=False, force=force)
    day, folders = multi.reading_day(paths, session), questionnaire_folders(session, paths, questionnaires)
    project_filter = multi.parse_filter(_limits(day, soon, old), where, folders, questionnaire, by)
    settings = multi.reading_settings(day, session, folders)
    found = multi.make_row_source(paths, settings, session, jobs, scheduler, keep=since is not None)
    groups, problems = multi.aggregate_projects(found, project_filter, session)
    folder, address = _lists(lists, name, output, kind, groups)
    request = _together(
        groups, _since(since, groups, found, session), languages=choose_languages(lang, session), kind=kind,
        names=with_names, where=project_filter.where, unread=problems, paper=paper, lists=address,
        templates=load_templates(template, template_timeout, session),
    )  # fmt: skip
    del groups  # what they were added up from is not needed any more
    _write(
        request,
        name,
        output,
        folder,
        session,
        inputs=(*found.files(), *look_files(None, template)),
        force=force,
    )
    return UNMET if problems else FINE


def _format(kind: PortfolioKind, format: str | None, output: str) -> str:
    """The format to write. Raises UsageError."""
    if kind is PortfolioKind.LETTERS:
        from engage_cli.batch.letters.writing import choose_letter_format

        return choose_letter_format(format, output)
    if format is not None and format not in FORMATS:
        raise UsageError(Message.of("Only letters are written as “{format}”: --kind letters.", format=format))
    return choose_format(format, output, FORMATS)


def _path(kind: PortfolioKind, name: str, output: str, **asked: Any) -> Path | None:
    """The file to write; None: the screen, or letters, which are a file each. Raises UsageError."""
    return None if kind is PortfolioKind.LETTERS else output_path(output, FORMATS[name], **asked)


def _lists(
    asked: Path | None, name: str, output: str, kind: PortfolioKind, groups: "Sequence[Group]"
) -> tuple[Path | None, str]:
    """The folder for the document's lists and its address in the document: where asked for, else beside a document that
    cannot hold them all; None: no lists.

    Raises UsageError where lists are asked for without a document in a file.
    """
    from engage_cli.portfolio.documents import contents, lists

    medium, page = contents.MEDIUM.get(name), Path(output)
    if medium is None or output == SCREEN or kind is PortfolioKind.LETTERS:
        if asked is not None:
            raise UsageError(Message.of("--lists goes with a page, a PDF or Markdown in a file: -o page.html"))
        return None, ""
    many = any(group.projects > contents.WHOLE[medium] for group in groups)
    folder = asked or (lists.default_folder(page) if many else None)
    return folder, lists.relative_link(folder, page) if folder else ""


def _write(
    request: "PortfolioRequest", name: str, output: str, folder: Path | None, session: Session,
    *, inputs: "Sequence[Path]", force: bool,
) -> None:  # fmt: skip
    """Writes the document in the format `name`, and the lists to `folder`, where there is one. Raises UsageError."""
    if request.kind is PortfolioKind.LETTERS:
        from engage_cli.batch.letters import writing
        from engage_cli.portfolio.letters.of_portfolio import build_letters

        writing.write_letters(build_letters(request), name, output, session, inputs=inputs, force=force)
        return
    from engage_cli.portfolio.documents.contents import write_lists
    from engage_cli.portfolio.export.folder import prepare_folder, publish

    ours = folder is not None and prepare_folder(folder, force=force)
    path = _path(request.kind, name, output, inputs=inputs, force=force)
    write_document(_made(request, name, session), path, session, inputs=inputs, force=force)
    if folder is not None:
        with tempfile.TemporaryDirectory(prefix=".engage-", dir=folder) as made, Meter(session):
            write_lists(request, Path(made))
            publish(Path(made), folder, ours=ours, inputs=inputs, force=force)
        session.say(session.tr.gettext("Written: {path}").format(path=folder))


def _together(groups: "Sequence[Group]", since: "Sequence[SinceMoment | None]", **shared: Any) -> "PortfolioRequest":
    """The request for the document over all groups, each with its changes; `shared` are fields of every group."""
    from engage_cli.portfolio.documents.request import PortfolioRequest
    from engage_cli.portfolio.documents.several import combine_requests

    return combine_requests(
        [
            PortfolioRequest(portfolio=group.portfolio.portfolio(), plan=group.plan.plan(), since=changed, **shared)
            for group, changed in zip(groups, since, strict=True)
        ]
    )


def _since(
    moment: str | None, groups: "Sequence[Group]", found: "RowSource", session: Session
) -> "list[SinceMoment | None]":
    """What changed in each group's projects since `moment`. Raises UsageError where none of them has it."""
    if moment is None:
        return [None] * len(groups)
    sums: list[SinceMoment | None] = []
    errors = []
    for group in groups:
        try:
            sums.append(_changed(moment, group, found, session))
        except UsageError as error:
            errors.append(error)
            sums.append(None)
    if len(errors) == len(groups):
        raise errors[0]
    return sums


def _changed(moment: str, group: "Group", found: "RowSource", session: Session) -> "SinceMoment":
    from engage_cli.batch.followup.since import ReadingOptions, changes_since

    whole = group.portfolio.portfolio()
    projects = {line.key: found.kept[line.key] for line in whole.lines}
    settings = found.settings
    with Meter(session) as meter:
        meter.begin(len(projects))
        reader = ReadingOptions(
            moment=moment, day=settings.row_day, folders=tuple(map(Path, settings.folders)), step=meter.step
        )
        return changes_since(projects, whole.questionnaire, reader)


def _made(request: "PortfolioRequest", name: str, session: Session) -> Document:
    with Meter(session):
        return FORMATS[name].document(request, request.templates.run)


def _limits(day: dt.date, soon: int, old: int) -> "Limits":
    from engage_cli.model.scales import Period
    from engage_cli.portfolio.portfolio import Limits

    return Limits(today=day, soon=soon, old=Period(months=old))
