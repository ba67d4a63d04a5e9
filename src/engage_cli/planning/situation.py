"""The situation of a project, as it stands or after some steps: plans are made from it and checked against it."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

from engage_cli.model.project import Answer, Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Choice
from engage_cli.scoring.assessment import score_node, score_nodes
from engage_cli.scoring.conditions import Reading
from engage_cli.scoring.gates import score_gates
from engage_cli.scoring.question_scores import GateScore, QuestionScore
from engage_cli.scoring.question_scoring import QuestionScoring, score_questions
from engage_cli.scoring.results import Assessment, IndexScore, NodeScore, SectionScore
from engage_cli.values import Value


class Situation(Value, dict=True):
    """A project whose questions are scored; sections and indices are scored when they are asked for."""

    scoring: QuestionScoring
    known: tuple[Mapping[str, SectionScore], Mapping[str, IndexScore]] | None = None
    """The scores of sections and indices where they are known already; else None."""
    before: "Situation | None" = None
    """The situation that this one follows from by some steps; None for the first."""

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire of the project."""
        return self.scoring.questionnaire

    @property
    def project(self) -> Project:
        """The project, with its answers in this situation."""
        return self.scoring.project

    @property
    def as_of(self) -> dt.date:
        """The day as of which it is scored."""
        return self.scoring.as_of

    @property
    def now(self) -> Choice | None:
        """The choice of the project on the timeline; None where there is none."""
        return self.scoring.now

    @property
    def questions(self) -> Mapping[str, QuestionScore]:
        """Every question by id."""
        return self.scoring.questions

    @cached_property
    def gates(self) -> dict[str, GateScore]:
        """Every gate by question id."""
        return {gate.question.id: gate for gate in self.scoring.gates}

    @cached_property
    def reading(self) -> Reading:
        """What conditions read."""
        return self.scoring.reading

    @cached_property
    def _added_up(self) -> tuple[Mapping[str, SectionScore], Mapping[str, IndexScore]]:
        return self.known or score_nodes(self.scoring, self._unchanged)

    @property
    def sections(self) -> Mapping[str, SectionScore]:
        """Every section by id."""
        return self._added_up[0]

    @property
    def indices(self) -> Mapping[str, IndexScore]:
        """Every index by id."""
        return self._added_up[1]

    def node(self, id: str, *, section: bool) -> NodeScore:
        """The score of a section or an index."""
        return self.sections[id] if section else self.indices[id]

    def result(self, id: str, *, section: bool) -> NodeScore:
        """The shares and band of a section or an index; nothing else is scored for it."""
        if self.known:
            return self.node(id, section=section)
        if (id, section) not in self._results:
            self._results[id, section] = score_node(self.scoring, id, section=section, unchanged=self._unchanged)
        return self._results[id, section]

    @cached_property
    def _results(self) -> dict[tuple[str, bool], NodeScore]:
        return {}

    def with_answers(self, answers: Mapping[str, Answer]) -> "Situation":
        """The situation with these answers."""
        return Situation(self.scoring.with_answers(answers), before=self)

    @cached_property
    def _unchanged(self) -> Mapping[str, SectionScore]:
        """The sections in which every question stands as it did before."""
        if self.before is None:
            return {}
        changed = {id for id, one in self.before.questions.items() if self.questions[id] is not one}
        scored = self.before.sections
        return {id: s for id, s in scored.items() if all(q.id not in changed for q in s.section.all_questions())}


def situation_on(
    questionnaire: Questionnaire, project: Project, *, as_of: dt.date, scope: str | None = None
) -> Situation:
    """The situation of `project` on the day `as_of`; `scope` is its own where it is None."""
    return Situation(score_questions(questionnaire, project, as_of=as_of, scope=scope))


def situation_of(assessment: Assessment) -> Situation:
    """The situation of an assessment; its questions and results are not scored again.

    Its gates are, which takes little: a report may leave some out, and a plan may not.
    """
    a = assessment
    gates = score_gates(a.questionnaire, a.project, a.questions, now=a.now, as_of=a.as_of)
    scoring = QuestionScoring(
        questionnaire=a.questionnaire, project=a.project, as_of=a.as_of, scope=a.scope, now=a.now,
        questions=a.questions, gates=gates,
    )  # fmt: skip
    return Situation(scoring, (a.sections, a.indices))
