"""Who can answer a question: a unit of the institution, or people of a function wherever they work."""

from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.model.scales import Label


def units_and_functions(questionnaire: Questionnaire) -> tuple[Label, ...]:
    """The units and functions for which somebody can speak; no two have the same id."""
    return (*questionnaire.units, *questionnaire.functions)


def answerers(question: Question, questionnaire: Questionnaire) -> tuple[Label, ...]:
    """The units and functions that can answer `question`, in the questionnaire's order; empty: anybody."""
    ids = {question.unit, *question.functions}
    return tuple(one for one in units_and_functions(questionnaire) if one.id in ids)
