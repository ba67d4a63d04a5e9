"""What conditions read of a project whose questions are scored."""

from collections.abc import Mapping

from engage_cli.model.project import Answer, Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.scoring.conditions import Reading
from engage_cli.scoring.question_scores import QuestionScore, State


def reading_of(questionnaire: Questionnaire, project: Project, questions: Mapping[str, QuestionScore]) -> Reading:
    """What conditions read of `project`: its facets, and its answers in force.

    `questions` are all of the questionnaire's, by id.
    """
    in_force: dict[str, Answer | None] = {id: q.answer for id, q in questions.items() if q.state is State.ANSWERED}
    waits_for = {id: q.standing.waits_for for id, q in questions.items()}
    return Reading(questionnaire, project.charter.facets, in_force.get, waits_for.__getitem__)
