"""Writes a Word document from the articles of a report page."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from engage_cli.model.theme import PLAIN, Theme
from engage_cli.report.choices import Kind, Paper
from engage_cli.report.page_frame import Article, page_number_words
from engage_cli.report.pdf.elements import Node, parse_page
from engage_cli.report.pdf.glyphs import replace_characters
from engage_cli.report.request import Request
from engage_cli.report.templates.escaping import shorten
from engage_cli.report.word.blocks import Blocks
from engage_cli.report.word.elements import MM, Element, field, run, w
from engage_cli.report.word.lines import Lines, Tone, bookmark_names
from engage_cli.report.word.package import Package
from engage_cli.report.word.paragraphs import Place
from engage_cli.report.word.pictures import Pictures
from engage_cli.values import Value

_PAPERS = {Paper.LETTER: (12240, 15840), Paper.A4: (11906, 16838)}
"""Width and height of papers, in twips."""
_MARGIN = 17
"""The page margin on each side, in millimetres."""


class DocumentLook(Value, kw_only=True):
    """The layout and the date of a document."""

    day: dt.date
    kind: Kind = Kind.FULL
    paper: Paper = Paper.LETTER
    theme: Theme = PLAIN
    numbered: bool = True
    """Whether pages have a footer with the title and page numbers."""

    @classmethod
    def of(cls, request: Request) -> Self:
        """The layout that a report request asks for."""
        return cls(day=request.assessment.as_of, kind=request.kind, paper=request.paper, theme=request.theme)


def write_word(articles: Sequence[Article], look: DocumentLook, *, base: Path) -> bytes:
    """The bytes of a Word document with a section for each article; pictures come from `base` or the page itself.

    Raises InputError where a page refers to pictures elsewhere.
    """
    languages = list(dict.fromkeys(article.language for article in articles))
    package = Package(look.theme, languages[0], dense=look.kind is Kind.SUMMARY)
    pages = [parse_page(replace_characters(article.content, "")).body for article in articles]
    pictures = Pictures(package, base)
    lines = Lines(package, pictures, bookmark_names([node for page in pages for node in page]))
    blocks = Blocks(package.body, lines, pictures, look.theme, full=look.kind is Kind.FULL)
    for article, page in zip(articles, pages, strict=True):
        _article(article, page, blocks, package, look, own=languages[0], last=article is articles[-1])
    package.number_lists(blocks.lists)
    package.describe(" · ".join(article.title for article in articles), languages[0], look.day)
    return package.content()


def _article(
    article: Article,
    page: list[Node | str],
    blocks: Blocks,
    package: Package,
    look: DocumentLook,
    *,
    own: str,
    last: bool,
) -> None:
    """Writes one article, a language or a letter, on pages of its own."""
    wide, high = _PAPERS[look.paper]
    tone = Tone(language=article.language, own=own)
    blocks.article(page, Place(tone=tone, width=wide / MM - 2 * _MARGIN))
    side, top = round(_MARGIN * MM), round(15 * MM)
    section = w(
        "sectPr",
        *(
            [package.footer(*_foot(article, look), middle=(wide / MM / 2 - _MARGIN) if look.theme.footer else 0)]
            if look.numbered
            else []
        ),
        w("type", val="nextPage"),
        w("pgSz", w=wide, h=high),
        w("pgMar", top=top, right=side, bottom=top, left=side, header=400, footer=400, gutter=0),
    )
    package.body.append(section if last else w("p", w("pPr", section)))


def _foot(article: Article, look: DocumentLook) -> Iterator[Element]:
    """The runs of the footer: title at the left, the theme's line in the middle, page number at the right."""
    theme, (before, between) = look.theme, page_number_words(article.language)
    yield run(shorten(article.title, 50 if theme.footer else 90))
    if theme.footer:
        yield w("r", w("tab"))
        yield run(theme.footer.to(article.language))
    yield w("r", w("tab"))
    yield run(before)
    yield from field("PAGE", "1")
    yield run(between)
    yield from field("NUMPAGES", "1")
