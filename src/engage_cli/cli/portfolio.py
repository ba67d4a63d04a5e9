"""`engage portfolio PATHS… [-o FILE]`."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.batch import options
from engage_cli.errors import Message, Problem, UsageError
from engage_cli.i18n import N_
from engage_cli.terminal.edge import FINE, UNMET
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.session import session_of
from engage_cli.values import Value

if TYPE_CHECKING:
    from engage_cli.batch.grouping import Group
    from engage_cli.batch.project_filter import ProjectFilter
    from engage_cli.portfolio.portfolio import Limits
    from engage_cli.report.formats import Document
    from engage_cli.report.templates.environment import Templates

SCREEN = "-"
FORMATS = ("html", "pdf", "md", "json", "xlsx")
KINDS = ("portfolio", "plan")

Output = Annotated[
    str,
    typer.Option(
        "-o", "--output", metavar=N_("FILE"), help=N_("A file in .html, .pdf, .md, .json or .xlsx; “-” is the screen.")
    ),
]
Kind = Annotated[
    str, typer.Option("--kind", metavar="portfolio|plan", help=N_("The whole portfolio, or the action plan alone."))
]
By = Annotated[
    str | None, typer.Option("--by", metavar=N_("FACET"), help=N_("Group the projects by what they say to it."))
]
Soon = Annotated[
    str, typer.Option("--soon", metavar=N_("DAYS"), help=N_("How near the end of a waiver is worth a word."))
]
Old = Annotated[str, typer.Option("--old", metavar=N_("MONTHS"), help=N_("How old an assessment may grow."))]
Names = Annotated[bool, typer.Option("--with-names", help=N_("Name the people who have actions to do."))]


def portfolio(
    ctx: typer.Context,
    *,
    paths: options.Paths,
    output: Output = SCREEN,
    kind: Kind = "portfolio",
    lang: options.Lang = None,
    by: By = None,
    where: options.Where = None,
    questionnaire: options.Id = None,
    questionnaires: options.Folders = None,
    soon: Soon = "60",
    old: Old = "12",
    with_names: Names = False,
    timezone: options.Zone = None,
    template: options.Template = None,
    jobs: options.Jobs = None,
    scheduler: options.Scheduler = None,
    force: options.Force = False,
) -> int:
    """Writes one picture of many projects, and the plan that they call for together."""
    from engage_cli.report.templates.environment import Templates

    session, format = session_of(ctx), format_of(output)
    day = options.day_in(timezone, session)
    folders = options.folders_there(questionnaires)
    limits = _limits(day, soon, old)
    wanted = options.filter_of(limits, where, folders, questionnaire, by)
    shape = Shape(
        languages=options.languages_named(lang, session),
        kind=options.one_of("--kind", kind, KINDS),
        names=with_names,
        templates=Templates(folder=options.folder_there(template)),
    )
    found = options.row_source(paths, options.order_of(day, session, folders), session, jobs, scheduler)
    group, problems = options.added_up(found, wanted, session)
    with Meter(session):
        content = document(group, problems, wanted, shape, format)
    options.deliver(content, None if output == SCREEN else Path(output), session, force=force)
    return UNMET if problems else FINE


class Shape(Value, kw_only=True):
    """What the document is to be."""

    languages: tuple[str, ...]
    kind: str
    names: bool
    templates: "Templates"


def document(
    group: "Group", problems: tuple[Problem, ...], wanted: "ProjectFilter", shape: Shape, format: str
) -> "Document":
    """The document of what was added up."""
    from engage_cli.portfolio.documents.formats import PortfolioRequest, render_portfolio

    request = PortfolioRequest(
        portfolio=group.portfolio.portfolio(),
        plan=group.plan.plan(),
        languages=shape.languages,
        kind=shape.kind,
        names=shape.names,
        where=wanted.where,
        unread=problems,
        templates=shape.templates,
    )
    return render_portfolio(request, format)


def format_of(output: str) -> str:
    """By the suffix of the file; Markdown on the screen. Raises UsageError."""
    format = "md" if output == SCREEN else Path(output).suffix.lower().removeprefix(".")
    if format in FORMATS:
        return format
    message = Message.of("The name “{path}” does not say which format to write.", path=output)
    raise UsageError(message, Message.of("End it with {suffixes}.", suffixes=", ".join(f".{f}" for f in FORMATS)))


def _limits(day: dt.date, soon: str, old: str) -> "Limits":
    from engage_cli.model.scales import Period
    from engage_cli.portfolio.portfolio import Limits

    months = options.whole_number("--old", old)
    return Limits(today=day, soon=options.whole_number("--soon", soon) or 0, old=Period(months=months or 0))
