"""`engage report PROJECT`."""

from pathlib import Path
from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal import report_choices as choices
from engage_cli.terminal.open_project import assessed, opened
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.report_options import Audiences, Engines, Kinds, Papers
from engage_cli.terminal.session import Session, session_of

Project = Annotated[Path, typer.Argument(metavar=N_("PROJECT"), help=N_("The project file, or its folder."))]
Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar=N_("FILE"),
        help=N_("Where to write; “-” is the screen. Beside the project where it is left out."),
    ),
]
Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="pdf|html|md|json",
        help=N_("The format; by the name of the file where it is left out, else pdf."),
    ),
]
Languages = Annotated[
    str | None, typer.Option("--lang", metavar="fr|en|both", help=N_("Language of the report, or both in one."))
]
Attached = Annotated[
    list[str] | None,
    typer.Option(
        "--attach",
        metavar="results|project",
        help=N_("Put the scores in the document as data, or the project file; more than once for both."),
    ),
]
Quick = Annotated[bool, typer.Option("--quick", help=N_("Read the quick questions only."))]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar=N_("FOLDER"),
        help=N_("A folder of templates that replace the shipped ones, or blocks of them."),
    ),
]
Colours = Annotated[
    Path | None,
    typer.Option(
        "--theme",
        metavar=N_("FILE"),
        help=N_("Colours, logo, footer and names of roles; theme.yaml of the templates where it is left out."),
    ),
]
Force = Annotated[bool, typer.Option("--force", help=N_("Replace a file that engage did not write."))]


def report(
    ctx: typer.Context,
    *,
    project: Project,
    output: Output = None,
    format: Form = None,
    kind: Kinds = None,
    audience: Audiences = None,
    lang: Languages = None,
    paper: Papers = None,
    pdf_engine: Engines = None,
    attach: Attached = None,
    quick: Quick = False,
    template: Folder = None,
    theme: Colours = None,
    force: Force = False,
) -> None:
    """Writes the report of a project."""
    session = session_of(ctx)
    asked = choices.asked(
        output=output,
        format=format,
        kind=kind,
        audience=audience,
        languages=(session.language,) if lang is None else choices.languages(lang),
        paper=paper,
        engine=pdf_engine,
        attach=attach or [],
        template=template,
        theme=theme,
    )
    _write(project, output, asked, session, quick=quick, force=force)


def _write(
    project: Path, output: str | None, asked: choices.Asked, session: Session, *, quick: bool, force: bool
) -> None:
    from engage_cli.report.files import save
    from engage_cli.report.formats import render

    loaded = opened(project, session)
    path = choices.target(output, loaded.path, asked, session)
    if asked.format == "pdf":
        asked = choices.with_engine(asked, session)
        session.say(session.tr.gettext("Laying out the PDF…"))
    request = asked.request(assessed(loaded, session, quick=quick), loaded)
    with Meter(session):
        document = render(request, asked.format)
    if path is None:
        choices.print_out(document.content, asked.format)
        return
    save(document, path, force=force)
    session.say(session.tr.gettext("Written: {path}").format(path=path))
