"""A portfolio of many projects: counts come first, long lists stay out of documents that are read through."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from engage_cli.cli.app import main

ROOT = Path(__file__).resolve().parents[2]
Made = Callable[..., str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The portfolio of the examples in a format, with limits made small."""
    folder = tmp_path_factory.mktemp("made")

    def run(name: str, *words: str, limits: dict[str, object] | None = None) -> str:
        file = folder / name
        with pytest.MonkeyPatch.context() as patch:
            for limit, value in (limits or {}).items():
                patch.setattr(f"engage_cli.portfolio.documents.contents.{limit}", value)
            asked = ["-o", str(file), "--lang", "en", "--as-of", "2026-11-23", "-j", "1", "-q", "--force", *words]
            assert main(["portfolio", str(ROOT / "examples"), *asked]) == 0
        return file.read_text(encoding="utf-8")

    return run


def test_blocking_requirements_are_counted_before_they_are_listed(made: Made) -> None:
    tables = json.loads(made("p.json"))["tables"]
    listed = [row["question_id"] for row in tables["gates"]]
    counted = {row["question_id"]: row for row in tables["requirements"]}
    assert {id: row["projects"] for id, row in counted.items()} == {id: listed.count(id) for id in listed}
    assert all(row["projects_unmet"] + row["projects_unknown"] == row["projects"] for row in counted.values())
    numbers = [row["projects"] for row in tables["requirements"]]
    assert numbers == sorted(numbers, reverse=True)
    page = html.fromstring(made("p.html"))
    titles = [" ".join(heading.text_content().split()) for heading in page.xpath("//h2 | //h3")]
    wanted = [
        "At a glance", "Projects by section", "What is pressing", "Open blocking requirements, by requirement",
        "Open blocking requirements",
    ]  # fmt: skip
    assert [title for title in titles if title in wanted] == wanted


def test_long_lists_are_folded_and_short_ones_open(made: Made) -> None:
    page = html.fromstring(made("p.html"))
    found = {
        fold.xpath("string(summary/h3)"): (int(fold.xpath("string(summary/span)")), "open" in fold.attrib)
        for fold in page.xpath("//details[@class='list']")
    }
    assert found
    assert all(opened == (rows <= 12) for rows, opened in found.values())
    assert {opened for _, opened in found.values()} == {True, False}


def test_what_was_asked_for_is_no_gap(made: Made) -> None:
    gaps = re.compile(r"No project: .*(Exhibitions|Communications)")
    assert gaps.search(made("p.md", "--where", "genre=site-web"))
    narrowed = made("p.md", "--where", "unite=education")
    assert not gaps.search(narrowed)
    assert "No project:" in narrowed, "other facts keep their gaps"
    facts = json.loads(made("p.json", "--where", "unite=education"))["tables"]["at-a-glance"]
    assert [row["fact_id"] for row in facts if row["fact_id"].startswith("none.")]
    assert "none.unite" not in {row["fact_id"] for row in facts}


def test_a_list_that_is_too_long_for_a_document_is_named_with_its_number(made: Made) -> None:
    whole = made("p.md")
    rows = len(json.loads(made("p.json"))["tables"]["gates"])
    cut = made("p.md", limits={"LONGEST": {"text": 3}, "MOST_MAPPED": 3})
    assert f"{rows} rows, too long a list for this document: they stand in the page" in cut
    assert "12 rows, too long" in cut, "the heat map"
    assert len(cut) < len(whole)
    assert "Where projects stand, by section: full assessment" in cut


def test_a_page_whose_rows_are_drawn_holds_each_text_once_and_says_what_needs_a_script(made: Made) -> None:
    page = html.fromstring(made("p.html", limits={"DRAWN": 3}))
    assert page.xpath("//table//tr[@data-p]") == []
    data = json.loads(page.xpath("string(//script[@class='data'])"))
    assert len(data["heat"]) == len(data["keys"]) == 12
    assert len(data["texts"]) == len(set(data["texts"]))
    tables = json.loads(made("p.json"))["tables"]
    assert {id: len(rows) for id, rows in data["lists"].items()} == {id: len(tables[id]) for id in data["lists"]}
    assert {"gates", "overdue", "actions"} <= set(data["lists"])
    assert "A script draws the lists of this page" in page.xpath("string(//noscript)")
