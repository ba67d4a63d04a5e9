"""What changed between two versions: each thing once, and on the right side of what can change a result."""

import json
import shutil
from pathlib import Path

import pytest

from engage_cli.questionnaire.history.differences import Difference, compare_releases
from engage_cli.questionnaire.history.releases import release_of
from engage_cli.questionnaire.loading import load_questionnaire
from tests.cli.conftest import Engage, engage, environment

__all__ = ["engage", "environment"]

MEADOW = Path(__file__).resolve().parents[1] / "project/meadow"


def between(one: Path, other: Path) -> tuple[Difference, ...]:
    loaded = load_questionnaire(other)
    return compare_releases(release_of(load_questionnaire(one)), release_of(loaded), loaded.questionnaire).entries


def test_every_kind_of_change() -> None:
    found = between(MEADOW / "1", MEADOW / "2")
    assert {(one.kind.value, one.id) for one in found if one.affects_scores} == {
        ("removed", "fenced"),
        ("changed", "crops"),
        ("added", "sheep"),
        ("split", "soil.mixed"),
        ("merged", "water.rain"),
        ("merged", "water.well"),
        ("removed", "water.law"),
        ("added", "ground.sand"),
        ("added", "ground.clay"),
        ("changed", "ground.seeds"),
        ("added", "water.sources"),
        ("meaning", "water.quality"),
        ("changed", "water.days"),
        ("added", "water.ducks"),
    }
    assert {(one.old_id, one.id) for one in found if one.kind.value == "renamed"} == {
        ("care.some", "care.partly"),
        ("phase.growing", "phase.summer"),
        ("owner", "holder"),
        ("soil", "ground"),
        ("soil.worms", "ground.worms"),
        ("soil.tested", "ground.tested"),
        ("soil.seeds", "ground.seeds"),
        ("soil.seeds.rye", "ground.seeds.oats"),
        ("soil.story", "ground.story"),
    }


CASES = {
    "a weight": ("id: water.ducks, ", "id: water.ducks, weight: 2, ", [("changed", "water.ducks", True)]),
    "a title": ("title: Ducks", "title: The ducks", [("wording", "water.ducks", False)]),
    "a reason why": ("id: water.ducks, ", "id: water.ducks, why: They quack., ", [("around", "water.ducks", False)]),
    "a condition": (
        "id: water.ducks, ",
        "id: water.ducks, when: {sheep: true}, ",
        [("changed", "water.ducks", True)],
    ),
    "points": ("full: {points: 2,", "full: {points: 3,", [("changed", "care", True)]),
    "a blocking requirement": ("at: {harvest: partly}", "at: {harvest: full}", [("changed", "ground.worms", True)]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_can_change_a_result_and_what_cannot(tmp_path: Path, case: str) -> None:
    old, new, wanted = CASES[case]
    other = Path(shutil.copytree(MEADOW / "2", tmp_path / "meadow"))
    text = (other / "questionnaire.yaml").read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new).replace("version: 2.0.0", "version: 2.0.1")
    (other / "questionnaire.yaml").write_text(text, encoding="utf-8")
    assert [(one.kind.value, one.id, one.affects_scores) for one in between(MEADOW / "2", other)] == wanted


def test_nothing_changed() -> None:
    assert between(MEADOW / "2", MEADOW / "2") == ()


def test_on_the_screen_and_as_data(engage: Engage) -> None:
    ran = engage("questionnaire", "diff", "1.0.0", "--questionnaire", str(MEADOW / "2"))
    assert ran.code == 0, ran.err
    assert "What can change a result  14" in ran.out
    assert "Mixed (soil.mixed) is asked in parts now: ground.sand, ground.clay." in ran.out
    assert "Days (water.days): choices {daily: {points: 2}} → nothing." in ran.out
    data = json.loads(engage("questionnaire", "diff", "1.0.0", "--questionnaire", str(MEADOW / "2"), "--json").out)
    assert (data["before"], data["after"]) == ("1.0.0", "2.0.0")
    assert {"part": "facets", "kind": "added", "id": "sheep", "scores": True} in data["differences"]


def test_a_guide_in_both_languages(engage: Engage, tmp_path: Path) -> None:
    words = ("questionnaire", "diff", "1.0.0", "--questionnaire", str(MEADOW / "2"))
    guide = tmp_path / "guide.md"
    assert engage(*words, "-o", str(guide), "--lang", "both").code == 0
    text = guide.read_text(encoding="utf-8")
    assert "# A meadow : de la version 1.0.0 à la 2.0.0" in text
    assert "# A meadow: from version 1.0.0 to 2.0.0" in text
    assert "- Law (water.law) n’existe plus. The law is gone." in text
    assert engage(*words, "-o", str(guide)).code == 0  # its own file is replaced
    guide.write_text("Mine.", encoding="utf-8")
    assert engage(*words, "-o", str(guide)).code == 2


def test_a_version_that_is_not_there(engage: Engage) -> None:
    ran = engage("questionnaire", "diff", "1.5.0", "--questionnaire", str(MEADOW / "2"))
    assert ran.code == 2
    assert ran.err == ("engage: There is no list of version 1.5.0 of “meadow”.\n  hint: Possible here: 1.0.0, 2.0.0.\n")
