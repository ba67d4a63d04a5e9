"""Formats of a comparison. A new one is a row here, with a function from a request to its content."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from engage_cli.formats import HTML, JSON, MARKDOWN, PDF, Format, LazyFunction, registry
from engage_cli.report.choices import Paper
from engage_cli.values import Value

if TYPE_CHECKING:
    from engage_cli.followup.comparison import Comparison

_PAGE = "engage_cli.report.comparison.page"


class ComparisonRequest(Value, kw_only=True):
    """Which comparison to document, in which languages."""

    comparison: "Comparison"
    languages: Sequence[str]
    paper: Paper = Paper.LETTER


FORMATS: "Mapping[str, Format[ComparisonRequest]]" = registry(
    PDF(write=LazyFunction(f"{_PAGE}:render_pdf")),
    HTML(write=LazyFunction(f"{_PAGE}:render_html")),
    MARKDOWN(write=LazyFunction(f"{_PAGE}:render_markdown")),
    JSON(write=LazyFunction("engage_cli.report.comparison.as_data:render_json")),
)
