"""What keeps a rule quiet, and what only some questionnaires or projects bring up."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from engage_cli.check.case import Case
from engage_cli.check.rules.answers import evidence_missing
from engage_cli.errors import Message
from engage_cli.model.policy import Clause, Severity
from engage_cli.model.project import Answer
from engage_cli.model.scales import Choice, EvidenceKind, EvidenceRule
from engage_cli.scoring.question_scoring import score_questions
from tests.check.conftest import Check
from tests.check.test_rules import FRESH, PLAIN, PROVED, with_policy
from tests.scoring.making import MANY, TODAY, project, question, questionnaire, section, text

Write = Callable[..., Path]
PERSON = (
    "besoins-publics",
    "essais-public",
    "accessibilite-web",
    "vie-privee",
    "jeunes-publics",
    "demarches-sans-appareil",
)

QUIET: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "evidence-old": (
        {"answers": {PLAIN: {"choice": "engage", "evidence": [{"title": "E", "date": FRESH}, {"title": "E"}]}}},
        {"older_than": "P1Y"},
    ),
    "evidence-share-low": ({"answers": {PLAIN: PROVED}}, {"at_least": 0.5}),
    "section-low": (
        {"answers": {f"personne.{id}": {"choice": "engage"} for id in PERSON}},
        {"of": {"sections": ["personne"]}, "at_least": "expected"},
    ),
    "action-overdue": ({"actions": [{"id": "a", "do": "Oui", "due": "2026-11-23"}, {"id": "b", "do": "Non"}]}, {}),
    "questionnaire-behind": ({"questionnaire": {"id": "engagement-numerique"}}, {}),
}
"""By rule: the project in which it finds nothing, the clause."""


@pytest.mark.parametrize("rule", QUIET)
def test_what_is_right_is_not_found(rule: str, check: Check, write: Write, place: Path) -> None:
    given, clause = QUIET[rule]
    write(**given)
    ran = check("project.yaml", with_policy(place, **{rule: {"severity": "error", **clause}}), "--output-format=json")
    assert (ran.code, ran.found()) == (0, {})


def test_a_questionnaire_edited_without_a_new_version(check: Check, write: Write, place: Path) -> None:
    write(questionnaire={"id": "engagement-numerique", "digest": f"sha256:{'0' * 64}"})
    found = check("project.yaml", with_policy(place, questionnaire_behind="warning"), "--output-format=json").found()
    assert found["questionnaire-behind", "assessment"]["message"] == (
        "The questionnaire has been edited since, without a new version."
    )


def test_several_choices_without_evidence_have_no_one_name() -> None:
    z = Choice(
        id="z", label=text("z"), points=Fraction(4), needs_evidence=EvidenceRule(kinds=(EvidenceKind.DOCUMENT,))
    )  # fmt: skip
    made = questionnaire(section("a", question("a.x", **{**MANY, "choices": (*MANY["choices"], z)})))
    scoring = score_questions(made, project({"a.x": Answer(choices=("x", "z"))}), as_of=TODAY)
    case = Case(scoring=scoring, reading=scoring.reading)
    (found,) = evidence_missing(case, Clause(rule="evidence-missing", severity=Severity.ERROR))
    assert isinstance(found.message, Message)
    assert found.message.values["choice"] == Message.of("what is chosen")
    assert found.message.values["read"] == Message.of("less than that")
