"""Computes the plan that a report includes."""

from engage_cli.planning.asked import parse_goal
from engage_cli.planning.plan import Plan, make_plan
from engage_cli.planning.situation import Situation, situation_of
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value


class CheapestPlan(Value, kw_only=True):
    """The cheapest plan to what is expected, with the situation that it starts from."""

    plan: Plan
    here: Situation


def cheapest_plan(a: Assessment) -> CheapestPlan | None:
    """The cheapest plan to what is expected; None where nothing is expected or no step leads further."""
    if not (a.questionnaire.judged and a.indices):
        return None
    here = situation_of(a)
    found = make_plan(here, parse_goal(here, None, None))
    return None if found is None or len(found.frontier) < 2 else CheapestPlan(plan=found, here=here)
