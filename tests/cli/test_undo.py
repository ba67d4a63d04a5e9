"""`engage assess --undo`: the last saved answer is taken back, and the one before, and nothing is lost."""

from pathlib import Path

import pytest

from engage_cli.project.loading import load_project
from tests.cli.conftest import ROOT, Engage, in_the_garden

PROJECT = (ROOT / "tests/questionnaires/garden/project.yaml").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return in_the_garden(tmp_path, PROJECT)


def save(engage: Engage, project: Path, *answers: str) -> None:
    given = project.with_name("given.yaml")
    given.write_text("engage: 1\nanswers:\n" + "".join(f"  {one}\n" for one in answers), encoding="utf-8")
    ran = engage("assess", str(project), "--answers", str(given))
    assert ran.code == 0, ran.err


def test_twice_goes_further_back_and_then_there_is_nothing_more(engage: Engage, project: Path) -> None:
    before = load_project(project).project
    save(engage, project, "soil.feeding: {choice: rarely}", "people.keys: {choice: yes}")
    assert load_project(project).project.answers["soil.feeding"].evidence == ()
    first = engage("assess", str(project), "--undo")
    assert first.code == 0
    assert first.err.startswith(f"Taken back in {project}: Keys: Yes → don’t know (saved on ")
    second = engage("assess", str(project), "--undo")
    assert "Feeding: Rarely → Daily, 1 piece of evidence (saved on " in second.err
    after = load_project(project).project
    assert (after.answers, after.date) == (before.answers, before.date)
    third = engage("assess", str(project), "--undo")
    assert third.code == 2
    assert third.err.startswith("engage: There is no saved answer left to take back.")
    assert load_project(project).project.answers == before.answers


def test_a_first_answer_is_taken_out_again_and_both_stand_in_the_record(engage: Engage, project: Path) -> None:
    project.write_text(PROJECT.replace("    people.meetings: {choice: weekly}\n", ""), encoding="utf-8")
    save(engage, project, "people.meetings: {choice: daily, note: Said by Ann}")
    ran = engage("assess", str(project), "--undo")
    assert "Meetings: Daily → no answer" in ran.err
    assert "people.meetings" not in load_project(project).project.answers
    record = project.with_name("project.history.yaml").read_text(encoding="utf-8")
    assert record.count("note: Said by Ann") == 2
    assert "- saved: " in record
    assert "- undone: " in record


def test_what_is_saved_after_an_undo_is_the_last(engage: Engage, project: Path) -> None:
    save(engage, project, "soil.feeding: {choice: rarely}")
    engage("assess", str(project), "--undo")
    save(engage, project, "soil.feeding: {choice: weekly}")
    assert "Feeding: Weekly → Daily" in engage("assess", str(project), "--undo").err
    assert engage("assess", str(project), "--undo").code == 2


def test_the_same_answer_again_is_no_save(engage: Engage, project: Path) -> None:
    save(engage, project, "water.barrel: {choice: yes}")
    assert not project.with_name("project.history.yaml").exists()


def test_what_was_changed_by_hand_since_is_left_alone(engage: Engage, project: Path) -> None:
    save(engage, project, "water.barrel: {choice: no}")
    edited = project.read_text(encoding="utf-8").replace(
        'water.barrel: {choice: "no"}', "water.barrel: {unknown: true}"
    )
    project.write_text(edited, encoding="utf-8")
    ran = engage("assess", str(project), "--undo")
    assert ran.code == 2
    assert f"“water.barrel” was changed in “{project}” since it was saved." in ran.err
    assert project.read_text(encoding="utf-8") == edited


def test_one_respondent_takes_back_their_own(engage: Engage, project: Path) -> None:
    given = project.with_name("given.yaml")
    given.write_text("engage: 1\nanswers:\n  soil.feeding: {choice: never}\n", encoding="utf-8")
    words = ("assess", str(project), "--respondent", "ann")
    engage(*words, "--answers", str(given))
    assert engage("assess", str(project), "--undo").code == 2
    assert "Feeding: Never → no answer" in engage(*words, "--undo").err
    assert "never" not in project.with_name("project.ann.answers.yaml").read_text(encoding="utf-8")


def test_a_damaged_record_is_named_and_nothing_changes(engage: Engage, project: Path) -> None:
    save(engage, project, "water.barrel: {choice: no}")
    record, before = project.with_name("project.history.yaml"), project.read_bytes()
    record.write_text("was: [\n", encoding="utf-8")
    ran = engage("assess", str(project), "--undo")
    assert ran.code == 2
    assert ran.err.startswith(f"{record}:")
    record.write_text("a: b\n", encoding="utf-8")
    assert "This is not the record that engage keeps." in engage("assess", str(project), "--undo").err
    assert project.read_bytes() == before


def test_a_record_that_cannot_be_written_saves_nothing(engage: Engage, project: Path) -> None:
    project.with_name("project.history.yaml").mkdir()
    given = project.with_name("given.yaml")
    given.write_text("engage: 1\nanswers:\n  soil.feeding: {choice: never}\n", encoding="utf-8")
    ran = engage("assess", str(project), "--answers", str(given))
    assert ran.code == 2
    assert project.read_text(encoding="utf-8") == PROJECT
