"""`engage facts`: a project's own description corrected, what that opens and closes, and the file around it kept."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from engage_cli.cli.app import main
from engage_cli.project.loading import load_project
from engage_cli.shipped import shipped
from engage_cli.values import replace
from engage_cli.wizard.charter.correction import Correction
from engage_cli.wizard.charter.effects import find_effects

from .making import ENGLISH, TODAY, Line, Scripted
from .test_terminal import CHARTER, GARDEN


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the shipped questionnaire; English is spoken."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENGAGE_LANG", "en")
    return Path(shutil.copy(shipped("examples") / "fabrique-a-bede/project.yaml", tmp_path / "project.yaml"))


def lines_changed(before: str, after: str) -> set[str]:
    return {line.strip() for line in set(after.splitlines()) ^ set(before.splitlines())}


def test_only_what_is_corrected_changes_in_the_file(project: Path) -> None:
    before = project.read_text(encoding="utf-8")
    assert main(["facts", "project.yaml", "--set", "phase=exploitation", "--set", "dates.end=octobre 2029"]) == 0
    changed = lines_changed(before, project.read_text(encoding="utf-8"))
    assert changed == {"phase: realisation", "phase: exploitation", "end: 2029-10-01"}


def test_another_phase_says_what_is_asked_what_binds_and_what_to_look_at_again(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["facts", "project.yaml", "--set", "phase=exploitation"]) == 0
    said = capsys.readouterr()
    assert " → Operation" in said.out
    assert "Asked from now on (" in said.out
    assert "Blocking requirements that bind from now on (" in said.out
    assert "“Demonstrated” is expected now of " in said.out
    assert "Answers worth another look: more is expected now (" in said.out
    assert "engage assess project.yaml --review" in said.err


def test_answers_that_count_no_more_are_named_and_kept(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = load_project(project).project.answers
    assert main(["facts", "project.yaml", "--set", "en-ligne=non"]) == 0
    said = capsys.readouterr()
    assert "No longer asked; their answers are kept, but count no more (" in said.out
    assert "remark: These do not go together." in said.err
    assert load_project(project).project.answers == before


@pytest.mark.parametrize("words", [("--set", "phase=realisation"), ("--set", "name=Fabrique à bédé")])
def test_what_says_the_same_writes_nothing(
    project: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.read_bytes()
    assert main(["facts", "project.yaml", *words]) == 0
    assert "Nothing was changed." in capsys.readouterr().err
    assert project.read_bytes() == before


def test_a_wrong_fact_is_explained_and_nothing_is_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = project.read_bytes()
    assert main(["facts", "project.yaml", "--set", "fase=idee", "--set", "dates.end=bientôt"]) == 2
    said = capsys.readouterr().err
    assert "There is nothing called “fase”." in said
    assert "“bientôt” is not a date. For example: October 15, 2026" in said
    assert project.read_bytes() == before


def test_facts_are_read_from_a_file_and_a_text_may_be_taken_away(tmp_path: Path, project: Path) -> None:
    (tmp_path / "more.yaml").write_text("decision_requested:\nfacets: {salle: oui}\n", encoding="utf-8")
    assert main(["facts", "project.yaml", "--answers", "more.yaml"]) == 0
    charter = load_project(project).project.charter
    assert (charter.decision_requested, charter.facets["salle"]) == (None, True)


def test_comments_and_spaces_of_a_hand_written_charter_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(GARDEN, tmp_path / "questionnaires/garden")
    path = tmp_path / "project.yaml"
    path.write_text(CHARTER, encoding="utf-8")
    assert main(["facts", "project.yaml", "--set", "crops=bees", "--set", "lead.role=Gardener"]) == 0
    written = path.read_text(encoding="utf-8")
    assert "  name:   The corner plot   # and these spaces\n" in written
    assert "crops: [bees], shared: true}" in written
    assert load_project(path).project.charter.lead is not None


# ── In talk ──


def talk(project: Path, *lines: Line) -> tuple[Correction, Scripted, Path]:
    asker, loaded = Scripted(lines), load_project(project)
    questionnaire = loaded.questionnaire.questionnaire
    correction = Correction(
        asker, ENGLISH, questionnaire, today=TODAY,
        effects=lambda charter: find_effects(questionnaire, loaded.project, charter, as_of=dt.date(2026, 11, 23)),
    )  # fmt: skip
    return correction, asker, project


def test_what_changes_is_shown_before_it_is_saved_and_more_may_be_corrected(project: Path) -> None:
    correction, asker, _ = talk(project, "phase", "exploitation", "write", "again", "audience", "Tous", "write", "save")
    charter = load_project(project).project.charter
    found = correction.run(charter)
    assert " → Operation" in asker.shown
    assert "familles et classes. → Tous" in asker.last_page
    assert found.after == replace(charter, audience="Tous", facets={**charter.facets, "phase": "exploitation"})


def test_a_recap_without_a_correction_changes_nothing(project: Path) -> None:
    correction, asker, _ = talk(project, "write")
    assert correction.run(load_project(project).project.charter).nothing
    assert "What changes" not in asker.shown
