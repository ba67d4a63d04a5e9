"""Plans equal what trying every combination finds, and applying them gives what they promise."""

from itertools import islice

import pytest
from hypothesis import assume, given, settings

from engage_cli.planning.goal import Goal, Point, is_reached, point_of
from engage_cli.planning.plan import Doubt, Plan, make_plan
from engage_cli.planning.situation import Situation
from tests.chance import examples
from tests.planning.making import MOST, cases, conditional, every, questionnaires

Case = tuple[Situation, Goal]


def key(point: Point, goal: Goal) -> tuple[object, ...]:
    band, share = point.band or 0, point.share or 0
    return (-point.open, share, band) if goal.share is not None else (-point.open, band, share)


def tried(case: Case) -> list[Point]:
    found = list(islice(every(*case), MOST + 1))
    assume(len(found) <= MOST)
    return found


def agrees(case: Case, found: list[Point]) -> Plan:
    here, goal = case
    made = make_plan(here, goal)
    assert made is not None
    least = min(point.open for point in found)
    reaching = [one for one in found if one.open == least and is_reached(one, goal)]
    after = point_of(here.with_answers(made.answers), goal, effort=made.result.effort, steps=made.result.steps)
    assert after == made.result
    assert made.result.effort == sum(step.effort.cost for step in made.steps)
    assert made.reached is bool(reaching)
    if made.doubt is None:
        best = max(key(one, goal) for one in found)
        enough = reaching or [one for one in found if key(one, goal) == best]
        assert made.result.effort == min(one.effort for one in enough)
        frontier(made, found, goal)
    return made


def frontier(made: Plan, found: list[Point], goal: Goal) -> None:
    """Each point is the best there is for its effort, and there is one for each effort at which that rises."""
    wanted, best = [], None
    for effort in sorted({one.effort for one in found}):
        here = max(key(one, goal) for one in found if one.effort <= effort)
        if best is None or here > best:
            wanted.append((effort, here))
            best = here
    assert [(one.effort, key(one, goal)) for one in made.frontier] == wanted


def within(case: Case, found: list[Point], budget: int) -> None:
    """With a budget, blocking requirements come first and nothing costs more."""
    here, goal = case
    made = make_plan(here, goal, budget=budget)
    assert made is not None
    assert made.result.effort <= budget
    if made.doubt is None:
        assert made.result.open == min(one.open for one in found if one.effort <= budget)


@settings(max_examples=examples(60), deadline=None)
@given(cases(questionnaires()))
def test_equals_brute_force(case: Case) -> None:
    found = tried(case)
    made = agrees(case, found)
    assert made.doubt in (None, Doubt.BANDS)
    for budget in (0, 1, 4):
        within(case, found, budget)


@settings(max_examples=examples(25), deadline=None)
@given(cases(conditional()))
def test_equals_brute_force_where_conditions_read_answers(case: Case) -> None:
    agrees(case, tried(case))


@pytest.mark.slow
@settings(max_examples=examples(500), deadline=None)
@given(cases(questionnaires()))
def test_equals_brute_force_500_times(case: Case) -> None:
    agrees(case, tried(case))
