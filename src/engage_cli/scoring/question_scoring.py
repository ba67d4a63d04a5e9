"""Scores all questions and gates of a project: what assessments, checks and plans start from."""

import datetime as dt
from collections.abc import Iterable, Mapping

from engage_cli.model.condition import comparisons
from engage_cli.model.project import Answer, Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Choice, Facet, FacetType
from engage_cli.scoring.conditions import Reading
from engage_cli.scoring.gates import score_gates
from engage_cli.scoring.points import score_question
from engage_cli.scoring.question_scores import GateScore, QuestionScore
from engage_cli.scoring.reading import reading_of
from engage_cli.scoring.states import question_standings, timeline_choice
from engage_cli.values import Value, replace


class QuestionScoring(Value, kw_only=True):
    """The scores of the questions and gates of a project on a day, before anything is combined."""

    questionnaire: Questionnaire
    project: Project
    as_of: dt.date
    scope: str
    now: Choice | None
    """The project's choice on the timeline; None without a timeline, or where it is not known."""
    questions: Mapping[str, QuestionScore]
    """Every question by id, in the questionnaire's order."""
    gates: tuple[GateScore, ...]

    @property
    def reading(self) -> Reading:
        """What conditions read of the project."""
        return reading_of(self.questionnaire, self.project, self.questions)

    def with_answers(self, answers: Mapping[str, Answer]) -> "QuestionScoring":
        """The scoring with other `answers`. Only what they affect is scored again; the rest are the same objects."""
        project = replace(self.project, answers={**self.project.answers, **answers})
        changed = _bearing(self.questionnaire, answers)
        questions = {id: one for id, one in self.questions.items() if id not in changed}
        gates = {one.question.id: one for one in self.gates if one.question.id not in changed}
        return _scored(self.questionnaire, project, as_of=self.as_of, scope=self.scope, known=(questions, gates))


def _bearing(questionnaire: Questionnaire, ids: Iterable[str]) -> set[str]:
    """These questions, and those whose conditions read one of them, be it through others."""
    found = set(ids)
    for id in questionnaire.ids_by_dependence if questionnaire.conditional else ():
        if not found.isdisjoint(questionnaire.reads[id]):
            found.add(id)
    return found


def score_questions(
    questionnaire: Questionnaire, project: Project, *, as_of: dt.date, scope: str | None = None
) -> QuestionScoring:
    """The scoring of `project` on the day `as_of`; `scope` is its own where it is None."""
    return _scored(questionnaire, project, as_of=as_of, scope=scope or project.scope, known=({}, {}))


def _scored(
    questionnaire: Questionnaire,
    project: Project,
    *,
    as_of: dt.date,
    scope: str,
    known: tuple[Mapping[str, QuestionScore], Mapping[str, GateScore]],
) -> QuestionScoring:
    """`known`: of some questions, their scores and gates."""
    here = timeline_choice(questionnaire, project)
    scores, gates = known
    standing = {id: score.standing for id, score in scores.items()}
    questions = {
        id: scores.get(id) or score_question(
            questionnaire.by_id[id], standing, project.answers.get(id),
            questionnaire=questionnaire, now=here, as_of=as_of,
        )
        for id, standing in question_standings(questionnaire, project, scope=scope, known=standing).items()
    }  # fmt: skip
    return QuestionScoring(
        questionnaire=questionnaire,
        project=project,
        as_of=as_of,
        scope=scope,
        now=here,
        questions=questions,
        gates=score_gates(questionnaire, project, questions, now=here, as_of=as_of, known=gates),
    )


def unknown_facets(questionnaire: Questionnaire, project: Project) -> tuple[Facet, ...]:
    """The facets that are said to be unknown, and those left out that are a yes or no or that some condition reads."""
    facets = project.charter.facets
    missing = [f for f in questionnaire.facets if facets.get(f.id) is None]
    read = {test.key for q in questionnaire.by_id.values() for test in comparisons(q.when)} if missing else set()
    return tuple(f for f in missing if f.id in facets or f.type is FacetType.YES_NO or f.id in read)
