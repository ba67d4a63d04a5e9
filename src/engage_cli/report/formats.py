"""Formats of a report. A new one is a row here, with a function from a request to its content."""

from typing import TYPE_CHECKING

from engage_cli.formats import HTML, JSON, MARKDOWN, PDF, WORD, Document, registry
from engage_cli.i18n import N_
from engage_cli.report.choices import Kind

if TYPE_CHECKING:
    from engage_cli.report.request import Request


def render(request: "Request", format: str) -> Document:
    """The report in one of `FORMATS`; the request's kind must be one that the format supports.

    Raises InputError for a template that fails or does not end, MissingLibraryError for PDF without Pango and Word
    without its libraries.
    """
    return FORMATS[format].document(request, request.templates.run)


def _pdf(request: "Request") -> bytes:
    from engage_cli.report.page_frame import epoch_seconds
    from engage_cli.report.pages import render_report_page
    from engage_cli.report.pdf.engines import pdf_writer
    from engage_cli.shipped import shipped

    base = request.templates.folder or shipped("report_templates")
    epoch = epoch_seconds(request.assessment.as_of)
    write = pdf_writer(request.engine, request.kind)
    return write(render_report_page(request, medium="print"), base=base, epoch=epoch, attachments=request.attachments)


def _html(request: "Request") -> str:
    from engage_cli.report.pages import render_report_page

    return render_report_page(request, medium="screen")


def _markdown(request: "Request") -> str:
    from engage_cli.report.pages import render_markdown

    return render_markdown(request)


def _word(request: "Request") -> bytes:
    from engage_cli.report.pages import render_articles
    from engage_cli.report.word.library import require_libraries
    from engage_cli.shipped import shipped

    require_libraries()
    from engage_cli.report.word.writing import DocumentLook, write_word

    base = request.templates.folder or shipped("report_templates")
    return write_word(render_articles(request, medium="print"), DocumentLook.of(request), base=base)


def _json(request: "Request") -> str:
    from engage_cli.report.audience import redact_for
    from engage_cli.report.json_text import json_text
    from engage_cli.report.results import result_values

    return json_text(result_values(redact_for(request.audience, request.assessment)))


FORMATS = registry(
    PDF(write=_pdf, attaches=True),
    HTML(write=_html, attaches=True),
    WORD(
        write=_word,
        words=N_("to go on writing in it"),
        kinds=(Kind.FULL, Kind.SUMMARY, Kind.ACTIONS, Kind.FACILITATOR),
    ),
    MARKDOWN(write=_markdown, kinds=(Kind.FULL,)),
    JSON(write=_json, kinds=(Kind.FULL,)),
)
