"""Formats of documents about many projects. A new one is a row here, with a function from a request to its content."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engage_cli.formats import HTML, JSON, MARKDOWN, PDF, XLSX, Format, LazyFunction, registry

if TYPE_CHECKING:
    from engage_cli.portfolio.documents.request import PortfolioRequest

_CONTENTS = "engage_cli.portfolio.documents.contents"

FORMATS: "Mapping[str, Format[PortfolioRequest]]" = registry(
    HTML(write=LazyFunction(f"{_CONTENTS}:render_html")),
    PDF(write=LazyFunction(f"{_CONTENTS}:render_pdf")),
    MARKDOWN(write=LazyFunction(f"{_CONTENTS}:render_markdown")),
    JSON(write=LazyFunction("engage_cli.portfolio.documents.as_data:render_json")),
    XLSX(write=LazyFunction(f"{_CONTENTS}:render_xlsx")),
)
