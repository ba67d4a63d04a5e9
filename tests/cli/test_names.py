"""Names of people: where the documents say that they can be, and that they can be deleted there by hand."""

from pathlib import Path

import pytest

from .conftest import Engage, in_the_garden

NAME = "Zoé Marker"
ANSWERED = """\
engage: 1
answers:
  soil.feeding:
    choice: {choice}
    by: Zoé Marker
    note: As Zoé Marker says.
    evidence: [{{title: Plan, holder: Zoé Marker, kind: document, date: 2026-10-01}}]
"""
PEOPLE = """\
engage: 1
charter:
  name: Bed
  lead: {name: Zoé Marker}
  facets: {plot: yard, crops: [fruit], shared: true}
assessment:
  questionnaire: {id: garden, version: 2.1.0}
  participants: [Zoé Marker]
  waivers: [{rule: gate-unmet, question: soil.feeding, because: x, approved_by: Zoé Marker, until: 2027-01-01}]
  actions: [{id: sign, do: Sign, owner: Zoé Marker, status: open}]
"""


@pytest.fixture
def project(engage: Engage, tmp_path: Path) -> Path:
    """A project that names one person wherever it can."""
    path, given = in_the_garden(tmp_path, PEOPLE), tmp_path / "given.yaml"
    for choice in ("daily", "weekly"):
        given.write_text(ANSWERED.format(choice=choice), encoding="utf-8")
        assert engage("assess", str(path), "--answers", str(given)).code == 0
    given.unlink()
    assert engage("action", "change", str(path), "sign", "--owner", "").code == 0
    return path


def test_a_milestone_keeps_no_name_and_no_note(engage: Engage, project: Path) -> None:
    assert engage("milestone", str(project), "Opening").code == 0
    assert "soil.feeding: {choice: weekly" in (kept := (project.parent / "project.milestones.yaml").read_text())
    assert NAME not in kept


def test_a_name_deleted_by_hand_is_gone_and_everything_reads_on(engage: Engage, project: Path) -> None:
    history = project.with_name("project.history.yaml")
    for path in (project, history):
        text = path.read_text(encoding="utf-8")
        assert NAME in text
        path.write_text(text.replace(NAME, "somebody"), encoding="utf-8")
    assert engage("score", str(project)).code == 0
    assert engage("assess", str(project), "--undo").code == 0
    assert "choice: daily" in project.read_text(encoding="utf-8")
    assert not [path for path in project.parent.glob("project*") if NAME in path.read_text(encoding="utf-8")]


def test_a_voice_that_is_replaced_is_kept_under_the_name_that_the_documents_give(
    engage: Engage, project: Path, tmp_path: Path
) -> None:
    voice = tmp_path / "given.yaml"
    for choice in ("daily", "weekly"):
        voice.write_text(f"respondent: Zoé\n{ANSWERED.format(choice=choice)}", encoding="utf-8")
        assert engage("collect", str(project), str(voice), "--voice", "--yes").code == 0
    assert sorted(path.name for path in tmp_path.glob("project.zoe.*")) == [
        "project.zoe.answers.1.yaml",
        "project.zoe.answers.yaml",
    ]
