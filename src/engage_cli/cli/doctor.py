"""`engage doctor`."""

import platform
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import typer

from engage_cli import __version__
from engage_cli.environment import ENGAGE_VARIABLES, IN_JOBS, PREFIX
from engage_cli.errors import InputError, MissingLibraryError, UsageError, closest_word
from engage_cli.shipped import shipped
from engage_cli.terminal import options
from engage_cli.terminal.clock import today_for, zone_for
from engage_cli.terminal.layout import BAD, GOOD, Screen
from engage_cli.terminal.session import Session, session_of

PACKAGES = ("typer", "PyYAML", "jsonschema-rs", "Jinja2", "rich", "questionary", "weasyprint")
EXTRAS = ("typst", "python-docx", "distributed")
"""Optional packages, whose absence is no fault."""
FORMAT_VERSION = 1
"""Of the JSON: raised when a key goes or changes its meaning."""


def doctor(ctx: typer.Context, *, json: options.AsJson = False) -> int:
    """Prints versions, language, terminal, and whether PDF can be written; exit code 2 where something is missing."""
    session = session_of(ctx)
    pdf = _pdf_fault()
    if json:
        from engage_cli.report.json_text import json_text

        sys.stdout.write(json_text(_values(session, pdf)))
    else:
        _show(session, pdf)
    return 0 if pdf is None else 2


def _show(session: Session, pdf: str | None) -> None:
    screen = Screen(session)
    rows = [*_facts(session), ("PDF", pdf or _pdf_engines(session)), ("Word", _word(session))]
    toned = [(name, (fact, GOOD if pdf is None else BAD) if name == "PDF" else fact) for name, fact in rows]
    session.out("\n".join(screen.table(toned, fold=(1,)) or screen.definitions(rows, indent=0)))
    if pdf is not None:
        session.say(session.tr.gettext("PDF needs Pango; on Debian: apt install libpangoft2-1.0-0 libharfbuzz-subset0"))
    for name in _unread(session):
        session.say(_misspelt(name, session))


def _facts(session: Session) -> Iterator[tuple[str, str]]:
    _ = session.tr.gettext
    yield "engage", __version__
    yield "Python", f"{platform.python_version()} ({sys.platform})"
    for package in PACKAGES:
        yield package, _version(package) or _("missing")
    for package in EXTRAS:
        if found := _version(package):
            yield package, found
    yield _("language"), session.language
    yield _("today"), _today(session)
    yield _("terminal"), _("{n} columns").format(n=session.width) if session.interactive else _("none")
    yield _("questionnaires"), str(shipped("questionnaires"))
    yield _("fonts"), ", ".join(_fonts())
    if variables := _variables(session):
        yield _("environment"), " · ".join(f"{name}={value}" for name, value in variables.items())


def _values(session: Session, pdf: str | None) -> dict[str, Any]:
    """The report as values for JSON: `schemas/doctor.schema.json`."""
    zone, day = _when(session)
    return {
        "format_version": FORMAT_VERSION,
        "engage": __version__,
        "python": {"version": platform.python_version(), "platform": sys.platform},
        "packages": {name: _version(name) for name in PACKAGES},
        "extras": {name: _version(name) for name in EXTRAS},
        "language": session.language,
        "today": day,
        "timezone": zone,
        "terminal": {"interactive": session.interactive, "columns": session.width},
        "questionnaires": str(shipped("questionnaires")),
        "fonts": _fonts(),
        "environment": _variables(session),
        "unread_environment": _unread(session),
        "pdf": {"ready": pdf is None, "fault": pdf, "engines": [] if pdf else _engines()},
    }


def _fonts() -> list[str]:
    return sorted(file.name for file in shipped("report_templates").glob("fonts/*.[tw][to]f*"))


def _variables(session: Session) -> dict[str, str]:
    """The environment variables of engage that are set."""
    return {one.name: session.environment[one.name] for one in ENGAGE_VARIABLES if one.name in session.environment}


def _unread(session: Session) -> list[str]:
    """Environment variables that are set and look like ours, but that engage does not read."""
    known = {*(one.name for one in ENGAGE_VARIABLES), *IN_JOBS}
    return sorted(name for name in session.environment if name.startswith(PREFIX) and name not in known)


def _misspelt(name: str, session: Session) -> str:
    _ = session.tr.gettext
    known = [one.name.removeprefix(PREFIX).casefold() for one in ENGAGE_VARIABLES if one.by_hand]
    guess = closest_word(name.removeprefix(PREFIX), known)
    if guess is None:
        return _("{name} is set, and engage reads no such variable.").format(name=name)
    return _("{name} is set, and engage reads no such variable. Did you mean {guess}?").format(
        name=name, guess=PREFIX + guess.upper()
    )


def _when(session: Session) -> tuple[str | None, str | None]:
    """The time zone and today's date; None where they cannot be determined."""
    try:
        return str(zone_for(Path(), session)), today_for(Path(), session).isoformat()
    except (UsageError, InputError):
        return None, None


def _today(session: Session) -> str:
    """Today's date with its time zone; or why it cannot be determined."""
    try:
        zone, day = zone_for(Path(), session), today_for(Path(), session)
    except (UsageError, InputError) as error:
        problem = error.problems[0] if isinstance(error, InputError) else error
        return problem.message.say(session.tr)
    return f"{day.isoformat()} ({zone})"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _engines() -> list[str]:
    """The installed engines that lay out PDF."""
    from engage_cli.report.choices import Engine
    from engage_cli.report.pdf.engines import is_installed

    return [engine.value for engine in (Engine.WEASYPRINT, Engine.TYPST) if is_installed(engine)]


def _pdf_engines(session: Session) -> str:
    """A line that PDF can be written, and which engine lays out what."""
    if "typst" in _engines():
        return session.tr.gettext("ready; typst lays out the full report and the summary, weasyprint the other kinds")
    return session.tr.gettext("ready, laid out by weasyprint; with the extra “typst”, in a quarter of the time")


def _word(session: Session) -> str:
    """Whether Word documents can be written, in words."""
    from engage_cli.report.word.library import require_libraries

    try:
        require_libraries()
    except MissingLibraryError:
        return session.tr.gettext("not installed; it comes with the extra “word”")
    return session.tr.gettext("ready")


def _pdf_fault() -> str | None:
    """Why the PDF library cannot be loaded, None where it can; its output on stdout is suppressed."""
    import contextlib
    import io

    try:
        with contextlib.redirect_stdout(io.StringIO()):
            import_module("weasyprint")
    except (OSError, ImportError) as fault:
        return str(fault).splitlines()[0]
    return None
