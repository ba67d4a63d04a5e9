"""The steps of a plan taken up as actions, in one go; those that were taken up already stay as they are."""

from collections.abc import Iterable
from typing import Any

from engage_cli.followup.actions import as_yaml, free
from engage_cli.model.project import Action
from engage_cli.planning.options import Step
from engage_cli.planning.plan import Plan
from engage_cli.planning.situation import Situation
from engage_cli.project.loading import LoadedProject
from engage_cli.project.recording import record_actions
from engage_cli.scoring.actions import dotless, seen_since
from engage_cli.values import Value, replace
from engage_cli.wording.assessments import Wording


class Accepted(Value, kw_only=True):
    """What became of the steps of a plan."""

    added: tuple[Action, ...]
    open: tuple[Action, ...]
    """Taken up already, and still to be done."""
    done: tuple[Action, ...]
    """Taken up and done already: the answer alone is behind."""


def accept(loaded: LoadedProject, plan: Plan, here: Situation, w: Wording) -> Accepted:
    """Adds the steps of `plan`, made for `here`, to the actions of the project, all in one go and nothing twice.

    A step is taken up again that was dropped, or done and its answer looked at since. Raises as saving does.
    """
    wished = [_action(step, w) for step in plan.steps]
    known = [one for wish in wished if (one := _same(wish, here)) is not None]
    missing = [wish for wish in wished if _same(wish, here) is None]
    before = len(loaded.project.actions)
    saved = record_actions(loaded, lambda now: _with(missing, now)) if missing else loaded
    return Accepted(
        added=saved.project.actions[before:],
        open=tuple(one for one in known if not one.finished),
        done=tuple(one for one in known if one.finished),
    )


def action_on(step: Step, here: Situation) -> Action | None:
    """The action that takes `step` up: it is still to be done, or done and its answer to be looked at again."""
    question, recommendation = step.question.id, step.recommendation.id if step.recommendation else None
    return _same(Action(id=dotless(question), do="", question=question, recommendation=recommendation), here)


def _action(step: Step, w: Wording) -> Action:
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
            result.append(as_yaml(replace(action, id=free(action.id, result))))
    return result


def _nameless(action: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in action.items() if key != "id"}


def _same(wish: Action, here: Situation) -> Action | None:
    """The action that says the same: the same recommendation, or evidence for the same question."""
    for one in here.project.actions:
        seen = one.finished and seen_since(one, here.questions.get(wish.question or ""))
        if one.status != "dropped" and not seen and _says(one, wish):
            return one
    return None


def _says(one: Action, wish: Action) -> bool:
    if wish.recommendation is not None:
        return one.recommendation == wish.recommendation
    return one.question == wish.question and one.recommendation is None and one.id.startswith(wish.id)
