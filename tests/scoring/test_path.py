"""In which state each step of a path is: a table of small cases, and what is not known is never taken for a no."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from engage_cli.model.path import StepNote, StepStatus
from engage_cli.model.project import Answer, Charter, FacetValue, Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.path import StepStanding, count_by_state, step_standings
from tests.authoring.making import load, minimal, step

DAY = dt.date(2026, 11, 29)
STEPS = [
    step("start"),
    step("now", due="t1"),
    step("kind", when={"kind": "ka"}),
    step("kind-later", when={"kind": "ka"}, due="t1"),
    step("open", when={"open": True}),
    step("either", when={"any": [{"kind": "ka"}, {"new": True}]}),
    step("answer", when={"s.a": {"at_least": "some"}}),
    step("behind", when={"s.c": "full"}),
]


@pytest.fixture(scope="module")
def questionnaire(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    value = minimal(path=STEPS)
    value["facets"]["new"] = {"type": "yes_no", "ask": "New?"}
    value["sections"][0]["questions"].append(
        {"id": "s.c", "title": "C", "ask": "C?", "scale": "steps", "when": {"new": True}}
    )
    return load(tmp_path_factory.mktemp("path"), value).questionnaire


def standings(
    q: Questionnaire,
    facets: dict[str, FacetValue],
    answers: dict[str, Answer] | None = None,
    path: dict[str, StepNote] | None = None,
) -> dict[str, StepStanding]:
    project = Project(charter=Charter(name="P", facets=facets), answers=answers or {}, path=path or {})
    return {one.step.id: one for one in step_standings(assess(q, project, as_of=DAY))}


CASES: list[tuple[dict[str, FacetValue], str, str, bool, tuple[str, ...]]] = [
    ({"time": "t0"}, "start", "due", True, ()),
    ({"time": "t0"}, "now", "later", False, ()),
    ({"time": "t1"}, "now", "due", True, ()),
    ({"time": "t0", "kind": ("ka",)}, "kind", "due", True, ()),
    ({"time": "t0", "kind": ("kb",)}, "kind", "not_concerned", False, ()),
    ({"time": "t0"}, "kind", "unknown", True, ("kind",)),
    ({"time": "t0", "kind": None}, "kind", "unknown", True, ("kind",)),
    ({"time": "t0"}, "kind-later", "unknown", False, ("kind",)),
    ({"time": "t1"}, "kind-later", "unknown", True, ("kind",)),
    ({"time": "t0"}, "open", "due", True, ()),  # unknown counts as yes there
    ({"time": "t0", "open": False}, "open", "not_concerned", False, ()),
    ({"time": "t0", "kind": ("ka",)}, "either", "due", True, ()),  # the other fact changes nothing any more
    ({"time": "t0", "kind": ("kb",)}, "either", "unknown", True, ("new",)),
    ({"time": "t0", "kind": ("kb",), "new": False}, "either", "not_concerned", False, ()),
    ({"time": "t0"}, "answer", "not_concerned", False, ()),
]


@pytest.mark.parametrize("case", CASES)
def test_the_state_of_a_step(
    case: tuple[dict[str, FacetValue], str, str, bool, tuple[str, ...]], questionnaire: Questionnaire
) -> None:
    facets, id, *expected = case
    one = standings(questionnaire, facets)[id]
    assert [one.state.value, one.is_pending, tuple(facet.id for facet in one.waits_for)] == expected


def test_a_condition_reads_answers_in_force(questionnaire: Questionnaire) -> None:
    found = standings(questionnaire, {"time": "t0"}, {"s.a": Answer(choice="some"), "s.c": Answer(choice="full")})
    assert found["answer"].state.value == "due"
    assert found["behind"].state.value == "unknown"  # nobody knows whether s.c is asked at all
    assert [facet.id for facet in found["behind"].waits_for] == ["new"]
    low = standings(questionnaire, {"time": "t0", "new": False}, {"s.a": Answer(choice="none")})
    assert (low["answer"].state.value, low["behind"].state.value) == ("not_concerned", "not_concerned")


@pytest.mark.parametrize("status", list(StepStatus))
def test_what_is_noted_holds_whatever_the_facts_say(status: StepStatus, questionnaire: Questionnaire) -> None:
    note = StepNote(status=status, note="Because.")
    said: list[dict[str, FacetValue]] = [{"time": "t0"}, {"time": "t1", "kind": ("kb",)}]
    for facets in said:
        one = standings(questionnaire, facets, path={"kind-later": note})["kind-later"]
        assert (one.state.value, one.note, one.is_pending, one.is_late) == (status.value, note, False, False)


def test_late_is_what_came_due_in_an_earlier_phase(questionnaire: Questionnaire) -> None:
    found = standings(questionnaire, {"time": "t1", "kind": ("ka",)})
    assert [id for id, one in found.items() if one.is_late] == ["start", "kind", "open", "either"]
    assert not any(one.is_late for one in standings(questionnaire, {"time": "t0"}).values())


def test_steps_are_counted_by_state(questionnaire: Questionnaire) -> None:
    path = {"start": StepNote(status=StepStatus.DONE)}
    found = tuple(standings(questionnaire, {"time": "t1", "kind": ("kb",)}, path=path).values())
    assert {state.value: n for state, n in count_by_state(found).items()} == {
        "done": 1, "skipped": 0, "not_concerned": 4, "unknown": 1, "later": 0, "due": 2,
    }  # fmt: skip


def test_a_questionnaire_without_a_path_or_without_time(tmp_path: Path) -> None:
    assert standings(load(tmp_path / "none", minimal()).questionnaire, {"time": "t0"}) == {}
    value: dict[str, Any] = minimal(path=[step("p")])
    del value["timeline"], value["scales"]["steps"]["expected"]
    one = standings(load(tmp_path / "timeless", value).questionnaire, {"time": "t1"})["p"]
    assert (one.state.value, one.is_late) == ("due", False)
