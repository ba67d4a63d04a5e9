"""A milestone of a version that is no longer here: read from the list of that version, by the ids of today."""

import json
from pathlib import Path

import pytest

from engage_cli.followup.moments import moment_of_milestone, read_moment
from engage_cli.project.loading import load_project
from engage_cli.project.milestones import load_milestones
from engage_cli.questionnaire.history.released import load_older_version
from engage_cli.questionnaire.loading import load_questionnaire
from tests.cli.conftest import ROOT, Engage, engage
from tests.editing import edit
from tests.project.conftest import meadow

__all__ = ["engage", "meadow"]


@pytest.fixture
def brought(meadow: Path, engage: Engage) -> Path:
    """A project with an open blocking requirement, brought along, and settled since."""
    path = meadow / "project.yaml"
    edit(
        path,
        ("rule: gate-unmet, question: soil.worms", "rule: question-unanswered, question: soil.worms"),
        ("phase: growing ", "phase: harvest "),
        ("      choice: full\n      note", "      choice: none\n      note"),
    )
    assert engage("migrate", "project.yaml", "--write").code == 0
    edit(path, ("      choice: none\n      note", "      choice: full\n      note"))
    return path


def test_it_can_be_read_again(brought: Path, engage: Engage) -> None:
    assert "1.0.0    8 of 9   yes\n" in engage("milestone", "project.yaml").out
    loaded = load_project(brought)
    (kept,) = load_milestones(loaded).kept
    moment = moment_of_milestone(kept, loaded)
    assert moment.questionnaire is not None
    assert moment.questionnaire.questionnaire.version == "1.0.0"
    assert (
        read_moment(moment, moment.questionnaire.questionnaire, loaded.project).project.answers["soil.worms"].choice
        == "none"
    )


def test_a_blocking_requirement_that_was_renamed_has_its_state_of_then(brought: Path, engage: Engage) -> None:
    data = json.loads(engage("compare", "project.yaml", "--json").out)
    assert data["gates"] == {"opened": [], "closed": [{"question": "ground.worms", "then": "unmet", "now": "met"}]}
    assert "Worms: not met → met" in engage("compare", "project.yaml").out


def test_a_section_that_was_renamed_has_its_result_of_then(brought: Path, engage: Engage) -> None:
    sections = {one["id"]: one for one in json.loads(engage("compare", "project.yaml", "--json").out)["sections"]}
    assert set(sections) == {"ground", "water"}
    assert sections["ground"]["then"] is not None


def test_a_list_that_cannot_be_read_makes_it_unreadable_and_nothing_else(brought: Path, engage: Engage) -> None:
    (brought.parent / "questionnaires/meadow/history/1.0.0.yaml").write_text("engage: [\n", encoding="utf-8")
    ran = engage("milestone", "project.yaml")
    assert ran.code == 0
    assert "no: its questionnaire is not here" in " ".join(ran.out.split())


def test_another_text_of_the_same_version_is_not_taken_for_it(brought: Path) -> None:
    loaded = load_questionnaire(brought.parent / "questionnaires/meadow")
    assert load_older_version(loaded, "1.0.0", "sha256:" + "0" * 64) is None
    assert load_older_version(loaded, "1.0.7", "sha256:" + "0" * 64) is not None  # a later wording
    assert load_older_version(loaded, "1.1.0") is None


def test_what_has_a_name_today_is_called_so() -> None:
    then = load_older_version(load_questionnaire(ROOT / "questionnaires/engagement-numerique"), "1.0.0")
    assert then is not None
    old = then.questionnaire
    assert old.languages == ("fr", "en")
    first = old.sections[0]
    assert first.title.to("fr") == "Personne"
    assert [choice.label.to("fr") for choice in first.questions[0].choices][-1] == "Démontré"
    assert all(one.title.to("fr") != one.id for one in old.walk())
    assert old.by_id["revenus.cout-complet"].title.to("fr") != "revenus.cout-complet"
