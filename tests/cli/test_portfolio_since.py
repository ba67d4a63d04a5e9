"""Milestones beside projects, in a portfolio: what changed since the last one, whatever the records of a batch say."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Engage
from tests.cli.test_since import EXAMPLE, LATER


@pytest.fixture
def projects(engage: Engage, tmp_path: Path) -> Path:
    """A folder with one project, changed since its milestone."""
    folder = tmp_path / "projects"
    folder.mkdir()
    path = folder / "a.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    assert engage("milestone", str(path), "Launch").code == 0
    path.write_text(LATER, encoding="utf-8")
    return folder


def changes(engage: Engage, projects: Path, *words: str) -> list[dict[str, Any]]:
    ran = engage("portfolio", str(projects), "--format", "json", "-j", "1", "--as-of", "2026-11-23", *words)
    assert ran.code == 0, ran.err
    found: list[dict[str, Any]] = json.loads(ran.out)["tables"].get("changes", [])
    return found


def test_what_changed_since_a_milestone_beside(engage: Engage, projects: Path) -> None:
    found = changes(engage, projects)
    assert found
    assert all(row["milestone"] == "2026-11-12" for row in found)


def test_the_same_as_from_the_project_file(engage: Engage, projects: Path) -> None:
    """Frozen results and answers scored again say the same."""
    beside = changes(engage, projects)
    (projects / "a.milestones.yaml").unlink()
    from engage_cli.files import yaml_reading

    value: Any = yaml_reading.parse(EXAMPLE, "a").value
    within = {"name": "Launch", "date": "2026-11-12", "answers": value["assessment"]["answers"]}
    within |= {"facets": value["charter"]["facets"]}
    (projects / "a.yaml").write_text(f"{LATER}\nmilestones: {json.dumps([within])}\n", encoding="utf-8")
    assert changes(engage, projects) == beside


def test_a_new_milestone_is_seen_through_the_record_of_a_batch(engage: Engage, projects: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    batch = ("batch", str(projects), "-o", out, "--format", "json", "-j", "1", "--as-of", "2026-11-23")
    assert engage(*batch).code == 0
    assert "1 unchanged" in engage(*batch).err
    assert engage("milestone", str(projects / "a.yaml"), "Later").code == 0
    assert "0 unchanged" in engage(*batch).err


def test_a_damaged_file_of_milestones_is_named(engage: Engage, projects: Path) -> None:
    (projects / "a.milestones.yaml").write_text("engage: 1\nmilestones:\n  - name: A\n", encoding="utf-8")
    ran = engage("portfolio", str(projects), "--format", "json", "-j", "1")
    assert ran.code != 0
    assert "a.milestones.yaml:3:5: milestones[0]: The key “date” is missing." in ran.err


def test_examples_without_milestones_have_none(engage: Engage) -> None:
    assert changes(engage, ROOT / "examples/fabrique-a-bede") == []
