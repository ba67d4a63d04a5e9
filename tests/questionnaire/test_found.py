"""Where a questionnaire is looked for, and what is said of one that stands elsewhere or cannot be read."""

from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Engage, engage

__all__ = ["engage"]

GARDEN = (ROOT / "tests/questionnaires/garden/questionnaire.yaml").read_text(encoding="utf-8")
PROJECT = (
    "engage: 1\ncharter: {name: Corner, facets: {plot: yard}}\n"
    "assessment: {questionnaire: {id: garden}, date: 2026-11-23}\n"
)


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
    assert "write into engage.yaml: questionnaires: [questionnaires]" in said
    monkeypatch.chdir(place / "projects")
    assert f"write into {place / 'engage.yaml'}: questionnaires: [questionnaires]" in engage("score", "a.yaml").err
    elsewhere = place / "elsewhere"
    elsewhere.mkdir()
    (place / "questionnaires").rename(elsewhere / "questionnaires")
    monkeypatch.chdir(elsewhere)
    assert "ENGAGE_QUESTIONNAIRES=questionnaires," in engage("score", "../projects/a.yaml").err
    (elsewhere / "questionnaires").rename(place / "questionnaires")
    monkeypatch.chdir(place / "projects")
    monkeypatch.setenv("ENGAGE_QUESTIONNAIRES", str(place / "questionnaires"))
    assert "There is no questionnaire" not in engage("score", "a.yaml").err


COMMANDS = [
    ("score", "projects/a.yaml"), ("report", "projects/a.yaml", "-o", "-"), ("explain", "projects/a.yaml"),
    ("plan", "projects/a.yaml"), ("milestone", "projects/a.yaml"), ("form", "projects/a.yaml", "-o", "a.html"),
    ("check", "projects"), ("preview", "projects", "--policy", "progress"), ("migrate", "projects"),
    ("batch", "projects", "-j1", "--format", "json", "-o", "out"), ("portfolio", "projects", "-j1"),
    ("export", "projects", "-j1", "-o", "data"), ("questionnaire", "show", "garden"),
    ("questionnaire", "lint", "garden"), ("schema", "project", "--questionnaire", "garden"),
    ("form", "--questionnaire", "garden", "-o", "b.html"),
    ("new", "projects/d.yaml", "--questionnaire", "garden", "--set", "name=D", "--set", "plot=yard"),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one[0])
@pytest.mark.parametrize("settings", ["questionnaires: [../ours]\n", "check: {questionnaires: [../ours]}\n"])
def test_settings_say_to_every_command_where_questionnaires_are(
    engage: Engage, place: Path, command: tuple[str, ...], settings: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    (place / "questionnaires").rename(place.with_name(f"{place.name}-ours"))
    settings = settings.replace("../ours", f"../{place.name}-ours")
    missing = engage(*command)
    assert (missing.code, "There is no questionnaire “garden”." in missing.err + missing.out) == (2, True)
    (place / "engage.yaml").write_text(settings, encoding="utf-8")
    ran = engage(*command)
    assert (ran.code, "There is no questionnaire" in ran.err + ran.out) in ((0, False), (1, False))


@pytest.mark.parametrize("command", [("portfolio", "projects"), ("migrate", "projects"), ("export", "projects")])
def test_what_is_wrong_with_the_questionnaire_of_many_projects_is_said_once(
    engage: Engage, place: Path, command: tuple[str, ...]
) -> None:
    path = place / "questionnaires/garden/questionnaire.yaml"
    path.write_text(GARDEN.replace("version: 2.1.0", "version: 2.1"), encoding="utf-8")
    out = ("-o", "out") if command[0] == "export" else ()
    said = engage(*command, "--questionnaires", "questionnaires", *out).err
    assert said.count("“2.1” is not a version.") == 1
