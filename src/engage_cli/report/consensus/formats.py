"""Formats of the board of a meeting. A new one is a row here, with a function from a request to its content.

HTML is the page for the projector; the others are the sheet, which is passed on and therefore says no counts.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from engage_cli.formats import HTML, JSON, MARKDOWN, PDF, WORD, Format, LazyFunction, registry
from engage_cli.i18n import N_
from engage_cli.report.choices import Paper
from engage_cli.values import Value

if TYPE_CHECKING:
    from engage_cli.scoring.results import Assessment
    from engage_cli.voices.board import Board

_SHEET = "engage_cli.report.consensus.sheet"


class ConsensusRequest(Value, kw_only=True):
    """Which board to document, in which languages."""

    board: "Board"
    assessment: "Assessment"
    """The assessment of the project as it stands, before the meeting."""
    languages: Sequence[str]
    names: bool = False
    """Whether to say who holds each choice, and how many do."""
    paper: Paper = Paper.LETTER


FORMATS: "Mapping[str, Format[ConsensusRequest]]" = registry(
    HTML(write=LazyFunction("engage_cli.report.consensus.projector:render_html"), words=N_("for the projector")),
    PDF(write=LazyFunction(f"{_SHEET}:render_pdf"), words=N_("to print for the meeting")),
    WORD(write=LazyFunction(f"{_SHEET}:render_word"), words=N_("to go on writing in it")),
    MARKDOWN(write=LazyFunction(f"{_SHEET}:render_markdown")),
    JSON(write=LazyFunction("engage_cli.report.consensus.as_data:render_json")),
)
