"""A project as it stands, or as it would after some steps: what plans are made from and held against."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

from engage_cli.model.project import Answer, Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Choice
from engage_cli.scoring.assessment import added_up
from engage_cli.scoring.conditions import Reading
from engage_cli.scoring.question_scores import GateScore, QuestionScore
from engage_cli.scoring.question_scoring import QuestionScoring, score_questions
from engage_cli.scoring.results import IndexScore, NodeScore, SectionScore
from engage_cli.values import Value, replace


class Situation(Value, dict=True):
    """What was scored, added up when it is asked for."""

    scoring: QuestionScoring

    @property
    def questionnaire(self) -> Questionnaire:
        """That of the project."""
        return self.scoring.questionnaire

    @property
    def project(self) -> Project:
        """With its answers in this situation."""
        return self.scoring.project

    @property
    def as_of(self) -> dt.date:
        """The day."""
        return self.scoring.as_of

    @property
    def now(self) -> Choice | None:
        """Where the project stands on the timeline."""
        return self.scoring.now

    @property
    def questions(self) -> Mapping[str, QuestionScore]:
        """Every question by id."""
        return self.scoring.questions

    @cached_property
    def gates(self) -> dict[str, GateScore]:
        """By question id."""
        return {gate.question.id: gate for gate in self.scoring.gates}

    @cached_property
    def reading(self) -> Reading:
        """What conditions may read."""
        return self.scoring.reading

    @cached_property
    def _added_up(self) -> tuple[dict[str, SectionScore], dict[str, IndexScore]]:
        return added_up(self.scoring)

    @property
    def sections(self) -> dict[str, SectionScore]:
        """Every section by id."""
        return self._added_up[0]

    @property
    def indices(self) -> dict[str, IndexScore]:
        """Every index by id."""
        return self._added_up[1]

    def node(self, id: str, *, section: bool) -> NodeScore:
        """A section or an index."""
        return self.sections[id] if section else self.indices[id]

    def after(self, answers: Mapping[str, Answer]) -> "Situation":
        """What it would be with these answers."""
        project = replace(self.project, answers={**self.project.answers, **answers})
        return situation(self.questionnaire, project, as_of=self.as_of, scope=self.scoring.scope)


def situation(questionnaire: Questionnaire, project: Project, *, as_of: dt.date, scope: str | None = None) -> Situation:
    """`project` as it stands on `as_of`; `scope` is its own where it is not given."""
    return Situation(score_questions(questionnaire, project, as_of=as_of, scope=scope))
