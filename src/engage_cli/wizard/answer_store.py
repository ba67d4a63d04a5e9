"""Where answers are read and written while the interview goes on."""

import datetime as dt
from typing import Protocol

from engage_cli.model.project import Answer, Project
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.model.scales import Choice
from engage_cli.scoring.points import score_question
from engage_cli.scoring.question_scores import Fall, Standing, State


class AnswerStore(Protocol):
    """A project being answered. Whatever is recorded is safe on disk when `record` returns."""

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire being answered."""

    @property
    def project(self) -> Project:
        """As last read or recorded."""

    def record(self, id: str, answer: Answer | None) -> None:
        """Saves one answer, keeping what others saved meanwhile.

        Raises ConflictError where somebody changed this very answer; InputError, UsageError or OSError where the
        file cannot be saved.
        """

    def note_to_check(self, ids: tuple[str, ...]) -> None:
        """Saves which questions with a gate are to be checked. Raises as `record` does."""

    def note_participants(self, names: tuple[str, ...]) -> None:
        """Saves who took part. Raises as `record` does."""

    def reload(self) -> None:
        """Reads the file again. Raises InputError."""


def read_as(
    store: AnswerStore, question: Question, answer: Answer, as_of: dt.date
) -> tuple[Fall | None, Choice | None]:
    """Why the evidence does not bear the answer out (None: it does), and the choice that it is read as."""
    standing = Standing(state=State.ANSWERED, if_aimed=State.ANSWERED)
    score = score_question(question, standing, answer, questionnaire=store.questionnaire, now=None, as_of=as_of)
    return score.fall, score.evidenced_choice
