"""Where voices differ on one question: groups, ranges, thresholds, the order of a meeting."""

from itertools import permutations
from typing import Any

import pytest

from engage_cli.model.project import Answer, Charter, Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.parsing import parse_date
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.values import replace
from engage_cli.voices.board import Board, build_board
from engage_cli.voices.divergence import Divergence, Group
from engage_cli.voices.voice import Voice, can_answer, hear_voice
from tests.cli.conftest import ROOT

GARDEN: Questionnaire = load_questionnaire(ROOT / "tests/questionnaires/garden").questionnaire
FACETS: dict[str, Any] = {"plot": "yard", "crops": ("vegetables", "bees"), "shared": True}
PROJECT = Project(charter=Charter(name="Plot", facets=FACETS))
DAY = parse_date("2026-10-10")
YES, NO = Answer(choice="yes"), Answer(choice="no")
UNKNOWN = Answer(unknown=True)
RENTED = Answer(reason="rented", because="Not ours.")


def level(id: str) -> Answer:
    return Answer(choice=id)


def ticked(*ids: str) -> Answer:
    return Answer(choices=ids)


def voices_of(*answers: dict[str, Answer], **more: Any) -> tuple[Voice, ...]:
    return tuple(hear_voice(f"v{number}", said, PROJECT, GARDEN, **more) for number, said in enumerate(answers))


def board_of(*answers: dict[str, Answer], project: Project = PROJECT) -> Board:
    assert DAY is not None
    return build_board(GARDEN, project, voices_of(*answers), as_of=DAY)


def one_of(id: str, *answers: Answer | None, beside: dict[str, Answer] | None = None) -> Divergence:
    """How voices with these answers (None: no answer) differ on the question `id`."""
    held = [(beside or {}) | ({} if answer is None else {id: answer}) for answer in answers]
    return board_of(*held).by_id[id]


never, rarely, weekly, daily = map(level, ("never", "rarely", "weekly", "daily"))


@pytest.mark.parametrize(
    ("id", "answers", "group", "range_"),
    [
        ("soil.feeding", (never, weekly), Group.DISCUSS, 2),
        ("soil.feeding", (never, daily, daily), Group.DISCUSS, 3),
        ("soil.feeding", (weekly, daily), Group.NEAR, 1),
        ("soil.feeding", (daily, daily), Group.AGREED, 0),
        ("soil.feeding", (daily, UNKNOWN), Group.ASK, 0),
        ("soil.feeding", (weekly, daily, UNKNOWN), Group.ASK, 1),
        ("soil.feeding", (never, daily, UNKNOWN), Group.DISCUSS, 3),
        ("soil.feeding", (UNKNOWN, UNKNOWN), Group.UNKNOWN, 0),
        ("soil.feeding", (daily, None), Group.ALONE, 0),
        ("soil.feeding", (UNKNOWN, None), Group.ALONE, 0),
        ("soil.feeding", (None, None), Group.SILENT, 0),
        ("people.keys", (YES, NO), Group.DISCUSS, 1),
        ("soil.cover", (ticked("mulch"), ticked("mulch")), Group.AGREED, 0),
        ("soil.cover", (ticked("mulch", "green"), ticked("green", "mulch")), Group.AGREED, 0),
        ("soil.cover", (ticked("mulch", "green"), ticked("mulch")), Group.NEAR, 1),
        ("soil.cover", (ticked("mulch", "green"), ticked("leaves")), Group.DISCUSS, 3),
        ("soil.tested", (level("home"), level("home")), Group.AGREED, 0),
        ("soil.tested", (Answer(choice="home", criteria=("lead",)), level("home")), Group.NEAR, 0),
        ("people.wishes", (Answer(text="A tap."), Answer(text="A tap.")), Group.AGREED, 0),
        ("people.wishes", (Answer(text="A tap."), Answer(text="Bees.")), Group.NEAR, 1),
    ],
)
def test_group_and_range(id: str, answers: tuple[Answer | None, ...], group: Group, range_: int) -> None:
    found = one_of(id, *answers)
    assert (found.group, found.range) == (group, range_)


