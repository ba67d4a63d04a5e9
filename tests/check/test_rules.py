"""Each rule finds what it says, on the line where it stands, with a repair; and policies weigh it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engage_cli.authoring.cases.reporting import EXPECTATION
from engage_cli.authoring.rules import RULES as LINT_RULES
from engage_cli.check.policies import load_policy, policy_path, shipped_policies
from engage_cli.check.rules.registry import BY_ID, RULES
from engage_cli.cli.app import main
from engage_cli.errors import Message
from engage_cli.i18n import translator
from engage_cli.questionnaire.compiled import load
from engage_cli.questionnaire.library import questionnaire_path
from tests.authoring import making
from tests.check.conftest import ROOT, Check

Write = Callable[..., Path]
GATE, OPEN, PLAIN = "personne.vie-privee", "personne.jeunes-publics", "personne.besoins-publics"
OLD, FRESH = "2024-01-05", "2026-10-01"
PROVED = {"choice": "demontre", "evidence": [{"title": "Essai", "kind": "test", "date": FRESH}]}


def with_policy(place: Path, **rules: Any) -> str:
    """A policy file of these rules."""
    whole = {"engage": 1, "id": "mine", "title": "Mine", "rules": {k.replace("_", "-"): v for k, v in rules.items()}}
    (place / "policy.yaml").write_text(json.dumps(whole))
    return "--policy=policy.yaml"


CASES: dict[str, tuple[dict[str, Any], Any, str]] = {
    "facet-missing": ({"facets": {"suivi": None}}, "error", "suivi"),
    "facet-unknown": ({"facets": {"suivi": "unknown"}}, "warning", "suivi"),
    "facet-outside-advice": ({"facets": {"orientations": ["communs"]}}, "note", "orientations"),
    "contradiction": ({"facets": {"en-ligne": False}}, "error", "genre-en-ligne-hors-ligne"),
    "gate-unmet": ({"answers": {GATE: {"choice": "non-aborde"}}}, "error", GATE),
    "gate-unknown": ({"answers": {GATE: {"unknown": True}}}, "error", GATE),
    "gate-to-check": ({"scope": "quick", "answers": {}}, "error", "infrastructures.arrimage-ti"),
    "question-unanswered": ({"answers": {GATE: {"unknown": True}}}, "error", PLAIN),
    "answer-unknown": ({"answers": {PLAIN: {"unknown": True}}}, "warning", PLAIN),
    "voices-apart": (
        {
            "answers": {PLAIN: {"choice": "engage"}},
            "apart": {PLAIN: {"from": ["intention", "demontre"], "voices": 5}},
        },
        "error",
        PLAIN,
    ),
    "evidence-missing": ({"answers": {PLAIN: {"choice": "demontre"}}}, "error", PLAIN),
    "evidence-expired": (
        {"answers": {PLAIN: {"choice": "demontre", "evidence": [{"title": "E", "kind": "test", "date": OLD}]}}},
        "error",
        PLAIN,
    ),
    "evidence-old": (
        {"answers": {PLAIN: {"choice": "engage", "evidence": [{"title": "E", "date": OLD}]}}},
        {"severity": "error", "older_than": "P1Y"},
        PLAIN,
    ),
    "evidence-gone": (
        {"answers": {PLAIN: {"choice": "engage", "evidence": [{"title": "E", "where": "notes.pdf"}]}}},
        "warning",
        PLAIN,
    ),
    "evidence-future": (
        {"answers": {PLAIN: {"choice": "engage", "evidence": [{"title": "E", "date": "2027-01-01"}]}}},
        "error",
        PLAIN,
    ),
    "date-future": (
        {"date": "2027-01-01", "answers": {PLAIN: {"choice": "engage"}}},
        "error",
        "assessment",
    ),
    "coverage-low": (
        {"answers": {PLAIN: {"choice": "engage"}}},
        {"severity": "error", "at_least": 0.5},
        "assessment",
    ),
    "evidence-share-low": (
        {"answers": {PLAIN: {"choice": "engage"}}},
        {"severity": "error", "at_least": 0.5},
        "assessment",
    ),
    "not-applicable-share-high": (
        {"answers": {"quebec.creativite-dici": {"not_applicable": {"reason": "hors-portee", "because": "Non."}}}},
        {"severity": "error", "at_most": 0},
        "assessment",
    ),
    "section-low": (
        {"answers": {PLAIN: {"choice": "engage"}}},
        {"severity": "error", "of": {"sections": ["personne"]}, "at_least": "expected"},
        "personne",
    ),
    "index-low": (
        {"answers": {PLAIN: {"choice": "engage"}}},
        {"severity": "error", "of": {"indices": ["principes"]}, "at_least": 0.5},
        "principes",
    ),
    "assessment-old": (
        {"date": OLD, "answers": {PLAIN: {"choice": "engage"}}},
        {"severity": "error", "older_than": "P6M"},
        "assessment",
    ),
    "action-overdue": ({"actions": [{"id": "a", "do": "Oui", "due": "2026-11-22"}]}, "error", "a"),
    "action-done-answer-unchanged": (
        {
            "answers": {"contenus.droits": {"choice": "intention"}},
            "actions": [
                {
                    "id": "a",
                    "do": "Oui",
                    "question": "contenus.droits",
                    "recommendation": "ouvrir-tableau-des-droits",
                    "status": "done",
                }
            ],
        },
        "note",
        "a",
    ),
    "questionnaire-behind": (
        {"questionnaire": {"id": "engagement-numerique", "version": "0.9.0"}},
        "warning",
        "assessment",
    ),
    "questionnaire-ahead": (
        {"questionnaire": {"id": "engagement-numerique", "version": "99.0.0"}},
        "error",
        "assessment",
    ),
    "answer-orphaned": (
        {
            "questionnaire": {"id": "engagement-numerique", "version": "0.9.0"},
            "answers": {"gone.away": {"choice": "engage"}},
        },
        "warning",
        "gone.away",
    ),
}
"""By rule: the project, the clause, the subject found."""


def test_answers_dated_in_the_future_are_no_young_ones(check: Check, write: Write, place: Path) -> None:
    write(date="2062-11-12", answers={PLAIN: {"choice": "engage"}})
    clause = {"severity": "error", "older_than": "P6M"}
    ran = check("project.yaml", with_policy(place, **{"assessment-old": clause}))
    assert ran.code == 1
    assert "The answers are dated 2062-11-12, which is still to come." in ran.out


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_finds_what_it_says(rule: str, check: Check, write: Write, place: Path) -> None:
    project, clause, subject = CASES[rule]
    file = write(**project)
    ran = check("project.yaml", with_policy(place, **{rule: clause}), "--output-format=json", "--fail-on=note")
    found = ran.found()
    assert (rule, subject) in found
    assert {one for one, _ in found} == {rule}
    assert ran.code == 1
    entry = found[rule, subject]
    assert entry["message"]
    assert entry["repair"]
    assert 1 <= entry["line"] <= len(file.read_text().splitlines())


def test_every_rule_that_looks_is_tried() -> None:
    # tests/project/test_older_versions.py, with a questionnaire that has two versions; tests/cli/test_overlay.py
    elsewhere = {"migration-pending", "relaxes"}
    assert {rule.id for rule in RULES if rule.look} == set(CASES) | elsewhere


def test_findings_stand_at_the_words_they_are_about(check: Check, write: Write) -> None:
    file = write(facets={"suivi": "unknown"}, answers={GATE: {"choice": "non-aborde"}, PLAIN: {"unknown": True}})
    lines = file.read_text().splitlines()
    found = check("project.yaml", "--policy=progress", "--output-format=json").found()

    def at(rule: str, subject: str) -> str:
        entry = found[rule, subject]
        line: str = lines[entry["line"] - 1]
        return line[entry["column"] - 1 :]

    assert at("facet-unknown", "suivi").startswith('"unknown"')
    assert at("gate-unmet", GATE).startswith('"non-aborde"')
    assert at("answer-unknown", PLAIN).startswith("{")
    assert at("question-unanswered", "personne.essais-public") == "{"


@pytest.mark.parametrize(("phase", "advised"), [
    ("planification", "dresser-liste-renseignements"),
    ("cloture", "detruire-ou-verser-renseignements"),
])  # fmt: skip
def test_the_repair_is_what_the_report_recommends_at_that_time(
    check: Check, write: Write, phase: str, advised: str
) -> None:
    write(facets={"phase": phase}, answers={GATE: {"choice": "non-aborde"}})
    repair = check("project.yaml", "--output-format=json").found()["gate-unmet", GATE]["repair"]
    question = load(questionnaire_path("engagement-numerique")).questionnaire.by_id[GATE]
    found = next(r for r in question.recommendations if r.id == advised)
    assert found.first_step is not None
    assert repair == found.first_step.to("en")


def test_a_clause_binds_under_its_condition_only(check: Check, write: Write, place: Path) -> None:
    policy = with_policy(place, facet_missing=[
        {"severity": "note"},
        {"severity": "error", "when": {"phase": {"at_least": "realisation"}}},
    ])  # fmt: skip
    write(facets={"suivi": None})
    assert check("project.yaml", policy).code == 0
    write(facets={"suivi": None, "phase": "realisation"})
    assert check("project.yaml", policy).code == 1


def test_a_gate_and_its_question_are_said_once(check: Check, write: Write) -> None:
    write()
    found = check("project.yaml", "--policy=strict", "--output-format=json").found()
    assert ("gate-unknown", GATE) in found
    assert ("question-unanswered", GATE) not in found


def test_a_section_of_which_nothing_is_expected_cannot_be_judged(check: Check, place: Path) -> None:
    scale = {"choices": {"none": {"points": 0, "label": "None"}, "full": {"points": 1, "label": "Full"}}}
    asked = {"id": "s.a", "title": "A", "ask": "A?", "scale": "plain", "expects": "nothing"}
    sections = [{"id": "s", "title": "S", "questions": [asked]}]
    making.write(place / "questionnaires/small", making.minimal(scales={"plain": scale}, sections=sections))
    project = {
        "engage": 1,
        "charter": {"name": "P", "facets": {"time": "t0"}},
        "assessment": {"questionnaire": {"id": "small", "version": "1.0.0"}, "answers": {"s.a": {"choice": "full"}}},
    }
    (place / "project.yaml").write_text(json.dumps(project))
    policy = with_policy(place, section_low={"severity": "error", "of": {"sections": ["s"]}, "at_least": "expected"})
    ran = check("project.yaml", policy, "--output-format=json")
    assert "cannot be judged: nothing is expected of its questions." in ran.found()["section-low", "s"]["message"]


@pytest.mark.parametrize(("at_least", "met"), [("intention", True), ("engage", False), (0.2, True), (0.9, False)])
def test_thresholds_of_sections(check: Check, write: Write, place: Path, at_least: object, *, met: bool) -> None:
    questions = load(questionnaire_path("engagement-numerique")).questionnaire.section("mesure")
    assert questions is not None
    write(answers={q.id: {"choice": "intention"} for q in questions.all_questions()})
    of = {"sections": ["mesure"]}
    policy = with_policy(place, section_low={"severity": "error", "of": of, "at_least": at_least})
    assert check("project.yaml", policy).code == (0 if met else 1)


@pytest.mark.parametrize(("band", "met"), [("a-demarrer", True), ("a-l-attendu", False)])
def test_thresholds_of_indices_may_be_bands(check: Check, write: Write, place: Path, band: str, *, met: bool) -> None:
    write(answers={PLAIN: {"choice": "engage"}})
    policy = with_policy(place, index_low={"severity": "error", "of": {"indices": ["ensemble"]}, "at_least": band})
    assert check("project.yaml", policy).code == (0 if met else 1)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"gate_unmett": "error"}, "Unknown key “gate-unmett”."),
        ({"gate_unmet": "fatal"}, "“fatal” cannot stand here."),
        ({"coverage_low": "error"}, "“error” cannot stand here."),
        ({"coverage_low": {"severity": "error", "at_least": 2}}, "This must be 1 or less."),
        ({"assessment_old": {"severity": "error", "older_than": "6 months"}}, "is not a duration."),
        ({"facet_missing": {"severity": "error", "when": {"phse": "idee"}}}, "Unknown facet “phse”."),
        ({"facet_missing": {"severity": "error", "when": {"phase": "never"}}}, "this can never hold"),
        ({"section_low": {"severity": "error", "at_least": "nope"}}, "Unknown level or band “nope”."),
        ({"index_low": {"severity": "error", "of": {"indices": ["x"]}, "at_least": 1}}, "Unknown index “x”."),
    ],
)  # fmt: skip
def test_a_wrong_policy_is_refused_where_it_is_wrong(
    check: Check, write: Write, place: Path, rules: dict[str, Any], said: str
) -> None:
    write()
    ran = check("project.yaml", with_policy(place, **rules))
    assert ran.code == 2
    assert said in ran.out + ran.err
    assert "policy.yaml:1:" in ran.out + ran.err


def test_shipped_policies_are_valid_and_fit_their_questionnaire(check: Check, write: Write) -> None:
    write()
    assert shipped_policies() == ("charter", "progress", "strict")
    for name in shipped_policies():
        assert check("project.yaml", f"--policy={name}").code in (0, 1)
        assert load_policy(policy_path(name)).policy.id == name


NOBODY = dict.fromkeys(("renseignements-personnels", "envois", "transactions", "contributions", "hors-quebec"), False)
"""Facts of a project that holds nothing about anyone."""


def test_contradictions_of_the_shipped_questionnaire_can_all_be_found(check: Check, write: Write) -> None:
    contradictory: dict[str, dict[str, Any]] = {
        "communs-sans-rien-d-ouvert": {
            "facets": {"orientations": ["communs", "contenus"]},
            "answers": {
                f"communs.{one}": {"choice": "non-aborde"} for one in ("licence", "formats-ouverts", "depot-communs")
            },
        },
        "joindre-sans-renseignements": {"facets": NOBODY | {"envois": True}},
        "contributions-sans-renseignements": {"facets": NOBODY | {"contributions": True}},
        "hors-quebec-sans-renseignements": {"facets": NOBODY | {"hors-quebec": True}},
        "code-sans-logiciel": {"facets": {"code": True, "logiciel": False}},
        "genre-en-ligne-hors-ligne": {"facets": {"en-ligne": False}},
        "dispositif-hors-salle": {"facets": {"genre": ["dispositif-en-salle"]}},
        "collection-en-ligne-sans-collection": {"facets": {"genre": ["collection-en-ligne"], "collection": False}},
        "revenus-sans-apport": {
            "facets": {"orientations": ["revenus", "contenus"], "phase": "realisation"},
            "answers": {"revenus.apport-attendu": {"choice": "non-aborde"}},
        },
    }
    declared = load(questionnaire_path("engagement-numerique")).questionnaire.contradictions
    assert {one.id for one in declared} == set(contradictory)
    for id, project in contradictory.items():
        write(**project)
        found = check("project.yaml", "--output-format=json").found()
        assert [subject for rule, subject in found if rule == "contradiction"] == [id]


@pytest.mark.parametrize(
    ("project", "found"),
    [
        ({"facets": {"genre": ["dispositif-en-salle"], "salle": None}}, False),
        ({"facets": {"genre": ["dispositif-en-salle"], "salle": "unknown"}}, False),
        ({"facets": {"genre": ["dispositif-en-salle"], "salle": False}}, True),
        ({"facets": {"envois": True, "transactions": "unknown", "renseignements-personnels": False}}, True),
        ({"facets": {"orientations": ["communs"]}, "answers": {"communs.licence": {"choice": "non-aborde"}}}, False),
    ],
)
def test_what_is_not_said_contradicts_nothing(
    check: Check, write: Write, project: dict[str, Any], *, found: bool
) -> None:
    write(**project)
    rules = [rule for rule, _ in check("project.yaml", "--output-format=json").found()]
    assert ("contradiction" in rules) is found


def test_the_examples_contradict_themselves_nowhere(check: Check) -> None:
    found = check(str(ROOT / "examples"), "--output-format=json").found()
    assert not [subject for rule, subject in found if rule in ("contradiction", "facet-missing")]


def assert_said(capsys: pytest.CaptureFixture[str], language: str, *messages: Message) -> None:
    page = " ".join(capsys.readouterr().out.split())
    for message in messages:
        assert " ".join(message.say(translator(language)).split()) in page


@pytest.mark.parametrize("language", ["fr", "en"])
def test_rules_are_explained(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "--lang", language]) == 0
    listed = capsys.readouterr().out
    for rule in RULES:
        assert rule.id in listed
        assert main(["rule", rule.id, "--lang", language]) == 0
        assert_said(capsys, language, rule.line, rule.why, rule.repair)
    for linted in (*LINT_RULES, EXPECTATION):
        assert linted.id in listed or linted is EXPECTATION
        if linted.id not in BY_ID:
            assert main(["rule", linted.id, "--lang", language]) == 0
            assert_said(capsys, language, linted.line, linted.repair)
    assert main(["rule", "gate-unmett"]) == 2
    assert "gate-unmet" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("facet-unknown", "charter : note, progress : avertissement, strict : erreur"),
        ("file-invalid", "toujours, même si la politique ne la nomme pas : erreur"),
        ("waiver-expired", "toujours, même si la politique ne la nomme pas : erreur"),
        ("waiver-unused", "toujours, même si la politique ne la nomme pas : avertissement"),
        ("score-fell", "quelle que soit la politique, mais seulement avec --ratchet : erreur"),
        ("evidence-old", "aucune de celles livrées"),
    ],
)
def test_a_rule_says_where_it_holds(rule: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", rule, "--lang=fr"]) == 0
    assert f"Dans les politiques {said}" in " ".join(capsys.readouterr().out.split())


def test_schema_policies_and_pages_are_what_the_rules_say() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools/rules.py", "--check"], capture_output=True, check=False)
    assert done.returncode == 0, f"{done.stdout.decode()}run: ./dev docs"


def test_voices_that_differ_without_a_range_are_found(check: Check, write: Write) -> None:
    write(answers={PLAIN: {"choice": "engage"}}, apart={PLAIN: {"voices": 4}})
    found = check("project.yaml", "--severity=voices-apart=error", "--output-format=json").found()
    assert found["voices-apart", PLAIN]["message"] == "Voices differ on “Audience needs”, and nothing is agreed."


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ({"start": "2026-10-15", "opening": "2026-06-01"}, True),
        ({"start": "2026-10-15", "end": "2026-06-01"}, True),
        ({"start": "2026-06-01", "opening": "2026-06-01", "end": "2027-01-01"}, False),
        ({"opening": "2026-06-01"}, False),
    ],
)
def test_dates_that_do_not_follow_each_other(check: Check, write: Write, dates: dict[str, str], *, found: bool) -> None:
    written = write()
    written.write_text(written.read_text("utf-8").replace('"facets"', f'"dates": {json.dumps(dates)}, "facets"', 1))
    findings = check("project.yaml", "--output-format=json").found()
    assert ("contradiction" in {rule for rule, _subject in findings}) is found


@pytest.mark.parametrize(
    ("place_of_number", "rule"), [*enumerate(["questionnaire-ahead"] * 2 + ["questionnaire-behind"])]
)
def test_no_gate_passes_what_answers_a_newer_questionnaire(
    check: Check, write: Write, place: Path, place_of_number: int, rule: str
) -> None:
    numbers = load(questionnaire_path("engagement-numerique")).questionnaire.version.split(".")
    numbers[place_of_number] = str(int(numbers[place_of_number]) + 1)
    version = ".".join(numbers)
    write(questionnaire={"id": "engagement-numerique", "version": version}, answers={"new.one": {"choice": "engage"}})
    ran = check("project.yaml", with_policy(place, questionnaire_behind="note"), "--output-format=json")
    assert (ran.code, [found for found, _ in ran.found()]) == (int(rule == "questionnaire-ahead"), [rule])
    assert ran.found()[rule, "assessment"]["repair"] == "Update engage, or the questionnaire."
    assert check("project.yaml").code == ran.code
    assert check("project.yaml", "--ignore=questionnaire-ahead").code == 0
