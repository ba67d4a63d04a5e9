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
from engage_cli.terminal.open_project import assessed, course_so_far, opened, since_last, with_voices
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.session import Session, session_of
from engage_cli.terminal.write_document import format_named, refuse, write_document

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

    session, name = session_of(ctx), format_named(format, output, FORMATS, default="pdf")
    choices.agree((name,), kind, pdf_engine)
    choices.agree_to_attach(name, audience, attach or ())
    loaded = with_voices(opened(project, session), session)
    assessment = assessed(loaded, session, quick=quick)
    path = choices.target(output, loaded.path, kind=kind, format=name, day=assessment.as_of, session=session)
    read = (*loaded.files(), *choices.looks(theme, template))
    refuse(path, FORMATS[name], inputs=read, force=force)
    languages = choices.languages(lang, session)
    request = Request(
        assessment=assessment, languages=languages, kind=kind, audience=audience, paper=paper,
        engine=choices.settled_engine((name,), kind, pdf_engine, template),
        templates=choices.templates(template, template_timeout, session),
        theme=choices.theme_for(assessment.questionnaire, theme, template, session),
        attachments=choices.attachments(attach or (), assessment, loaded),
        course=course_so_far(loaded, assessment) if kind is Kind.FULL else None,
        since={language: since_last(loaded, assessment, session, language) for language in languages},
    )  # fmt: skip
    write_document(_rendered(request, name, session), path, session, inputs=read, force=force)


def _rendered(request: "Request", name: str, session: Session) -> Document:
    if FORMATS[name].laid_out:
        session.say(session.tr.gettext("Laying out the PDF…"))
    with Meter(session):
        return render(request, name)
