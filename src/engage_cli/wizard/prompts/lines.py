"""Paragraphs as styled lines of the terminal."""

from collections.abc import Iterable, Iterator

from prompt_toolkit.application import get_app_session

from engage_cli.wizard.asker import Paragraph, Tone
from engage_cli.wizard.text import width_within, wrapped

Line = tuple[str, str]
"""(style, text)."""

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


def width() -> int:
    """Columns to wrap to."""
    return width_within(get_app_session().output.get_size().columns)


def lines(paragraphs: Iterable[Paragraph], columns: int) -> Iterator[Line]:
    """The lines of the paragraphs, each with its style."""
    for paragraph in paragraphs:
        for line in wrapped(paragraph, columns):
            yield STYLE[paragraph.tone], line


def rows_of(paragraphs: Iterable[Paragraph]) -> int:
    """How many lines they take on this screen."""
    return len(list(lines(paragraphs, width())))


def fitting(paragraphs: tuple[Paragraph, ...], rows: int) -> tuple[Paragraph, ...]:
    """What fits in so many rows: asides go first, then what is quiet; help says both."""
    kept = paragraphs
    for tone in (Tone.ASIDE, Tone.QUIET):
        if rows_of(kept) > rows:
            kept = tuple(paragraph for paragraph in kept if paragraph.tone is not tone)
    return kept


def closer(paragraphs: tuple[Paragraph, ...], rows: int) -> tuple[Paragraph, ...]:
    """Likewise, then without as many blank lines as it takes, from the first."""
    kept = fitting(paragraphs, rows)
    while rows_of(kept) > rows and (blank := next((n for n, p in enumerate(kept) if not p.text), None)) is not None:
        kept = (*kept[:blank], *kept[blank + 1 :])
    return kept
