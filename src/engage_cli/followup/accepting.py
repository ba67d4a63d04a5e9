"""Takes up the steps of a plan as actions, all at once; those taken up before stay as they are."""

from collections.abc import Iterable
from typing import Any

from engage_cli.followup.actions import as_yaml, free_id
from engage_cli.model.project import Action
from engage_cli.planning.options import PlanStep
from engage_cli.planning.plan import Plan
from engage_cli.planning.situation import Situation
from engage_cli.project.loading import LoadedProject
from engage_cli.project.recording import record_actions
from engage_cli.scoring.actions import action_on, dotless
from engage_cli.values import Value, replace
from engage_cli.wording.assessments import Wording


class Accepted(Value, kw_only=True):
    """What became of the steps of a plan: the actions added, and those that were there."""

    added: tuple[Action, ...]
    open: tuple[Action, ...]
    """Actions taken up before that are still to be done."""
    done: tuple[Action, ...]
    """Actions taken up before that are done; only the answer is still to be given anew."""


def accept_plan(loaded: LoadedProject, plan: Plan, here: Situation, w: Wording) -> Accepted:
    """Adds the steps of `plan`, made for `here`, to the actions of the project, all at once and none twice.

    A step whose action was dropped, or done and its answer looked at since, is taken up again. Raises what saving
    raises.
    """
    known = [one for step in plan.steps if (one := existing_action(step, here)) is not None]
    missing = [_action(step, w) for step in plan.steps if existing_action(step, here) is None]
    before = len(loaded.project.actions)
    saved = record_actions(loaded, lambda now: _with(missing, now)) if missing else loaded
    return Accepted(
        added=saved.project.actions[before:],
        open=tuple(one for one in known if not one.finished),
        done=tuple(one for one in known if one.finished),
    )


def existing_action(step: PlanStep, here: Situation) -> Action | None:
    """The action that takes up `step` already: still to be done, or done and its answer not looked at since.

    None where there is none.
    """
    return action_on(step.question.id, step.recommendation, here.project.actions, here.questions)


def _action(step: PlanStep, w: Wording) -> Action:
    recommendation = step.recommendation.id if step.recommendation else None
    return Action(
        id=dotless(recommendation or step.question.id),
        do=w.step_on(step.kind, step.recommendation, (step.question,)),
        question=step.question.id,
        recommendation=recommendation,
    )


def _with(missing: Iterable[Action], known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The actions of a file, as YAML has them, with those that nobody has added meanwhile."""
    there, result = [_nameless(one) for one in known], list(known)
    for action in missing:
        if _nameless(as_yaml(action)) not in there:
            result.append(as_yaml(replace(action, id=free_id(action.id, result))))
    return result


def _nameless(action: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in action.items() if key != "id"}
