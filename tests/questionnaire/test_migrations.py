"""Nothing of an older version is forgotten: totality, and the way through several versions."""

import shutil
from pathlib import Path

import pytest

from engage_cli.i18n import translator
from engage_cli.questionnaire.history.releases import release_of, write
from engage_cli.questionnaire.history.totality import gaps
from engage_cli.questionnaire.history.way import Way
from engage_cli.questionnaire.library import shipped_questionnaires
from engage_cli.questionnaire.loading import load_questionnaire
from tests.editing import edit

MEADOW = Path(__file__).resolve().parents[1] / "project/meadow"


@pytest.fixture
def meadow(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MEADOW / "2", tmp_path / "meadow"))


def forgotten(folder: Path) -> list[str]:
    english = translator("en")
    return [f"{one.line}: {one.message.say(english)}" for one in gaps(load_questionnaire(folder))]


@pytest.mark.parametrize(("id", "path"), shipped_questionnaires())
def test_shipped_questionnaires_forget_nothing(id: str, path: Path) -> None:
    assert forgotten(path) == [], id


def test_what_every_kind_of_change_names_is_not_forgotten() -> None:
    assert forgotten(MEADOW / "2") == []


CASES = {
    "a question": ("removed: {water.law: The law is gone.}", "removed: {}", ["Question “water.law”"]),
    "a renamed one": ("rename: {soil.tested: ground.tested, ", "rename: {", ["Question “soil.tested”"]),
    "a choice of a question": ("{daily: weekly}", "{}", ["Choice “daily” of “water.days”"]),
    "a choice of a scale": (
        "care: {some: partly}",
        "care: {}",
        ["Choice “some” of “soil.worms”", "Choice “some” of “soil.tested”"],
    ),
    "a facet": ("removed: {fenced: Fences no longer matter.}", "removed: {}", ["Facet “fenced”"]),
    "a choice of a facet": (", crops: {herbs: null}", "", ["Choice “herbs” of “crops”"]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_no_migration_names_is_told(meadow: Path, case: str) -> None:
    old, new, wanted = CASES[case]
    edit(meadow / "questionnaire.yaml", (old, new))
    end = " of version 1.0.0 is not in 2.0.0, and no migration says what became of it."
    assert forgotten(meadow) == [f"20: {one}{end}" for one in wanted]


def test_two_that_become_one_are_told(meadow: Path) -> None:
    edit(meadow / "questionnaire.yaml", ("rename: {soil.tested: ground.tested, ", "rename: {soil.tested: water.days, "))
    assert forgotten(meadow)[0] == (
        "20: “soil.tested” and “water.days” of version 1.0.0 both become “water.days”: one would be lost."
    )


def test_a_version_without_a_way_is_told(meadow: Path) -> None:
    edit(meadow / "questionnaire.yaml", ("  - from: 1\n", "  - from: 0\n"))
    assert forgotten(meadow) == ["4: No migration leads from version 1.0.0 to 2.0.0."]


def test_the_way_leads_through_every_version(meadow: Path) -> None:
    edit(
        meadow / "questionnaire.yaml",
        ("version: 2.0.0", "version: 3.0.0"),
        (
            "    sections: {soil: ground}\n",
            "    sections: {soil: ground}\n  - {from: 2, rename: {ground.tested: ground.proven}}\n",
        ),
        ("id: ground.tested", "id: ground.proven"),
    )
    way = Way(load_questionnaire(meadow).questionnaire, "1.4.0")
    assert way.question("soil.tested") == "ground.proven"
    assert way.choice("soil.tested", "some") == "partly"
    assert way.successors("soil.mixed") == ("ground.sand", "ground.clay")
    assert forgotten(meadow) == []
    assert Way(way.questionnaire, "2.0.0").question("ground.tested") == "ground.proven"


def test_a_later_version_of_the_same_first_number_loses_nothing(meadow: Path) -> None:
    write(meadow, release_of(load_questionnaire(meadow)))
    edit(meadow / "questionnaire.yaml", ("version: 2.0.0", "version: 2.1.0"), ("id: water.ducks", "id: water.geese"))
    found = forgotten(meadow)
    assert len(found) == 1
    assert found[0].startswith("4: Question “water.ducks” of version 2.0.0 is not in 2.1.0")
