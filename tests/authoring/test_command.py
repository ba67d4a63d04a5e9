"""`engage questionnaire lint`: what is printed, written and returned; its examples are opened as projects."""

import json
import re
from pathlib import Path
from xml.etree.ElementTree import fromstring

import jsonschema_rs
import pytest
from sarif_pydantic import Sarif

from engage_cli.authoring.rules import RULES
from engage_cli.check.formats.formats import FORMATS
from engage_cli.formats import has_no_mark
from tests.authoring.making import advice, minimal, question, write
from tests.cli.conftest import ROOT, Engage

DEAD = question("s.a", when={"time": "t0"}, due="t1")
FALLING = question("s.b", expected={"t0": "full", "t1": "some"})


def faulty(folder: Path, *questions: object) -> Path:
    sections = [{"id": "s", "title": "S", "questions": [*questions, _rest()]}]
    return write(folder, minimal(sections=sections))


def _rest() -> object:
    gate = {"basis": "law", "rule": "R", "certainty": "high", "needs": "full"}
    return question("s.z", gate=gate, recommendations=[advice("z", ["none", "some"])])


def test_errors_stand_on_their_lines_with_what_to_do(engage: Engage, place: Path) -> None:
    faulty(place / "q", DEAD, FALLING)
    ran = engage("questionnaire", "lint", "q")
    assert ran.code == 1
    lines = re.sub(r":\d+:\d+:", ":", ran.out).splitlines()
    assert lines == [
        "q/questionnaire.yaml: error question-dead: Question: s.a: never.",
        "  hint: Correct its condition, its “due” or the aim of its section; or delete it.",
        "q/questionnaire.yaml: warning expected-falls: Less is expected from “t1” on (“some”) than before (“full”).",
        "  hint: Let the levels under “expected” rise or stay.",
        "1 file checked, 1 does not pass, 1 error, 1 warning.",
    ]
    written = (place / "q/questionnaire.yaml").read_text().splitlines()
    places = [tuple(map(int, found)) for found in re.findall(r":(\d+):(\d+):", ran.out)]
    assert [written[line - 1][column - 1 :] for line, column in places] == ["time: t0", "some"]
    assert ran.err.startswith("small: ")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 1),
        (("--ignore", "question-dead"), 0),
        (("--ignore", "question-dead", "--fail-on", "warning"), 1),
        (("--select", "expected-falls"), 0),
        (("--select", "unused", "--fail-on", "note"), 0),
    ],
)
def test_rules_are_chosen(engage: Engage, place: Path, words: tuple[str, ...], code: int) -> None:
    faulty(place / "q", DEAD, FALLING)
    assert engage("questionnaire", "lint", "q", *words).code == code


def test_what_is_set_aside_in_the_file_is_listed_with_its_reason(engage: Engage, place: Path) -> None:
    faulty(place / "q", FALLING | {"x-lint": {"expected-falls": "A plan is enough then."}})
    ran = engage("questionnaire", "lint", "q", "--fail-on", "note")
    assert ran.code == 0
    assert "(A plan is enough then.)" in ran.out


