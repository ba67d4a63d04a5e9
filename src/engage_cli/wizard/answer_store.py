"""The protocol for reading and writing answers during the interview."""

import datetime as dt
from typing import Protocol

from engage_cli.model.project import Answer, Project
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.model.scales import Choice
from engage_cli.scoring.points import score_question
from engage_cli.scoring.question_scores import Fall, Standing, State


class AnswerStore(Protocol):
    """A project being answered. What `record` and `note_…` save is on disk when they return."""

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire being answered."""

    @property
    def project(self) -> Project:
        """The project as last read or recorded."""

    def record(self, id: str, answer: Answer | None) -> None:
        """Saves one answer (None removes it), keeping what others saved meanwhile.

        Raises ConflictError where somebody else changed this answer; InputError, UsageError or OSError where the file
        cannot be saved.
        """

    def note_to_check(self, ids: tuple[str, ...]) -> None:
        """Saves the ids of questions whose gate is to be checked. Raises as `record` does."""

    def note_participants(self, names: tuple[str, ...]) -> None:
        """Saves the names of those who took part. Raises as `record` does."""

    def reload(self) -> None:
        """Reads the file again. Raises InputError."""


def judge_evidence(
    store: AnswerStore, question: Question, answer: Answer, as_of: dt.date
) -> tuple[Fall | None, Choice | None]:
    """(why the evidence does not support `answer`, or None; the choice as which the answer is read)."""
    standing = Standing(state=State.ANSWERED, if_aimed=State.ANSWERED)
    score = score_question(question, standing, answer, questionnaire=store.questionnaire, now=None, as_of=as_of)
    return score.fall, score.evidenced_choice
