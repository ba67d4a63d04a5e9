"""A plan as JSON values; `schemas/plan.schema.json` describes them."""

from typing import Any

from engage_cli import __version__
from engage_cli.followup.accepting import existing_action
from engage_cli.model.supposition import Supposition
from engage_cli.planning.goal import Goal, Point
from engage_cli.planning.options import PlanStep
from engage_cli.planning.plan import Plan
from engage_cli.planning.situation import Situation
from engage_cli.report.results import fraction_values, questionnaire_values, supposition_values

FORMAT_VERSION = 1
"""Raised when a key goes or changes its meaning; new keys come without notice."""

Values = dict[str, Any]


def plan_values(plan: Plan, here: Situation, supposition: Supposition) -> Values:
    """A plan as plain values, ready for JSON."""
    return {
        "format_version": FORMAT_VERSION,
        "engage": __version__,
        "questionnaire": questionnaire_values(here.questionnaire),
        "project": here.project.charter.name,
        "as_of": here.as_of.isoformat(),
        "scope": here.scoring.scope,
        **supposition_values(supposition),
        "goal": _goal(plan.goal, here),
        "share_of": plan.measure.value,
        "effort_at_most": plan.budget,
        "reached": plan.reached,
        "proven_best": plan.doubt is None,
        "why_not_proven": plan.doubt.value if plan.doubt else None,
        "start": _point(plan.start, here),
        "result": _point(plan.result, here),
        "steps": [_step(step, plan, here) for step in plan.steps],
        "frontier": [_point(point, here) for point in plan.frontier],
        "find_out": [score.question.id for score in plan.find_out],
        "left_open": [gate.question.id for gate in plan.left_open],
    }


def _goal(goal: Goal, here: Situation) -> Values:
    band = None if goal.band is None else here.questionnaire.bands[goal.band].id
    kind = "section" if goal.section else "index"
    return {
        "of": goal.node,
        "kind": kind,
        "band": band,
        "share": fraction_values(goal.share),
        "all_gates": goal.everywhere,
    }


def _point(point: Point, here: Situation) -> Values:
    band = None if point.band is None else here.questionnaire.bands[point.band].id
    return {
        "effort": point.effort,
        "steps": point.steps,
        "open_gates": point.open,
        "share": fraction_values(point.share),
        "band": band,
    }


def _step(step: PlanStep, plan: Plan, here: Situation) -> Values:
    recommendation, action = step.recommendation, existing_action(step, here)
    return {
        "question": step.question.id,
        "section": here.questionnaire.sections_of[step.question.id][0].id,
        "kind": step.kind.value,
        "recommendation": recommendation.id if recommendation else None,
        "from": step.at.id if step.at else None,
        "to": step.to.id if step.to else None,
        "effort": step.effort.value,
        "cost": step.effort.cost,
        "lead": recommendation.lead if recommendation else None,
        "opens_gate": step.question.id in plan.opening,
        "action": action.id if action else None,
    }
