"""Where a questionnaire is looked for, and what is said of one that stands elsewhere or cannot be read."""

from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Engage, engage

__all__ = ["engage"]

GARDEN = (ROOT / "tests/questionnaires/garden/questionnaire.yaml").read_text(encoding="utf-8")
PROJECT = "engage: 1\ncharter: {name: Corner}\nassessment: {questionnaire: {id: garden}, date: 2026-11-23}\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: three projects in one folder, a questionnaire in another."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENGAGE_LANG", "en")
    (tmp_path / "projects").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / f"projects/{name}.yaml").write_text(PROJECT, encoding="utf-8")
    folder = tmp_path / "questionnaires/garden"
    folder.mkdir(parents=True)
    (folder / "questionnaire.yaml").write_text(GARDEN, encoding="utf-8")
    return tmp_path


def test_one_that_is_not_beside_the_project_is_said_to_be_where_it_is(
    engage: Engage, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = engage("score", "projects/a.yaml").err
    assert "It is in “questionnaires”, which is not beside the project." in said
    monkeypatch.chdir(place / "projects")
    assert f"ENGAGE_QUESTIONNAIRES={place / 'questionnaires'}," in engage("score", "a.yaml").err
    monkeypatch.setenv("ENGAGE_QUESTIONNAIRES", str(place / "questionnaires"))
    assert "There is no questionnaire" not in engage("score", "a.yaml").err


@pytest.mark.parametrize("command", [("portfolio", "projects"), ("migrate", "projects"), ("export", "projects")])
def test_what_is_wrong_with_the_questionnaire_of_many_projects_is_said_once(
    engage: Engage, place: Path, command: tuple[str, ...]
) -> None:
    path = place / "questionnaires/garden/questionnaire.yaml"
    path.write_text(GARDEN.replace("version: 2.1.0", "version: 2.1"), encoding="utf-8")
    out = ("-o", "out") if command[0] == "export" else ()
    said = engage(*command, "--questionnaires", "questionnaires", *out).err
    assert said.count("“2.1” is not a version.") == 1
