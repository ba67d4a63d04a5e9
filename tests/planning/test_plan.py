"""What plans say of evidence that is wanting, of questions that steps open, and where the best is not proven."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from engage_cli.model.condition import Comparing, Comparison
from engage_cli.model.project import Answer
from engage_cli.model.questionnaire import Question
from engage_cli.model.recommendation import Effort
from engage_cli.planning.goal import Goal
from engage_cli.planning.plan import Doubt, Plan, make_plan
from engage_cli.planning.situation import situation_of, situation_on
from engage_cli.project.loading import load_project
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.question_scores import State
from engage_cli.scoring.results import AdviceKind, NodeScore
from engage_cli.values import replace
from tests.scoring import making

EXAMPLES = sorted(path.parent for path in (Path(__file__).resolve().parents[2] / "examples").glob("*/project.yaml"))
FLOOR = Goal(node="floor", section=False, band=2)


def question(id: str, **more: object) -> Question:
    advice = (making.advice(f"{id}.a", ("none",), "wish"), making.advice(f"{id}.b", ("wish",), "work", Effort.M))
    return making.question(id, recommendations=advice, **more)


def planned(*questions: Question, answers: dict[str, Answer | str], goal: Goal = FLOOR) -> Plan:
    made = making.questionnaire(making.section("s", *questions))
    found = make_plan(situation_on(made, making.project(answers), as_of=making.TODAY), goal)
    assert found is not None
    return found


def test_evidence_that_is_wanting_is_the_cheapest_step() -> None:
    claimed = Answer(choice="proof")
    made = planned(question("s.a", expected=None), answers={"s.a": claimed})
    assert [(step.kind, step.to and step.to.id) for step in made.steps] == [(AdviceKind.ATTACH_EVIDENCE, "proof")]
    assert (made.result.effort, made.result.share) == (1, Fraction(1))
    assert made.answers["s.a"].evidence


def test_a_step_that_opens_a_question_is_weighed_with_it() -> None:
    """Raising `a` asks `b`, which weighs most and is at its lowest: only both together reach the goal for less."""
    opens = Comparing("s.a", Comparison.AT_LEAST, ("work",))
    questions = (question("s.a"), question("s.b", when=opens, weight=Fraction(9)), question("s.c"))
    made = planned(*questions, answers={"s.a": "wish", "s.c": "wish"})
    assert made.doubt is None
    raised = next(point for point in made.frontier if point.effort == 3)
    assert raised.share == Fraction(3, 4)
    assert ([step.question.id for step in made.steps], made.result.effort) == (["s.a", "s.b", "s.b"], 3 + 1 + 3)


def test_more_cases_than_are_searched_are_said_not_to_be_proven() -> None:
    first = [question(f"s.a{n}") for n in range(8)]
    reading = [
        question(f"s.b{n}", when=Comparing(f"s.a{n}", Comparison.IS, ("work",)), weight=Fraction(1, 2))
        for n in range(8)
    ]
    made = planned(*first, *reading, answers={f"s.a{n}": "wish" for n in range(8)})
    assert made.doubt is Doubt.CASES
    assert made.result.effort == sum(step.effort.cost for step in made.steps)


def test_nothing_can_be_done_without_recommendations() -> None:
    made = planned(making.question("s.a"), answers={"s.a": "none"})
    assert (made.steps, made.reached, made.doubt) == ((), False, None)
    assert [point.effort for point in made.frontier] == [0]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_a_result_by_itself_is_what_it_is_among_all_others(example: Path) -> None:
    loaded = load_project(example / "project.yaml")
    whole = assess(loaded.questionnaire.questionnaire, loaded.project, as_of=dt.date(2026, 11, 23))
    here = situation_on(whole.questionnaire, whole.project, as_of=whole.as_of, scope=whole.scope)
    found: list[tuple[NodeScore, NodeScore]] = [
        (here.result(id, section=False), one) for id, one in whole.indices.items()
    ]
    found += [(here.result(id, section=True), one) for id, one in whole.sections.items()]
    for alone, among in found:
        assert (alone.attainment, alone.evidenced, alone.declared, alone.bands) == (
            among.attainment, among.evidenced, among.declared, among.bands,
        )  # fmt: skip
    goal = Goal(node="principes", section=False, band=2)
    assert make_plan(situation_of(whole), goal) == make_plan(here, goal)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_what_answers_lead_to_is_what_scoring_all_of_it_gives(example: Path) -> None:
    loaded = load_project(example / "project.yaml")
    questionnaire, project, day = loaded.questionnaire.questionnaire, loaded.project, dt.date(2026, 11, 23)
    found = make_plan(
        here := situation_on(questionnaire, project, as_of=day), Goal(node="principes", section=False, band=2)
    )
    assert found is not None
    after = here.with_answers(found.answers)
    anew = situation_on(questionnaire, replace(project, answers={**project.answers, **found.answers}), as_of=day)
    assert after.scoring == anew.scoring
    assert (after.sections, after.indices) == (anew.sections, anew.indices)


def test_an_answer_bears_on_what_waits_for_the_questions_that_it_opens() -> None:
    opens = [Comparing(f"s.{id}", Comparison.AT_LEAST, ("work",)) for id in "ab"]
    questions = (question("s.c", when=opens[1]), question("s.b", when=opens[0]), question("s.a"), question("s.d"))
    made, before = making.questionnaire(making.section("s", *questions)), {"s.b": "work", "s.c": "wish", "s.a": "wish"}
    here = situation_on(made, making.project(before), as_of=making.TODAY)
    after = here.with_answers({"s.a": Answer(choice="work")})
    assert {id: after.questions[id].state for id in ("s.b", "s.c")} == dict.fromkeys(("s.b", "s.c"), State.ANSWERED)
    assert after.scoring == situation_on(made, making.project(before | {"s.a": "work"}), as_of=making.TODAY).scoring
    assert after.questions["s.d"] is here.questions["s.d"]
