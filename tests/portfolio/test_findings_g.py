"""A coordinator's year: what was missing, or told wrongly, over many projects (one test a finding).

More of each: G1 `test_export_followup`, `test_since_moment`; G2 and G3 `test_many`, `test_browser`, `test_lists`;
G4 `test_pages`, `test_documents`; G5 `test_several`; workbooks `test_documents`.
"""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from lxml import html

from engage_cli.cli.app import main

ROOT = Path(__file__).resolve().parents[2]
DAY = ("--as-of", "2026-11-23", "-j", "1")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two projects in an empty folder, in English."""
    monkeypatch.setenv("ENGAGE_LANG", "en")
    monkeypatch.chdir(tmp_path)
    for name in ("fabrique-a-bede", "voute-numerique"):
        shutil.copytree(ROOT / "examples" / name, tmp_path / "projects" / name)
    return tmp_path


def document(*words: str, code: int = 0) -> Any:
    assert main(["portfolio", "projects", "-o", "p.json", "--force", "-q", *DAY, *words]) == code
    return json.loads(Path("p.json").read_text(encoding="utf-8"))


def test_g1_a_year_is_written_out_without_git_and_sql() -> None:
    project = "projects/fabrique-a-bede"
    for words in (
        ["milestone", project, "Then", "--as-of", "2026-01-31"],
        ["action", "add", project, "--do", "First"],
        ["action", "add", project, "--do", "Second"],
        ["action", "done", project, "first"],
        ["action", "drop", project, "second", "--because", "no money"],
    ):
        assert main([*words, "-q"]) == 0
    units = document("--since", "2026-06-30")["tables"]
    assert sum(row["done"] for row in units["actions-by-unit"]) == 1
    assert sum(row["dropped"] for row in units["actions-by-unit"]) == 1
    assert main(["export", "projects", "-o", "data", "--since", "2026-06-30", "-q", *DAY]) == 0
    rows = {
        file.stem: list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
        for file in Path("data").glob("*.csv")
    }
    assert [row["date"] for row in rows["milestones"]] == ["2026-01-31"]
    assert [row["status"] for row in rows["actions"]] == ["done", "dropped"]
    assert rows["comparison_parts"]
    assert main(["portfolio", "projects", "-o", "p.xlsx", "--since", "2026-06-30", "-q", *DAY]) == 0
    for sheet in openpyxl.load_workbook("p.xlsx"):
        heads = [cell.value for cell in sheet[1]]
        assert len(set(heads)) == len(heads), f"{sheet.title}: each column has a name of its own"


def test_g2_numbers_come_first_and_lists_are_folded() -> None:
    assert main(["portfolio", "projects", "-o", "p.html", "-q", *DAY]) == 0
    page = html.fromstring(Path("p.html").read_text(encoding="utf-8"))
    heat, lists = (page.xpath(f"//table[{of}]")[0] for of in ("@class='heat-map'", "ancestor::details[@class='list']"))
    order = list(page.iter())
    assert order.index(heat) < order.index(lists)
    assert order.index(page.xpath("//ul[contains(@class, 'figures')]")[0]) < order.index(heat)


def test_g3_what_was_asked_for_is_no_gap_and_projects_of_others_are_no_news(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = Path("projects/fabrique-a-bede/project.yaml").read_text(encoding="utf-8")
    for name, unit, fault in (("a", "collections", "wrong: 1"), ("b", "education", "wrong: 1"), ("c", "?", "[")):
        said = text.replace("unite: education", f"unite: {unit}", 1)
        Path(f"projects/{name}.yaml").write_text(said.replace("assessment:\n", f"assessment:\n  {fault}\n", 1))
    capsys.readouterr()
    narrowed = document("--where", "unite=education", code=1)
    assert narrowed["unread"] == ["projects/b.yaml", "projects/c.yaml"], "of the last nobody can know"
    assert "projects/a.yaml" not in capsys.readouterr().err
    assert not [row for row in narrowed["tables"]["at-a-glance"] if row["fact_id"] == "none.unite"]
    assert document(code=1)["unread"] == ["projects/a.yaml", "projects/b.yaml", "projects/c.yaml"]
    capsys.readouterr()
    assert main(["export", "projects", "-o", "data", "--where", "unite=technologies", "-q", *DAY]) == 1
    said = capsys.readouterr().err
    assert "projects/c.yaml" in said
    assert "projects/a.yaml" not in said


def test_g4_who_leads_and_who_answers_of_one_name_are_one() -> None:
    leads = [row["lead"] for row in document("--kind", "plan")["tables"]["leads"]]
    assert len(leads) == len(set(leads)) > 2
    assert main(["portfolio", "projects", "-o", "p.html", "--kind", "plan", "-q", *DAY]) == 0
    assert "\u00ad" not in Path("p.html").read_text(encoding="utf-8")


def test_g4_a_team_leads_what_nobody_else_does_under_one_name() -> None:
    """What nobody knows has no lead: the unit that should answer is the lead of that id, not a team beside it."""
    for file in Path("projects").glob("*/project.yaml"):
        project = yaml.safe_load(file.read_text(encoding="utf-8"))
        project["assessment"]["answers"] = {id: {"unknown": True} for id in project["assessment"]["answers"]}
        file.write_text(yaml.safe_dump(project, allow_unicode=True), encoding="utf-8")
    rows = document("--kind", "plan")["tables"]["leads"]
    assert {"communications", "technologies"} <= {row["lead_id"] for row in rows}
    assert {row["unit_id"] for row in rows if row["unit_id"]} <= {"projet", "expositions"}, "units that are no lead"


def test_g5_projects_of_several_questionnaires_and_versions_stand_side_by_side() -> None:
    shutil.copytree(ROOT / "tests/questionnaires/garden", "projects/garden")
    assert main(["portfolio", "projects", "-o", "p.html", "-q", *DAY]) == 0
    page = html.fromstring(Path("p.html").read_text(encoding="utf-8"))
    assert len(page.xpath("//table[@class='heat-map']")) == 2
    assert not page.xpath("//*[contains(text(), 'could not be read')]")


def test_g6_a_folder_without_projects_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree("projects")
    assert main(["portfolio", ".", "-o", "p.html", *DAY]) == 2
    assert f"No project could be read in {here.resolve()}.\n" in capsys.readouterr().err
