"""Makes a plan: the least effort that reaches a goal, or the best for an effort.

Exact, and checked by scoring what it leads to. Begin with `make_plan`.
"""

from collections.abc import Mapping
from enum import StrEnum

from engage_cli.model.project import Answer
from engage_cli.planning.cases import cases_of
from engage_cli.planning.goal import Goal, Point, is_reached, point_of
from engage_cli.planning.nodes import Measure
from engage_cli.planning.options import PlanStep, Wishes
from engage_cli.planning.search import has_shared_questions, highest_demanded_band, measure_of
from engage_cli.planning.seeking import PlanResult, PlanSearch
from engage_cli.planning.situation import Situation
from engage_cli.scoring.question_scores import GateScore, QuestionScore, State
from engage_cli.values import Value

WITHOUT_ANSWER = (State.UNKNOWN, State.UNANSWERED, State.UNSETTLED)
"""The states of questions that have no answer."""


class Doubt(StrEnum):
    """Why the best that was found is not proven to be the best."""

    CASES = "cases"
    """Conditions read so many answers that not every case was searched."""
    SHARED = "shared"
    """A question counts in two places below the goal."""
    BANDS = "bands"
    """A band demands that each child is above what is expected."""


class Plan(Value, kw_only=True):
    """A plan: what to do, what that brings, and whether less would do."""

    goal: Goal
    measure: Measure
    budget: int | None
    start: Point
    result: Point
    reached: bool
    """Whether the goal is reached, with every blocking requirement met that steps can meet."""
    doubt: Doubt | None
    """Why less effort might do as well; None where it is proven not to."""
    steps: tuple[PlanStep, ...]
    """The steps that meet a blocking requirement first, then in the questionnaire's order."""
    opening: frozenset[str]
    """The ids of questions whose blocking requirement the plan meets."""
    answers: Mapping[str, Answer]
    """The answers after the steps, with their evidence, by question id."""
    frontier: tuple[Point, ...]
    """The best point for each effort, from what is; each is better than those for less."""
    find_out: tuple[QuestionScore, ...]
    """The questions without an answer: counted as their worst, since finding out promises nothing."""
    left_open: tuple[GateScore, ...]
    """The blocking requirements that stay open after the steps."""


def make_plan(here: Situation, goal: Goal, *, budget: int | None = None, wishes: Wishes | None = None) -> Plan | None:
    """The plan with the least effort that reaches `goal`, or the best within `budget`.

    None where the steps wished for cost more than that. Raises RuntimeError where scoring what the steps lead to does
    not give what was promised.
    """
    cases, complete = cases_of(here, wishes or Wishes())
    seeking = PlanSearch(here, goal, cases, tangled=has_shared_questions(here, goal))
    frontier = seeking.frontier()
    chosen = seeking.cheapest(frontier) if budget is None else seeking.within(budget)
    if chosen is None:
        return None
    return _made(seeking, frontier, chosen, budget, _doubt(here, complete=complete, tangled=seeking.tangled))


def _doubt(here: Situation, *, complete: bool, tangled: bool) -> Doubt | None:
    bands = here.questionnaire.bands
    if not complete:
        return Doubt.CASES
    if tangled:
        return Doubt.SHARED
    return Doubt.BANDS if any(band.beyond is not None for band in bands[: highest_demanded_band(bands) + 1]) else None


def _made(
    seeking: PlanSearch, frontier: tuple[PlanResult, ...], chosen: PlanResult, budget: int | None, doubt: Doubt | None
) -> Plan:
    here, goal = seeking.here, seeking.goal
    point, taken = chosen.point, chosen.reached.options
    options = {id: taken[id] for id in here.questionnaire.by_id if id in taken}
    answers = {id: one.answer for id, one in options.items() if one.answer is not None}
    after = chosen.after or here.with_answers(answers)
    result = point_of(after, goal, effort=point.effort, steps=point.steps)
    _hold(point, result)
    opening = frozenset(
        id for id, gate in here.gates.items() if gate.state.is_open and not after.gates[id].state.is_open
    )
    first, then = (id for id in options if id in opening), (id for id in options if id not in opening)
    least = min(one.point.open for one in frontier)
    return Plan(
        goal=goal,
        measure=measure_of(after, goal),
        budget=budget,
        start=point_of(here, goal),
        result=result,
        reached=result.open == least and is_reached(result, goal),
        doubt=doubt,
        steps=tuple(step for id in (*first, *then) for step in options[id].steps),
        opening=opening,
        answers=answers,
        frontier=tuple(one.point for one in frontier),
        find_out=tuple(q for id, q in here.questions.items() if q.state in WITHOUT_ANSWER and id in seeking.concerned),
        left_open=tuple(gate for id, gate in after.gates.items() if gate.state.is_open and id in seeking.concerned),
    )


def _hold(promised: Point, found: Point) -> None:
    """Raises RuntimeError where the scoring gives something else."""
    if (promised.open, promised.share, promised.band) != (found.open, found.share, found.band):
        raise RuntimeError(f"a plan promises {promised}, the scoring gives {found}")
