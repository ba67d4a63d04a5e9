"""`engage milestone`: what is kept, listed, moved and refused; no other command takes the file for a project."""

import re
from pathlib import Path

import pytest

from engage_cli.project.loading import load_project
from engage_cli.project.milestones import load_milestones
from tests.cli.conftest import ROOT, Engage, in_the_garden

PROJECT = (ROOT / "tests/questionnaires/garden/project.yaml").read_text(encoding="utf-8")
WITHIN = """milestones:
  - name: Spring
    date: 2026-03-01
    scope: full
    facets: {plot: yard}
    answers:
      soil.feeding: {choice: weekly, note: Kept as it is}
      soil.tested: {choice: no longer there}
    scores: {anything: 1}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return in_the_garden(tmp_path, PROJECT)


@pytest.fixture
def beside(project: Path) -> Path:
    return project.with_name("project.milestones.yaml")


def test_keeps_the_results_one_line_an_answer_and_names_nobody(engage: Engage, project: Path, beside: Path) -> None:
    before = project.read_bytes()
    ran = engage("milestone", str(project), "First harvest", "--date", "2026-10-02")
    assert (ran.code, ran.out, project.read_bytes()) == (0, "", before)
    assert "Milestone “First harvest” of October 2, 2026, kept in" in ran.err
    text = beside.read_text(encoding="utf-8")
    answers = text.partition("    answers:\n")[2].splitlines()
    assert len(answers) == len(load_project(project).project.answers)
    assert re.search(r"^    scores:\n      answered: \[\d+, \d+\]$", text, re.MULTILINE)
    assert not re.search(
        r"\b(note|by|holder|approved_by|because: )\b", text.partition("answers:")[2].replace("because:", "")
    )


def test_a_second_is_added_behind_and_nothing_before_changes(engage: Engage, project: Path, beside: Path) -> None:
    engage("milestone", str(project), "One")
    first = beside.read_text(encoding="utf-8")
    assert engage("milestone", str(project), "Two: later", "--date", "2026-11-01").code == 0
    assert beside.read_text(encoding="utf-8").startswith(first)
    listed = engage("milestone", str(project))
    assert re.search(r"One.*\n(?:.*\n)*.*Two: later", listed.out)
    assert listed.err == ""


def test_the_same_twice_is_the_same_bytes(engage: Engage, project: Path, beside: Path) -> None:
    engage("milestone", str(project), "One")
    first = beside.read_bytes()
    beside.unlink()
    engage("milestone", str(project), "One")
    assert beside.read_bytes() == first


def test_a_file_laid_out_by_hand_is_added_to(engage: Engage, project: Path, beside: Path) -> None:
    beside.write_text("engage: 1\nmilestones: [{name: Old, date: 2026-01-01}]\nx-kept: by hand\n", encoding="utf-8")
    assert engage("milestone", str(project), "New").code == 0
    assert beside.read_text(encoding="utf-8").endswith("x-kept: by hand\n")
    kept = load_milestones(load_project(project)).kept
    assert [(one.milestone.name, one.intact) for one in kept] == [("Old", False), ("New", True)]


def test_a_name_is_taken_once_whatever_its_case(engage: Engage, project: Path, beside: Path) -> None:
    engage("milestone", str(project), "Launch", "--date", "2026-10-02")
    before = beside.read_bytes()
    ran = engage("milestone", str(project), "launch")
    assert ran.code == 2
    assert ran.err == (
        "engage: There is a milestone “launch” already, of 2026-10-02.\n"
        "  hint: A milestone is never replaced. Choose another name.\n"
    )
    assert beside.read_bytes() == before


def test_nothing_answered_is_nothing_to_keep(engage: Engage, project: Path, beside: Path) -> None:
    project.write_text(PROJECT[: PROJECT.index("  answers:")], encoding="utf-8")
    ran = engage("milestone", str(project), "Launch")
    assert ran.code == 2
    assert "Nothing is answered yet; there is nothing to keep." in ran.err
    assert "engage assess" in ran.err
    assert not beside.exists()


@pytest.mark.parametrize("name", ["", "  ", "two\nlines"])
def test_a_name_is_one_line(engage: Engage, project: Path, name: str) -> None:
    ran = engage("milestone", str(project), name)
    assert (ran.code, "needs a name" in ran.err) == (2, True)


def test_a_day_without_a_name(engage: Engage, project: Path) -> None:
    ran = engage("milestone", str(project), "--date", "2026-10-02")
    assert ran.code == 2
    assert f"For example: engage milestone {project} Launch --date 2026-10-02" in ran.err


def test_an_edited_milestone_is_remarked_with_its_line(engage: Engage, project: Path, beside: Path) -> None:
    engage("milestone", str(project), "Launch")
    beside.write_text(beside.read_text(encoding="utf-8").replace("plot: yard", "plot: field"), encoding="utf-8")
    ran = engage("milestone", str(project))
    assert ran.code == 0
    assert f"remark: {beside}:5:5: milestones[0]: The milestone “Launch” was edited since it was made." in ran.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("engage: 1\nmilestones:\n  - name: A\n", ":3:5: milestones[0]: The key “date” is missing."),
        ("engage: 1\nmilestones:\n  - {name: A, date: soon}\n", ":3:21: milestones[0].date: “soon” is not a date."),
        ("engage: 1\nmilestones: [\n", ":2:14: A value is missing here."),
        ("name: a report\n", ":1:1: The key “engage” is missing."),
        ("", ": The file is empty."),
    ],
    ids=["no-date", "no-day", "no-yaml", "foreign", "empty"],
)
def test_a_damaged_file_is_named_with_its_line_and_left_alone(
    engage: Engage, project: Path, beside: Path, text: str, said: str
) -> None:
    beside.write_text(text, encoding="utf-8")
    for words in (("milestone", str(project)), ("milestone", str(project), "New")):
        ran = engage(*words)
        assert ran.code == 2
        assert f"{beside}{said}" in ran.err
    assert beside.read_text(encoding="utf-8") == text
    assert engage("score", str(project)).code == 0


def test_old_ones_are_moved_out_of_the_project_and_lose_nothing(engage: Engage, project: Path, beside: Path) -> None:
    project.write_text(PROJECT + WITHIN, encoding="utf-8")
    listed = engage("milestone", str(project)).out
    assert "Spring" in listed
    ran = engage("milestone", str(project), "--move")
    assert ran.code == 0
    assert ran.err == f"Moved to {beside}: 1 milestone.\n"
    assert project.read_text(encoding="utf-8").rstrip() == PROJECT.rstrip()
    moved = beside.read_text(encoding="utf-8")
    assert "soil.feeding: {choice: weekly, note: Kept as it is}" in moved
    assert "x-scores: {anything: 1}" in moved
    assert engage("milestone", str(project)).out == listed
    assert engage("milestone", str(project), "--move").err == "No milestone stands in the project file.\n"


def test_moving_again_after_it_was_cut_short_adds_nothing_twice(engage: Engage, project: Path, beside: Path) -> None:
    project.write_text(PROJECT + WITHIN, encoding="utf-8")
    engage("milestone", str(project), "--move")
    moved = beside.read_bytes()
    project.write_text(PROJECT + WITHIN, encoding="utf-8")
    assert engage("milestone", str(project), "--move").code == 0
    assert beside.read_bytes() == moved


@pytest.mark.parametrize(
    "typed", ["Avant l'été", "avant l’été", "AVANT L'ETE", "Avant l’e\u0301té", "Avant\u00a0l'été"]
)
def test_a_milestone_is_found_as_a_keyboard_writes_it(engage: Engage, project: Path, typed: str) -> None:
    assert engage("milestone", str(project), "Avant l’été").code == 0
    compared = engage("compare", str(project), "--from", typed)
    assert (compared.code, "From “Avant l’été”" in compared.out) == (0, True), compared.err
    assert "There is a milestone “" in engage("milestone", str(project), typed).err


def test_no_command_takes_the_file_for_a_project(engage: Engage, project: Path, beside: Path) -> None:
    engage("milestone", str(project), "Launch")
    checked = engage("check", str(project.parent), "--exit-zero").out
    assert "1 file checked" in checked
    named = engage("check", str(project), str(beside), "--exit-zero")
    assert named.out == checked
    alone = engage("check", str(beside))
    assert alone.code == 2
    assert "These are the milestones of a project. Name the project itself." in alone.out + alone.err
    scored = engage("score", str(beside))
    assert (scored.code, scored.err) == (
        2,
        f"{beside}: These are the milestones of a project. Name the project itself.\n",
    )


def test_a_milestone_whose_questionnaire_is_gone_says_so(engage: Engage, project: Path, beside: Path) -> None:
    engage("milestone", str(project), "Launch")
    text = beside.read_text(encoding="utf-8")
    beside.write_text(re.sub(r'digest: "sha256:[0-9a-f]{64}"', f'digest: "sha256:{"0" * 64}"', text), encoding="utf-8")
    out = " ".join(engage("milestone", str(project)).out.split())
    assert "no: its questionnaire is not here" in out


def test_spaces_of_every_kind_in_a_name_are_one(engage: Engage, project: Path) -> None:
    assert engage("milestone", str(project), "Été\u00a02026 «\u202ffin\u00a0» ").code == 0
    assert load_milestones(load_project(project)).kept[0].milestone.name == "Été 2026 « fin »"
    assert "is a milestone" in engage("milestone", str(project), "été 2026 «\u00a0fin »").err


def test_a_stored_result_does_not_outlive_the_next_milestone(
    engage: Engage, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.parent)
    for name, day in (("One", "2026-10-02"), ("Two", "2026-11-01")):
        assert engage("milestone", str(project), name, "--date", day).code == 0
    assert engage("batch", str(project), "-o", "out", "--format", "md", "--as-of", "2026-10-15", "-j", "1").code == 0
    stored = engage("portfolio", "out", "--as-of", "2026-11-15", "--format", "json").out
    assert '"milestone": "2026-11-01"' in stored
    assert '"milestone": "2026-10-02"' in engage("portfolio", "out", "--as-of", "2026-10-20", "--format", "json").out
