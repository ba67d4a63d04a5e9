"""What changed since the last milestone, in one line of `score` and of the report."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from engage_cli.followup.last_milestone import last_milestone
from engage_cli.project.loading import load_project
from engage_cli.project.milestones import load_milestones
from tests.cli.conftest import ROOT, Engage

EXAMPLE = (ROOT / "examples/fabrique-a-bede/project.yaml").read_text(encoding="utf-8")
LATER = (
    EXAMPLE.replace("date: 2026-11-12", "date: 2026-11-20", 1)
    .replace("    contenus.droits:\n      choice: intention", "    contenus.droits:\n      choice: engage")
    .replace("    durable.entretien:\n      choice: non-aborde", "    durable.entretien:\n      choice: engage")
)


@pytest.fixture
def project(engage: Engage, tmp_path: Path) -> Path:
    """The example with a milestone, and other answers since."""
    path = tmp_path / "project.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    assert engage("milestone", str(path), "Launch").code == 0
    path.write_text(LATER, encoding="utf-8")
    return path


def since(text: str) -> str:
    found = re.search(r"Since “.*?(?=\n\n|\Z)", text, re.DOTALL)
    return " ".join(found[0].split()) if found else ""


def test_score_says_what_compare_says(engage: Engage, project: Path) -> None:
    said = since(engage("score", str(project)).out)
    assert said.startswith("Since “Launch” (November 12, 2026): Principles +")
    assert said.endswith("points; 1 blocking requirement no longer open")
    values = json.loads(engage("compare", str(project), "--json").out)
    change = sum(Fraction(part["change"]["exact"]) for part in values["indices"][0]["parts"]["attainment"])
    assert f"Principles +{float(change * 100):.1f} points" in said


def test_the_full_report_says_it_and_one_for_partners_does_not(engage: Engage, project: Path) -> None:
    line = since(engage("score", str(project)).out)
    assert line in engage("report", str(project), "-o", "-", "--lang", "both").out
    assert "Since “" not in engage("report", str(project), "-o", "-", "--audience", "partner").out


def test_nothing_is_said_without_a_milestone_or_of_what_is_supposed(engage: Engage, project: Path) -> None:
    assert since(engage("score", str(project), "--set", "phase=exploitation").out) == ""
    assert since(engage("score", str(project), "--as-of", "2026-11-11").out) == ""
    project.with_name("project.milestones.yaml").unlink()
    assert since(engage("score", str(project)).out) == ""


def test_nothing_changed(engage: Engage, project: Path) -> None:
    project.write_text(EXAMPLE, encoding="utf-8")
    assert since(engage("score", str(project)).out) == "Since “Launch” (November 12, 2026): no result changed"


def test_another_scope_is_not_compared(engage: Engage, project: Path) -> None:
    said = since(engage("score", str(project), "--quick").out)
    assert said == "Since “Launch” (November 12, 2026): the questionnaire or the scope is another"


def test_a_damaged_file_is_a_remark_and_the_results_stand(engage: Engage, project: Path) -> None:
    results = engage("score", str(project)).out.partition("Blocking requirements")[2]
    beside = project.with_name("project.milestones.yaml")
    beside.write_text("engage: 1\nmilestones:\n  - name: A\n", encoding="utf-8")
    ran = engage("score", str(project))
    assert ran.code == 0
    assert ran.err.startswith(f"remark: {beside}:3:5: milestones[0]: The key “date” is missing.")
    assert ran.out.partition("Blocking requirements")[2] == results


def test_the_last_by_its_day_is_read_and_nothing_else_of_the_file(engage: Engage, project: Path) -> None:
    """The answers of an entry, and the others, may be anything: they are not looked at."""
    engage("milestone", str(project), "Later", "--date", "2026-11-18")
    engage("milestone", str(project), "Earlier", "--date", "2026-09-01")
    beside = project.with_name("project.milestones.yaml")
    whole = load_milestones(load_project(project)).find("Later")
    beside.write_text(beside.read_text(encoding="utf-8").replace("choice: engage", "choice: [engage"), encoding="utf-8")
    found = last_milestone(load_project(project), "2026-11-20")
    assert found
    assert whole
    assert whole.milestone.frozen
    assert found.frozen
    assert (found.name, found.answers) == ("Later", {})
    assert (found.frozen.indices, found.frozen.gates) == (whole.milestone.frozen.indices, whole.milestone.frozen.gates)


def test_a_file_laid_out_otherwise_is_read_whole(engage: Engage, project: Path) -> None:
    from engage_cli.files import yaml_reading

    beside = project.with_name("project.milestones.yaml")
    said = since(engage("score", str(project)).out)
    beside.write_text(json.dumps(yaml_reading.read(beside).value), encoding="utf-8")
    assert since(engage("score", str(project)).out) == said


def test_one_in_the_project_file_without_results_is_named(engage: Engage, tmp_path: Path) -> None:
    path = tmp_path / "project.yaml"
    path.write_text(EXAMPLE + "\nmilestones: [{name: Old, date: 2026-05-01}]\n", encoding="utf-8")
    assert since(engage("score", str(path)).out).startswith("Since “Old” (May 1, 2026): ")
