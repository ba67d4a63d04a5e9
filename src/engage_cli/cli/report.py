"""`engage report PROJECT`."""

from typing import TYPE_CHECKING

import typer

from engage_cli.formats import Document
from engage_cli.report.bounded import SECONDS
from engage_cli.report.choices import Audience, Engine, Kind, Paper
from engage_cli.report.formats import FORMATS, render
from engage_cli.terminal import options
from engage_cli.terminal import report_choices as choices
from engage_cli.terminal import report_options as documents
from engage_cli.terminal.open_project import (
    add_voices,
    assess_project,
    load_course,
    open_project,
    summarize_since_milestone,
)
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.session import Session, session_of
from engage_cli.terminal.write_document import check_writable, choose_format, write_document

if TYPE_CHECKING:
    from engage_cli.report.request import Request


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
    pdf_engine: documents.Engines = Engine.AUTO,
    attach: documents.Attached = None,
    quick: options.Quick = False,
    template: documents.Template = None,
    template_timeout: documents.TemplateSeconds = SECONDS,
    theme: documents.Theme = None,
    force: options.Force = False,
) -> None:
    """Writes the report of a project."""
    from engage_cli.report.request import Request

    session, name = session_of(ctx), choose_format(format, output, FORMATS, default="pdf")
    choices.check_formats((name,), kind, pdf_engine)
    choices.check_attachments(name, audience, attach or ())
    loaded = add_voices(open_project(project, session), session)
    assessment = assess_project(loaded, session, quick=quick)
    path = choices.choose_target(output, loaded.path, kind=kind, format=name, day=assessment.as_of, session=session)
    read = (*loaded.files(), *choices.look_files(theme, template))
    check_writable(path, FORMATS[name], inputs=read, force=force)
    languages = choices.choose_languages(lang, session)
    request = Request(
        assessment=assessment, languages=languages, kind=kind, audience=audience, paper=paper,
        engine=choices.choose_engine_for((name,), kind, pdf_engine, template),
        templates=choices.load_templates(template, template_timeout, session),
        theme=choices.load_theme_for(assessment.questionnaire, theme, template, session),
        attachments=choices.build_attachments(attach or (), assessment, loaded),
        course=load_course(loaded, assessment) if kind is Kind.FULL else None,
        since={language: summarize_since_milestone(loaded, assessment, session, language) for language in languages},
    )  # fmt: skip
    write_document(_rendered(request, name, session), path, session, inputs=read, force=force)


def _rendered(request: "Request", name: str, session: Session) -> Document:
    if FORMATS[name].laid_out:
        session.say(session.tr.gettext("Laying out the PDF…"))
    with Meter(session):
        return render(request, name)
