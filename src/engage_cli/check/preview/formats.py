"""Formats of a preview. A new one is a row here, with a function from a request to its content."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from engage_cli.formats import HTML, JSON, MARKDOWN, PDF, Format, LazyFunction, registry
from engage_cli.report.choices import Paper
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording

if TYPE_CHECKING:
    from engage_cli.check.preview.verdicts import Preview

_PAGE = "engage_cli.check.preview.page"


class PreviewRequest(Value, kw_only=True):
    """What is to be said, and in which words."""

    preview: "Preview"
    w: Wording
    paper: Paper = Paper.LETTER


FORMATS: "Mapping[str, Format[PreviewRequest]]" = registry(
    HTML(write=LazyFunction(f"{_PAGE}:html")),
    PDF(write=LazyFunction(f"{_PAGE}:pdf")),
    MARKDOWN(write=LazyFunction(f"{_PAGE}:markdown")),
    JSON(write=LazyFunction("engage_cli.check.preview.as_data:requested")),
)
