"""Formats of documents about many projects. A new one is a row here, with a function from a request to its content."""

from typing import TYPE_CHECKING

from engage_cli.formats import Format, registry

if TYPE_CHECKING:
    from engage_cli.portfolio.documents.contents import PortfolioRequest


def _html(request: "PortfolioRequest") -> str:
    from engage_cli.portfolio.documents.contents import page

    return page(request, "screen")


def _pdf(request: "PortfolioRequest") -> bytes:
    import calendar

    from engage_cli.portfolio.documents.contents import page
    from engage_cli.report.pdf import weasyprint
    from engage_cli.shipped import shipped

    base = request.templates.folder or shipped("report_templates")
    epoch = calendar.timegm(request.portfolio.limits.today.timetuple())
    return weasyprint.write(page(request, "print"), base=base, epoch=epoch)


def _markdown(request: "PortfolioRequest") -> str:
    from engage_cli.portfolio.documents.contents import markdown

    return markdown(request)


def _json(request: "PortfolioRequest") -> str:
    from engage_cli.portfolio.documents.contents import values
    from engage_cli.report.json_text import json_text

    return json_text(values(request))


def _xlsx(request: "PortfolioRequest") -> bytes:
    from engage_cli.portfolio.documents.contents import sheets
    from engage_cli.portfolio.documents.workbook import workbook

    title, tables = sheets(request)
    return workbook(tables, title=title, day=request.portfolio.limits.today)


def _signed_workbook(content: bytes) -> bool:
    from engage_cli.portfolio.documents.workbook import signed_workbook

    return signed_workbook(content)


FORMATS = registry(
    Format(
        name="html",
        title="HTML",
        suffix=".html",
        media_type="text/html; charset=utf-8",
        write=_html,
    ),
    Format(
        name="pdf",
        title="PDF",
        suffix=".pdf",
        media_type="application/pdf",
        write=_pdf,
        laid_out=True,
        binary=True,
    ),
    Format(
        name="md",
        title="Markdown",
        suffix=".md",
        media_type="text/markdown; charset=utf-8",
        write=_markdown,
    ),
    Format(
        name="json",
        title="JSON",
        suffix=".json",
        media_type="application/json",
        write=_json,
    ),
    Format(
        name="xlsx",
        title="Excel",
        suffix=".xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        write=_xlsx,
        binary=True,
        ours=_signed_workbook,
    ),
)
