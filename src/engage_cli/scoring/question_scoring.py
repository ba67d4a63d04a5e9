"""Where a project stands question by question and gate by gate: what scores and checks both start from."""

import datetime as dt
from collections.abc import Mapping

from engage_cli.model.condition import comparisons
from engage_cli.model.project import Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Choice, Facet, FacetType
from engage_cli.scoring.conditions import Reading
from engage_cli.scoring.gates import score_gates
from engage_cli.scoring.points import score_question
from engage_cli.scoring.question_scores import GateScore, QuestionScore
from engage_cli.scoring.reading import reading_of
from engage_cli.scoring.states import now, standings
from engage_cli.values import Value


class QuestionScoring(Value, kw_only=True):
    """A project read against a questionnaire on a day, before anything is added up."""

    questionnaire: Questionnaire
    project: Project
    as_of: dt.date
    scope: str
    now: Choice | None
    """The project's choice on the timeline."""
    questions: Mapping[str, QuestionScore]
    """Every question, in the questionnaire's order."""
    gates: tuple[GateScore, ...]

    @property
    def reading(self) -> Reading:
        """What conditions may read."""
        return reading_of(self.questionnaire, self.project, self.questions)


def score_questions(
    questionnaire: Questionnaire, project: Project, *, as_of: dt.date, scope: str | None = None
) -> QuestionScoring:
    """Read `project` on `as_of`; `scope` is its own where it is not given."""
    scope = scope or project.scope
    here = now(questionnaire, project)
    questions = {
        id: score_question(
            questionnaire.by_id[id], standing, project.answers.get(id),
            questionnaire=questionnaire, now=here, as_of=as_of,
        )
        for id, standing in standings(questionnaire, project, scope=scope).items()
    }  # fmt: skip
    return QuestionScoring(
        questionnaire=questionnaire,
        project=project,
        as_of=as_of,
        scope=scope,
        now=here,
        questions=questions,
        gates=score_gates(questionnaire, project, questions, now=here, as_of=as_of),
    )


def unknown_facets(questionnaire: Questionnaire, project: Project) -> tuple[Facet, ...]:
    """Facets said to be unknown, and those left out that are a yes or no or that some condition reads."""
    facets = project.charter.facets
    missing = [f for f in questionnaire.facets if facets.get(f.id) is None]
    read = {test.key for q in questionnaire.by_id.values() for test in comparisons(q.when)} if missing else set()
    return tuple(f for f in missing if f.id in facets or f.type is FacetType.YES_NO or f.id in read)
