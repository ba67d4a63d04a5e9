"""Pages as they are seen: nothing past the margins, no heading at the foot of a page, rows and columns in line.

Measured on the words of the PDF, with poppler.
"""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from html import unescape
from itertools import pairwise
from shutil import which
from typing import NamedTuple

import pytest

from engage_cli.report.arrangement import Arrangement
from engage_cli.report.pages import render_report_page
from engage_cli.report.request import Engine, Kind, Paper, Request
from engage_cli.report.templates.environment import Templates

from .making import EXAMPLES, assessment, written

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings(
        # WeasyPrint leaves its colour profile open.
        "ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning"
    ),
    pytest.mark.skipif(which("pdftotext") is None, reason="needs poppler-utils"),
]

MILLIMETRE = 72 / 25.4
MARGIN = 16 * MILLIMETRE
"""At the sides, of the narrowest page."""
FOOT = 12 * MILLIMETRE
"""What stands lower is the foot of the page."""


class Word(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    text: str


class Sheet(NamedTuple):
    width: float
    height: float
    words: list[Word]

    def lines(self) -> list[str]:
        """What stands on the page, from top to foot; words on one line are in the order of the page."""
        body = [w for w in self.words if w.bottom < self.height - FOOT]
        tops = sorted({round(w.top) for w in body})
        return [" ".join(w.text for w in body if round(w.top) == top) for top in tops]


def request(name: str, language: str, kind: Kind, paper: Paper, engine: Engine) -> Request:
    return Request(
        assessment=assessment(name),
        languages=(language,),
        templates=Templates(),
        kind=kind,
        paper=paper,
        engine=engine,
    )


@cache
def sheets(name: str, language: str, kind: Kind, paper: Paper, engine: Engine) -> list[Sheet]:
    return list(sheets_of(written(name, "pdf", language, kind=kind, paper=paper, engine=engine)))


def sheets_of(content: bytes) -> Iterator[Sheet]:
    """The pages of a PDF."""
    run = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True)
    for width, height, body in re.findall(
        r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', run.stdout.decode(), re.DOTALL
    ):
        words = re.findall(
            r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', body
        )
        yield Sheet(float(width), float(height), [_word(*w) for w in words])


def _word(left: str, top: str, right: str, bottom: str, text: str) -> Word:
    return Word(float(left), float(top), float(right), float(bottom), unescape(text))


CASES = [
    ("half", "fr", Kind.FULL, Paper.LETTER, Engine.WEASYPRINT),
    ("half", "en", Kind.FULL, Paper.A4, Engine.WEASYPRINT),
    ("half", "en", Kind.FULL, Paper.LETTER, Engine.TYPST),
    ("long", "fr", Kind.FULL, Paper.A4, Engine.WEASYPRINT),
    ("long", "en", Kind.FULL, Paper.LETTER, Engine.TYPST),
    ("long", "fr", Kind.FULL, Paper.LETTER, Engine.TYPST),
    ("hostile", "fr", Kind.FULL, Paper.A4, Engine.TYPST),
    ("nothing", "fr", Kind.FULL, Paper.A4, Engine.WEASYPRINT),
    ("fabrique", "en", Kind.FULL, Paper.LETTER, Engine.WEASYPRINT),
    ("long", "fr", Kind.SUMMARY, Paper.LETTER, Engine.WEASYPRINT),
    ("long", "fr", Kind.ACTIONS, Paper.A4, Engine.WEASYPRINT),
    ("half", "fr", Kind.FACILITATOR, Paper.LETTER, Engine.WEASYPRINT),
    ("half", "fr", Kind.BLANK, Paper.A4, Engine.WEASYPRINT),
]

cases = pytest.mark.parametrize("case", CASES, ids="-".join)


@cases
def test_nothing_stands_past_the_margins(case: tuple[str, str, Kind, Paper, Engine]) -> None:
    for number, sheet in enumerate(sheets(*case), 1):
        outside = [w for w in sheet.words if w.left < MARGIN - 1 or w.right > sheet.width - MARGIN + 1]
        assert not outside, f"page {number}"


@cases
def test_no_heading_ends_a_page(case: tuple[str, str, Kind, Paper, Engine]) -> None:
    html = render_report_page(request(*case), medium="print")
    found = re.findall(r"<(h[234]\b|caption|tr class=.group)[^>]*>(.*?)</(?:h.|caption|tr)>", html, re.DOTALL)
    headings = {" ".join(unescape(re.sub(r"<[^>]*>", "", words)).split()) for _, words in found}
    for number, sheet in enumerate(sheets(*case), 1):
        assert sheet.lines()[-1] not in headings, f"page {number}"


