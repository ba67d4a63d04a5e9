"""`engage questionnaire test`: each kind of expectation, met and not met; what is wrong with a file of tests."""

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import parse

import pytest

from engage_cli.authoring.cases.running import COMPARED
from engage_cli.files.schemas import load_schema
from engage_cli.files.yaml_rendering import Layout, render_entries
from tests.authoring.making import advice, minimal, question, write
from tests.cli.conftest import Engage, Ran

Values = dict[str, Any]
GATE = {"basis": "law", "rule": "R", "certainty": "high", "needs": "full"}
BANDS = [{"id": "low", "below": 0.5, "label": "L"}, {"id": "high", "label": "H"}]


@pytest.fixture
def folder(place: Path) -> Path:
    """A questionnaire with one of everything."""
    value = minimal(
        bands=BANDS,
        indices={"i": {"label": "I", "of": {"sections": ["s", "t"]}, "method": "mean"}},
        notes=[{"id": "n", "text": "N", "when": {"kind": "ka"}}],
        tensions=[{"id": "x", "between": ["s", "t"], "ask": "X?"}],
        contradictions=[{"id": "c", "say": "C", "repair": "C", "when": {"kind": "ka", "open": False}}],
        leads={"one": "One"},
        path=[
            {"id": "meet", "title": "M", "do": "M.", "lead": "one"},
            {"id": "open", "title": "O", "do": "O.", "lead": "one", "due": "t1"},
            {"id": "close", "title": "C", "do": "C.", "lead": "one", "when": {"kind": "kb"}},
        ],
        sections=[
            {
                "id": "s",
                "title": "S",
                "questions": [
                    question("s.a", recommendations=[advice("do-a", ["none", "some"])]),
                    question("s.b", when={"open": True}, gate=GATE),
                ],
            },
            {"id": "t", "title": "T", "aim": {"time": "t1"}, "questions": [question("t.a")]},
        ],
    )
    value["scales"]["steps"]["choices"]["full"]["needs_evidence"] = {"kinds": ["test"], "valid": "P1Y"}
    return write(place / "q", value)


def put(folder: Path, *cases: Values, name: str = "a.yaml") -> None:
    path = folder / "tests" / name
    path.parent.mkdir(exist_ok=True)
    lines = render_entries({"engage": 1, "cases": list(cases)}, Layout(), 0).lines
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def expecting(expect: Values, **more: Any) -> Values:
    facts = {"time": "t0", "kind": ["ka"], "open": False}
    return {"name": "Case", "facets": facts, "answers": {"s.a": "some"}, "expect": expect} | more


EXPECTATIONS: list[tuple[Values, Values, str]] = [
    ({"asked": ["s.a"]}, {"asked": ["s.a", "s.b"]}, "“s.b” is not asked: not_asked."),
    ({"not_asked": ["s.b", "t.a"]}, {"not_asked": ["s.a"]}, "“s.a” is asked."),
    (
        {"sections": {"s": {"evidenced": "1/2", "declared": 0.5, "attainment": 1, "band": "high"}}},
        {"sections": {"s": {"evidenced": "1/3"}}},
        "s.evidenced: expected 1/3, found 1/2.",
    ),
    (
        {"sections": {"t": {"evidenced": None}}},
        {"sections": {"s": {"band": "low"}}},
        "s.band: expected low, found high.",
    ),
    (
        {"indices": {"i": {"evidenced": ["1/2", "1/2"], "band": ["high", "high"]}}},
        {"indices": {"i": {"evidenced": [0, 1]}}},
        "i.evidenced: expected [0, 1], found 1/2.",
    ),
    ({"gates": {"s.b": "not_asked"}}, {"gates": {"s.b": "met"}}, "s.b: expected met, found not_asked."),
    (
        {"path": {"meet": "due", "open": "later", "close": "not_concerned"}},
        {"path": {"meet": "due", "open": "due"}},
        "open: expected due, found later.",
    ),
    ({"advice": ["do-a"]}, {"advice": []}, "advice: expected [], found [do-a]."),
    ({"contradictions": ["c"]}, {"contradictions": []}, "contradictions: expected [], found [c]."),
    ({"tensions": []}, {"tensions": ["x"]}, "tensions: expected [x], found []."),
    ({"notes": ["n"]}, {"notes": []}, "notes: expected [], found [n]."),
]


@pytest.mark.parametrize(("right", "wrong", "said"), EXPECTATIONS)
def test_only_what_is_named_is_compared(engage: Engage, folder: Path, right: Values, wrong: Values, said: str) -> None:
    put(folder, expecting(right))
    assert engage("questionnaire", "test", "q").code == 0
    put(folder, expecting(wrong))
    ran = engage("questionnaire", "test", "q")
    assert (ran.code, said in ran.out) == (1, True)


def test_a_step_is_done_skipped_or_waits_for_a_fact(engage: Engage, folder: Path) -> None:
    states = {"meet": "done", "open": "skipped", "close": "unknown"}
    facts = {"time": "t1", "kind": "unknown", "open": False}
    put(folder, expecting({"path": states}, path={"meet": "done", "open": "skipped"}, facets=facts))
    assert engage("questionnaire", "test", "q").code == 0
    put(folder, expecting({"path": states}, facets=facts))
    assert "meet: expected done, found due." in engage("questionnaire", "test", "q").out


def test_every_expectation_has_a_case() -> None:
    keys = set(load_schema("cases")["$defs"]["expectation"]["properties"])
    assert keys == set(COMPARED) == {key for right, _, _ in EXPECTATIONS for key in right}


