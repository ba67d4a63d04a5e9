"""What was answered at the last milestone, and which answers were looked at since."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from engage_cli.followup.moments import of_milestone, read
from engage_cli.model.project import Answer, Project
from engage_cli.project.frozen.entries import without_personal_data
from engage_cli.project.loading import LoadedProject
from engage_cli.project.milestones import load_milestones
from engage_cli.scoring.actions import to_look_at
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value


class LastLook(Value, kw_only=True):
    """How a project was answered at a milestone."""

    name: str
    date: dt.date
    answers: Mapping[str, Answer]
    """By question id of the questionnaire of now; those without a place in it are left out."""

    def since(self, id: str, answer: Answer) -> bool:
        """Whether `answer`, which stands now, was looked at after that day: it is another, or was confirmed."""
        return without_personal_data(answer) != self.answers.get(id) or (
            answer.reviewed is not None and answer.reviewed > self.date
        )

    def not_since(self, project: Project, ids: Collection[str]) -> tuple[str, ...]:
        """Those of `ids` that have an answer which nobody looked at since."""
        return tuple(id for id in ids if id in project.answers and not self.since(id, project.answers[id]))


def last_look(loaded: LoadedProject, folders: Sequence[Path] = ()) -> LastLook | None:
    """What was answered at the last milestone of `loaded`; None where there is none.

    Raises InputError for a file of milestones that cannot be used.
    """
    known = load_milestones(loaded).by_date
    if not known:
        return None
    moment = of_milestone(known[-1], loaded, folders)
    reading = read(moment, loaded.questionnaire.questionnaire, loaded.project)
    return LastLook(name=known[-1].milestone.name, date=moment.date, answers=reading.project.answers)


def to_begin_with(assessment: Assessment) -> tuple[str, ...]:
    """Ids of the questions with an action that is done, and an answer that nobody has looked at since it was."""
    found = (to_look_at(action, assessment.questions) for action in assessment.project.actions)
    return tuple(dict.fromkeys(score.question.id for score in found if score is not None and score.answer is not None))
