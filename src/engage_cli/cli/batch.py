"""`engage batch PATHS… -o DIR`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.batch import options
from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.terminal.edge import FINE, INTERRUPTED, UNMET, WRONG
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.report_options import Audiences, Engines, Kinds, Papers
from engage_cli.terminal.session import Session, session_of

if TYPE_CHECKING:
    from engage_cli.batch.messages import Shape
    from engage_cli.batch.run import Request, Summary

FORMATS = ("pdf", "html", "md", "json")


Output = Annotated[
    Path, typer.Option("-o", "--output", metavar=N_("FOLDER"), help=N_("Where the reports go; made where it is not."))
]
Formats = Annotated[
    str, typer.Option("--format", metavar="pdf,html,md,json", help=N_("One or more formats; pdf if none is named."))
]
Quick = Annotated[bool, typer.Option("--quick", help=N_("Read the quick questions only."))]
Again = Annotated[bool, typer.Option("--force", help=N_("Make everything again, changed or not, over any file."))]
Prune = Annotated[bool, typer.Option("--prune", help=N_("Remove reports that nothing here makes any more."))]


def batch(
    ctx: typer.Context,
    *,
    paths: options.Paths,
    output: Output,
    format: Formats = "pdf",
    lang: options.Lang = None,
    kind: Kinds = None,
    audience: Audiences = None,
    paper: Papers = None,
    pdf_engine: Engines = None,
    quick: Quick = False,
    template: options.Template = None,
    questionnaires: options.Folders = None,
    jobs: options.Jobs = None,
    scheduler: options.Scheduler = None,
    force: Again = False,
    prune: Prune = False,
) -> int:
    """Writes a report for each of many projects, and an index page; a second run makes only what changed."""
    from engage_cli.batch.run import Request

    session, formats = session_of(ctx), formats_named(format)
    request = Request(
        paths=tuple(paths),
        folder=output,
        formats=formats,
        languages=options.languages_named(lang, session),
        shape=shape_of(formats, kind, audience, paper, pdf_engine, template=template),
        today=session.today,
        as_of=session.as_of,
        quick=quick,
        templates=options.folder_there(template),
        folders=options.folders_there(questionnaires),
        force=force,
        prune=prune,
        workers=options.whole_number("--jobs", jobs),
        scheduler=scheduler,
    )
    return _run(request, session)


def _run(request: "Request", session: Session) -> int:
    from engage_cli.batch.run import run

    summary = run(request, options.progress_of(Meter(session)))
    _tell(summary, request.folder, session)
    return _code(summary)


def formats_named(words: str) -> tuple[str, ...]:
    """Each once, in our order. Raises UsageError."""
    named = {word.strip() for word in words.split(",") if word.strip()}
    if not named or not named <= set(FORMATS):
        raise UsageError(
            Message.of("{name} takes one of: {choices}.", name="--format", choices=", ".join(FORMATS)),
            Message.of("Several are written with commas: pdf,html"),
        )
    return tuple(format for format in FORMATS if format in named)


def shape_of(formats: tuple[str, ...], *options: str | None, template: Path | None) -> "Shape":
    """`options` are kind, audience, paper and engine. Raises UsageError for those that do not go together."""
    from engage_cli.batch.messages import Shape

    if not any(options) and template is None:
        return Shape()
    from engage_cli.terminal.report_choices import asked

    kind, audience, paper, engine = options
    found, *_others = (
        asked(
            output=None, format=format, kind=kind, audience=audience, languages=(), paper=paper, engine=engine,
            attach=(), template=template, theme=None,
        )
        for format in formats
    )  # fmt: skip
    return Shape(kind=found.kind, audience=found.audience, paper=found.paper, engine=found.engine, theme=found.theme)


def _tell(summary: "Summary", folder: Path, session: Session) -> None:
    """Says what failed, what is left over, and what the run came to."""
    options.complain(
        [
            *summary.missing,
            *(problem for outcome in summary.failed for problem in outcome.problems),
            *summary.stuck,
        ],
        session,
    )
    if summary.renewed:
        session.say(session.tr.gettext("The record of the batch was damaged: everything was made anew."))
    session.say(*_leftover(summary, folder, session))
    for line in _came_to(summary, folder, session):
        session.say(line)


def _leftover(summary: "Summary", folder: Path, session: Session) -> list[str]:
    stuck = {problem.path for problem in summary.stuck}
    files = [file for file in summary.leftover if str(folder / file) not in stuck]
    n, tr = len(files), session.tr
    if not n:
        return []
    if summary.pruned:
        said = tr.ngettext(
            "{n} report that nothing makes any more was removed:",
            "{n} reports that nothing makes any more were removed:",
            n,
        )
    else:
        said = tr.ngettext(
            "{n} report that nothing here makes any more (--prune removes it):",
            "{n} reports that nothing here makes any more (--prune removes them):",
            n,
        )
    return [said.format(n=n), *(f"  {file}" for file in files), *_kept(summary, session)]


def _kept(summary: "Summary", session: Session) -> list[str]:
    """Why nothing was removed: what could not be read may be what the reports belong to."""
    if summary.pruned or not summary.prune or not summary.missing:
        return []
    return [session.tr.gettext("None is removed: something that was asked for could not be read.")]


def _came_to(summary: "Summary", folder: Path, session: Session) -> list[str]:
    tr, failed = session.tr, len(summary.failed) + len(summary.missing)
    parts = [
        tr.ngettext("{n} project done", "{n} projects done", summary.made).format(n=summary.made),
        tr.ngettext("{n} unchanged", "{n} unchanged", summary.unchanged).format(n=summary.unchanged),
        tr.ngettext("{n} failed", "{n} failed", failed).format(n=failed),
    ]
    index = folder / "index.html"
    written = (
        [] if any(p.path == str(index) for p in summary.stuck) else [tr.gettext("Written: {path}").format(path=index)]
    )
    if summary.interrupted:
        return [", ".join(parts) + ".", tr.gettext("Interrupted. What is done stays; the same command does the rest.")]
    return [", ".join(parts) + ".", *written]


def _code(summary: "Summary") -> int:
    if summary.interrupted:
        return INTERRUPTED
    if not summary.made and not summary.unchanged:
        return WRONG
    return UNMET if summary.failed or summary.missing or summary.stuck else FINE