def test_a_failure_stands_on_the_line_of_what_was_expected(engage: Engage, folder: Path) -> None:
    put(folder, expecting({"advice": ["do-a"]}, answers={"s.a": "full"}))
    ran = engage("questionnaire", "test", "q")
    path, line, _, rest = ran.out.split(":", 3)
    assert (path, rest.splitlines()[0]) == ("q/tests/a.yaml", " Case: advice: expected [do-a], found [].")
    assert (folder / "tests/a.yaml").read_text().splitlines()[int(line) - 1].strip() == "- do-a"


def test_an_answer_in_short_brings_its_evidence_and_a_whole_one_does_not(engage: Engage, folder: Path) -> None:
    short = expecting({"sections": {"s": {"evidenced": 1}}}, all="full", answers={})
    bare = {"s.a": {"choice": "full"}}
    whole = expecting({"sections": {"s": {"evidenced": "1/2", "declared": 1}}}, name="Bare", answers=bare)
    none = expecting({"sections": {"s": {"evidenced": [0, 1]}}}, name="None", all="full", answers={"s.a": None})
    put(folder, short, whole, none)
    assert engage("questionnaire", "test", "q").code == 0


def test_some_are_chosen_by_name_and_the_rest_is_counted(engage: Engage, folder: Path) -> None:
    put(folder, expecting({"asked": ["s.a"]}, name="First"), expecting({"asked": ["s.b"]}, name="Second"))
    ran = engage("questionnaire", "test", "q", "-k", "first", "-v")
    assert (ran.code, ran.out) == (0, "passes: First\n1 test run, it passes, 1 left out.\n")
    assert engage("questionnaire", "test", "q", "-k", "third").code == 2


def test_junit_names_every_test(engage: Engage, folder: Path, place: Path) -> None:
    put(folder, expecting({"asked": ["s.a"]}, name="First"), expecting({"asked": ["s.b"]}, name="Sec\x85ond <b>"))
    for _ in range(2):
        assert engage("questionnaire", "test", "q", "--junit", "results.xml").code == 1
    (suite,) = parse(place / "results.xml").getroot()
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert [case.find("failure") is None for case in suite] == [True, False]
    (place / "results.xml").write_text("mine")
    assert engage("questionnaire", "test", "q", "--junit", "results.xml").code == 2
    assert engage("questionnaire", "test", "q", "--junit", "q/tests/a.yaml", "--force").code == 2


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (expecting({}), "At least one key is needed here."),
        (expecting({"asked": ["s.aa"]}), "Did you mean “s.a”?"),
        (expecting({"gates": {"s.a": "met"}}), "There is nothing called “s.a” here."),
        (expecting({"gates": {"s.b": "mett"}}), "Possible here: unmet, unknown"),
        (expecting({"path": {"meat": "due"}}), "Did you mean “meet”?"),
        (expecting({"path": {"meet": "open"}}), "Possible here: due, later, unknown, not_concerned, done, skipped"),
        (expecting({"path": {"meet": "due"}}, path={"close-up": "done"}), "Unknown step “close-up”."),
        (expecting({"sections": {"s": {"band": "medium"}}}), "Unknown band “medium”."),
        (expecting({"sections": {"s": {"evidenced": "half"}}}), "“half” is not a fraction."),
        (expecting({"asked": ["s.a"]}, answers={"s.zz": "full"}), "Unknown question “s.zz”."),
        (expecting({"asked": ["s.a"]}, answers={"s.a": "fulll"}), "Unknown choice “fulll”."),
        (expecting({"asked": ["s.a"]}, all="fulll"), "Unknown choice “fulll”."),
        (expecting({"asked": ["s.a"]}, facets={"tim": "t0"}), "Unknown facet “tim”."),
        (expecting({"asked": ["s.a"]}, facets={"time": "t9"}), "Unknown choice “t9”."),
        (expecting({"asked": ["s.a"]}, expected={}), "Unknown key “expected”."),
    ],
)
def test_what_cannot_be_meant_is_2_on_its_line(engage: Engage, folder: Path, case: Values, said: str) -> None:
    put(folder, case)
    ran = engage("questionnaire", "test", "q")
    assert ran.code == 2
    assert ran.err.startswith("q/tests/a.yaml:")
    assert said in ran.err


def test_two_tests_have_two_names_and_no_test_is_no_pass(engage: Engage, folder: Path) -> None:
    assert _said(engage("questionnaire", "test", "q")) == (2, "“small” has no tests.")
    one = expecting({"asked": ["s.a"]})
    put(folder, one)
    put(folder, one, name="b.yaml")
    ran = engage("questionnaire", "test", "q")
    assert (ran.code, "There is another test called “Case”." in ran.err) == (2, True)


@pytest.mark.parametrize("name", ["b.yml", "B.YAML", "more/b.yaml"])
def test_no_test_is_passed_over_for_its_name(engage: Engage, folder: Path, name: str) -> None:
    put(folder, expecting({"asked": ["s.a"]}, name="Right"))
    (folder / "tests/more").mkdir()
    (folder / "tests/more/project.yaml").write_text("engage: 1\ncharter: {name: A}\n")
    put(folder, expecting({"not_asked": ["s.a"]}, name="Wrong"), name=name)
    ran = engage("questionnaire", "test", "q")
    assert (ran.code, "2 tests run, 1 fails." in ran.out) == (1, True)


@pytest.mark.parametrize("key", ["asked", "not_asked"])
def test_a_test_that_asks_nothing_is_none(engage: Engage, folder: Path, key: str) -> None:
    put(folder, expecting({key: []}))
    ran = engage("questionnaire", "test", "q")
    assert ran.code == 2
    assert f"cases[0].expect.{key}: At least 1 item is needed." in ran.err


def _said(ran: Ran) -> tuple[int, str]:
    return ran.code, ran.err.splitlines()[0].removeprefix("engage: ")
