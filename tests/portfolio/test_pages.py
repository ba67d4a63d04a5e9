"""The pages of the PDF as they are seen: none nearly empty, and no word cut for want of room. Measured with poppler."""

import re
import subprocess
from functools import cache
from itertools import pairwise
from pathlib import Path
from shutil import copytree, which
from tempfile import TemporaryDirectory

import pytest

from engage_cli.cli.app import main
from tests.report.test_layout import FOOT, MARGIN, Sheet, sheets_of

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(which("pdftotext") is None, reason="needs poppler-utils"),
]
ENOUGH = 1 / 3
"""How far down every page there has to be something."""
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
LAST = {"fr": "Provenance, source et licence", "en": "Provenance, source and licence"}
"""The heading of the last part."""


@cache
def pdf(language: str, *words: str) -> bytes:
    with TemporaryDirectory() as folder:
        file = Path(folder, "p.pdf")
        asked = ["--lang", language, "--as-of", "2026-11-23", *words]
        assert main(["portfolio", str(ROOT / "examples"), "-o", str(file), "-j", "1", *asked]) == 0
        return file.read_bytes()


def test_the_notice_on_projects_that_could_not_be_read_stands_below_the_facts(tmp_path: Path) -> None:
    for name in ("vlogue-ados", "fabrique-a-bede"):
        copytree(ROOT / "examples" / name, tmp_path / "projects" / name)
    (tmp_path / "projects/bad.yaml").write_text("charter: [\n", encoding="utf-8")
    asked = ["--lang", "en", "--as-of", "2026-11-23", "-j", "1"]
    assert main(["portfolio", str(tmp_path / "projects"), "-o", str(tmp_path / "p.pdf"), *asked]) == 1
    lines = next(sheets_of((tmp_path / "p.pdf").read_bytes())).lines()
    assert any(line.startswith("1 project could not be read. Which and why") for line in lines)
    assert any(line.startswith("November 23, 2026") and "read" not in line for line in lines)


@cache
def pages(language: str, *words: str) -> list[Sheet]:
    return list(sheets_of(pdf(language, *words)))


def depth(page: Sheet) -> float:
    """How far down the page there is something, 0 to 1."""
    return max((w.bottom for w in page.words if w.bottom < page.height - FOOT), default=0.0) / page.height


@LANGUAGES
@pytest.mark.parametrize("words", [(), ("--by", "unite")], ids=["plain", "by-unit"])
def test_the_plan_begins_on_its_first_page_and_lies_on_its_side_throughout(
    language: str, words: tuple[str, ...]
) -> None:
    found = pages(language, "--kind", "plan", *words)
    assert all(page.width > page.height for page in found)
    assert any(re.match(r"[PO][1-7]\.[1-9]$", word.text) for word in found[0].words), "a step, with its question"
    assert min(map(depth, found)) > ENOUGH
    assert len(found) < 16


@LANGUAGES
def test_no_page_of_the_portfolio_is_nearly_empty(language: str) -> None:
    found = pages(language)
    assert min(map(depth, found[:-1])) > ENOUGH, "save the last"
    assert LAST[language] in "\n".join(found[-1].lines())
    turned = sum(before.width != after.width for before, after in pairwise(found))
    assert turned == 3, "the heat map and the plan are turned, nothing else"


@LANGUAGES
@pytest.mark.parametrize("words", [(), ("--kind", "plan")], ids=["portfolio", "plan"])
def test_every_page_has_its_number_and_stays_within_the_margins(language: str, words: tuple[str, ...]) -> None:
    found = pages(language, *words)
    for number, page in enumerate(found, 1):
        foot = " ".join(w.text for w in page.words if w.bottom >= page.height - FOOT)
        assert re.search(rf"\bPage {number} (sur|of) {len(found)}\b", foot)
        wide = [w.text for w in page.words if w.right > page.width - MARGIN]
        assert wide == []


@LANGUAGES
@pytest.mark.parametrize("words", [(), ("--kind", "plan")], ids=["portfolio", "plan"])
def test_a_word_that_is_parted_carries_a_hyphen(language: str, words: tuple[str, ...]) -> None:
    """No piece of one or two letters stands on a line of its own, as where a column is narrower than its words."""
    text = subprocess.run(
        ["pdftotext", "-", "-"], input=pdf(language, *words), capture_output=True, check=True
    ).stdout.decode()
    lines = [line.strip() for line in text.splitlines()]
    pieces = [
        (before, line)
        for before, line in pairwise(lines)
        if re.fullmatch(r"[^\W\d_]{1,2}", line)
        and before
        and line not in ("TI", "IT", "et", "de", "à", "en", "of", "on", "it")
    ]
    assert pieces == []
