"""`--json` of the commands that list, show and explain: each follows its schema and says what the screen does."""

import json
from fractions import Fraction
from math import prod
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from engage_cli.check.rules.registry import RULES
from engage_cli.files import schemas
from engage_cli.shipped import shipped
from tests.programs import programs

from .conftest import ROOT, Engage

EXAMPLE = str(ROOT / "examples/fabrique-a-bede/project.yaml")
OLD = str(ROOT / "tests/projects/1.0.0/fabrique-a-bede/project.yaml")
OUTPUTS = [
    ("explanation", ("explain", "garden")),
    ("explanation", ("explain", EXAMPLE)),
    ("explanation", ("explain", EXAMPLE, "P1", "--set", "phase=idee")),
    ("explanation", ("explain", EXAMPLE, "O1.3")),
    ("explanation", ("explain", EXAMPLE, "ensemble", "--quick")),
    ("rules", ("rule",)),
    ("rules", ("rule", "gate-unmet")),
    ("rules", ("rule", "name-twice")),
    ("doctor", ("doctor",)),
    ("questionnaires", ("questionnaire", "list")),
    ("questionnaire-outline", ("questionnaire", "show")),
    ("questionnaire-outline", ("questionnaire", "show", "garden")),
    ("questionnaire-outline", ("questionnaire", "show", "--section", "P1")),
    ("templates", ("template", "list")),
    ("results", ("score", "garden")),
    ("plan", ("plan", "garden")),
    ("comparison", ("compare", f"{ROOT}/examples/nanotechnologies/project.yaml")),
    ("questionnaire-differences", ("questionnaire", "diff", "1.0.0", "--questionnaire", "engagement-numerique")),
    ("migration", ("migrate", OLD)),
    ("path", ("path", "list", EXAMPLE)),
]
FORMATTED = [
    ("preview", ("preview", EXAMPLE, "--policy", "strict")),
    ("preview", ("preview", OLD, "--questionnaire", "engagement-numerique")),
    ("results", ("report", "garden", "-o", "-")),
    ("portfolio", ("portfolio", f"{ROOT}/examples/fabrique-a-bede", "-o", "-")),
    ("portfolio", ("portfolio", f"{ROOT}/examples/fabrique-a-bede", "garden/project.yaml", "-o", "-")),
    ("portfolio", ("portfolio", "garden/project.yaml", "--kind", "plan", "-o", "-")),
    ("campaign-standing", ("campaign", f"{ROOT}/examples/campagne.yaml", "-o", "-")),
]
ELSEWHERE = {
    "consensus": "consensus", "batch": "results", "questionnaire upgrade": "upgrade", "check": "check-results",
    "questionnaire lint": "check-results", "questionnaire test": "check-results",
}  # fmt: skip
"""Commands whose JSON is held against its schema by the tests of that command."""


def said(engage: Engage, *words: str) -> Any:
    ran = engage(*words, "--json")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def faults(kind: str, value: Any) -> list[str]:
    validator = jsonschema_rs.Draft202012Validator(
        schemas.load_schema(kind), validate_formats=True, retriever=lambda uri: schemas.load_schema(name_of(uri))
    )
    return [error.message for error in validator.iter_errors(value)]


@pytest.mark.parametrize(("kind", "words"), OUTPUTS)
def test_what_is_said_follows_its_schema(engage: Engage, kind: str, words: tuple[str, ...]) -> None:
    assert faults(kind, said(engage, *words)) == []


@pytest.mark.parametrize(("kind", "words"), FORMATTED)
def test_what_is_written_follows_its_schema(engage: Engage, kind: str, words: tuple[str, ...]) -> None:
    assert faults(kind, json.loads(engage(*words, "--format", "json").out)) == []


def test_every_command_that_gives_json_has_a_schema() -> None:
    there = set()
    for name, context in programs().items():
        for parameter in context.command.get_params(context):
            formats = getattr(parameter.type, "words", ()) if parameter.name in ("format", "output_format") else ()
            if "--json" in parameter.opts or "json" in formats:
                there.add(name.removeprefix("engage "))
    tried = {" ".join(words) for _, words in (*OUTPUTS, *FORMATTED)}
    assert {name for name in there if not any(one == name or one.startswith(f"{name} ") for one in tried)} == {
        *ELSEWHERE
    }
    assert {*ELSEWHERE.values()} <= {kind.name.removesuffix(".schema.json") for kind in shipped("schemas").iterdir()}


def test_why_a_project_is_not_brought_along_is_said_in_the_language_asked_for(engage: Engage) -> None:
    for language, sentence in (("en", "There is no such file."), ("fr", "Ce fichier n’existe pas.")):
        found = json.loads(engage("migrate", "nowhere.yaml", "--json", "--lang", language).out)
        assert faults("migration", found) == []
        assert (found["language"], found["files"][0]["problems"][0]["message"]) == (language, sentence)


