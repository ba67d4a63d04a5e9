"""Chooses the recommendation of a question: report, plan and check all go by it."""

from engage_cli.model.questionnaire import Question
from engage_cli.model.recommendation import Recommendation
from engage_cli.model.scales import Choice
from engage_cli.scoring.conditions import Reading, may_hold


def first_fitting_recommendation(question: Question, at: Choice | None, reading: Reading) -> Recommendation | None:
    """The first recommendation of `question` for those who stand at the choice `at` and whose condition may hold.

    None where there is none.
    """
    fitting = (r for r in question.recommendations if at is not None and at.id in r.at)
    return next((r for r in fitting if may_hold(r.when, reading)), None)
