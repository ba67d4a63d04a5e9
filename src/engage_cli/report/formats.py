"""Formats of a report: a name, a suffix, the kinds it can be, and how a request becomes its bytes."""

import calendar
from collections.abc import Callable, Mapping
from types import MappingProxyType

from engage_cli.report.json_text import json_text
from engage_cli.report.pages import markdown, page
from engage_cli.report.request import Kind, Request
from engage_cli.shipped import shipped
from engage_cli.values import Value

__all__ = ["FORMATS", "Document", "Format", "Request", "render"]


class Document(Value):
    """Something to write to a file or to send."""

    content: bytes
    media_type: str
    suffix: str


class Format(Value, kw_only=True):
    name: str
    suffix: str
    media_type: str
    content: Callable[[Request], bytes]
    kinds: tuple[Kind, ...] = (Kind.FULL,)
    attaches: bool = False
    """Other files may stand in it."""


def render(request: Request, format: str) -> Document:
    """The report as one of `FORMATS`, of a kind that the format has.

    Raises InputError for a template that fails, MissingLibraryError for a PDF without Pango.
    """
    found = FORMATS[format]
    return Document(found.content(request), found.media_type, found.suffix)


def _pdf(request: Request) -> bytes:
    from engage_cli.report.pdf.engines import writer

    base = request.templates.folder or shipped("report_templates")
    epoch = calendar.timegm(request.assessment.as_of.timetuple())
    write = writer(request.engine, request.kind)
    return write(page(request, medium="print"), base=base, epoch=epoch, attachments=request.attachments)


def _html(request: Request) -> bytes:
    return page(request, medium="screen").encode()


def _markdown(request: Request) -> bytes:
    return markdown(request).encode()


def _json(request: Request) -> bytes:
    from engage_cli.report.audience import seen_by
    from engage_cli.report.results import results

    seen = results(seen_by(request.audience, request.assessment))
    return json_text(seen).encode()


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        f.name: f
        for f in (
            Format(
                name="pdf",
                suffix=".pdf",
                media_type="application/pdf",
                content=_pdf,
                kinds=tuple(Kind),
                attaches=True,
            ),
            Format(
                name="html",
                suffix=".html",
                media_type="text/html; charset=utf-8",
                content=_html,
                kinds=tuple(Kind),
                attaches=True,
            ),
            Format(name="md", suffix=".md", media_type="text/markdown; charset=utf-8", content=_markdown),
            Format(name="json", suffix=".json", media_type="application/json", content=_json),
        )
    }
)
