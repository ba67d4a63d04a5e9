"""`engage questionnaire upgrade` over a base with a greater first number: new ids, answers, how projects stood."""

import re
from pathlib import Path
from typing import Any

import pytest

from engage_cli.files import yaml_reading
from engage_cli.questionnaire.history.releases import load_releases
from engage_cli.questionnaire.loading import load_questionnaire

from .conftest import Engage
from .test_overlay import GARDEN, changes, newer, overlay, place

__all__ = ["place"]

MEETINGS = "      - id: people.meetings\n"
FEW = "      - {id: people.few, title: Few, ask: Do a few meet?, type: yes_no}\n"
KEYS = """      - id: people.keys
        title: Keys
        type: yes_no
        ask: Does everybody have a key?
        functions: [treasurer, chair]
"""
BECAME = """migrations:
  - from: 2
    rename: {soil.feeding: soil.compost, people.wishes: people.hopes}
    split: {people.meetings: [people.few, people.many]}
    removed: {people.keys: Nobody locks it.}
    choices: {care: {weekly: often}}
    sections: {people: folk}
"""
THIRD: list[tuple[str, str]] = [
    ("version: 2.2.0", "version: 3.0.0"),
    ("id: soil.feeding", "id: soil.compost"),
    ("weekly", "often"),
    (MEETINGS, f"{FEW}      - id: people.many\n"),
    ("id: people.wishes", "id: people.hopes"),
    (KEYS, ""),
    ("functions: {treasurer: The treasurer, chair: The chair}\n", ""),
    ("  - id: people\n", "  - id: folk\n"),
    ("resources:\n  cover", f"{BECAME}resources:\n  cover"),
]  # fmt: skip
"""What a version 3.0.0 changes in the garden, and says that it has changed."""
OURS: dict[str, Any] = {
    "set": [
        {"question": "soil.feeding", "key": "ask", "to": "How often do you feed the soil?"},
        {"scale": "care", "key": "choices.weekly.label", "to": "Each week"},
        {"section": "people", "key": "title", "to": "Neighbours"},
    ],
    "drop": {"questions": ["people.wishes"]},
    "add": {
        "questions": [
            {"in": "people", "question": {"id": "people.bench", "title": "B", "ask": "A bench?", "type": "yes_no"}},
            {"in": "soil", "after": "soil.feeding",
             "question": {"id": "soil.worms", "title": "W", "ask": "Worms?", "type": "yes_no"}},
        ]
    },
}  # fmt: skip
PROJECT = """engage: 1
charter: {name: Corner, facets: {plot: yard, crops: [vegetables], shared: true}}
assessment:
  questionnaire: {id: ours, version: 2.0.0}
  date: 2026-11-23
  answers:
    soil.feeding: {choice: weekly}
    soil.worms: {choice: yes}
    people.meetings: {choice: rarely}
    people.keys: {choice: yes}
"""


@pytest.fixture
def ours(engage: Engage, place: Path) -> Path:
    """An overlay of the garden 2.1.0, and a project that answers it."""
    path = overlay(place, **OURS)
    engage("questionnaire", "overlay", "pin", "ours")
    (place / "project.yaml").write_text(PROJECT, encoding="utf-8")
    return path


def upgrade(engage: Engage, to: Path, *more: str) -> Any:
    return engage("questionnaire", "upgrade", "ours", "--to", str(to), *more)


def settle(place: Path, to: Path) -> None:
    """The new base where the old one was."""
    (place / "questionnaires/garden/questionnaire.yaml").write_bytes((to / "questionnaire.yaml").read_bytes())


def test_what_the_base_renamed_is_followed(engage: Engage, place: Path, ours: Path) -> None:
    found = changes(upgrade(engage, newer(place, *THIRD), "--json").out)
    kept = ("soil.compost:ask", "care:choices.often.label", "folk:title", "people.hopes", "people.bench", "soil.worms")
    assert found == dict.fromkeys(kept, "kept")
    page = upgrade(engage, place / "newer").out
    assert "The base called it soil.feeding:ask before." in page
    assert "Version 2.0.0 → 3.0.0" in page


