"""`engage batch PATHS… -o DIR`."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.batch import options as multi
from engage_cli.batch.messages import ReportOptions, to_come
from engage_cli.i18n import N_
from engage_cli.questionnaire.history.migration_path import migration_hints
from engage_cli.report.bounded import SECONDS
from engage_cli.report.choices import Audience, Engine, Kind, Paper
from engage_cli.terminal import options
from engage_cli.terminal import report_options as documents
from engage_cli.terminal.clock import asked_day, today_for
from engage_cli.terminal.edge import FINE, INTERRUPTED, UNMET, WRONG
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.passed_over import report_passed_over
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.report_choices import (
    check_formats,
    choose_engine_for,
    choose_languages,
    load_theme_option,
    report_unused_templates,
)
from engage_cli.terminal.session import Session, session_of

if TYPE_CHECKING:
    from engage_cli.batch.messages import RunSummary
    from engage_cli.batch.run import RunRequest

Output = Annotated[
    Path, typer.Option("-o", "--output", metavar=N_("FOLDER"), help=N_("Where the reports go; made where it is not."))
]
Again = Annotated[bool, typer.Option("--force", help=N_("Make everything again, changed or not, over any file."))]
Prune = Annotated[bool, typer.Option("--prune", help=N_("Remove reports that nothing here makes any more."))]


def batch(
    ctx: typer.Context,
    *,
    paths: multi.Paths,
    output: Output,
    format: documents.Formats = documents.PDF_ALONE,
    lang: documents.Languages = None,
    kind: documents.Kinds = Kind.FULL,
    audience: documents.Audiences = Audience.DIRECTION,
    paper: documents.Papers = Paper.LETTER,
    pdf_engine: documents.Engines = Engine.AUTO,
    quick: options.Quick = False,
    template: documents.Template = None,
    template_timeout: documents.TemplateSeconds = SECONDS,
    questionnaires: options.Questionnaires = None,
    jobs: multi.Jobs = None,
    scheduler: multi.Scheduler = None,
    force: Again = False,
    prune: Prune = False,
) -> int:
    """Writes a report for each of many projects, and an index page; a second run makes only what changed."""
    from engage_cli.batch.run import RunRequest

    session, theme = session_of(ctx), load_theme_option(None, template)
    report_unused_templates(template, session)
    check_formats(format, kind, pdf_engine)
    engine = choose_engine_for(format, kind, pdf_engine, template)
    request = RunRequest(
        paths=tuple(paths), folder=output, formats=format, languages=choose_languages(lang, session),
        shape=ReportOptions(kind=kind, audience=audience, paper=paper, engine=engine, theme=theme),
        today=today_for(Path(paths[0]), session),
        as_of=asked_day(Path(paths[0]), session),
        quick=quick,
        templates=template, template_seconds=template_timeout,
        folders=questionnaire_folders(session, paths, questionnaires),
        force=force, prune=prune, workers=jobs, scheduler=scheduler,
    )  # fmt: skip
    return _run(request, session)


def _run(request: "RunRequest", session: Session) -> int:
    from engage_cli.batch.run import run_batch

    summary = run_batch(request, multi.meter_progress(Meter(session)))
    _tell(summary, request.folder, request.as_of or request.today, session)
    return _code(summary)


def _tell(summary: "RunSummary", folder: Path, day: dt.date, session: Session) -> None:
    """Prints what failed, what is left over, and a summary of the run."""
    multi.report_problems(
        [
            *summary.missing,
            *(problem for outcome in summary.failed for problem in outcome.problems),
            *summary.stuck,
        ],
        session,
    )
    report_passed_over(summary.passed_over, session)
    if summary.renewed:
        session.say(session.tr.gettext("The record of the batch was damaged: everything was made anew."))
    session.say(*_leftover(summary, folder, session))
    session.say(*_by_version(summary, session))
    if summary.to_come:
        session.say(to_come(summary.to_come, day).say(session.tr))
    for line in _came_to(summary, folder, session):
        session.say(line)


def _by_version(summary: "RunSummary", session: Session) -> list[str]:
    """Lines on how many projects answered which version; empty where all answered the current one."""
    tr, listed = session.tr, summary.answered
    if not any(one.older for one, _ in listed):
        return []
    names = len({one.questionnaire for one, _ in listed}) > 1
    lines = [tr.gettext("By version of the questionnaire:")]
    for one, n in listed:
        given = f"{one.questionnaire} {one.given}" if names else one.given
        version = (
            tr.gettext("{given}, read in {version}").format(given=given, version=one.version) if one.older else given
        )
        projects = tr.ngettext("{n} project", "{n} projects", n).format(n=n)
        parts = [tr.gettext("{version}: {projects}").format(version=version, projects=projects)]
        if one.unplaced:
            said = tr.ngettext("{n} answer without a place", "{n} answers without a place", one.unplaced)
            parts.append(said.format(n=one.unplaced))
        lines.append("  " + ", ".join(parts))
    hints = (hint for one, _ in listed for hint in migration_hints([one.given or one.version], one.version))
    return [*lines, *dict.fromkeys(hint.say(tr) for hint in hints)]


def _leftover(summary: "RunSummary", folder: Path, session: Session) -> list[str]:
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


def _kept(summary: "RunSummary", session: Session) -> list[str]:
    """Lines on why no leftover was removed: reports may belong to projects that could not be read."""
    if summary.pruned or not summary.prune or not summary.missing:
        return []
    return [session.tr.gettext("None is removed: something that was asked for could not be read.")]


def _came_to(summary: "RunSummary", folder: Path, session: Session) -> list[str]:
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


def _code(summary: "RunSummary") -> int:
    if summary.interrupted:
        return INTERRUPTED
    if not summary.made and not summary.unchanged:
        return WRONG
    return UNMET if summary.failed or summary.missing or summary.stuck else FINE
