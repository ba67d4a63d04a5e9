"""`engage portfolio PATHS… [-o FILE]`."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.cli import many
from engage_cli.cli.edge import FINE, UNMET
from engage_cli.cli.session import session_of
from engage_cli.cli.words import later as _
from engage_cli.errors import Message, Problem, UsageError
from engage_cli.values import Value

if TYPE_CHECKING:
    from engage_cli.batch.piles import Pile
    from engage_cli.batch.sieve import Wish
    from engage_cli.report.formats import Document
    from engage_cli.report.templates import Templates
    from engage_cli.scoring.portfolio import Limits

SCREEN = "-"
FORMATS = ("html", "pdf", "md", "json", "xlsx")
KINDS = ("portfolio", "plan")

Output = Annotated[
    str,
    typer.Option(
        "-o", "--output", metavar=_("FILE"), help=_("A file in .html, .pdf, .md, .json or .xlsx; “-” is the screen.")
    ),
]
Kind = Annotated[
    str, typer.Option("--kind", metavar="portfolio|plan", help=_("The whole portfolio, or the action plan alone."))
]
By = Annotated[
    str | None, typer.Option("--by", metavar=_("FACET"), help=_("Group the projects by what they say to it."))
]
Soon = Annotated[
    str, typer.Option("--soon", metavar=_("DAYS"), help=_("How near the end of a waiver is worth a word."))
]
Old = Annotated[str, typer.Option("--old", metavar=_("MONTHS"), help=_("How old an assessment may grow."))]
Names = Annotated[bool, typer.Option("--with-names", help=_("Name the people who have actions to do."))]


def portfolio(
    ctx: typer.Context,
    *,
    paths: many.Paths,
    output: Output = SCREEN,
    kind: Kind = "portfolio",
    lang: many.Lang = None,
    by: By = None,
    where: many.Where = None,
    questionnaire: many.Id = None,
    questionnaires: many.Folders = None,
    soon: Soon = "60",
    old: Old = "12",
    with_names: Names = False,
    timezone: many.Zone = None,
    template: many.Template = None,
    jobs: many.Jobs = None,
    scheduler: many.Scheduler = None,
    force: many.Force = False,
) -> int:
    """Writes one picture of many projects, and the plan that they call for together."""
    from engage_cli.report.templates import Templates

    session, format = session_of(ctx), format_of(output)
    day = many.day_in(timezone, session)
    folders = many.folders_there(questionnaires)
    limits = _limits(day, soon, old)
    wish = many.wish_of(limits, where, folders, questionnaire, by)
    shape = Shape(
        languages=many.languages_named(lang, session),
        kind=many.one_of("--kind", kind, KINDS),
        names=with_names,
        templates=Templates(folder=many.folder_there(template)),
    )
    found = many.readings(paths, many.order_of(day, session, folders), session, jobs, scheduler)
    pile, problems = many.added_up(found, wish, session)
    content = document(pile, problems, wish, shape, format)
    many.deliver(content, None if output == SCREEN else Path(output), session, force=force)
    return UNMET if problems else FINE


class Shape(Value, kw_only=True):
    """What the document is to be."""

    languages: tuple[str, ...]
    kind: str
    names: bool
    templates: "Templates"


def document(pile: "Pile", problems: tuple[Problem, ...], wish: "Wish", shape: Shape, format: str) -> "Document":
    """The document of what was added up."""
    from engage_cli.report.portfolios import PortfolioRequest, render_portfolio

    request = PortfolioRequest(
        portfolio=pile.gathering.portfolio(),
        plan=pile.planning.plan(),
        languages=shape.languages,
        kind=shape.kind,
        names=shape.names,
        where=wish.where,
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
    from engage_cli.scoring.portfolio import Limits

    months = many.whole_number("--old", old)
    return Limits(today=day, soon=many.whole_number("--soon", soon) or 0, old=Period(months=months or 0))