@pytest.mark.parametrize(("language", "words"), [("fr", "Encore sans réponse"), ("en", "Without an answer yet")])
def test_lists_in_columns_start_level(language: str, words: str) -> None:
    """The first item of the second column stands on a line with that of the first."""
    paired = 0
    for sheet in sheets("half", language, Kind.FULL, Paper.LETTER, Engine.WEASYPRINT):
        tops = sorted((w.top, w.left) for w in sheet.words if w.text == "•")
        columns = sorted({round(left) for _, left in tops})
        if len(columns) < 2 or words not in " ".join(w.text for w in sheet.words).replace("\u00a0", " "):
            continue
        for (above, left), (top, right) in pairwise(tops):
            if right - left > sheet.width / 3:
                assert top - above < 1 or top - above > 8
                paired += top - above < 1
    assert paired > 3


@pytest.mark.parametrize("engine", [Engine.WEASYPRINT, Engine.TYPST])
def test_addresses_stand_on_paper(engine: Engine) -> None:
    """Each address of what may be read about blocking requirements and steps."""
    case = ("fabrique", "fr", Kind.FULL, Paper.LETTER, engine)
    cited = Arrangement(assessment("fabrique")).cited()
    addresses = {resource.url for one in cited for resource in one.resources if resource.url}
    said = "".join(w.text for sheet in sheets(*case) for w in sheet.words)
    assert addresses
    assert [a for a in addresses if a.split("//")[1][:20] not in said] == []


@pytest.mark.parametrize("name", ["fabrique", "half", "nothing", "long"])
def test_a_page_starts_at_its_top(name: str) -> None:
    """Without the space that a heading or a card has above it elsewhere."""
    tops = [min(w.top for w in s.words) for s in sheets(name, "fr", Kind.FULL, Paper.LETTER, Engine.WEASYPRINT)]
    assert max(tops) - min(tops) < 5 * MILLIMETRE


@pytest.mark.parametrize("name", ["fabrique", "half", "long"])
@pytest.mark.parametrize("paper", [Paper.LETTER, Paper.A4])
def test_where_the_report_comes_from_shares_a_page(name: str, paper: Paper) -> None:
    """With the last of the addresses."""
    *_, last = sheets(name, "fr", Kind.FULL, paper, Engine.WEASYPRINT)
    before, found, _ = "\n".join(last.lines()).partition("Provenance, source et licence")
    assert found
    assert before.count("•") > 1


def test_no_row_goes_over_alone() -> None:
    """Of a table that a page cannot hold, two rows or more stand on the next."""
    gone_over = 0
    for sheet in sheets("nanotechnologies", "fr", Kind.FULL, Paper.LETTER, Engine.WEASYPRINT):
        first, *rows = sheet.lines()
        if first.startswith(("Exigence bloquante", "Section", "Question")):
            gone_over += 1
            assert sum(bool(re.match(r"[A-Z]\d+\.\d+ ", row)) for row in rows) > 1
    assert gone_over


def test_no_line_of_an_action_ends_after_its_first_word() -> None:
    (page,) = sheets("fabrique", "fr", Kind.SUMMARY, Paper.LETTER, Engine.WEASYPRINT)
    assert any("1. Ouvrir un tableau" in line for line in page.lines())


BODIES = [
    *((name, Engine.TYPST) for name in (*EXAMPLES, "half", "nothing", "garden")),
    *((name, Engine.WEASYPRINT) for name in ("fabrique-a-bede", "refonte-du-site", "half", "long")),
    ("long", Engine.TYPST),
]


@pytest.mark.parametrize(("name", "engine"), BODIES)
def test_the_body_is_short_and_its_pages_are_full(name: str, engine: Engine) -> None:
    pages = sheets(name, "fr", Kind.FULL, Paper.LETTER, engine)
    annex = next(n for n, sheet in enumerate(pages, 1) if n > 2 and "Annexe" in sheet.lines())
    assert annex <= 7, "six pages"
    for number, sheet in enumerate(pages[:-1], 1):
        lowest = max(word.bottom for word in sheet.words if word.bottom < sheet.height - FOOT)
        assert lowest > sheet.height / 3, f"page {number}"


@pytest.mark.parametrize("engine", [Engine.TYPST, Engine.WEASYPRINT])
def test_contents_name_the_page_of_each_part(engine: Engine) -> None:
    pages = sheets("fabrique", "en", Kind.FULL, Paper.LETTER, engine)
    listed = " ".join(pages[1].lines())
    for title in ("Profile", "Next actions", "Every answer", "How the results are made"):
        found = re.search(rf"{title}[ .]+(\d+)\b", listed)
        assert found, title
        assert title in " ".join(pages[int(found[1]) - 1].lines())
