"""Wraps paragraphs into styled lines of the terminal."""

from collections.abc import Iterable, Iterator

from prompt_toolkit.application import get_app_session

from engage_cli.wizard.asker import Paragraph, Tone
from engage_cli.wizard.text import width_within, wrap_paragraph

Line = tuple[str, str]
"""(style, text) of a line."""

STYLE = {
    Tone.TEXT: "",
    Tone.TITLE: "bold",
    Tone.WHERE: "ansicyan",
    Tone.ASK: "bold",
    Tone.QUIET: "dim",
    Tone.ASIDE: "dim",
    Tone.GOOD: "ansigreen",
    Tone.WARNING: "bold ansiyellow",
}


def wrap_width() -> int:
    """The number of columns to wrap to."""
    return width_within(get_app_session().output.get_size().columns)


def styled_lines(paragraphs: Iterable[Paragraph], columns: int) -> Iterator[Line]:
    """The lines of the paragraphs, each with its style."""
    for paragraph in paragraphs:
        for line in wrap_paragraph(paragraph, columns):
            yield STYLE[paragraph.tone], line


def count_rows(paragraphs: Iterable[Paragraph]) -> int:
    """The number of lines that the paragraphs take on this screen."""
    return len(list(styled_lines(paragraphs, wrap_width())))


def fit_to_rows(paragraphs: tuple[Paragraph, ...], rows: int) -> tuple[Paragraph, ...]:
    """The paragraphs that fit in `rows` lines: asides are dropped first, then quiet ones; help shows both."""
    kept = paragraphs
    for tone in (Tone.ASIDE, Tone.QUIET):
        if count_rows(kept) > rows:
            kept = tuple(paragraph for paragraph in kept if paragraph.tone is not tone)
    return kept


def fit_tightly(paragraphs: tuple[Paragraph, ...], rows: int) -> tuple[Paragraph, ...]:
    """As `fit_to_rows`, then also without as many blank lines as necessary, from the top."""
    kept = fit_to_rows(paragraphs, rows)
    while count_rows(kept) > rows and (blank := next((n for n, p in enumerate(kept) if not p.text), None)) is not None:
        kept = (*kept[:blank], *kept[blank + 1 :])
    return kept
