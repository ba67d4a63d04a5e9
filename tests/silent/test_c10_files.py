"""C10: JSON stays JSON; a refusal names the file; what is replaced is said, and reports are told apart by their day."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engage_cli.files.yaml_editing import set_mapping
from engage_cli.files.yaml_reading import parse
from tests.check.conftest import project_text
from tests.cli.conftest import Engage
from tests.silent.test_c5_one_row import bound

ID = "personne.besoins-publics"
LAYOUTS: dict[str, Callable[[Any], str]] = {
    "one line": lambda value: json.dumps(value, ensure_ascii=False),
    "compact": lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
    "two spaces": lambda value: json.dumps(value, ensure_ascii=False, indent=2) + "\n",
    "four spaces": lambda value: json.dumps(value, ensure_ascii=False, indent=4) + "\n",
    "tabs": lambda value: json.dumps(value, ensure_ascii=False, indent="\t") + "\n",
    "escapes": lambda value: json.dumps(value, indent=2) + "\n\n",
    "by hand": lambda value: json.dumps(value, ensure_ascii=False, indent=2).replace("[\n", "[").replace(": {", ":{"),
    "windows": lambda value: json.dumps(value, ensure_ascii=False, indent=2).replace("\n", "\r\n"),
    "byte order mark": lambda value: "\ufeff" + json.dumps(value, ensure_ascii=False, indent=2),
}  # fmt: skip
BEFORE: dict[str, dict[str, Any]] = {
    "charter alone": {},
    "empty answers": {"answers": {}},
    "other answers": {"answers": {"collection.notices": {"unknown": True}}},
}
ANSWER = {"choice": "engage", "note": 'Un « essai »: oui, [non] # "là"\nfin', "evidence": [{"title": "Devis: 1"}]}


@pytest.fixture
def answers(place: Path) -> Path:
    file = place / "a.yaml"
    said = {"engage": 1, "questionnaire": {"id": "engagement-numerique"}, "answers": {ID: ANSWER}}
    file.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return file


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("before", BEFORE)
def test_json_stays_json_in_its_layout(layout: str, before: str) -> None:
    value = json.loads(project_text(name="Été", **BEFORE[before]))
    write = LAYOUTS[layout]
    text = write(value)
    assessment = value.get("assessment", {})
    new = {**assessment, "date": "2026-10-01", "answers": {**assessment.get("answers", {}), ID: ANSWER}}
    after = set_mapping(parse(text, "p.yaml"), ("assessment",), new)
    assert json.loads(after.removeprefix("\ufeff")) == {**value, "assessment": new}
    assert after.startswith("\ufeff") == text.startswith("\ufeff")
    if layout not in ("by hand", "windows"):
        assert after == write({**value, "assessment": new})


@pytest.mark.parametrize("layout", ["two spaces", "by hand"])
@pytest.mark.parametrize(
    "words",
    [("assess", "project.yaml", "--answers", "a.yaml"), ("collect", "project.yaml", "a.yaml", "--yes")],
    ids=lambda words: words[0],
)
@pytest.mark.usefixtures("answers")
def test_commands_keep_json(engage: Engage, place: Path, layout: str, words: tuple[str, ...]) -> None:
    value = json.loads(project_text(**BEFORE["other answers"]))
    file = place / "project.yaml"
    file.write_bytes(LAYOUTS[layout](value).encode())
    ran = engage(*words)
    assert ran.code == 0, ran.err
    after = json.loads(file.read_bytes())
    said = after["assessment"]["answers"].pop(ID)
    assert {key: said[key] for key in ("choice", "note")} == {key: ANSWER[key] for key in ("choice", "note")}
    assert after["charter"] == value["charter"]
    assert after["assessment"]["answers"] == value["assessment"]["answers"]


def test_yaml_of_braces_that_is_no_json_is_still_yaml(engage: Engage, place: Path, answers: Path) -> None:
    facets = "phase: idee, unite: education, genre: [site-web], orientations: [contenus, communs]"
    (place / "project.yaml").write_text(f"{{engage: 1, charter: {{name: Essai, facets: {{{facets}}}}}}}  # ours\n")
    assert engage("assess", "project.yaml", "--answers", "a.yaml").code == 0
    assert (place / "project.yaml").read_text(encoding="utf-8").endswith("}  # ours\n")


# ── a refusal names the file ──


@pytest.mark.parametrize(
    "words", [("score",), ("report", "-o", "-"), ("assess", "--answers", "a.yaml"), ("explain",), ("check",)]
)
def test_no_permission_is_said_of_a_file(place: Path, answers: Path, words: tuple[str, ...]) -> None:
    (place / "project.yaml").write_text(project_text())
    (place / "project.yaml").chmod(0)
    command, *more = words
    ran = bound(command, "project.yaml", *more)
    assert ran.returncode == 2
    assert "project.yaml" in ran.stderr + ran.stdout
    assert "There is no permission" in ran.stderr + ran.stdout


def test_no_permission_to_write_is_said_of_a_file(place: Path, answers: Path) -> None:
    (place / "in").mkdir()
    (place / "in/project.yaml").write_text(project_text())
    (place / "in").chmod(0o555)
    try:
        ran = bound("assess", "in/project.yaml", "--answers", "a.yaml")
    finally:
        (place / "in").chmod(0o755)
    assert (ran.returncode, "in/project." in ran.stderr) == (2, True), ran.stderr


# ── reports by their day ──


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.glob("project-*"))


def test_a_report_is_named_by_its_day_and_keeps_the_one_before(engage: Engage, place: Path) -> None:
    (place / "project.yaml").write_text(project_text(date="2026-10-01"))
    assert engage("report", "project.yaml", "--format=md").err == "Written: project-report-2026-10-01.md\n"
    first = (place / "project-report-2026-10-01.md").read_bytes()
    said = engage("report", "project.yaml", "--format=md", "--as-of=2026-11-01").err
    assert said == "Written: project-report-2026-11-01.md\n"
    assert names(place) == ["project-report-2026-10-01.md", "project-report-2026-11-01.md"]
    assert (place / "project-report-2026-10-01.md").read_bytes() == first


@pytest.mark.parametrize(("language", "said"), [("en", "Replaced: "), ("fr", "Remplacé\u00a0: ")])
def test_what_is_replaced_is_said(engage: Engage, place: Path, language: str, said: str) -> None:
    (place / "project.yaml").write_text(project_text())
    for words in (
        ("report", "project.yaml", "-o", "r.md"),
        ("form", "project.yaml", "-o", "f.html"),
        ("portfolio", "project.yaml", "-j1", "-o", "p.md"),
    ):
        (place / "project.yaml").write_text(project_text())
        assert said not in engage(*words, "--as-of=2026-10-01", "--lang", language).err
        assert said not in engage(*words, "--as-of=2026-10-01", "--lang", language).err, "the same bytes"
        (place / "project.yaml").write_text(project_text(name="Autre"))
        assert f"{said}{words[-1]}" in engage(*words, "--as-of=2026-11-01", "--lang", language).err


def test_what_stands_beside_a_project_is_no_place_for_a_report(engage: Engage, place: Path) -> None:
    (place / "project.yaml").write_text(project_text())
    for name in ("project.milestones.yaml", "project.history.yaml", "project.anne.answers.yaml"):
        (place / name).write_text("engage: 1\n")
        ran = engage("report", "project.yaml", "--format=md", "-o", name, "--force")
        assert (ran.code, (place / name).read_text()) == (2, "engage: 1\n")
        assert "it is not written over." in ran.err