def test_answers_are_carried_along_and_a_milestone_keeps_how_it_stood(engage: Engage, place: Path, ours: Path) -> None:
    to = newer(place, *THIRD)
    ran = upgrade(engage, to, "--write")
    assert ran.code == 0, ran.out
    assert "The list of version 2.0.0 is kept in" in re.sub(r"\s+", " ", ran.out)
    value: Any = yaml_reading.read(ours).value
    assert (value["version"], value["drop"]) == ("3.0.0", {"questions": ["people.hopes"]})
    assert [one.get("after") for one in value["add"]["questions"]] == [None, "soil.compost"]
    (migration,) = value["migrations"]
    assert migration == {
        "from": 2,
        "rename": {"soil.feeding": "soil.compost"},
        "split": {"people.meetings": ["people.few", "people.many"]},
        "removed": {"people.keys": "Nobody locks it.", "people.wishes": {"en": "We do not ask it."}},
        "choices": {"care": {"weekly": "often"}},
        "sections": {"people": "folk"},
    }
    settle(place, to)
    assert [one.version for one in load_releases(ours.parent)] == ["2.0.0"]
    linted = engage("questionnaire", "lint", "ours")
    assert "history-gap" not in linted.out + linted.err
    moved = engage("migrate", "project.yaml", "--write")
    assert moved.code == 0, moved.err
    after: Any = yaml_reading.read(place / "project.yaml").value
    assert after["assessment"]["answers"] == {"soil.compost": {"choice": "often"}, "soil.worms": {"choice": "yes"}}
    assert "before 3.0.0" in (place / "project.milestones.yaml").read_text(encoding="utf-8")


def test_through_two_versions_of_the_base_the_first_number_rises_by_two(
    engage: Engage, place: Path, ours: Path
) -> None:
    to = newer(place, *THIRD, ("version: 3.0.0", "version: 4.0.0"), ("id: soil.compost", "id: soil.heap"),
               ("    sections: {people: folk}\n",
                "    sections: {people: folk}\n  - {from: 3, rename: {soil.compost: soil.heap}}\n"))  # fmt: skip
    assert upgrade(engage, to, "--write").code == 0
    value: Any = yaml_reading.read(ours).value
    assert value["version"] == "4.0.0"
    assert [one["from"] for one in value["migrations"]] == [2, 3]
    assert value["set"][0]["question"] == "soil.heap"
    settle(place, to)
    assert engage("migrate", "project.yaml", "--write").code == 0
    after: Any = yaml_reading.read(place / "project.yaml").value
    assert after["assessment"]["answers"]["soil.heap"] == {"choice": "often"}


def test_what_was_dropped_and_is_asked_in_parts_has_to_be_looked_at(engage: Engage, place: Path) -> None:
    path = overlay(place, drop={"questions": ["people.meetings", "people.keys"]})
    to = newer(place, *THIRD)
    found = upgrade(engage, to)
    assert changes(upgrade(engage, to, "--json").out) == {"people.meetings": "gone", "people.keys": "dropped"}
    assert "It is asked otherwise now: people.few, people.many." in found.out
    assert "Nobody locks it." in found.out
    assert "--take people.meetings" in found.out
    assert "--keep" not in found.out
    assert upgrade(engage, to, "--take", "people.meetings", "--write").code == 0
    value: Any = yaml_reading.read(path).value
    assert value["migrations"][0]["split"] == {"people.meetings": ["people.few", "people.many"]}


def test_what_moved_into_a_section_that_the_overlay_drops_is_said_to_be_removed(engage: Engage, place: Path) -> None:
    path = overlay(place, drop={"sections": ["people"]})
    tested, water = GARDEN.index("          - id: soil.tested"), GARDEN.index("      - id: water\n")
    moved = "      - {id: people.tested, title: T, ask: Tested?, type: yes_no}\n"
    renamed = ("rename: {soil.feeding", "rename: {soil.tested: people.tested, soil.feeding")
    to = newer(place, (GARDEN[tested:water], ""), (MEETINGS, moved + MEETINGS), *THIRD, renamed)
    assert upgrade(engage, to, "--write").code == 0
    value: Any = yaml_reading.read(path).value
    (migration,) = value["migrations"]
    assert migration["removed"]["soil.tested"] == {"en": "We do not ask it."}
    assert migration["rename"] == {"soil.feeding": "soil.compost"}
    assert "split" not in migration


def test_without_the_old_base_it_is_said_that_no_milestone_can_be_kept(engage: Engage, place: Path, ours: Path) -> None:
    to = newer(place, *THIRD)
    settle(place, to)
    ran = engage("questionnaire", "upgrade", "ours", "--write")
    assert ran.code == 0, ran.out
    assert "no milestone can keep how its projects stood" in re.sub(r"\s+", " ", ran.out)
    assert load_releases(ours.parent) == ()
    assert load_questionnaire(ours).questionnaire.version == "3.0.0"


def test_an_answer_to_what_an_overlay_drops_goes_beside_at_a_migration(engage: Engage, place: Path, ours: Path) -> None:
    project = place / "project.yaml"
    project.write_text(PROJECT + "    people.wishes: {text: More rain.}\n", encoding="utf-8")
    to = newer(place, *THIRD)
    assert upgrade(engage, to, "--write").code == 0
    settle(place, to)
    moved = engage("migrate", "project.yaml", "--write")
    assert moved.code == 0, moved.err
    after: Any = yaml_reading.read(project).value
    assert after["assessment"]["x-unplaced"]["2.0.0"]["answers"]["people.wishes"] == {"text": "More rain."}
