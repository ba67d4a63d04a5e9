"""`engage report PROJECT`."""

from pathlib import Path

import typer

from engage_cli.report.choices import Audience, Engine, Kind, Paper
from engage_cli.report.formats import FORMATS, render
from engage_cli.terminal import options
from engage_cli.terminal import report_choices as choices
from engage_cli.terminal import report_options as documents
from engage_cli.terminal.open_project import assessed, opened
from engage_cli.terminal.session import Session, session_of
from engage_cli.terminal.write_document import format_named, write_document


def report(
    ctx: typer.Context,
    *,
    project: options.Project,
    output: options.Output = None,
    format: documents.ReportFormat = None,
    kind: documents.Kinds = Kind.FULL,
    audience: documents.Audiences = Audience.DIRECTION,
    lang: documents.Languages = None,
    paper: documents.Papers = Paper.LETTER,
    pdf_engine: documents.Engines = Engine.WEASYPRINT,
    attach: documents.Attached = None,
    quick: options.Quick = False,
    template: documents.Template = None,
    theme: documents.Theme = None,
    force: options.Force = False,
) -> None:
    """Writes the report of a project."""
    session = session_of(ctx)
    asked = choices.Asked(
        format=format_named(format, output, FORMATS, default="pdf"),
        kind=kind,
        audience=audience,
        languages=choices.languages(lang, session),
        paper=paper,
        engine=pdf_engine,
        attach=tuple(attach or ()),
        template=template,
        theme=choices.theme_of(theme, template),
    )
    _write(project, output, asked, session, quick=quick, force=force)


def _write(
    project: Path, output: str | None, asked: choices.Asked, session: Session, *, quick: bool, force: bool
) -> None:
    asked.check()
    loaded = opened(project, session)
    path = choices.target(output, loaded.path, asked, session)
    if FORMATS[asked.format].laid_out:
        asked = choices.with_engine(asked, session)
        session.say(session.tr.gettext("Laying out the PDF…"))
    document = render(asked.request(assessed(loaded, session, quick=quick), loaded), asked.format)
    write_document(document, path, session, force=force)
