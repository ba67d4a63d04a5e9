"""A baseline that follows its projects, and a ratchet that weighs scores and requirements, not how much is found."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.check.conftest import Check

Write = Callable[..., Path]
GATE, PLAIN = "personne.vie-privee", "mesure.objectifs"
PARTNER = "mesure.plan-evaluation"
REACHED = {GATE: {"choice": "engage"}, PLAIN: {"choice": "engage"}}
BASE = ("--baseline=known.json",)
RATCHET = (*BASE, "--ratchet")


def known(place: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((place / "known.json").read_text())["projects"]
    return found


# ── renamed, gone, in part ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_project_that_is_renamed_is_known_by_its_id(check: Check, write: Write, place: Path) -> None:
    write("charters/a.yaml", id="fabrique", answers=REACHED)
    check(".", "--write-baseline=known.json")
    (place / "charters/a.yaml").unlink()
    write("charters/b.yaml", id="fabrique", answers=REACHED | {PLAIN: {"choice": "intention"}})
    ran = check(".", *RATCHET)
    assert ran.code == 1
    assert "score-fell" in ran.out
    assert "gate-unknown (new)" not in ran.out
    assert "known.json knows charters/b.yaml as charters/a.yaml." in ran.err
    check(".", "--write-baseline=known.json")
    assert list(known(place)) == ["charters/b.yaml"]


def test_a_copy_is_a_project_of_its_own(check: Check, write: Write) -> None:
    write("a.yaml", id="fabrique", facets={"suivi": None})
    check(".", "--write-baseline=known.json")
    write("b.yaml", id="fabrique", facets={"suivi": None})
    ran = check(".", *BASE, "--output-format=json")
    files = {file["path"]: {one["status"] for one in file["findings"]} for file in ran.json["files"]}
    assert files == {"a.yaml": {"known"}, "b.yaml": {"open"}}


def test_a_part_written_again_keeps_the_others(check: Check, write: Write, place: Path) -> None:
    for name in ("a/a.yaml", "b/b.yaml", "b/gone.yaml", "c/gone.yaml"):
        write(name)
    check(".", "--write-baseline=known.json")
    (place / "b/gone.yaml").unlink()
    (place / "c/gone.yaml").unlink()
    assert "knows 2 projects whose files are gone: b/gone.yaml, c/gone.yaml" in check("a", *BASE).err
    ran = check("b", "--write-baseline=known.json")
    assert list(known(place)) == ["a/a.yaml", "b/b.yaml", "c/gone.yaml"]
    assert ran.err.endswith(
        "Baseline written: known.json\nIt keeps 2 projects that were not checked.\n"
        "Taken out of it, as their files are gone: b/gone.yaml\n"
    )  # fmt: skip


def test_what_is_found_no_more_is_said(check: Check, write: Write) -> None:
    write(facets={"suivi": None, "code": None})
    check("project.yaml", "--write-baseline=known.json")
    write()
    assert "3 findings of the baseline are gone; --write-baseline leaves them out" in check("project.yaml", *BASE).err


@pytest.mark.parametrize(
    "broken",
    [
        *({"id": 3}, {"met": 3}, {"met": [3]}, {"answers": []}, {"answers": {"a.b": "2"}}, {"findings": [["a", {}]]}),
        *({"scope": {}}, {"questionnaire_version": {"a.b": "1/2"}}, {"questionnaire": ["garden"]}),
    ],
)
def test_a_record_that_is_none_is_refused(check: Check, write: Write, place: Path, broken: dict[str, Any]) -> None:
    write()
    record = {"findings": [], "scores": {}, "scope": "full", "questionnaire_version": "1"} | broken
    (place / "known.json").write_text(json.dumps({"format_version": 1, "projects": {"project.yaml": record}}))
    ran = check("project.yaml", *BASE)
    assert ran.code == 2
    assert "This is not a baseline that this engage reads." in ran.err


# ── what fell, what rose ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_answer_that_fell_is_named_with_its_line(check: Check, write: Write) -> None:
    write(answers=REACHED)
    check("project.yaml", "--write-baseline=known.json")
    file = write(answers=REACHED | {PLAIN: {"choice": "intention"}})
    ran = check("project.yaml", *RATCHET, "--output-format=json")
    assert ran.code == 1
    fell = ran.found()["score-fell", "mesure"]
    assert fell["message"].endswith(", at worst: “Success objectives” from “Committed” to “Intention”.")
    assert '"choice": "intention"' in file.read_text().splitlines()[fell["line"] - 1]


def test_more_that_is_asked_is_no_answer_that_fell(check: Check, write: Write) -> None:
    write(answers=REACHED, facets={"phase": "idee"})
    check("project.yaml", "--write-baseline=known.json")
    write(answers=REACHED, facets={"phase": "exploitation"})
    ran = check("project.yaml", *RATCHET)
    assert "at worst: no answer did, but more is asked now." in ran.out


def test_a_requirement_that_was_met_may_not_fall(check: Check, write: Write) -> None:
    write(answers=REACHED)
    check("project.yaml", "--write-baseline=known.json")
    write(answers=REACHED | {GATE: {"choice": "non-aborde"}})
    ran = check("project.yaml", *RATCHET, "--output-format=json")
    assert ran.code == 1
    fell = ran.found()["gate-fell", GATE]
    assert fell["message"].endswith(", from “Committed” to “Not addressed”.")
    assert ("gate-unmet", GATE) not in ran.found()
    assert ("gate-unmet", GATE) in check("project.yaml", *BASE, "--output-format=json").found()
    waiver = {"rule": "gate-unmet", "question": GATE, "because": "B", "approved_by": "A", "until": "2027-01-01"}
    write(answers=REACHED | {GATE: {"choice": "non-aborde"}}, waivers=[waiver])
    assert ("gate-fell", GATE) in check("project.yaml", *RATCHET, "--output-format=json").found("waived")


def test_each_answer_that_fell_is_named_and_one_taken_back_too(check: Check, write: Write) -> None:
    write(answers=REACHED | {PARTNER: {"choice": "engage"}})
    check("project.yaml", "--write-baseline=known.json")
    write(answers=REACHED | {PLAIN: {"choice": "intention"}})
    found = check("project.yaml", *RATCHET, "--output-format=json").found()
    assert found["score-fell", "mesure"]["message"].endswith(
        "at worst: “Success objectives” from “Committed” to “Intention”; "
        "“Evaluation plan” from “Committed” to no answer."
    )


def test_a_requirement_falls_where_more_is_needed_for_the_same_answer(check: Check, write: Write) -> None:
    write(answers=REACHED, facets={"phase": "planification"})
    check("project.yaml", "--write-baseline=known.json")
    write(answers=REACHED, facets={"phase": "exploitation"})
    fell = check("project.yaml", *RATCHET, "--output-format=json").found()["gate-fell", GATE]
    assert fell["message"].endswith("and not any more: “Privacy from the outset”. More is needed now.")


def test_what_had_no_score_cannot_fall(check: Check, write: Write, place: Path) -> None:
    write(answers=REACHED)
    check("project.yaml", "--write-baseline=known.json")
    baseline = json.loads((place / "known.json").read_text())
    del baseline["projects"]["project.yaml"]["scores"]["mesure"]
    (place / "known.json").write_text(json.dumps(baseline))
    write(answers=REACHED | {PLAIN: {"choice": "non-aborde"}})
    fell = {subject for rule, subject in check("project.yaml", *RATCHET, "--output-format=json").found()}
    assert "mesure" not in fell
    assert "principes" in fell


@pytest.mark.parametrize(("ignored", "left"), [("score-fell", {"gate-fell"}), ("gate-fell", {"score-fell"})])
def test_each_rule_of_the_ratchet_can_be_left_out(check: Check, write: Write, ignored: str, left: set[str]) -> None:
    write(answers=REACHED)
    check("project.yaml", "--write-baseline=known.json")
    write(answers={GATE: {"choice": "non-aborde"}, PLAIN: {"choice": "non-aborde"}})
    found = check("project.yaml", *RATCHET, f"--ignore={ignored}", "--output-format=json").found()
    assert {rule for rule, _ in found if rule.endswith("-fell")} == left


def test_progress_is_not_punished_but_praised(check: Check, write: Write) -> None:
    """What is raised before its evidence exists is found, and lowers nothing."""
    write(answers={PLAIN: {"choice": "intention"}, GATE: {"choice": "non-aborde"}})
    words = ("project.yaml", "--policy=progress", "--ignore=question-unanswered")
    check("project.yaml", "--policy=progress", "--write-baseline=known.json")
    write(answers={PLAIN: {"choice": "demontre"}, GATE: {"choice": "engage"}})
    ran = check(*words, *RATCHET)
    assert "evidence-missing (new)" in ran.out
    assert ran.code == 0
    assert "project.yaml: Blocking requirement met now: “Privacy from the outset”." in ran.out
    assert "rose from" in ran.out
    assert check(*words, *RATCHET, "--output-format=json").json["files"][0]["risen"]


def test_an_honest_answer_to_an_open_question_is_not_new(check: Check, write: Write) -> None:
    write()
    check("project.yaml", "--policy=strict", "--write-baseline=known.json")
    write(answers={GATE: {"choice": "non-aborde"}, PLAIN: {"unknown": True}})
    found = check("project.yaml", "--policy=strict", *RATCHET, "--output-format=json")
    assert {("gate-unmet", GATE), ("answer-unknown", PLAIN)} <= set(found.found("known"))


def test_what_is_new_fails_by_its_own_weight(check: Check, write: Write) -> None:
    write()
    check("project.yaml", "--write-baseline=known.json")
    write(facets={"suivi": "unknown"})
    assert check("project.yaml", *RATCHET).code == 0
    assert check("project.yaml", *RATCHET, "--fail-on=note").code == 1
    write(facets={"suivi": None})
    assert check("project.yaml", *RATCHET).code == 1


# ── what cannot be compared ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("known", "code", "said"),
    [
        (
            {"scope": "quick"},
            1,
            "It is not compared with the baseline: it was a quick one then, and is a full assessment now.",
        ),
        ({"questionnaire": "other"}, 1, "It is not compared with the baseline, made by the questionnaire other; "),
        ({"questionnaire_version": "1.0.0"}, 0, "It is not compared with the baseline, made by version 1.0.0 of the "),
    ],
)
def test_what_cannot_be_compared_is_said(
    check: Check, write: Write, known: dict[str, str], code: int, said: str
) -> None:
    write(answers=REACHED)
    check("project.yaml", "--write-baseline=known.json")
    file = Path("known.json")
    value = json.loads(file.read_text())
    assert value["projects"]["project.yaml"]["questionnaire"] == "engagement-numerique"
    value["projects"]["project.yaml"] |= known
    file.write_text(json.dumps(value))
    write(answers=REACHED | {PLAIN: {"choice": "non-aborde"}})
    ran = check("project.yaml", *RATCHET)
    assert ran.code == code
    assert said in ran.out
    assert "not compared" not in check("project.yaml", *BASE).out
    assert "not compared" not in check("project.yaml", *RATCHET, "--ignore=gate-fell,score-fell").out


def test_a_baseline_that_does_not_say_its_questionnaire_is_compared(check: Check, write: Write, place: Path) -> None:
    write(answers=REACHED)
    check("project.yaml", "--write-baseline=known.json")
    known = json.loads((place / "known.json").read_text())
    del known["projects"]["project.yaml"]["questionnaire"]
    (place / "known.json").write_text(json.dumps(known))
    write(answers=REACHED | {PLAIN: {"choice": "non-aborde"}})
    assert "fell from" in check("project.yaml", *RATCHET).out
