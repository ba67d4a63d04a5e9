"""How actions relate to answers: an action changes no result until somebody answers its question again."""

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction

from engage_cli.model.project import Action
from engage_cli.model.recommendation import Recommendation
from engage_cli.scoring.question_scores import QuestionScore


def sort_actions(actions: Iterable[Action]) -> tuple[Action, ...]:
    """The actions in the order in which to do them: those to be done first, the earliest day first, those without a
    day last; then the finished ones.
    """
    return tuple(sorted(actions, key=lambda one: (one.finished, one.due or dt.date.max)))


def question_below_aim(action: Action, questions: Mapping[str, QuestionScore]) -> QuestionScore | None:
    """The question of an action that is done, whose answer is still below what the action was to lead to.

    None where nothing says what that is: no recommendation, and no evidence to bring.
    """
    score = questions.get(action.question or "")
    if score is None or action.status != "done" or not score.state.in_force:
        return None
    if is_for_evidence(action):
        return score if score.fall is not None else None
    aim = _aim(action, score)
    below = aim is not None and (score.declared is None or score.declared.low < aim)
    return score if below else None


def is_for_evidence(action: Action) -> bool:
    """Whether the action was to bring evidence: its id is then that of the question, without dots."""
    question = action.question
    return action.recommendation is None and question is not None and action.id.startswith(dotless(question))


def dotless(id: str) -> str:
    """`id` with its dots replaced, as the id of an action may be written."""
    return id.replace(".", "-")


def was_reviewed_since(action: Action, score: QuestionScore | None) -> bool:
    """Whether somebody looked at the answer again after the action was done."""
    looked_at = score.answer.reviewed if score and score.answer else None
    return looked_at is not None and (action.done is None or looked_at >= action.done)


def question_to_review(action: Action, questions: Mapping[str, QuestionScore]) -> QuestionScore | None:
    """The question of `question_below_aim`, where nobody has looked at its answer since the action was done.

    Else None.
    """
    score = question_below_aim(action, questions)
    return None if was_reviewed_since(action, score) else score


def questions_with_actions(actions: Iterable[Action], questions: Mapping[str, QuestionScore]) -> frozenset[str]:
    """The ids of the questions on which nothing more is proposed: an action is under way, or done and its answer not
    looked at since.
    """
    return frozenset(
        one.question for one in actions if one.question and (not one.finished or question_to_review(one, questions))
    )


def action_on(
    question: str,
    recommendation: Recommendation | None,
    actions: Iterable[Action],
    questions: Mapping[str, QuestionScore],
) -> Action | None:
    """The action that takes up a recommendation on `question`, or its evidence where `recommendation` is None: still
    to be done, or done and its answer not looked at since. None where there is none.
    """
    for one in actions:
        about = (
            one.recommendation == recommendation.id
            if recommendation is not None
            else one.question == question and is_for_evidence(one)
        )
        seen = one.finished and was_reviewed_since(one, questions.get(question))
        if about and one.status != "dropped" and not seen:
            return one
    return None


def _aim(action: Action, score: QuestionScore) -> Fraction | None:
    found = next((one for one in score.question.recommendations if one.id == action.recommendation), None)
    choice = score.question.choice(found.to) if found else None
    return None if choice is None else choice.points
