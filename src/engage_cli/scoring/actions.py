"""What an action has to do with the answers: nothing, until somebody answers again."""

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction

from engage_cli.model.project import Action
from engage_cli.model.recommendation import Recommendation
from engage_cli.scoring.question_scores import QuestionScore


def in_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Those to be done first, the earliest day first, those without a day last; then the others."""
    return tuple(sorted(actions, key=lambda one: (one.finished, one.due or dt.date.max)))


def still_reads(action: Action, questions: Mapping[str, QuestionScore]) -> QuestionScore | None:
    """The question that an action was to raise, where it is done and the answer is still below what it led to.

    None where nothing says what that is: no recommendation, and no evidence that was to be brought.
    """
    score = questions.get(action.question or "")
    if score is None or action.status != "done" or not score.state.in_force:
        return None
    if for_evidence(action):
        return score if score.fall is not None else None
    aim = _aim(action, score)
    below = aim is not None and (score.declared is None or score.declared.low < aim)
    return score if below else None


def for_evidence(action: Action) -> bool:
    """Whether it was to bring the evidence of an answer: it is called as the question is."""
    question = action.question
    return action.recommendation is None and question is not None and action.id.startswith(dotless(question))


def dotless(id: str) -> str:
    """`id` as that of an action may be written."""
    return id.replace(".", "-")


def seen_since(action: Action, score: QuestionScore | None) -> bool:
    """Whether somebody looked at the answer again after the action was done."""
    looked_at = score.answer.reviewed if score and score.answer else None
    return looked_at is not None and (action.done is None or looked_at >= action.done)


def to_look_at(action: Action, questions: Mapping[str, QuestionScore]) -> QuestionScore | None:
    """Of `still_reads`, the question whose answer nobody has looked at since the action was done."""
    score = still_reads(action, questions)
    return None if seen_since(action, score) else score


def spoken_for(actions: Iterable[Action], questions: Mapping[str, QuestionScore]) -> frozenset[str]:
    """Ids of the questions on which nothing more is proposed: an action is under way, or done and its answer to be
    looked at again."""
    return frozenset(
        one.question for one in actions if one.question and (not one.finished or to_look_at(one, questions))
    )


def action_on(
    question: str,
    recommendation: Recommendation | None,
    actions: Iterable[Action],
    questions: Mapping[str, QuestionScore],
) -> Action | None:
    """The action that takes a step up: the same recommendation, or evidence for the same question.

    One that is still to be done, or that is done and its answer not looked at since.
    """
    for one in actions:
        about = (
            one.recommendation == recommendation.id
            if recommendation is not None
            else one.question == question and for_evidence(one)
        )
        seen = one.finished and seen_since(one, questions.get(question))
        if about and one.status != "dropped" and not seen:
            return one
    return None


def _aim(action: Action, score: QuestionScore) -> Fraction | None:
    found = next((one for one in score.question.recommendations if one.id == action.recommendation), None)
    choice = score.question.choice(found.to) if found else None
    return None if choice is None else choice.points
