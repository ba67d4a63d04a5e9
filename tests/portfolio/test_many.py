"""A portfolio of many projects: counts come first, long lists stay out of documents that are read through."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from shutil import which
from subprocess import run

import pytest
from lxml import html

from engage_cli.cli.app import main

ROOT = Path(__file__).resolve().parents[2]
Made = Callable[..., str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The portfolio of the examples in a format, with limits made small."""
    folder = tmp_path_factory.mktemp("made")

    def run(name: str, *words: str, limits: dict[str, object] | None = None, read: bool = True) -> str:
        file = folder / name
        with pytest.MonkeyPatch.context() as patch:
            for limit, value in (limits or {}).items():
                patch.setattr(f"engage_cli.portfolio.documents.contents.{limit}", value)
            asked = ["-o", str(file), "--lang", "en", "--as-of", "2026-11-23", "-j", "1", "-q", "--force", *words]
            assert main(["portfolio", str(ROOT / "examples"), *asked]) == 0
        return file.read_text(encoding="utf-8") if read else ""

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
    cut = made("cut.md", limits={"WHOLE": {"text": 3}, "LONGEST": {"text": 3}})
    assert f"{rows} rows, too long a list for this document: they stand beside it, in cut-lists/gates.csv." in cut
    assert "12 rows, too long" in cut, "the heat map"
    assert len(cut) < len(whole)
    assert "Where projects stand, by section: full assessment" in cut


def test_where_a_list_is_left_out_it_stands_beside_with_as_many_rows(made: Made, tmp_path: Path) -> None:
    name = tmp_path / "portfolio of many.md"
    cut = made(str(name), "--lang", "fr", limits={"WHOLE": {"text": 3}, "LONGEST": {"text": 3}})
    said = re.findall(r"([0-9\u202f ]+) lignes, une liste trop longue[^,]*, dans ([^.]+\.csv)", cut)
    assert {Path(file).stem for _many, file in said} >= {"gates", "heat-map", "actions"}
    for many, file in said:
        found = (tmp_path / file).read_text(encoding="utf-8-sig").splitlines()
        assert len(found) - 1 == int(many), file
    assert "Ce document porte sur beaucoup de projets" in cut
    assert "Quels projets" not in re.findall(r"^\| Étape .*", cut, re.MULTILINE)[0]
    few = made("few.md", "--lang", "fr")
    assert "trop longue" not in few
    assert "beaucoup de projets" not in few
    assert not (tmp_path / "few-lists").exists()


def test_on_the_screen_nothing_stands_beside(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made("p.json")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("engage_cli.portfolio.documents.contents.WHOLE", {"text": 3})
        words = ["--format", "md", "--lang", "en", "--as-of", "2026-11-23", "-j", "1", "-q"]
        assert main(["portfolio", str(ROOT / "examples"), *words]) == 0
    assert "they stand in the page (.html) and in the workbook (.xlsx)." in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.skipif(which("pdftotext") is None, reason="needs poppler-utils")
def test_a_pdf_of_many_counts_and_one_of_few_names(made: Made, tmp_path: Path) -> None:
    def text(name: str, limits: dict[str, object] | None = None) -> str:
        made(str(tmp_path / name), "--lang", "fr", limits=limits, read=False)
        return run(["pdftotext", "-layout", tmp_path / name, "-"], capture_output=True, text=True, check=True).stdout

    few, many = text("few.pdf"), text("many.pdf", {"WHOLE": {"print": 3}, "LONGEST": {"print": 3}})
    assert "dans many-lists/gates.csv" in many
    assert not (tmp_path / "few-lists").exists()
    for one, names in ((few, True), (many, False)):
        assert ("Qui est sous l’attendu" in one) is names
        assert bool(re.search("Quels projets\n", one)) is names
        assert "Qui peut aider" in one
    assert many.count("\f") < few.count("\f")


def test_a_page_whose_rows_are_drawn_holds_each_text_once_and_says_what_needs_a_script(made: Made) -> None:
    page = html.fromstring(made("p.html", limits={"WHOLE": {"screen": 3}}))
    assert page.xpath("//table//tr[@data-p]") == []
    data = json.loads(page.xpath("string(//script[@class='data'])"))
    assert len(data["heat"]) == len(data["keys"]) == 12
    assert len(data["texts"]) == len(set(data["texts"]))
    tables = json.loads(made("p.json"))["tables"]
    assert {id: len(rows) for id, rows in data["lists"].items()} == {id: len(tables[id]) for id in data["lists"]}
    assert {"gates", "overdue", "actions"} <= set(data["lists"])
    assert "A script draws the lists of this page" in page.xpath("string(//noscript)")


def test_the_steps_of_a_unit_are_folded_with_their_number(made: Made) -> None:
    page = html.fromstring(made("p.html"))
    units = page.xpath("//section[contains(@class, 'plan')]//details[summary/h4]")
    tables = json.loads(made("p.json"))["tables"]
    counts = [int(one.xpath("string(summary/span)")) for one in units]
    assert counts == [len(rows) for id, rows in tables.items() if id.startswith("steps.")]
    assert [len(one.xpath(".//tbody/tr")) for one in units] == counts
