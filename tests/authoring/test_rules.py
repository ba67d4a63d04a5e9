"""Every rule of a lint: a questionnaire with the fault in it, and nothing else that is found."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from engage_cli.authoring import versions
from engage_cli.authoring.linting import Lint, lint
from engage_cli.authoring.rules import FILE_INVALID, HISTORY_GAP, NOT_DECIDED, RULES
from engage_cli.questionnaire.library import shipped_questionnaires
from engage_cli.questionnaire.loading import load_questionnaire
from tests.authoring.making import advice, load, minimal, question, step

DAY = dt.date(2026, 11, 29)
Values = dict[str, Any]
GATE = {"basis": "law", "rule": "R", "certainty": "high"}
DOUBLE = {
    "en": "One and the same text in two languages",
    "fr": "One and the same text in two languages",
}
BANDS: list[Values] = [
    {"id": "low", "below": 0.5, "label": "L"},
    {"id": "high", "label": "H"},
    {"id": "more", "label": "M", "beyond": 0.5},
]


def sections(*questions: Values, **more: Any) -> Values:
    """A questionnaire of these questions; there is a gate and advice, so that all that is declared is used."""
    rest = question("s.z", gate=GATE | {"needs": "full"}, recommendations=[advice("z", ["none", "some"])])
    return minimal(sections=[{"id": "s", "title": "S", "questions": [*questions, rest]}], **more)


def facets(**more: Any) -> Values:
    found: Values = minimal()["facets"]
    return found | more


def aimed(aim: Values, **more: Any) -> Values:
    found = sections(question("s.a"), **more)
    found["sections"].append({"id": "t", "title": "T", "aim": aim, "questions": [question("t.a")]})
    return found


def follow_up(**more: Any) -> Values:
    """A question opened by a better answer to another."""
    return sections(question("s.a"), question("s.b", when={"s.a": "full"}, **more))


CASES: list[tuple[str, str, Values]] = [
    ("question-dead", "s.a", sections(question("s.a", when={"time": "t0"}, due="t1"))),
    ("question-dead", "s.b", sections(question("s.a", when={"time": "t0"}),
                                      question("s.b", when={"s.a": "full", "time": "t1"}))),
    ("section-dead", "u", aimed({"kind": "ka"}) | {"sections": [
        *sections()["sections"],
        {"id": "t", "title": "T", "aim": {"open": True, "time": "t0"}, "questions": [question("t.a")],
         "sections": [{"id": "u", "title": "U", "aim": {"time": "t1"}, "questions": [
             question("u.a", gate=GATE | {"needs": "full"})]}]}]}),
    ("gate-dead", "s.a/gate/t0", sections(question("s.a", when={"time": "t1"},
                                                   gate=GATE | {"at": {"t0": "some", "t1": "full"}}))),
    ("recommendation-dead", "s.a/b", sections(question(
        "s.a", recommendations=[advice("a", ["none", "some"]), advice("b", ["some"])]))),
    ("recommendation-dead", "s.a/b", sections(question(
        "s.a", when={"time": "t0"}, recommendations=[advice("b", ["some"], when={"time": "t1"})]))),
    ("recommendation-dead", "s.a/b", sections(question(
        "s.a", recommendations=[advice("always", ["some"], when={"any": [{"open": True}, {"open": False}]}),
                                advice("b", ["some"], when={"open": True})]))),
    ("recommendation-level-dead", "s.a/b/some", sections(question(
        "s.a", recommendations=[advice("a", ["some"]), advice("b", ["none", "some"])]))),
    ("note-dead", "n", aimed({"time": "t0"}, notes=[
        {"id": "n", "text": "N", "when": {"t.a": "full", "time": "t1"}}])),
    ("tension-dead", "x", aimed({"time": "t0"}, tensions=[
        {"id": "x", "between": ["s", "t"], "ask": "X?", "when": {"time": "t1"}}])),
    ("contradiction-dead", "c", aimed({"time": "t0"}, contradictions=[
        {"id": "c", "say": "C", "repair": "C", "when": {"t.a": "full", "time": "t1"}}])),
    ("step-dead", "path/p", sections(question("s.a"), path=[step("p", due="t1", when={"time": "t0"}), step("q")])),
    ("index-dead", "i", sections(indices={
        "i": {"label": "I", "of": {"sections": ["t"]}, "method": "mean"},
        "j": {"label": "J", "of": {"sections": ["s"]}, "method": "mean"}}) | {"sections": [
            *sections()["sections"], {"id": "t", "title": "T", "questions": [
                {"id": "t.a", "title": "A", "ask": "A?", "type": "text"}]}]}),
    ("choice-dead", "kind/ka", sections(facets=facets(kind={
        "type": "many", "min": 3, "ask": "Which?", "choices": {"ka": "A", "kb": "B"}}))),
    ("only-contradictory", "s.a", sections(question("s.a", when={"kind": "ka"}), contradictions=[
        {"id": "c", "say": "C", "repair": "C", "when": {"kind": "ka"}}])),
    ("aim-always", "t", aimed({"time": ["t0", "t1"]})),
    ("when-always", "s.a", sections(question("s.a", when={"time": {"at_least": "t1"}}, due="t1"))),
    ("value-idle", "s.a#0", sections(question("s.a", when={"time": ["t0", "t1"]}, due="t1"), facets=facets(
        time={"type": "one", "ordered": True, "required": True, "ask": "When?",
              "choices": {"t0": "0", "t1": "1", "t2": "2"}}))),
    ("term-idle", "s.b#1", sections(question("s.a", when={"open": True}),
                                    question("s.b", when={"s.a": "none", "open": True}))),
    ("choice-idle", "kind/kb", aimed({"kind": "ka"})),
    ("not-monotone", "s.b/s.a", follow_up()),
    ("gate-always-met", "s.a/gate/needs", sections(question("s.a", gate=GATE | {"needs": "none"}))),
    ("gate-before-due", "s.a/gate", sections(question(
        "s.a", due="t1", gate=GATE | {"at": {"t0": "some"}}))),
    ("gate-falls", "s.a/gate/t1", sections(question("s.a", gate=GATE | {"at": {"t0": "full", "t1": "some"}}))),
    ("expected-falls", "s.a/t1", sections(question("s.a", expected={"t0": "full", "t1": "some"}))),
    ("points-equal", "s.a/c", sections({"id": "s.a", "title": "A", "ask": "A?", "choices": {
        "a": {"label": "A", "points": 0}, "b": {"label": "B", "points": 1}, "c": {"label": "C", "points": 1}}})),
    ("x-lint-idle", "questionnaire.yaml/x-lint.unuzed", sections(**{"x-lint": {"unuzed": "On purpose."}})),
    ("x-lint-idle", "questionnaire.yaml/sections.0.questions.0.x-lint.unused", sections(
        question("s.a", **{"x-lint": {"unused": ""}}))),
    ("x-lint-idle", "questionnaire.yaml/x-lint", sections(**{"x-lint": ["unused"]})),
    ("points-none", "s.a", sections({"id": "s.a", "title": "A", "ask": "A?", "type": "many", "choices": {
        "a": {"label": "A", "points": 0}, "b": {"label": "B"}}})),
    ("band-dead", "more", sections(bands=BANDS) | {"scales": {"steps": {
        "choices": minimal()["scales"]["steps"]["choices"], "expected": "full"}}}),
    ("section-outside-indices", "t", aimed({"open": True}, indices={
        "i": {"label": "I", "of": {"sections": ["s"]}, "method": "mean"}})),
    ("unknown-unsaid", "new", sections(
        question("s.a", when={"new": True}, gate=GATE | {"needs": "full"}),
        facets=facets(new={"type": "yes_no", "ask": "New?"}))),
    ("unused", "leads/two", sections(leads={"one": "One", "two": "Two"})),
    ("unused", "scales/other", sections(scales=minimal()["scales"] | {"other": {"choices": {
        "no": {"points": 0, "label": "No"}, "yes": {"points": 1, "label": "Yes"}}}})),
    ("unused", "units/u", sections(units={"u": "U"})),
    ("unused", "functions/f", sections(question("s.a", functions=["g"]), functions={"f": "F", "g": "G"})),
    ("unused", "tags/t", sections(tags={"g": {"choices": {"t": "T"}}})),
    ("unused", "resources/r", sections(resources={"r": {"title": "R", "verified": "yes", "checked": "2026-01-01"}})),
    ("name-twice", "t", sections(question("s.a")) | {"sections": [
        *sections(question("s.a"))["sections"], {"id": "t", "title": " s ", "questions": [question("t.a")]}]}),
    ("name-twice", "s.b", sections(question("s.a"), question("s.b", title="S.A"))),
    ("name-twice", "facets/more", sections(question("s.a", when={"more": True}), facets=facets(
        more={"type": "yes_no", "unknown_is": True, "ask": "open?"}))),
    ("name-twice", "facets/kind/kb", sections(question("s.a"), facets=facets(
        kind={"type": "many", "ask": "Which?", "choices": {"ka": "K", "kb": "K"}}))),
    ("name-twice", "bands/high", sections(question("s.a"), bands=[BANDS[0], {**BANDS[1], "label": "l"}])),
    ("text-equal", "questionnaire.yaml/title", sections(languages=["en", "fr"]) | {"title": DOUBLE}),
    ("address-incomplete", "source", sections(source={"title": "S", "url": "example.org"})),
    ("address-incomplete", "resources/r", sections(question("s.a", resources=["r"]), resources={
        "r": {"title": "R", "url": "www.example.org", "verified": "yes", "checked": "2026-11-01"}})),
    ("resource-unverified", "resources/r", sections(
        question("s.a", resources=["r"]), resources={"r": {"title": "R", "verified": "memory"}})),
    ("resource-old", "resources/r", sections(
        question("s.a", resources=["r"]),
        resources={"r": {"title": "R", "verified": "yes", "checked": "2024-11-28"}})),
    ("resource-old", "resources/r", sections(
        question("s.a", resources=["r"]),
        resources={"r": {"title": "R", "verified": "yes", "checked": "2026-11-30"}})),
]  # fmt: skip
"""Rule, subject, and a questionnaire in which that is found, and nothing else."""
BESIDES = {
    "only-contradictory s.a": [("only-contradictory", "kind/ka")],
    "choice-dead kind/ka": [("choice-dead", "kind/kb")],
    "term-idle s.b#1": [("not-monotone", "s.b/s.a")],
}
"""What goes with some of them."""


def found_in(folder: Path, value: Values, **more: Any) -> list[tuple[str, str]]:
    return [(one.rule, one.subject) for one in linted(folder, value, **more).findings]


def linted(folder: Path, value: Values, **more: Any) -> Lint:
    return lint(load(folder, _in_all_languages(value)), as_of=DAY, **more)


def _in_all_languages(value: Values) -> Values:
    """Plain texts stand for one language; of two, the others are made up."""
    if len(value["languages"]) == 1:
        return value
    return {key: one if key in ("title", "id", "languages") else _translated(one, key) for key, one in value.items()}


TEXTS = {"ask", "label", "title", "do", "rule", "text", "say", "repair"}


def _translated(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        named = key in ("leads", "basis", "choices")
        return {
            k: _both(v) if isinstance(v, str) and (named or k in TEXTS) else _translated(v, k) for k, v in value.items()
        }
    return [_translated(one) for one in value] if isinstance(value, list) else value


def _both(text: str) -> Values:
    return {"en": text, "fr": f"{text} (fr)"}


@pytest.mark.parametrize(("rule", "subject", "value"), CASES, ids=lambda one: one if isinstance(one, str) else "")
def test_the_fault_is_found_and_no_other(rule: str, subject: str, value: Values, tmp_path: Path) -> None:
    besides = BESIDES.get(f"{rule} {subject}", []) if "always" not in str(value) else [("when-always", "s.a/always")]
    assert sorted(found_in(tmp_path, value)) == sorted([(rule, subject), *besides])


def test_nothing_is_found_where_nothing_is_wrong(tmp_path: Path) -> None:
    assert found_in(tmp_path, sections(question("s.a"))) == []


def test_every_rule_has_a_case() -> None:
    elsewhere = {HISTORY_GAP, versions.RULE, "relaxes", "unpinned"}  # the last two in tests/cli/test_overlay.py
    assert {rule for rule, _, _ in CASES} == {rule.id for rule in RULES} - {FILE_INVALID, NOT_DECIDED} - elsewhere


@pytest.mark.parametrize(
    "mend",
    [
        {"unknown_is": True},
        {"unknown_is": False},
        {"unknown_is": "unknown"},
    ],
)
def test_what_counts_while_nobody_knows_can_be_left_unknown_on_purpose(mend: Values, tmp_path: Path) -> None:
    new = {"new": {"type": "yes_no", "ask": "New?"} | mend}
    value = sections(question("s.a", when={"new": True}, gate=GATE | {"needs": "full"}), facets=facets(**new))
    loaded = load(tmp_path, value)
    assert found_in(tmp_path, value) == []
    assert loaded.questionnaire.facet_by_id["new"].unknown_is is (
        None if mend["unknown_is"] == "unknown" else mend["unknown_is"]
    )


def test_past_the_budget_nothing_is_called_fine_or_dead(tmp_path: Path) -> None:
    value = sections(question("s.a", when={"time": "t0", "open": True}, due="t1"))
    assert (NOT_DECIDED, "s.a") in found_in(tmp_path, value, budget=1)
    assert found_in(tmp_path, value)[0][0] == "question-dead"


def test_a_fall_is_shown_by_two_projects(tmp_path: Path) -> None:
    (found,) = linted(tmp_path, follow_up()).findings
    before, after = found.examples
    assert (before.answers["s.a"].choice, after.answers["s.a"].choice) == ("some", "full")
    assert found.message.values["high"] > found.message.values["low"]  # type: ignore[operator]  # shares


def test_a_follow_up_that_earns_no_points_lowers_nothing(tmp_path: Path) -> None:
    value = follow_up(scale="flat")
    value["scales"]["flat"] = {"choices": {"none": {"points": 0, "label": "N"}, "some": {"points": 1, "label": "S"}}}
    value["sections"].append({"id": "t", "title": "T", "questions": [value["sections"][0]["questions"].pop(1)]})
    assert [rule for rule, _ in found_in(tmp_path, value)] == []


@pytest.mark.parametrize("folder", [folder for _, folder in shipped_questionnaires()])
def test_everything_in_what_is_shipped_is_possible(folder: Path) -> None:
    found = lint(load_questionnaire(folder), as_of=DAY)
    assert [one.goal.subject for one in found.shown if not one.proof.example] == []
    assert found.desk.prover.steps < 50_000
