"""What an action has to do with the answers: nothing, until somebody answers again."""

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction

from engage_cli.model.project import Action
from engage_cli.scoring.question_scores import QuestionScore


def in_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Those to be done first, the earliest day first, those without a day last; then the others."""
    return tuple(sorted(actions, key=lambda one: (one.finished, one.due or dt.date.max)))


def still_reads(action: Action, questions: Mapping[str, QuestionScore]) -> QuestionScore | None:
    """The question that an action was to raise, where it is done and the answer is still below what it led to.

    None where no recommendation says what that is.
    """
    score = questions.get(action.question or "")
    if score is None or action.status != "done" or not score.state.in_force:
        return None
    aim = _aim(action, score)
    below = aim is not None and (score.declared is None or score.declared.low < aim)
    return score if below else None


def _aim(action: Action, score: QuestionScore) -> Fraction | None:
    found = next((one for one in score.question.recommendations if one.id == action.recommendation), None)
    choice = score.question.choice(found.to) if found else None
    return None if choice is None else choice.points
