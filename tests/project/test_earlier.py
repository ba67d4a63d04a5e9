"""Answers to an older version are shown where their question is asked anew."""

from pathlib import Path
from typing import Any

from engage_cli.model.project import Answer, Earlier
from engage_cli.project.loading import load_project
from engage_cli.project.migration.earlier import earlier_answers
from engage_cli.project.migration.migrating import plan_project, write_migration
from engage_cli.questionnaire.loading import load_questionnaire
from tests.editing import edit
from tests.project.conftest import HERE


def test_before_and_after_it_is_brought_along(meadow: Path) -> None:
    path = meadow / "project.yaml"
    mixed = Earlier(version="1.0.0", id="soil.mixed", answer=Answer(choice="none", note="Both: sand, clay"))
    for pending in (True, False):
        found = load_project(path).project.earlier
        assert found["ground.sand"] == found["ground.clay"] == (mixed,)
        assert [one.id for one in found["water.sources"]] == ["water.rain", "water.well"]
        assert found["water.quality"][0].answer == Answer(choice="some")
        assert ("ground.worms" in found) is pending  # renamed: it is an answer again once it is brought along
        if pending:
            write_migration(plan_project(path))


def test_of_several_versions_the_newest_is_last_and_what_is_no_answer_is_left_out() -> None:
    new = load_questionnaire(HERE / "2").questionnaire
    kept: Any = {
        "2.0.0": {"answers": {"water.quality": {"choice": "partly"}}},
        "1.0.0": {
            "answers": {
                "water.quality": {"choice": "some"},
                "water.quality (2)": {"unknown": True},
                "water.law": {"choice": "full"},
                "soil.mixed": {"evidence": 3, "choice": "none"},
                "soil.worms": [1],
                "water.days": {"choice": 7},
                "water.rain": {"not_applicable": "yes"},
                "water.well": None,
            }
        },
        "soon": {"answers": {"water.quality": {"choice": "some"}}},
        "1.1.0": "mine",
    }
    found = earlier_answers({"x-unplaced": kept}, new)
    assert list(found) == ["water.quality"]
    assert [(one.version, one.answer) for one in found["water.quality"]] == [
        ("1.0.0", Answer(choice="some")), ("1.0.0", Answer(unknown=True)), ("2.0.0", Answer(choice="partly")),
    ]  # fmt: skip


def test_a_file_with_anything_there_opens(meadow: Path) -> None:
    edit(meadow / "project.yaml", ("  answers:\n", "  x-unplaced: [1, {a: b}]\n  answers:\n"))
    assert "water.quality" in load_project(meadow / "project.yaml").project.earlier
