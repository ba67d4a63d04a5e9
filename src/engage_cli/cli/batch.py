"""`engage batch PATHS… -o DIR`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.cli.edge import FINE, INTERRUPTED, UNMET, WRONG, problem_lines
from engage_cli.cli.many import TEMPLATE_HELP, folder_there, languages_named, whole_number
from engage_cli.cli.progress import Meter
from engage_cli.cli.session import Session, session_of
from engage_cli.cli.words import later as _
from engage_cli.errors import Message, UsageError

if TYPE_CHECKING:
    from engage_cli.batch.orders import Outcome
    from engage_cli.batch.run import Summary

FORMATS = ("pdf", "html", "md", "json")


def batch(
    ctx: typer.Context,
    *,
    paths: Annotated[list[str], typer.Argument(metavar=_("PATHS"), help=_("Project files, or folders of them."))],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar=_("FOLDER"), help=_("Where the reports go; made where it is not."))
    ],
    format: Annotated[
        str, typer.Option("--format", metavar="pdf,html,md,json", help=_("One or more formats; pdf if none is named."))
    ] = "pdf",
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="fr|en|both", help=_("Language of the reports, or both in each."))
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help=_("Read the quick questions only."))] = False,
    template: Annotated[Path | None, typer.Option("--template", metavar=_("FOLDER"), help=TEMPLATE_HELP)] = None,
    questionnaires: Annotated[
        list[Path] | None,
        typer.Option("--questionnaires", metavar=_("FOLDER"), help=_("A folder with more questionnaires.")),
    ] = None,
    jobs: Annotated[
        str | None,
        typer.Option("-j", "--jobs", metavar=_("NUMBER"), help=_("Processes; as many as processors if left out.")),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar=_("ADDRESS"), help=_("Work on the Dask cluster there."))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Make everything again, changed or not."))] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help=_("Remove reports that nothing asked for makes any more."))
    ] = False,
) -> int:
    """Writes a report for each of many projects, and an index page; a second run makes only what changed."""
    from engage_cli.batch.run import Progress, Request, run

    session = session_of(ctx)
    request = Request(
        paths=tuple(paths),
        folder=output,
        formats=formats_named(format),
        languages=languages_named(lang, session),
        today=session.today,
        as_of=session.as_of,
        quick=quick,
        templates=folder_there(template),
        folders=tuple(folder for one in questionnaires or () if (folder := folder_there(one))),
        force=force,
        prune=prune,
        workers=whole_number("--jobs", jobs),
        scheduler=scheduler,
    )
    meter = Meter(session)
    try:
        summary = run(request, Progress(meter.begin, lambda outcome: _step(outcome, meter)))
    finally:
        meter.end()
    _tell(summary, output, session)
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


def _step(outcome: "Outcome", meter: Meter) -> None:
    meter.step(failed=bool(outcome.problems))


def _tell(summary: "Summary", folder: Path, session: Session) -> None:
    """Says what failed, what is left over, and what the run came to."""
    problems = [*summary.missing, *(problem for outcome in summary.failed for problem in outcome.problems)]
    lines = [line for problem in problems for line in problem_lines(problem, session.tr)]
    if lines:
        sys.stdout.flush()
        sys.stderr.write("\n".join(lines) + "\n")
    for line in _leftover(summary, session):
        session.say(line)
    for line in _came_to(summary, folder, session):
        session.say(line)


def _leftover(summary: "Summary", session: Session) -> list[str]:
    if not summary.leftover:
        return []
    n, tr = len(summary.leftover), session.tr
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
    return [said.format(n=n), *(f"  {file}" for file in summary.leftover)]


def _came_to(summary: "Summary", folder: Path, session: Session) -> list[str]:
    tr, failed = session.tr, len(summary.failed) + len(summary.missing)
    parts = [
        tr.ngettext("{n} project done", "{n} projects done", summary.made).format(n=summary.made),
        tr.ngettext("{n} unchanged", "{n} unchanged", summary.unchanged).format(n=summary.unchanged),
        tr.ngettext("{n} failed", "{n} failed", failed).format(n=failed),
    ]
    written = tr.gettext("Written: {path}").format(path=folder / "index.html")
    if summary.interrupted:
        return [", ".join(parts) + ".", tr.gettext("Interrupted. What is done stays; the same command does the rest.")]
    return [", ".join(parts) + ".", written]


def _code(summary: "Summary") -> int:
    if summary.interrupted:
        return INTERRUPTED
    if not summary.made and not summary.unchanged:
        return WRONG
    return UNMET if summary.failed or summary.missing else FINE
