"""What the rules of a check read, and how they report findings."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from engage_cli.check.findings import Finding, Sentence
from engage_cli.errors import Message, Place
from engage_cli.model.policy import Clause, Severity
from engage_cli.model.project import Milestone
from engage_cli.model.questionnaire import Question
from engage_cli.model.text import Text
from engage_cli.scoring.conditions import Reading
from engage_cli.scoring.question_scores import QuestionScore
from engage_cli.scoring.question_scoring import QuestionScoring
from engage_cli.scoring.recommending import first_fitting_recommendation
from engage_cli.values import Value, field

if TYPE_CHECKING:
    from engage_cli.scoring.results import IndexScore, SectionScore

FACETS: Place = ("charter", "facets")
ANSWERS: Place = ("assessment", "answers")


Gone = Callable[[str], bool]
"""Tells whether it is known that nothing is at a place that evidence names."""


def nothing_gone(_where: str) -> bool:
    """False for every place: where nobody looked, nothing is known to be gone."""
    return False


class Case(Value, kw_only=True):
    """One project in a check, with everything that rules read."""

    scoring: QuestionScoring
    reading: Reading
    sections: "Mapping[str, SectionScore]" = field(default_factory=dict)
    """The sections by id; empty, as the indices are, where no clause of the policy needs them."""
    is_gone: Gone = nothing_gone
    kept: tuple[Milestone, ...] = ()
    """The milestones beside the project; empty where no clause needs them."""
    indices: "Mapping[str, IndexScore]" = field(default_factory=dict)


def make_finding(
    clause: Clause,
    subject: str,
    place: Place,
    message: Sentence,
    repair: Sentence,
    *,
    about: Text | None = None,
    at_key: bool = False,
) -> Finding:
    """A finding by the rule of `clause`, with its severity."""
    return Finding(
        rule=clause.rule,
        severity=clause.severity or Severity.NOTE,
        subject=subject,
        place=place,
        at_key=at_key,
        message=message,
        about=about,
        repair=repair,
    )


def answer_place(case: Case, score: QuestionScore) -> Place:
    """The place of the answer's own value; where nothing is answered yet, of the timeline step that makes it due."""
    if score.answer is None:
        timeline = case.scoring.questionnaire.timeline
        return ANSWERS if case.scoring.project.answers or timeline is None else (*FACETS, timeline)
    given = (("choice", score.answer.choice), ("choices", score.answer.choices), ("text", score.answer.text))
    key = next((name for name, value in given if value is not None), None)
    return score.place if key is None else (*score.place, key)


def title_values(question: Question) -> Mapping[str, object]:
    """The values by which messages name a question."""
    return {"question": question.title, "id": question.id}


def repair_of(case: Case, score: QuestionScore) -> Sentence:
    """What the report recommends at the evidenced answer; else to answer, or to do better."""
    if score.answer is None:
        return Message.of("Answer it: engage assess, or by hand under assessment.answers.{id}.", id=score.question.id)
    if score.answer.unknown:
        return Message.of("Find out and answer it; the unit that knows can be asked.")
    if score.fall is not None:
        return Message.of("Attach its evidence or renew it: under evidence, with title, kind and date.")
    step = first_fitting_recommendation(score.question, score.evidenced_choice, case.reading)
    return Message.of("Raise it, with its evidence.") if step is None else step.first_step or step.do
