"""The steps of a plan taken up as actions, in one go; those that were taken up already stay as they are."""

from collections.abc import Iterable, Iterator
from typing import Any

from engage_cli.followup.actions import as_yaml, dotless, free
from engage_cli.model.project import Action
from engage_cli.planning.options import Step
from engage_cli.planning.plan import Plan
from engage_cli.project.loading import LoadedProject
from engage_cli.project.recording import record_actions
from engage_cli.values import Value, replace
from engage_cli.wording.assessments import Wording


class Accepted(Value, kw_only=True):
    """What became of the steps of a plan."""

    added: tuple[Action, ...]
    open: tuple[Action, ...]
    """Taken up already, and still to be done."""
    done: tuple[Action, ...]
    """Taken up and done already: the answer alone is behind."""


def accept(loaded: LoadedProject, plan: Plan, w: Wording) -> Accepted:
    """Adds the steps of `plan` to the actions of the project, and saves them in one go; nothing twice.

    A step that was dropped is taken up again. Raises as saving does.
    """
    wished = [_action(step, w) for step in plan.steps]
    before = loaded.project.actions
    known = [one for one in before if any(_same(one, wish) for wish in wished) and one.status != "dropped"]
    saved = (
        loaded if len(list(_missing(wished, before))) == 0 else record_actions(loaded, lambda now: _with(wished, now))
    )
    return Accepted(
        added=saved.project.actions[len(before) :],
        open=tuple(one for one in known if not one.finished),
        done=tuple(one for one in known if one.finished),
    )


def _action(step: Step, w: Wording) -> Action:
    recommendation = step.recommendation.id if step.recommendation else None
    return Action(
        id=dotless(recommendation or step.question.id),
        do=w.step_on(step.kind, step.recommendation, (step.question,)),
        question=step.question.id,
        recommendation=recommendation,
    )


def _with(wished: Iterable[Action], known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The actions of a file, as YAML has them, with those that it does not have yet."""
    held = [
        Action(
            id=str(one.get("id")),
            do=str(one.get("do")),
            question=one.get("question"),
            recommendation=one.get("recommendation"),
            status=str(one.get("status", "open")),
        )
        for one in known
    ]
    result = list(known)
    for action in _missing(wished, held):
        result.append(as_yaml(replace(action, id=free(action.id, result))))
    return result


def _missing(wished: Iterable[Action], known: Iterable[Action]) -> Iterator[Action]:
    standing = [one for one in known if one.status != "dropped"]
    return (wish for wish in wished if not any(_same(one, wish) for one in standing))


def _same(one: Action, wish: Action) -> bool:
    """Whether both are the same step: the same recommendation, or evidence for the same question."""
    if wish.recommendation is not None:
        return one.recommendation == wish.recommendation
    return one.question == wish.question and one.recommendation is None and one.id.startswith(wish.id)
