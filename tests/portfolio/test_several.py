"""Several questionnaires, and several versions of one, side by side: each with its own part, nothing added across."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import html

from engage_cli.cli.app import main

TESTS = Path(__file__).resolve().parents[1]
Made = Callable[..., str]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Made:
    """Writes the portfolio of two meadows of version 1, one of version 2, and a garden; gives the document."""
    for name, version, text in (("a", "1", "project"), ("b", "1", "project"), ("c", "2", "project.migrated")):
        shutil.copytree(TESTS / "project/meadow" / version, tmp_path / "all" / name / "questionnaires/meadow")
        found = (TESTS / "project/meadow" / f"{text}.yaml").read_text(encoding="utf-8")
        (tmp_path / "all" / name / "project.yaml").write_text(found.replace("North", name.upper()), encoding="utf-8")
    shutil.copytree(TESTS / "questionnaires/garden", tmp_path / "all/garden")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENGAGE_LANG", "en")

    def run(name: str, *words: str, code: int = 0) -> str:
        asked = ["portfolio", "all", "-o", name, "--as-of", "2026-06-01", "-j", "1", "--force", *words]
        assert main(asked) == code
        return Path(name).read_text(encoding="utf-8") if code < 2 and not name.endswith((".xlsx", ".pdf")) else ""

    return run


def parts(made: Made, *words: str) -> dict[tuple[str, str], dict[str, Any]]:
    found = json.loads(made("p.json", *words))["questionnaires"]
    return {(q["id"], q["version"]): part for part in found for q in [part["provenance"]["questionnaire"]]}


def test_each_questionnaire_and_version_has_its_own_figures(made: Made) -> None:
    found = parts(made)
    assert list(found) == [("meadow", "2.0.0"), ("meadow", "1.0.0"), ("garden", "2.1.0")]
    assert [part["projects"] for part in found.values()] == [1, 2, 1]
    for part in found.values():
        assert len(part["tables"]["projects"]) == len(part["tables"]["heat-map"]) == part["projects"]
    sections = [row["section_id"] for row in found["meadow", "2.0.0"]["tables"]["attainment"]]
    assert sections == ["ground", "water"]
    assert {row["section_id"] for row in found["meadow", "1.0.0"]["tables"]["attainment"]} == {"soil", "water"}
    whole = json.loads(made("p.json"))
    assert whole["projects"] == 4
    assert "tables" not in whole, "nothing is about all of them"


def test_one_questionnaire_alone_reads_as_ever(made: Made) -> None:
    found = json.loads(made("p.json", "--questionnaire", "garden"))
    assert found["provenance"]["questionnaire"]["id"] == "garden"
    assert (found["projects"], len(found["tables"]["projects"])) == (1, 1)
    assert "questionnaires" not in found


def test_versions_of_one_are_narrowed_to_and_told_apart(made: Made) -> None:
    text = made("p.md", "--questionnaire", "meadow")
    titles = [line for line in text.splitlines() if line.startswith("# ")]
    assert titles == [
        "# Portfolio of projects, by questionnaire",
        "# A meadow 2.0.0: portfolio of projects",
        "# A meadow 1.0.0: portfolio of projects",
    ]
    assert "engage preview shows first what that would change" in text
    assert "| A meadow | 1.0.0 | 2 |" in text


def test_the_plan_alone_has_a_part_for_each_too(made: Made) -> None:
    text = made("p.md", "--kind", "plan")
    titles = [line for line in text.splitlines() if line.startswith("# ")]
    assert titles[0] == "# Institutional action plan, by questionnaire"
    assert titles[1] == "# A meadow 2.0.0: institutional action plan"
    assert len(titles) == 4


def test_two_texts_of_one_version_are_told_apart_by_their_fingerprints(made: Made) -> None:
    file = Path("all/b/questionnaires/meadow/questionnaire.yaml")
    file.write_text(file.read_text(encoding="utf-8") + "# a word more\n", encoding="utf-8")
    text = made("p.md", "--questionnaire", "meadow")
    assert text.count("1.0.0 (sha256:") >= 4
    assert "2.0.0 (sha256:" not in text


def test_the_page_has_a_heat_map_and_filters_for_each_and_unique_ids(made: Made) -> None:
    page = html.fromstring(made("p.html"))
    articles = page.xpath("//article")
    assert [len(one.xpath(".//table[@class='heat-map']")) for one in articles] == [0, 1, 1, 1]
    assert [len(one.xpath(".//form[@class='filters']")) for one in articles] == [0, 1, 1, 1]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [link.removeprefix("#") for link in articles[0].xpath(".//td/a/@href | .//th/a/@href")]
    assert links == [one.get("id") for one in articles[1:]]
    labels = page.xpath("//*[@role='region']/@aria-label")
    assert len(labels) == len(set(labels)), "each region is called something else"


def test_the_workbook_numbers_the_sheets_of_each(made: Made) -> None:
    made("p.xlsx")
    book = openpyxl.load_workbook("p.xlsx")
    assert [cell.value for cell in book["Questionnaires"]["D"]][1:] == ["2.0.0", "1.0.0", "2.1.0"]
    assert {name[:2] for name in book.sheetnames[2:]} == {"1 ", "2 ", "3 "}
    assert [book[f"{n} Projects"].max_row - 1 for n in (1, 2, 3)] == [1, 2, 1]
    assert any("A meadow 1.0.0: " in str(cell.value) for cell in book["Contents"]["B"])


def test_a_filter_that_one_questionnaire_has_leaves_the_others_out_and_says_so(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    found = parts(made, "--where", "phase=growing,summer")
    assert [id for id, _ in found] == ["meadow", "meadow"]
    assert "1 project is left out: its questionnaire, garden, does not have what --where names." in (
        capsys.readouterr().err
    )
    made("p.md", "--where", "phsae=growing", code=2)
    assert "has no facet “phsae”" in capsys.readouterr().err


def test_projects_are_grouped_where_their_questionnaire_has_the_fact(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    text = made("p.html", "--by", "plot")
    assert len(html.fromstring(text).xpath("//tr[@class='group']")) == 1
    made("p.md", "--by", "pltos", code=2)
    assert "has no facet “pltos”" in capsys.readouterr().err


def test_what_could_not_be_read_is_named_once(made: Made) -> None:
    Path("all/b/project.yaml").write_text("engage: 1\ncharter: {name: [}\n", encoding="utf-8")
    text = made("p.md", code=1)
    assert text.count("## Projects that could not be read") == 1
    assert json.loads(made("p.json", code=1))["unread"] == ["all/b/project.yaml"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning")
def test_the_pdf_is_accessible_and_archival(made: Made) -> None:
    page = pytest.importorskip("page", reason="page-validation has no wheel for this machine")
    made("p.pdf", "--lang", "both")
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        found = page.validate_pdf_bytes(Path("p.pdf").read_bytes(), profile=profile).failures
        assert [(f.rule_id, f.message) for f in found if not f.rule_id.endswith("-STREAM-LENGTH-001")] == []
