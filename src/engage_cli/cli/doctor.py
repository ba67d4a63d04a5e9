"""`engage doctor`."""

import platform
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import typer

from engage_cli import __version__
from engage_cli.errors import InputError, UsageError
from engage_cli.shipped import shipped
from engage_cli.terminal.clock import today_at, zone_at
from engage_cli.terminal.layout import BAD, GOOD, Screen
from engage_cli.terminal.session import Session, session_of

PACKAGES = ("typer", "PyYAML", "jsonschema-rs", "Jinja2", "rich", "questionary", "weasyprint")


def doctor(ctx: typer.Context) -> int:
    """Prints versions, language, terminal and whether PDF can be written; 2 where something is missing."""
    session = session_of(ctx)
    pdf, screen = _pdf_fault(), Screen(session)
    rows = [*_facts(session), ("PDF", pdf or _pdf_engines(session))]
    toned = [(name, (fact, GOOD if pdf is None else BAD) if name == "PDF" else fact) for name, fact in rows]
    session.out("\n".join(screen.table(toned, fold=(1,)) or screen.definitions(rows, indent=0)))
    if pdf is not None:
        session.say(session.tr.gettext("PDF needs Pango; on Debian: apt install libpangoft2-1.0-0 libharfbuzz-subset0"))
    return 0 if pdf is None else 2


def _facts(session: Session) -> Iterator[tuple[str, str]]:
    _ = session.tr.gettext
    yield "engage", __version__
    yield "Python", f"{platform.python_version()} ({sys.platform})"
    for package in PACKAGES:
        yield package, _version(package) or _("missing")
    if found := _version("typst"):
        yield "typst", found
    yield _("language"), session.language
    yield _("today"), _today(session)
    yield _("terminal"), _("{n} columns").format(n=session.width) if session.interactive else _("none")
    yield _("questionnaires"), str(shipped("questionnaires"))
    yield _("fonts"), ", ".join(sorted(f.name for f in shipped("report_templates").glob("fonts/*.[tw][to]f*")))


def _today(session: Session) -> str:
    """The day, and in which time zone; or why nobody can tell."""
    try:
        zone, day = zone_at(Path(), session), today_at(Path(), session)
    except (UsageError, InputError) as error:
        problem = error.problems[0] if isinstance(error, InputError) else error
        return problem.message.say(session.tr)
    return f"{day.isoformat()} ({zone})"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _pdf_engines(session: Session) -> str:
    """That PDF can be written, and which engine lays out what."""
    from engage_cli.report.choices import Engine
    from engage_cli.report.pdf.engines import loads

    if loads(Engine.TYPST):
        return session.tr.gettext("ready; typst lays out the full report and the summary, weasyprint the other kinds")
    return session.tr.gettext("ready, laid out by weasyprint; with the extra “typst”, in a tenth of the time")


def _pdf_fault() -> str | None:
    """What keeps the PDF library from loading; it prints on stdout when it fails, so that is turned away."""
    import contextlib
    import io

    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import_module("weasyprint")
    except (OSError, ImportError) as fault:
        return str(fault).splitlines()[0]
    return None
