"""`engage template list|copy|lint`."""

from pathlib import Path
from typing import Annotated

import typer

from engage_cli.cli.commands import Entry, group
from engage_cli.cli.layout import WIDEST, definitions
from engage_cli.cli.session import session_of
from engage_cli.cli.words import later as _
from engage_cli.errors import InputError, Message, UsageError
from engage_cli.shipped import shipped

COMMANDS = {
    "list": Entry("engage_cli.cli.template:show_all", _("List the templates of reports and their blocks.")),
    "copy": Entry("engage_cli.cli.template:copy_one", _("Copy a template, or one block of it, to change it.")),
    "lint": Entry("engage_cli.cli.template:lint", _("Say by file and line what is wrong with templates.")),
}

ABOUT = {
    "report.html": _("the full report"),
    "summary.html": _("one page"),
    "actions.html": _("who does what by when"),
    "facilitator.html": _("what to talk about in a meeting"),
    "blank.html": _("the questions as a form"),
    "report.md": _("the full report in Markdown"),
    "page.html": _("the page around a report"),
    "parts.html": _("pieces that pages share"),
    "parts.md": _("pieces of the Markdown"),
    "style.css": _("style on screen and paper"),
    "screen.css": _("style on screen"),
    "print.css": _("style on paper"),
    "pdf.css": _("style of the PDF alone"),
    "theme.yaml": _("colours, logo, footer, names of roles"),
}

SAMPLE = "fabrique-a-bede"

Name = Annotated[str, typer.Argument(metavar=_("NAME"), help=_("A name that “engage template list” shows."))]
Into = Annotated[
    Path, typer.Option("-o", "--output", metavar=_("FOLDER"), help=_("Where to put it; made where it is missing."))
]
Block = Annotated[
    str | None, typer.Option("--block", metavar=_("BLOCK"), help=_("This block alone; the rest stays as shipped."))
]
Force = Annotated[bool, typer.Option("--force", help=_("Replace the file where it is there already."))]
Folder = Annotated[Path, typer.Argument(metavar=_("FOLDER"), help=_("The folder of templates."))]
Sample = Annotated[
    Path | None,
    typer.Option("--project", metavar=_("PROJECT"), help=_("The project to try them on; a shipped example otherwise.")),
]


def alone(ctx: typer.Context) -> int | None:
    """Without a command: the help, as a wrong usage."""
    if ctx.invoked_subcommand is not None:
        return None
    session_of(ctx).say(ctx.get_help())
    return 2


def show_all(ctx: typer.Context) -> None:
    """Prints each template, what it is and its blocks."""
    from engage_cli.report.template_files import PAGES, SHARED, own_blocks

    session = session_of(ctx)
    rows = []
    for name in (*PAGES, *SHARED):
        about, inside = session.tr.gettext(ABOUT[name]), ", ".join(own_blocks(name))
        known = session.tr.gettext("blocks: {names}").format(names=inside)
        rows.append((name, f"{about}\n{known}" if inside else about))
    session.out("\n".join(definitions(rows, min(session.width, WIDEST), indent=0)))


def copy_one(ctx: typer.Context, *, name: Name, output: Into, block: Block = None, force: Force = False) -> None:
    """Writes the file."""
    from engage_cli.report.template_files import copy

    session = session_of(ctx)
    path = copy(name, output, block, force=force)
    session.say(session.tr.gettext("Written: {path}").format(path=path))


def lint(ctx: typer.Context, *, folder: Folder, project: Sample = None) -> None:
    """Raises InputError with everything that is wrong."""
    from engage_cli.cli.loading import assessed, opened
    from engage_cli.report.template_lint import problems
    from engage_cli.storage.themes import FILE, load_theme

    session = session_of(ctx)
    if not folder.is_dir():
        raise UsageError(Message.of("There is no folder “{path}”.", path=folder))
    if not any(path.is_file() for path in folder.iterdir()):
        raise UsageError(
            Message.of("There is no template in “{path}”.", path=folder),
            Message.of("To begin with one: {command}", command=f"engage template copy report.html -o {folder}"),
        )
    sample = assessed(opened(project or shipped("examples") / SAMPLE, session), session)
    found = list(problems(folder, [sample]))
    try:
        if (folder / FILE).is_file():
            load_theme(folder / FILE)
    except InputError as error:
        found += error.problems
    if found:
        raise InputError(*found)
    session.say(session.tr.gettext("Nothing is wrong with the templates of {path}.").format(path=folder))


template = group("template", _("List, copy and check the templates of reports."), COMMANDS, alone)
