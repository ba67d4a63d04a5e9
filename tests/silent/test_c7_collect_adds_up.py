"""C7: what both sides have is kept; a clash is decided or nothing is written; what is replaced is kept and named."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from engage_cli.project.loading import load_project
from engage_cli.project.merging import Clash, Part, clash_of, merge_answers
from tests.cli.conftest import ROOT, Engage

HEAD = "engage: 1\nquestionnaire: {id: garden, version: 2.1.0}\nrespondent: Anne\ndate: 2026-10-05\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose answer on the keys has a note and a piece of evidence of Bo’s."""
    (tmp_path / "questionnaires").symlink_to(ROOT / "tests/questionnaires")
    text = (ROOT / "tests/questionnaires/garden/project.yaml").read_text(encoding="utf-8")
    held = "    people.keys: {choice: 'yes', note: Ours, by: Bo, evidence: [{title: Ledger, date: 2026-09-01}]}\n"
    path = tmp_path / "project.yaml"
    path.write_text(text.replace("    people.keys: {unknown: true}\n", held), encoding="utf-8")
    return path


def collect(engage: Engage, project: Path, answers: str, *words: str) -> Any:
    file = project.with_name("anne.answers.yaml")
    file.write_text(f"{HEAD}answers:\n  people.keys: {answers}\n", encoding="utf-8")
    return engage("collect", str(project), str(file), *words)


def test_the_files_answer_keeps_the_projects_evidence_and_note(engage: Engage, project: Path) -> None:
    ran = collect(engage, project, "{choice: 'no', note: Theirs, evidence: [{title: Photo}]}", "--theirs")
    assert ran.code == 0
    answer = load_project(project).project.answers["people.keys"]
    assert (answer.choice, answer.note, answer.by) == ("no", "Theirs\n\nOurs", "Anne")
    assert [piece.title for piece in answer.evidence] == ["Photo", "Ledger"]
    assert "1 answer or fact was replaced; what stood there is kept in" in ran.err


def test_what_was_replaced_is_kept_with_whose_it_was_and_when(engage: Engage, project: Path) -> None:
    collect(engage, project, "{choice: 'no'}", "--theirs")
    collect(engage, project, "{choice: 'yes'}", "--theirs")
    kept = yaml.safe_load(project.with_name("project.history.yaml").read_text(encoding="utf-8"))
    assert [one["was"]["choice"] for one in kept] == ["yes", "no"]
    assert (kept[0]["id"], kept[0]["by"], kept[0]["from"]) == ("people.keys", "Bo", "Anne")
    assert kept[0]["was"]["note"] == "Ours"


def test_the_projects_answer_takes_the_files_evidence_and_note(engage: Engage, project: Path) -> None:
    ran = collect(engage, project, "{choice: 'no', note: Theirs, evidence: [{title: Photo}]}", "--ours")
    answer = load_project(project).project.answers["people.keys"]
    assert (answer.choice, answer.note, answer.by) == ("yes", "Ours\n\nTheirs", "Bo")
    assert [piece.title for piece in answer.evidence] == ["Ledger", "Photo"]
    assert "replaced" not in ran.err
    assert not project.with_name("project.history.yaml").exists()


def test_the_same_answer_with_more_beside_it_is_no_clash(engage: Engage, project: Path) -> None:
    ran = collect(engage, project, "{choice: 'yes', note: Theirs}", "--yes")
    assert ran.code == 0
    assert "Added to the same answer (1)" in ran.out
    assert load_project(project).project.answers["people.keys"].note == "Ours\n\nTheirs"


def test_an_undecided_clash_writes_nothing(engage: Engage, project: Path) -> None:
    before = project.read_bytes()
    ran = collect(engage, project, "{choice: 'no'}", "--yes", "--settle=facts=theirs")
    assert (ran.code, project.read_bytes()) == (2, before)
    assert "--settle KIND=SIDE" in ran.err


@pytest.mark.parametrize(
    ("answer", "settle", "choice"),
    [
        ("{choice: 'no'}", "level=theirs", "no"),
        ("{choice: 'no'}", "level=ours", "yes"),
        ("{unknown: true}", "unknown=known", "yes"),
        ("{unknown: true}", "unknown=theirs", None),
    ],
)
def test_a_kind_of_clash_is_decided_by_an_option(
    engage: Engage, project: Path, answer: str, settle: str, choice: str | None
) -> None:
    assert collect(engage, project, answer, "--yes", "--settle", settle).code == 0
    assert load_project(project).project.answers["people.keys"].choice == choice


@pytest.mark.parametrize("settle", ["level", "level=known", "levels=ours", "=ours"])
def test_an_option_that_decides_nothing_is_refused(engage: Engage, project: Path, settle: str) -> None:
    ran = collect(engage, project, "{choice: 'no'}", "--yes", "--settle", settle)
    assert ran.code == 2
    assert f"“{settle}” does not say who is right." in ran.err


def test_the_record_is_not_kept_where_nothing_was_saved(engage: Engage, project: Path) -> None:
    project.with_name("project.history.yaml").mkdir()
    before = project.read_bytes()
    assert collect(engage, project, "{choice: 'no'}", "--theirs").code == 2
    assert project.read_bytes() == before


YES, NO = {"choice": "yes"}, {"choice": "no"}
ASIDE, OTHERWISE = ({"not_applicable": {"reason": r, "because": "B"}} for r in ("law", "scope"))
UNKNOWN = {"unknown": True}


@pytest.mark.parametrize(
    ("ours", "theirs", "clash"),
    [
        (YES, NO, Clash.LEVEL),
        (YES, YES | {"criteria": ["a"]}, Clash.LEVEL),
        ({"text": "a"}, {"text": "b"}, Clash.LEVEL),
        (YES, UNKNOWN, Clash.UNKNOWN),
        (UNKNOWN, YES, Clash.UNKNOWN),
        (YES, None, Clash.UNKNOWN),
        (None, YES, Clash.UNKNOWN),
        (ASIDE, UNKNOWN, Clash.UNKNOWN),
        (YES, ASIDE, Clash.NOT_APPLICABLE),
        (ASIDE, OTHERWISE, Clash.NOT_APPLICABLE),
        (YES, YES | {"note": "N", "by": "Bo"}, None),
        ({"choices": ["a", "b"]}, {"choices": ["b", "a"]}, None),
    ],
)
def test_clashes_have_a_kind(ours: Any, theirs: Any, clash: Clash | None) -> None:
    assert clash_of(Part.ANSWERS, ours, theirs) is clash


def test_notes_and_evidence_add_up_once() -> None:
    both = merge_answers(
        YES | {"note": "A", "evidence": [{"title": "1"}]}, NO | {"note": "B", "evidence": [{"title": "1"}]}
    )
    assert both == YES | {"note": "A\n\nB", "evidence": [{"title": "1"}]}
    assert merge_answers(both, NO | {"note": "B"}) == both
    assert merge_answers(None, YES) is None
    assert merge_answers("a", "b") == "a"
