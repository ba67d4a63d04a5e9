"""A day that is past by what it says, and comes after the day of the reading: named, never passed over."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from engage_cli.files import schemas
from engage_cli.model.past import claimed_days
from engage_cli.project.loading import load_project
from tests.check.conftest import Check
from tests.cli.conftest import ROOT, Engage

MAY_COME = {"start", "opening", "end", "next_review", "due", "until"}
"""Days that are set for later; the date of evidence has its own rule."""
PROJECT: dict[str, Any] = {
    "engage": 1,
    "charter": {"name": "Here", "facets": {"plot": "yard"}, "dates": {"opening": "2028-01-01"}},
    "assessment": {
        "questionnaire": {"id": "garden"},
        "date": "2027-01-03",
        "next_review": "2028-01-01",
        "answers": {"soil.feeding": {"choice": "never", "reviewed": "2027-01-04", "agreed": {"on": "2027-01-05"}}},
        "apart": {"soil.cover": {"on": "2027-01-06"}},
        "actions": [{"id": "a", "do": "A", "status": "done", "done": "2027-01-07", "due": "2028-01-01"}],
        "path": {"step": {"status": "done", "date": "2027-01-08"}},
    },
    "milestones": [{"name": "M", "date": "2027-01-09"}],
}


def days(schema: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The keys of days, with the definition that they stand in."""
    if isinstance(schema, dict):
        for key, one in schema.items():
            if key == "properties":
                yield from (
                    (at[-1] if at else "", name) for name, part in one.items() if "date" in str(part.get("$ref"))
                )
            yield from days(one, (*at, key) if key not in ("properties", "$defs") else at)


def test_every_day_of_the_format_is_past_or_may_come() -> None:
    found = {name for _, name in days(schemas.load_schema("project"))}
    assert found == MAY_COME | {"date", "reviewed", "on", "done"}


@pytest.fixture
def garden(place: Path) -> Path:
    folder = place / "questionnaires/garden"
    folder.mkdir(parents=True)
    text = (ROOT / "tests/questionnaires/garden/questionnaire.yaml").read_text(encoding="utf-8")
    step = "path: [{id: step, title: Step, do: Do it, lead: gardener}]\n"
    (folder / "questionnaire.yaml").write_text(f"{text}\n{step}", encoding="utf-8")
    path = place / "project.yaml"
    path.write_text(json.dumps(PROJECT), encoding="utf-8")
    return path


def test_each_is_found(garden: Path) -> None:
    found = [day.isoformat() for _, day in claimed_days(load_project(garden).project)]
    assert found == [f"2027-01-0{day}" for day in range(3, 10)]


def test_a_check_names_each_at_its_line_those_beside_too(garden: Path, check: Check) -> None:
    beside = {"engage": 1, "milestones": [{"name": "Beside", "date": "2027-01-10"}]}
    garden.with_name("project.milestones.yaml").write_text(json.dumps(beside), encoding="utf-8")
    (garden.parent / "policy.yaml").write_text("engage: 1\nid: a\ntitle: A\nrules: {date-future: error}\n")
    ran = check("project.yaml", "--policy=policy.yaml", "--output-format=json")
    assert ran.code == 1
    subjects = ["M", "Beside", "a", "assessment", "soil.cover", "soil.feeding", "step"]
    assert sorted(subject for rule, subject in ran.found() if rule == "date-future") == sorted(subjects)
    assert {rule for rule, _ in ran.found()} == {"date-future"}
    later = check("project.yaml", "--policy=policy.yaml", "--output-format=json", "--as-of=2027-01-10")
    assert (later.code, later.found()) == (0, {})


@pytest.mark.parametrize(
    "command", [("score",), ("report", "-o", "-"), ("explain",), ("plan",)], ids=lambda one: one[0]
)
def test_a_reading_says_so(garden: Path, engage: Engage, command: tuple[str, ...]) -> None:
    ran = engage(command[0], "project.yaml", *command[1:], "--as-of", "2026-11-23")
    assert ran.code == 0
    assert "7 dates that should be past come after 2026-11-23; the first one here is 2027-01-03." in ran.err
    assert "should be past" not in engage(command[0], "project.yaml", *command[1:], "--as-of", "2027-01-09").err


def test_many_projects_are_named(garden: Path, engage: Engage) -> None:
    said = "In 1 project a date that should be past comes after {}: project.yaml. engage check tells its line."
    batch = ("batch", "project.yaml", "-j1", "--format", "json", "-o", "out")
    for _ in range(2):  # the second time it is unchanged
        assert said.format("2026-11-23") in engage(*batch, "--as-of", "2026-11-23").err
    for words in (("portfolio", "project.yaml"), ("portfolio", "out"), ("export", "out", "-o", "data")):
        assert said.format("2027-01-08") in engage(*words, "-j1", "--as-of", "2027-01-08").err
        assert "should be past" not in engage(*words, "-j1", "--as-of", "2027-01-09").err
    assert "should be past" not in engage(*batch, "--as-of", "2027-01-09").err


@pytest.mark.parametrize(
    "words", [("milestone", "N", "--date"), ("action", "done", "b", "--on")], ids=lambda one: one[0]
)
def test_no_command_notes_a_day_to_come(garden: Path, engage: Engage, words: tuple[str, ...]) -> None:
    value = PROJECT | {"assessment": {"questionnaire": {"id": "garden"}, "actions": [{"id": "b", "do": "B"}]}}
    garden.write_text(json.dumps(value | {"milestones": []}), encoding="utf-8")
    before = garden.read_bytes()
    name, *rest = words
    place = ["project.yaml", *rest] if name == "milestone" else [rest[0], "project.yaml", *rest[1:]]
    ran = engage(name, *place, "2026-11-24", "--as-of", "2026-11-23")
    assert ran.code == 2
    assert "The day 2026-11-24 is still to come.\n  hint: Give a day up to 2026-11-23." in ran.err
    assert garden.read_bytes() == before
