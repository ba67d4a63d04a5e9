"""Which recommendation of a question is given: what the report, the plan and the check all go by."""

from engage_cli.model.questionnaire import Question
from engage_cli.model.recommendation import Recommendation
from engage_cli.model.scales import Choice
from engage_cli.scoring.conditions import Reading, may_hold


def first_that_fits(question: Question, at: Choice | None, reading: Reading) -> Recommendation | None:
    """What is recommended to whoever stands at the choice `at`."""
    fitting = (r for r in question.recommendations if at is not None and at.id in r.at)
    return next((r for r in fitting if may_hold(r.when, reading)), None)
