"""Milestones beside projects, in a portfolio: what changed since the last one, whatever the records of a batch say."""

import json
import subprocess
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


# ── --since: all projects together ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def two(engage: Engage, projects: Path) -> Path:
    """With a second project, which has no milestone and another phase."""
    later = LATER.replace("phase: realisation", "phase: exploitation").replace("name: Fabrique", "name: Autre")
    (projects / "b.yaml").write_text(later, encoding="utf-8")
    return projects


def together(engage: Engage, projects: Path, moment: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    words = ("--format", "json", "-j", "1", "--as-of", "2026-11-23", "--since", moment)
    ran = engage("portfolio", str(projects), *words)
    assert ran.code == 0, ran.err
    tables = json.loads(ran.out)["tables"]
    return tables["since_moment"], tables.get("since_moment_apart", [])


def git(folder: Path, *words: str) -> None:
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *named, *words], check=True, capture_output=True)


def test_a_milestone_by_its_name_or_day_and_who_has_none(engage: Engage, two: Path) -> None:
    for moment in ("launch", "2026-11-15"):
        rows, apart = together(engage, two, moment)
        compared = json.loads(engage("compare", str(two / "a.yaml"), "--as-of", "2026-11-23", "--json").out)
        ways = {one["id"]: one for one in (*compared["indices"], *compared["sections"])}
        assert {row["projects"] for row in rows} == {1}
        for row in rows:
            ends = (ways[row["id"]]["then"]["attainment"], ways[row["id"]]["now"]["attainment"])
            assert (row["then"], row["now"]) == tuple(round(end["low"]["value"], 4) for end in ends)
        assert [(one["project"], one["why"]) for one in apart] == [("Autre à bédé", "nothing was kept of then")]


def test_a_revision_of_git_with_parts_that_add_up_as_shown(engage: Engage, two: Path) -> None:
    git(two, "init", "-q")
    git(two, "add", ".")
    git(two, "commit", "-qm", "First")
    for path in two.glob("[ab].yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("choice: intention", "choice: engage"), "utf-8")
    (two / "a.yaml").write_text((two / "a.yaml").read_text("utf-8").replace("phase: realisation", "phase: cloture"))
    rows, apart = together(engage, two, "rev:HEAD")
    assert apart == []
    assert any(row["facts"] for row in rows)
    assert any(row["answers"] for row in rows)
    for row in rows:
        shown = [value for key, value in row.items() if key.endswith("_points")]
        tenths = sum(round(float(one.replace("−", "-")) * 10) for one in shown)
        ends = [round(float(row[f"{end}_percent"]) * 10) for end in ("then", "now")]
        assert tenths == ends[1] - ends[0]


def test_the_record_of_an_earlier_batch_says_what_changed_and_not_why(
    engage: Engage, two: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert engage("batch", str(two), "-o", str(out), "--format", "json", "-j", "1", "--as-of", "2026-11-23").code == 0
    path = two / "a.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("choice: intention", "choice: engage"), "utf-8")
    rows, apart = together(engage, two, str(out))
    assert apart == []
    changed = [row for row in rows if row["then"] != row["now"]]
    assert changed
    assert all("date_and_facts_and_answers" in row for row in rows)
    ran = engage("portfolio", str(two), "-j", "1", "--since", str(out), "--as-of", "2026-11-23")
    assert "Parts that cannot be told apart are shown as one." in ran.out


@pytest.mark.parametrize(
    ("moment", "said", "hint"),
    [
        ("rev:HEAD", "is in no repository of git.", "Name a milestone, a day or a file instead."),
        ("Lunch", "There is no milestone or file “Lunch”.", "Did you mean “Launch”?"),
        (".", "“.” is no folder that engage batch wrote.", "Name a day (2026-11-23), a milestone, a revision of git"),
    ],
    ids=["no-git", "no-such-milestone", "no-batch"],
)
def test_a_moment_that_no_project_has(engage: Engage, projects: Path, moment: str, said: str, hint: str) -> None:
    ran = engage("portfolio", str(projects), "-j", "1", "--since", moment)
    assert ran.code == 2
    assert said in ran.err
    assert hint in ran.err


def test_another_scope_is_not_compared(engage: Engage, projects: Path) -> None:
    path = projects / "a.yaml"
    path.write_text(LATER.replace("scope: full", "scope: quick", 1), encoding="utf-8")
    rows, apart = together(engage, projects, "Launch")
    assert rows == []
    assert [one["why"] for one in apart] == ["one reads all questions, the other the quick ones"]
