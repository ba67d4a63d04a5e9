"""Every proof of a lint against brute force: its examples are some, the impossible is, and no example is too large."""

import datetime as dt
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path

import pytest

from engage_cli.authoring.linting import Lint, lint
from engage_cli.authoring.projects import as_project
from engage_cli.authoring.prover import conditions
from engage_cli.model.condition import comparisons
from engage_cli.model.project import Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.conditions import holds_as_said
from engage_cli.scoring.path import StepState, step_standings
from engage_cli.scoring.question_scores import State
from engage_cli.scoring.question_scoring import score_questions
from engage_cli.scoring.results import AdviceKind, Assessment
from tests.authoring.making import every_project, random_questionnaires

DAY = dt.date(2026, 11, 29)
ASKED = (State.ANSWERED, State.UNANSWERED)


def shows(found: Assessment, subject: str, rule: str) -> bool:
    """Whether the project is an example of the thing called `subject`, by scoring alone."""
    head, *rest = subject.split("/")
    return SHOWN[rule](found, head, rest)


def _said(found: Assessment, id: str, rest: list[str]) -> bool:
    value = found.project.charter.facets.get(id)
    return rest[0] in value if isinstance(value, tuple) else value in (rest[0], rest[0] == "yes")


def _asked(found: Assessment, id: str, rest: list[str]) -> bool:
    score = found.questions[id]
    asked = score.state in ASKED and not score.standing.waits_for
    return asked and (not rest or (score.evidenced_choice is not None and score.evidenced_choice.id == rest[0]))


def _binds(found: Assessment, id: str, rest: list[str]) -> bool:
    gate = next(one for one in found.gates if one.question.id == id)
    binding = gate.since == rest[1] or (gate.since is None and gate.threshold is not None)
    return _asked(found, id, []) and binding


def _given(found: Assessment, id: str, rest: list[str]) -> bool:
    given = [one.recommendation for one in found.advice if one.question.id == id and one.kind is AdviceKind.DO]
    at = found.questions[id].evidenced_choice
    fits = any(one is not None and one.id == rest[0] for one in given) and rest[1:] in ([], [at.id if at else ""])
    return _asked(found, id, []) and fits


SHOWN: Mapping[str, Callable[[Assessment, str, list[str]], bool]] = {
    "choice-dead": _said,
    "section-dead": lambda found, name, _: found.sections[name].aimed,
    "note-dead": lambda found, name, _: any(note.id == name for note in found.notes),
    "tension-dead": lambda found, name, _: any(tension.id == name for tension in found.tensions),
    "step-dead": lambda found, _, rest: any(
        one.step.id == rest[0] and one.state is StepState.DUE for one in step_standings(found)
    ),
    "contradiction-dead": lambda found, name, _: name in contradictions(found.questionnaire, found.project),
    "index-dead": lambda found, name, _: found.indices[name].evidenced is not None,
    "question-dead": _asked,
    "gate-dead": _binds,
    "recommendation-dead": _given,
    "recommendation-level-dead": _given,
}
"""By the rule that would find it impossible."""


def contradictions(q: Questionnaire, project: Project) -> set[str]:
    """Those that the project says."""
    reading = score_questions(q, project, as_of=DAY).reading
    return {one.id for one in q.contradictions if holds_as_said(one.when, reading)}


def settled(found: Assessment) -> bool:
    """Whether every question that is answered is asked for sure: proofs are about such projects."""
    return not any(score.standing.waits_for for score in found.questions.values() if score.answer)


def check_examples(found: Lint) -> None:
    """Each example is one, and contradicts itself only where that is said."""
    q = found.desk.questionnaire
    for one in found.shown:
        assert one.proof.decided
        if one.example is not None:
            project = as_project(found.desk.prover, one.example, DAY)
            about = one.goal.subject, one.example
            assert shows(assess(q, project, as_of=DAY), one.goal.subject, one.goal.rule), about
            if not one.goal.answers and one.goal.rule != "contradiction-dead":
                assert bool(contradictions(q, project)) == one.proof.contradictory, about


def check_falls(found: Lint) -> None:
    """The two projects that show a fall differ in one answer, and have the scores that are said."""
    q = found.desk.questionnaire
    for one in found.findings:
        if one.rule == "not-monotone":
            reader, source = one.subject.split("/")
            before, after = one.examples
            assert before.facets == after.facets
            assert {id for id in before.answers if before.answers[id] != after.answers[id]} == {source}
            assert q.by_id[source].step(before.answers[source].choice or "") < q.by_id[source].step(
                after.answers[source].choice or ""
            )
            home = q.sections_of[reader][-1].id
            results = (assess(q, as_project(found.desk.prover, two, DAY), as_of=DAY) for two in one.examples)
            shares = [score.low for result in results if (score := result.sections[home].evidenced)]
            assert shares == [one.message.values["high"], one.message.values["low"]]
            assert shares[0] > shares[1]


def check_impossible(found: Lint) -> None:
    """No project shows what is called impossible, nor does one without contradiction what is said to need one."""
    q = found.desk.questionnaire
    dead = [one.goal for one in found.shown if one.proof.impossible and not one.follows]
    torn = [one.goal for one in found.shown if one.proof.contradictory and not one.goal.answers]
    torn = [goal for goal in torn if goal.rule != "contradiction-dead"]
    read = {test.key for one in conditions(q) for test in comparisons(one)}
    asked = read | {goal.question.id for goal in (*dead, *torn) if goal.question}
    for project in every_project(q, [id for id in q.by_id if id in asked]) if dead or torn else ():
        result = assess(q, project, as_of=DAY)
        if not settled(result):
            continue
        for goal in dead:
            assert not shows(result, goal.subject, goal.rule), (goal.subject, project)
        if not contradictions(q, project):
            for goal in torn:
                assert not shows(result, goal.subject, goal.rule), (goal.subject, project)


def check_smallest(found: Lint) -> None:
    """No project that says fewer things shows it."""
    q = found.desk.questionnaire
    sized = [
        (one, _size(one.proof.example.facets, one.proof.example.answers))
        for one in found.shown
        if one.proof.example is not None and not one.goal.answers
    ]
    for project in every_project(q, list(q.by_id)):
        size = _size(project.charter.facets, project.answers)
        smaller = [one for one, least in sized if size < least]
        if smaller:
            result = assess(q, project, as_of=DAY)
            for one in smaller:
                assert not shows(result, one.goal.subject, one.goal.rule), (one.goal.subject, one.example, project)


def _size(facets: Mapping[str, object], answers: Mapping[str, object]) -> int:
    return sum(len(one) if isinstance(one, tuple) else 1 for one in facets.values()) + len(answers)


def test_a_few_questionnaires(tmp_path: Path) -> None:
    for number, loaded in enumerate(random_questionnaires(tmp_path, 6)):
        found = lint(loaded, as_of=DAY)
        check_examples(found)
        check_falls(found)
        if number < 2:
            check_impossible(found)


@pytest.mark.slow
@pytest.mark.parametrize("share", range(4))
def test_80_questionnaires(share: int, tmp_path: Path) -> None:
    for loaded in islice(random_questionnaires(tmp_path, 80), share, None, 4):
        found = lint(loaded, as_of=DAY)
        check_examples(found)
        check_falls(found)
        check_impossible(found)


@pytest.mark.slow
def test_no_example_could_be_smaller(tmp_path: Path) -> None:
    for loaded in random_questionnaires(tmp_path, 20, plain=True):
        check_smallest(lint(loaded, as_of=DAY))
