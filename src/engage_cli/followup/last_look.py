"""Tells which answers were looked at again since the last milestone."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from engage_cli.followup.moments import moment_of_milestone, read_moment
from engage_cli.model.project import Answer, Project
from engage_cli.project.frozen.entries import without_personal_data
from engage_cli.project.loading import LoadedProject
from engage_cli.project.milestones import load_milestones
from engage_cli.scoring.actions import question_to_review
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value


class LastLook(Value, kw_only=True):
    """The answers of a project at a milestone."""

    name: str
    date: dt.date
    answers: Mapping[str, Answer]
    """The answers by question id of today's questionnaire, without those that have no place in it."""

    def was_reviewed(self, id: str, answer: Answer) -> bool:
        """Whether `answer`, which stands now, was looked at after that day: it changed, or was confirmed."""
        return without_personal_data(answer) != self.answers.get(id) or (
            answer.reviewed is not None and answer.reviewed > self.date
        )

    def not_reviewed(self, project: Project, ids: Collection[str]) -> tuple[str, ...]:
        """Those of `ids` whose answer nobody has looked at since."""
        return tuple(id for id in ids if id in project.answers and not self.was_reviewed(id, project.answers[id]))


def last_look(loaded: LoadedProject, folders: Sequence[Path] = ()) -> LastLook | None:
    """The answers at the last milestone of `loaded`; None where there is none.

    Raises InputError where the file of milestones cannot be used.
    """
    known = load_milestones(loaded).by_date
    if not known:
        return None
    moment = moment_of_milestone(known[-1], loaded, folders)
    reading = read_moment(moment, loaded.questionnaire.questionnaire, loaded.project)
    return LastLook(name=known[-1].milestone.name, date=moment.date, answers=reading.project.answers)


def questions_to_review(assessment: Assessment) -> tuple[str, ...]:
    """The ids of questions with an action that is done, whose answer nobody has looked at since."""
    found = (question_to_review(action, assessment.questions) for action in assessment.project.actions)
    return tuple(dict.fromkeys(score.question.id for score in found if score is not None and score.answer is not None))