@pytest.mark.parametrize(
    ("answers", "crosses", "group"),
    [
        ((YES, NO), True, Group.DISCUSS),
        ((YES, YES), False, Group.AGREED),
        ((NO, RENTED), True, Group.DISCUSS),
        ((YES, RENTED), False, Group.DISCUSS),
        ((RENTED, RENTED), False, Group.AGREED),
        ((YES, UNKNOWN), False, Group.ASK),
    ],
)
def test_must_haves_on_both_sides(answers: tuple[Answer, ...], crosses: bool, group: Group) -> None:
    found = one_of("water.lid", *answers, beside={"water.barrel": YES})
    assert (found.crosses_threshold, found.group) == (crosses, group)
    assert found.threshold is not None
    assert found.threshold.id == "yes"


def test_must_haves_first_then_range_then_how_many_differ() -> None:
    barrel = {"water.barrel": YES}
    found = board_of(
        {**barrel, "water.lid": YES, "soil.feeding": never, "people.meetings": daily, "people.keys": YES},
        {**barrel, "water.lid": NO, "soil.feeding": weekly, "people.meetings": never, "people.keys": NO},
        {**barrel, "water.lid": YES, "soil.feeding": weekly, "people.meetings": daily, "people.keys": NO},
        {**barrel, "water.lid": YES, "soil.feeding": never, "people.meetings": daily, "people.keys": NO},
    )
    assert [one.question.id for one in found.groups[Group.DISCUSS]] == [
        "water.lid",  # a must-have, one level
        "people.meetings",  # three levels, one differs
        "soil.feeding",  # two levels
        "people.keys",  # a yes and a no
    ]


def test_of_equal_ranges_the_more_divided_comes_first() -> None:
    found = board_of(
        {"soil.feeding": never, "people.meetings": never},
        {"soil.feeding": weekly, "people.meetings": weekly},
        {"soil.feeding": weekly, "people.meetings": weekly},
        {"soil.feeding": weekly, "people.meetings": never},
    )
    assert [one.question.id for one in found.groups[Group.DISCUSS]] == ["people.meetings", "soil.feeding"]


def test_the_order_of_voices_changes_nothing() -> None:
    answers: list[dict[str, Answer]] = [
        {"soil.feeding": never, "water.barrel": YES, "water.lid": YES},
        {"soil.feeding": daily, "water.barrel": YES, "water.lid": NO, "people.keys": UNKNOWN},
        {"soil.feeding": weekly, "people.keys": YES},
    ]
    named = [hear_voice(f"v{number}", said, PROJECT, GARDEN) for number, said in enumerate(answers)]
    assert DAY is not None
    boards = [build_board(GARDEN, PROJECT, order, as_of=DAY) for order in permutations(named)]
    assert all(one == boards[0] for one in boards)


def test_counts_from_four_voices_on_the_question() -> None:
    assert not one_of("soil.feeding", never, daily, daily, None).has_counts
    assert one_of("soil.feeding", never, daily, daily, UNKNOWN).has_counts


def test_an_answer_that_the_voices_own_answers_close_does_not_count() -> None:
    found = board_of({"water.barrel": NO, "water.lid": YES}, {"water.barrel": NO})
    assert "water.lid" not in found.by_id
    assert found.closed_questions == ("water.lid",)


def test_nobody_speaks_for_a_unit() -> None:
    alone = voices_of({"soil.feeding": daily}, {"soil.feeding": daily}, speaks_for=("gardener",))
    assert DAY is not None
    found = build_board(GARDEN, PROJECT, alone, as_of=DAY)
    assert [one.question.id for one in found.unspoken] == ["people.meetings", "people.keys"]
    assert board_of({"soil.feeding": daily}, {}).unspoken == ()


@pytest.mark.parametrize(
    ("speaks_for", "id", "can"),
    [
        ((), "people.keys", True),
        (("treasurer",), "people.keys", True),
        (("gardener", "chair"), "people.keys", True),
        (("gardener",), "people.keys", False),
        (("treasurer",), "soil.feeding", False),
        (("treasurer",), "water.barrel", True),
        (("treasurer", "gardener"), "soil.feeding", True),
    ],
)
def test_who_can_answer_by_unit_or_by_function(speaks_for: tuple[str, ...], id: str, can: bool) -> None:
    assert can_answer(speaks_for, GARDEN.by_id[id]) is can


def test_of_a_unit_and_a_function_either_is_enough() -> None:
    both = replace(GARDEN.by_id["soil.feeding"], functions=("chair",))
    assert [can_answer((id,), both) for id in ("gardener", "chair", "neighbours")] == [True, True, False]
