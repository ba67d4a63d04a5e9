"""B6: what git ignores, what settings leave out, and another program's project.yaml are no projects of ours."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.conftest import Check

Write = Callable[..., Path]


def files(check: Check, *words: str) -> list[str]:
    return [file["path"] for file in check(".", "--output-format=json", *words).json["files"]]


@pytest.fixture(params=[True, False], ids=["git", "without git"])
def repository(request: pytest.FixtureRequest, place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    subprocess.run(["git", "init", "-q", str(place)], check=True)
    if not request.param:
        monkeypatch.setenv("PATH", str(place / "nowhere"))
    return place


def test_what_git_ignores_is_not_looked_at(check: Check, write: Write, repository: Path) -> None:
    for name in ("a.yaml", "venv/b.yaml", "deep/build/c.yaml", "deep/kept/d.yaml", "deep/kept/e.local.yaml"):
        write(name)
    (repository / ".gitignore").write_text("/venv/\nbuild/\n*.local.yaml\n")
    (repository / "deep/kept/.gitignore").write_text("!e.local.yaml\n")
    assert files(check) == ["a.yaml", "deep/kept/d.yaml", "deep/kept/e.local.yaml"]
    said = check(".", "-v").err
    assert "Passed over: venv (ignored by git)" in said
    assert "Passed over: deep/build (ignored by git)" in said


def test_what_is_tracked_is_looked_at(check: Check, write: Write, place: Path) -> None:
    write("a.local.yaml")
    (place / ".gitignore").write_text("*.local.yaml\n")
    subprocess.run(["git", "init", "-q", str(place)], check=True)
    assert check(".").code == 2, "there is no project but an ignored one"
    subprocess.run(["git", "-C", str(place), "add", "-f", "a.local.yaml"], check=True)
    assert files(check) == ["a.local.yaml"]


def test_settings_leave_files_out(check: Check, write: Write, place: Path) -> None:
    for name in ("charters/a.yaml", "charters/old/b.yaml", "drafts/c.yaml", "d.yaml"):
        write(name)
    (place / "engage.yaml").write_text("projects: {exclude: [old/, /drafts]}\n")
    assert files(check) == ["charters/a.yaml", "d.yaml"]
    assert f"Passed over: drafts (left out by {place}/engage.yaml)" in check(".", "-v").err
    (place / "engage.yaml").write_text("projects: {include: [charters/**], exclude: [old/]}\n")
    assert files(check) == ["charters/a.yaml"]
    (place / "charters/engage.yaml").write_text("check: {fail_on: warning}\n")
    assert files(check) == ["charters/a.yaml", "charters/old/b.yaml"], "the nearest settings hold alone"


def test_a_file_that_is_named_is_taken(check: Check, write: Write, place: Path) -> None:
    write("drafts/c.yaml")
    (place / "engage.yaml").write_text("projects: {exclude: [drafts/]}\n")
    ran = check("drafts/c.yaml", "--output-format=json")
    assert [file["path"] for file in ran.json["files"]] == ["drafts/c.yaml"]


@pytest.mark.parametrize("pattern", ["!", "", "# note"])
def test_a_pattern_that_says_nothing_is_refused(check: Check, write: Write, place: Path, pattern: str) -> None:
    write("a.yaml")
    (place / "engage.yaml").write_text(f"projects:\n  exclude: ['{pattern}']\n")
    ran = check(".")
    assert ran.code == 2
    assert "engage.yaml:2:13: projects.exclude[0]: " in ran.err


def test_a_project_yaml_of_another_program_is_passed_over(check: Check, write: Write, place: Path) -> None:
    write("a.yaml")
    (place / "other").mkdir()
    (place / "other/project.yaml").write_text("name: x\nversion: 2\n")
    assert files(check) == ["a.yaml"]
    said = "Passed over: other/project.yaml (a project.yaml without “engage”, “charter” or “assessment”)"
    assert said in check(".", "-v").err
