"""Formats of documents about a campaign. A new one is a row here, with a function from a request to its content."""

from collections.abc import Mapping, Sequence

from engage_cli.campaign.standing import CampaignStatus
from engage_cli.errors import Problem
from engage_cli.formats import HTML, JSON, MARKDOWN, PDF, XLSX, Format, LazyFunction, registry
from engage_cli.report.choices import Paper
from engage_cli.report.templates.environment import Templates
from engage_cli.values import Value, field

_CONTENTS = "engage_cli.campaign.documents.contents"


class CampaignRequest(Value, kw_only=True):
    """Everything that determines a document about a campaign."""

    standing: CampaignStatus
    languages: Sequence[str]
    names: bool = False
    """Whether people are named."""
    problems: tuple[Problem, ...] = ()
    """A problem for each project that could not be read."""
    templates: Templates = field(default_factory=Templates)
    paper: Paper = Paper.LETTER


FORMATS: Mapping[str, Format[CampaignRequest]] = registry(
    HTML(write=LazyFunction(f"{_CONTENTS}:render_html")),
    PDF(write=LazyFunction(f"{_CONTENTS}:render_pdf")),
    MARKDOWN(write=LazyFunction(f"{_CONTENTS}:render_markdown")),
    JSON(write=LazyFunction(f"{_CONTENTS}:render_json")),
    XLSX(write=LazyFunction(f"{_CONTENTS}:render_xlsx")),
)