@pytest.mark.parametrize("content", ["id: [", "engage: 1\n", "engage: 1\nid: x\nversion: 1.0.0\n"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_questionnaire_that_cannot_be_read_is_2(
    engage: Engage,
    place: Path,
    content: str,
    name: str,
) -> None:
    (place / "questionnaire.yaml").write_text(content)
    ran = engage("questionnaire", "lint", "--output-format", name)
    assert ran.code == 2
    assert "questionnaire.yaml" in ran.out + ran.err


def test_json_sarif_and_junit(engage: Engage, place: Path) -> None:
    faulty(place / "q", question("s.a"), question("s.b", when={"s.a": "full"}), DEAD | {"id": "s.c", "title": "s.c"})
    values = json.loads(engage("questionnaire", "lint", "q", "--json").out)
    schema = json.loads((ROOT / "schemas/check-results.schema.json").read_text())
    jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(values)
    found = {one["rule"]: one for one in values["files"][0]["findings"]}
    assert [one["answers"]["s.a"]["choice"] for one in found["not-monotone"]["examples"]] == ["some", "full"]

    sarif = engage("questionnaire", "lint", "q", "--output-format", "sarif").out
    Sarif.model_validate_json(sarif)
    (run,) = json.loads(sarif)["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [rule.id for rule in RULES]
    assert {one["ruleId"] for one in run["results"]} == {"not-monotone", "question-dead"}

    suites = fromstring(engage("questionnaire", "lint", "q", "--output-format", "junit").out)
    assert [suite.get("failures") for suite in suites] == ["1"]


@pytest.mark.parametrize(("language", "page"), [("fr", "fr/questionnaire.md"), ("en", "en/questionnaire.md")])
def test_each_rule_leads_to_its_line_in_the_documents(
    engage: Engage, place: Path, monkeypatch: pytest.MonkeyPatch, language: str, page: str
) -> None:
    monkeypatch.setenv("ENGAGE_DOCS", "https://example.org/docs")
    faulty(place / "q", DEAD)
    words = ("questionnaire", "lint", "q", "--output-format", "sarif", "--lang", language)
    (run,) = json.loads(engage(*words).out)["runs"]
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["helpUri"] == f"https://example.org/docs/{page}#{rule['id']}"
        assert text.count(f'<a id="{rule["id"]}"></a>') == 1


@pytest.mark.parametrize("name", FORMATS)
def test_a_second_run_replaces_its_own_file_and_no_other(engage: Engage, place: Path, name: str) -> None:
    faulty(place / "q", DEAD)
    words = ("questionnaire", "lint", "q", "--output-format", name, "-o", "out")
    assert engage(*words).code == 1
    assert (engage(*words).code == 1) is (FORMATS[name].ours is not has_no_mark)
    (place / "out").write_text("mine")
    assert engage(*words).code == 2
    assert engage("questionnaire", "lint", "q", "-o", "q/questionnaire.yaml", "--force").code == 2


def test_each_example_can_be_opened_as_a_project(engage: Engage, place: Path) -> None:
    faulty(place / "questionnaires/small", question("s.a", when={"open": True}))
    words = ("questionnaire", "lint", "small", "--example", "s.a/some", "--write", "case.yaml")
    ran = engage(*words)
    assert ran.code == 0
    assert ran.out.split("\n") == ["Answer: Some", "  open: Yes; s.a: Some", ""]
    explained = engage("explain", "case.yaml", "s.a")
    assert (explained.code, "Some" in explained.out) == (0, True)
    assert engage("check", "case.yaml", "--policy", "charter").code in (0, 1)
    assert engage(*words).code == 0, "its own file is replaced"
    assert engage(*words[:3], "--example", "s.z", "--write", "questionnaires/small/questionnaire.yaml").code == 2


def test_a_fall_is_written_as_two_projects(engage: Engage, place: Path) -> None:
    faulty(place / "questionnaires/small", question("s.a"), question("s.b", when={"s.a": "full"}))
    assert engage("questionnaire", "lint", "small", "--example", "s.b/s.a", "--write", "case.yaml").code == 0
    shares = [json.loads(engage("score", name, "--json").out) for name in ("case.yaml", "case-2.yaml")]
    before, after = (one["sections"][0]["evidenced"]["low"]["value"] for one in shares)
    assert before > after


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--example", "s.zz"), "There is nothing called “s.zz” to show."),
        (("--write", "x.yaml"), "Which example is to be written?"),
        (("--select", "question-ded"), "Did you mean “question-dead”?"),
    ],
)
def test_wrong_usage_is_2_with_a_hint(engage: Engage, place: Path, words: tuple[str, ...], said: str) -> None:
    faulty(place / "q", question("s.a"))
    ran = engage("questionnaire", "lint", "q", *words)
    assert (ran.code, said in ran.err) == (2, True)


def test_the_table_of_examples_has_everything(engage: Engage, place: Path) -> None:
    faulty(place / "q", question("s.a", when={"open": True}))
    ran = engage("questionnaire", "lint", "q", "--examples")
    assert ran.code == 0
    for name in ("time/t0", "open/no", "s.a", "s.a/full", "s.z/gate/full", "s.z/z"):
        assert name in ran.out


@pytest.mark.parametrize("command", ["lint", "test", "preview", "release"])
def test_the_shipped_one_is_not_judged_for_ones_own(engage: Engage, place: Path, command: str) -> None:
    ran = engage("questionnaire", command)
    assert (ran.code, ran.out) == (2, "")
    assert "Which questionnaire is meant? This folder holds none, or several." in ran.err
    assert "hint: Name it. Possible here: engagement-numerique." in ran.err
    assert list(place.iterdir()) == []
    faulty(place / "questionnaires/q", question("s.a"))
    assert "Which" not in engage("questionnaire", command).err
    faulty(place / "questionnaires/r", question("s.a"))
    assert "Possible here: engagement-numerique, q, r." in engage("questionnaire", command).err
