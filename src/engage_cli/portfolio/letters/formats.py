"""Formats of letters. A new one is a row here, with a function from letters to its content."""

import datetime as dt
from collections.abc import Mapping, Sequence

from engage_cli.formats import HTML, MARKDOWN, PDF, WORD, Format, LazyFunction, registry
from engage_cli.portfolio.letters.letter import Letter
from engage_cli.report.choices import Paper
from engage_cli.report.templates.environment import Templates
from engage_cli.values import Value, field

_PAGES = "engage_cli.portfolio.letters.pages"


class Letters(Value, kw_only=True):
    """The letters that make up one document."""

    title: str
    day: dt.date
    languages: Sequence[str]
    letters: tuple[tuple[str, Letter], ...]
    """(language, letter); the languages of one unit follow one another."""
    unsaid: int = 0
    """The number of projects that belong to no known unit and are in no letter."""
    source: str = ""
    """Id, version and digest of the questionnaire."""
    templates: Templates = field(default_factory=Templates)
    paper: Paper = Paper.LETTER


FORMATS: Mapping[str, Format[Letters]] = registry(
    PDF(write=LazyFunction(f"{_PAGES}:render_pdf")),
    WORD(write=LazyFunction(f"{_PAGES}:render_word")),
    HTML(write=LazyFunction(f"{_PAGES}:render_html")),
    MARKDOWN(write=LazyFunction(f"{_PAGES}:render_markdown")),
)
