"""What is put off, what is known, and what may not get worse."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engage_cli.check.rules.registry import RULES
from engage_cli.check.rules.rule import Rule
from engage_cli.cli.app import main
from tests.check.conftest import DAY, Check

Write = Callable[..., Path]
GATE = "personne.vie-privee"
UNMET = {GATE: {"choice": "non-aborde"}}


def waiver(**changed: Any) -> dict[str, Any]:
    whole = {
        "rule": "gate-unmet",
        "question": GATE,
        "because": "Évaluation commandée",
        "approved_by": "Direction",
        "until": "2027-03-01",
    }
    return whole | changed


def test_a_waiver_puts_a_finding_off(check: Check, write: Write) -> None:
    write(answers=UNMET, waivers=[waiver()])
    ran = check("project.yaml", "--output-format=json")
    assert ("gate-unmet", GATE) not in ran.found()
    entry = ran.found("waived")["gate-unmet", GATE]
    assert entry["waiver"] == "waived until 2027-03-01 by Direction: Évaluation commandée"
    assert ("gate-unmet", GATE) in check("project.yaml", "--output-format=json", "--no-waivers").found()
    assert "1 waived" in check("project.yaml").out


@pytest.mark.parametrize(("day", "code"), [("2027-02-28", 0), ("2027-03-01", 0), ("2027-03-02", 1)])
def test_a_date_is_good_through_its_whole_day(check: Check, write: Write, day: str, code: int) -> None:
    write(answers=UNMET, waivers=[waiver()])
    ran = check("project.yaml", f"--as-of={day}", "--output-format=json")
    assert ran.code == code
    assert bool([rule for rule, _ in ran.found() if rule == "waiver-expired"]) == bool(code)


def test_an_unanswered_gate_is_covered_by_the_same_waiver(check: Check, write: Write) -> None:
    write(waivers=[waiver()])
    ran = check("project.yaml", "--output-format=json")
    assert ("gate-unknown", GATE) in ran.found("waived")


def test_an_unused_waiver_warns(check: Check, write: Write) -> None:
    write(answers=UNMET, waivers=[waiver(), waiver(question="personne.essais-public"), waiver(rule="nope")])
    ran = check("project.yaml", "--output-format=json")
    unused = [one for (rule, _), one in ran.found().items() if rule == "waiver-unused"]
    assert [one["severity"] for one in unused] == ["warning", "warning"]
    assert ran.code == 0


HOLDS, HOLDS_NOT = {"phase": "planification"}, {"phase": "idee"}


@pytest.mark.parametrize(
    ("clauses", "severity"),
    [
        ([{"severity": "note", "when": HOLDS_NOT}], "warning"),
        ([{"severity": "off", "when": HOLDS_NOT}], "warning"),
        ([{"severity": "off", "when": HOLDS}], None),
        ([{"severity": "note", "when": HOLDS_NOT}, {"severity": "error", "when": HOLDS}], "error"),
        ([{"severity": "note"}, {"severity": "error", "when": HOLDS}], "error"),
        ([{"severity": "off"}, {"severity": "note", "when": HOLDS}], "note"),
    ],
)
def test_the_gravest_clause_that_holds_weighs_a_waiver(
    check: Check, write: Write, place: Path, clauses: list[dict[str, Any]], severity: str | None
) -> None:
    write(waivers=[waiver(question="personne.essais-public")])
    whole = {"engage": 1, "id": "mine", "title": "Mine", "rules": {"waiver-unused": clauses}}
    (place / "mine.yaml").write_text(json.dumps(whole))
    found = check("project.yaml", "--policy=mine.yaml", "--output-format=json").found()
    assert [one["severity"] for one in found.values()] == ([severity] if severity else [])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_waiver_may_name_any_rule(rule: Rule, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    """Those as well that no policy may name: wherever a project is read, the same rules are known."""
    write(answers=UNMET, waivers=[waiver(rule=rule.id)])
    assert main(["score", "project.yaml", f"--as-of={DAY}"]) == 0
    assert capsys.readouterr().err == ""


def test_a_waiver_of_a_rule_that_does_not_exist_says_so(
    check: Check, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(answers=UNMET, waivers=[waiver(rule="gate-umnet"), waiver(rule="nothing-alike-at-all")])
    ran = check("project.yaml", "--output-format=json")
    first, second = (one for (rule, _), one in ran.found().items() if rule == "waiver-unused")
    assert (first["message"], first["repair"]) == (
        "The waiver names a rule that does not exist: “gate-umnet”.",
        "Did you mean “gate-unmet”?",
    )
    assert second["repair"] == "All rules: engage rule"
    assert '"rule": "gate-umnet"' in path.read_text().splitlines()[first["line"] - 1]
    assert main(["score", "project.yaml"]) == 0
    said = capsys.readouterr().err
    assert f"project.yaml:{first['line']}:" in said
    assert "The waiver names a rule that does not exist: “gate-umnet”.\n  hint: Did you mean “gate-unmet”?" in said


def test_a_waiver_of_what_does_not_exist_says_so(
    check: Check, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(answers=UNMET, waivers=[waiver(question=f"{GATE[:-1]}"), waiver(question="nothing-alike-at-all")])
    ran = check("project.yaml", "--output-format=json")
    first, second = (one for (rule, _), one in ran.found().items() if rule == "waiver-unused")
    assert (first["message"], first["repair"]) == (
        f"The waiver is about something that does not exist: “{GATE[:-1]}”.",
        f"Did you mean “{GATE}”?",
    )
    assert second["repair"].startswith("Copy the id from the finding, as")
    assert f'"question": "{GATE[:-1]}"' in path.read_text().splitlines()[first["line"] - 1]
    assert main(["score", "project.yaml"]) == 0
    said = capsys.readouterr().err
    assert f"hint: Did you mean “{GATE}”?" in said


def test_a_waiver_by_reference_is_told_the_id(check: Check, write: Write) -> None:
    write(answers=UNMET, waivers=[waiver(question="P1.5")])
    found = check("project.yaml", "--output-format=json").found()
    assert [one["repair"] for (rule, _), one in found.items() if rule == "waiver-unused"] == [f"Did you mean “{GATE}”?"]


def test_waivers_may_be_about_facets_sections_and_the_whole(check: Check, write: Write) -> None:
    waivers = [waiver(rule="facet-missing", question="suivi"), waiver(rule="coverage-low", question="assessment")]
    write(facets={"suivi": None}, waivers=waivers)
    waived = check("project.yaml", "--policy=strict", "--output-format=json").found("waived")
    assert set(waived) == {("facet-missing", "suivi"), ("coverage-low", "assessment")}


@pytest.mark.parametrize("missing", ["rule", "question", "because", "approved_by", "until"])
def test_a_waiver_says_everything(check: Check, write: Write, missing: str) -> None:
    write(waivers=[{key: value for key, value in waiver().items() if key != missing}])
    ran = check("project.yaml")
    assert ran.code == 2
    assert f"The key “{missing}” is missing." in ran.out


def test_a_baseline_hides_what_is_known_and_counts_it(check: Check, write: Write) -> None:
    write(facets={"suivi": None})
    assert check("project.yaml").code == 1
    made = check("project.yaml", "--write-baseline=known.json")
    assert made.code == 0
    assert "Baseline written: known.json" in made.err
    ran = check("project.yaml", "--baseline=known.json")
    assert ran.code == 0
    assert "known from the baseline" in ran.out
    assert check("project.yaml", "--baseline=known.json", "--no-baseline").code == 1
    write(facets={"suivi": None, "code": None})
    ran = check("project.yaml", "--baseline=known.json", "--output-format=json")
    assert ran.code == 1
    assert ran.found()["facet-missing", "code"]["new"] is True
    assert ("facet-missing", "suivi") in ran.found("known")


def test_a_finding_is_the_same_wherever_it_moves(check: Check, write: Write, place: Path) -> None:
    file = write(facets={"suivi": None})
    check("project.yaml", "--write-baseline=known.json")
    before = check("project.yaml", "--output-format=json").found()["facet-missing", "suivi"]
    file.write_text("\n\n# moved\n" + file.read_text())
    assert check("project.yaml", "--baseline=known.json").code == 0
    after = check("project.yaml", "--output-format=json").found()["facet-missing", "suivi"]
    assert after["line"] == before["line"] + 3
    assert after["fingerprint"] == before["fingerprint"]


def test_a_ratchet_compares_with_one_baseline_and_writes_another(check: Check, write: Write, place: Path) -> None:
    write(facets={"suivi": None})
    check("project.yaml", "--write-baseline=b.json")
    words = ("project.yaml", "--baseline=b.json", "--ratchet", "--write-baseline=c.json")
    assert check(*words).code == 0
    assert (place / "c.json").read_bytes() == (place / "b.json").read_bytes()
    write(facets={"suivi": None, "code": None})
    ran = check(*words, "--output-format=json")
    assert ran.code == 1
    assert ran.found()["facet-missing", "code"]["new"] is True
    assert ("facet-missing", "suivi") in ran.found("known")
    assert check("project.yaml", "--baseline=c.json", "--ratchet").code == 0
    assert check("project.yaml", "--ratchet", "--write-baseline=d.json").code == 2


def test_a_baseline_is_read_from_anywhere(
    check: Check, write: Write, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("charters/a.yaml", facets={"suivi": None})
    check("charters", "--write-baseline=known.json")
    (place / "engage.yaml").write_text("check: {baseline: known.json}\n")
    monkeypatch.chdir(place / "charters")
    assert check("a.yaml").code == 0


def test_a_baseline_is_the_same_bytes_whatever_the_order(check: Check, write: Write, place: Path) -> None:
    for name in "ba":
        write(f"{name}.yaml", facets={"suivi": None, "code": None})
    check("a.yaml", "b.yaml", "--write-baseline=one.json")
    check("b.yaml", "a.yaml", "--write-baseline=two.json")
    assert (place / "one.json").read_bytes() == (place / "two.json").read_bytes()


def test_no_baseline_is_written_of_what_cannot_be_read(check: Check, write: Write, place: Path) -> None:
    write()
    (place / "b.yaml").write_text("charter: [")
    assert check("project.yaml", "b.yaml", "--write-baseline=known.json").code == 2
    assert not (place / "known.json").exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format_version": 2, "projects": {}}', '{"format_version": 1}'])
def test_a_baseline_that_is_none_is_refused(check: Check, write: Write, place: Path, content: str) -> None:
    write()
    (place / "known.json").write_text(content)
    ran = check("project.yaml", "--baseline=known.json")
    assert ran.code == 2
    assert "known.json: This is not a baseline" in ran.err


def test_a_ratchet_keeps_what_was_reached(check: Check, write: Write) -> None:
    write(answers={"mesure.objectifs": {"choice": "engage"}, GATE: {"choice": "engage"}})
    check("project.yaml", "--write-baseline=known.json")
    assert check("project.yaml", "--baseline=known.json", "--ratchet").code == 0
    write(answers={"mesure.objectifs": {"choice": "intention"}, GATE: {"choice": "engage"}})
    assert check("project.yaml", "--baseline=known.json").code == 0
    ran = check("project.yaml", "--baseline=known.json", "--ratchet", "--output-format=json")
    assert ran.code == 1
    assert ("score-fell", "mesure") in ran.found()
    assert "fell from" in ran.found()["score-fell", "mesure"]["message"]
    write(answers={"mesure.objectifs": {"choice": "demontre"}, GATE: {"choice": "engage"}})
    assert check("project.yaml", "--baseline=known.json", "--ratchet").code == 0


def test_scopes_are_never_compared(check: Check, write: Write, place: Path) -> None:
    answers = {"mesure.objectifs": {"choice": "engage"}}
    write(answers=answers, scope="quick")
    check("project.yaml", "--write-baseline=known.json")
    known = json.loads((place / "known.json").read_text())
    known["projects"]["project.yaml"]["scope"] = "full"
    (place / "known.json").write_text(json.dumps(known))
    write(answers={"mesure.objectifs": {"choice": "non-aborde"}}, scope="quick")
    ran = check("project.yaml", "--baseline=known.json", "--ratchet", "--output-format=json")
    assert [one for one in ran.found() if one[0] == "score-fell"] == [("score-fell", "assessment")]
    assert "is not compared with the baseline" in ran.found()["score-fell", "assessment"]["message"]