def name_of(uri: str) -> str:
    return uri.partition("#")[0].rpartition("/")[2].removesuffix(".schema.json")


def test_a_section_is_explained_with_all_that_it_is_made_of(engage: Engage) -> None:
    found, whole = said(engage, "explain", EXAMPLE, "P1"), said(engage, "score", EXAMPLE)
    assert found["of"] == {"kind": "section", "id": "personne"}
    section = next(one for one in whole["sections"] if one["id"] == "personne")
    assert found["sections"] == [section]
    assert [q["id"] for q in found["questions"]] == [term["id"] for term in section["terms"]]
    assert found["questions"] == [q for q in whole["questions"] if q["section"] == "personne"]
    (evidenced,) = [one for one in found["sums"] if one["reading"] == "evidenced"]
    terms, _, count = evidenced["low"]["text"].partition(" ÷ ")
    total = sum(prod(map(Fraction, term.split(" × "))) for term in terms.strip("()").split(" + ")) / int(count)
    assert total == Fraction(evidenced["low"]["exact"]) == Fraction(section["evidenced"]["low"]["exact"])


def test_places_are_the_lines_of_the_answers(engage: Engage) -> None:
    lines = Path(EXAMPLE).read_text(encoding="utf-8").splitlines()
    places = said(engage, "explain", EXAMPLE)["places"]
    assert len(places) > 40
    for place in places:
        above = lines[place["line"] - 2].strip()
        assert f"{place['question']}:" in (above, lines[place["line"] - 1].strip()), place


def test_what_is_supposed_has_no_place(engage: Engage) -> None:
    supposed = said(engage, "explain", EXAMPLE, "P6", "--if", "P6.1=demontre")
    id = next(q["id"] for q in supposed["questions"] if q["ref"] == "P6.1")
    assert list(supposed["supposed"]["answers"]) == [id]
    assert id not in [place["question"] for place in supposed["places"]]


def test_rules_say_what_the_policies_do_with_them(engage: Engage) -> None:
    rules = said(engage, "rule")["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in RULES]
    (gate,) = said(engage, "rule", "gate-unmet")["rules"]
    assert {"policy": "strict", "severity": "error"} in gate["policies"]
    assert gate["finds"].keys() == {"fr", "en"}
    assert said(engage, "rule", "coverage-low")["rules"][0]["needs"] == "at_least"


def test_rules_have_an_address_where_the_documents_have_one(engage: Engage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(engage, "rule", "gate-unmet")["rules"][0]["page"] is None
    assert "https" not in engage("rule", "gate-unmet").out
    monkeypatch.setenv("ENGAGE_DOCS", "https://example.org/engage/index.html")
    address = "https://example.org/engage/en/rules.html#gate-unmet"
    assert said(engage, "rule", "gate-unmet")["rules"][0]["page"] == address
    assert address in engage("rule", "gate-unmet").out


def test_a_rule_that_is_not_there_is_no_json(engage: Engage) -> None:
    ran = engage("rule", "gate-unmett", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "gate-unmet" in ran.err


def test_lists_hold_what_the_screen_lists(engage: Engage) -> None:
    (listed,) = said(engage, "questionnaire", "list")["questionnaires"]
    shown = said(engage, "questionnaire", "show")
    assert shown["questionnaire"] == {key: listed[key] for key in shown["questionnaire"]}
    questions = [question for section in shown["sections"] for question in section["questions"]]
    assert (len(shown["sections"]), len(questions)) == (listed["sections"], listed["questions"])
    assert sum(question["gate"] is not None for question in questions) == 18
    assert {one["name"] for one in said(engage, "template", "list")["templates"]} >= {"report.html", "theme.yaml"}
    (section,) = said(engage, "questionnaire", "show", "--section", "P1")["sections"]
    assert section == shown["sections"][0]


def test_doctor_names_what_is_set_and_what_nothing_reads(engage: Engage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENGAGE_TEST_ALL", raising=False)
    monkeypatch.setenv("ENGAGE_TIMEZON", "Europe/Paris")
    monkeypatch.setenv("ENGAGE_PAPER", "a4")
    monkeypatch.setenv("ENGAGE_POLICY", "strict")
    found = said(engage, "doctor")
    assert found["environment"] == {"ENGAGE_LANG": "en"}
    assert found["unread_environment"] == ["ENGAGE_PAPER", "ENGAGE_TIMEZON"]
    ran = engage("doctor")
    assert "ENGAGE_LANG=en" in ran.out
    assert "ENGAGE_TIMEZON is set, and engage reads no such variable. Did you mean ENGAGE_TIMEZONE?" in ran.err
    assert "ENGAGE_PAPER is set, and engage reads no such variable.\n" in ran.err
