"""`engage template list|copy|lint`."""

import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from engage_cli import __version__
from engage_cli.errors import InputError
from engage_cli.i18n import LANGUAGES, N_, translator
from engage_cli.report.bounded import SECONDS
from engage_cli.report.choices import Kind
from engage_cli.shipped import shipped
from engage_cli.terminal import options
from engage_cli.terminal.commands import Entry, make_group, show_group_help
from engage_cli.terminal.layout import Screen
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.report_options import TemplateFolder, TemplateSeconds
from engage_cli.terminal.session import session_of

COMMANDS = {
    "list": Entry(
        "engage_cli.cli.template:show_all",
        N_("List the templates of reports and their blocks."),
        (("engage template list", N_("what can be copied, and what each block says")),),
    ),
    "copy": Entry(
        "engage_cli.cli.template:copy_one",
        N_("Copy a template, or one block of it, to change it."),
        (
            ("engage template copy theme.yaml -o templates/", N_("colours, logo and foot of the page")),
            ("engage template copy report.html --block notice -o templates/", N_("one part of a report")),
        ),
    ),
    "lint": Entry(
        "engage_cli.cli.template:lint",
        N_("Report errors in templates, by file and line."),
        (("engage template lint templates/", N_("each one is tried on a project")),),
    ),
}

ABOUT = {
    **{kind.template: kind.words for kind in Kind},
    "page.html": N_("the page around a report"),
    "parts.html": N_("pieces that pages share"),
    "style.css": N_("style on screen and paper"),
    "screen.css": N_("style on screen"),
    "print.css": N_("style on paper"),
    "pdf.css": N_("style of the PDF alone"),
    "theme.yaml": N_("colours, logo, footer, names of roles"),
}

SAMPLE = "fabrique-a-bede"
FORMAT_VERSION = 1
"""Of the list as JSON: raised when a key goes or changes its meaning."""

Name = Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("A name that “engage template list” shows."))]
Into = Annotated[
    Path, typer.Option("-o", "--output", metavar=N_("FOLDER"), help=N_("Where to put it; made where it is missing."))
]
Block = Annotated[
    str | None, typer.Option("--block", metavar=N_("BLOCK"), help=N_("This block alone; the rest stays as shipped."))
]
Force = Annotated[bool, typer.Option("--force", help=N_("Replace the file where it is there already."))]
Folder = Annotated[
    Path, typer.Argument(metavar=N_("FOLDER"), click_type=TemplateFolder(), help=N_("The folder of templates."))
]
Sample = Annotated[
    Path | None,
    typer.Option(
        "--project", metavar=N_("PROJECT"), help=N_("The project to try them on; a shipped example otherwise.")
    ),
]


def show_all(ctx: typer.Context, *, json: options.AsJson = False) -> None:
    """Prints each template with its description and its blocks."""
    from engage_cli.report.templates.files import PAGES, SHARED, block_names

    if json:
        from engage_cli.report.json_text import json_text

        sys.stdout.write(json_text(_values()))
        return
    session = session_of(ctx)
    _ = session.tr.gettext
    rows = [(name, _(ABOUT[name]), ", ".join(block_names(name))) for name in (*PAGES, *SHARED)]
    session.out("\n".join(Screen(session).tables((_("What it is"), _("Blocks")), [(_("Template"), rows)], fold=(1, 2))))


def _values() -> dict[str, object]:
    """The templates with their blocks as values for JSON: `schemas/templates.schema.json`."""
    from engage_cli.report.templates.files import PAGES, SHARED, block_names

    listed = [
        {
            "name": name,
            "kind": "page" if name in PAGES else "shared",
            "about": {language: translator(language).gettext(ABOUT[name]) for language in LANGUAGES},
            "blocks": list(block_names(name)),
        }
        for name in (*PAGES, *SHARED)
    ]
    return {"format_version": FORMAT_VERSION, "engage": __version__, "templates": listed}


def copy_one(ctx: typer.Context, *, name: Name, output: Into, block: Block = None, force: Force = False) -> None:
    """Copies a shipped template, or one of its blocks, into a folder to be edited."""
    from engage_cli.report.templates.files import copy_template

    session = session_of(ctx)
    path = copy_template(name, output, block, force=force)
    session.say(session.tr.gettext("Written: {path}").format(path=path))


def lint(
    ctx: typer.Context, *, folder: Folder, project: Sample = None, template_timeout: TemplateSeconds = SECONDS
) -> None:
    """Tries the templates of a folder. Raises InputError with everything that is wrong with them."""
    from engage_cli.report.templates.environment import Templates
    from engage_cli.report.templates.linting import lint_templates
    from engage_cli.report.themes import FILE, load_theme
    from engage_cli.terminal.open_project import assess_project, open_project

    session = session_of(ctx)
    sample = assess_project(open_project(project or shipped("examples") / SAMPLE, session), session)
    with Meter(session):
        found = list(Templates(folder=folder, seconds=template_timeout).run(partial(lint_templates, folder, [sample])))
    try:
        if os.path.lexists(folder / FILE):
            load_theme(folder / FILE)
    except InputError as error:
        found += error.problems
    if found:
        raise InputError(*found)
    session.say(session.tr.gettext("Nothing is wrong with the templates of “{path}”.").format(path=folder))


template = make_group("template", N_("List, copy and check the templates of reports."), COMMANDS, show_group_help)
