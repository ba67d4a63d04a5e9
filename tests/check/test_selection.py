"""Which rules are heeded, how much they weigh, which files are looked at, and findings counted."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.conftest import Check

Write = Callable[..., Path]
MISSING = {"suivi": None, "code": None}


@pytest.fixture(autouse=True)
def _projects(write: Write) -> None:
    write("a/project.yaml", facets=MISSING, answers={"personne.vie-privee": {"choice": "non-aborde"}})
    write("b/project.yaml", facets={"suivi": "unknown"})


def rules(check: Check, *words: str) -> set[tuple[str, str, str]]:
    """(folder, rule, severity) of what is found."""
    files = check(".", "--output-format=json", *words).json["files"]
    return {(f["path"][0], one["rule"], one["severity"]) for f in files for one in f["findings"]}


MISS, UNMET, UNKNOWN = ("a", "facet-missing", "error"), ("a", "gate-unmet", "warning"), ("b", "facet-unknown", "note")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--select=facet-missing"], {MISS}),
        (["--select=facet-missing,gate-unmet"], {MISS, UNMET}),
        (["--select=facet-missing", "--select=facet-unknown"], {MISS, UNKNOWN}),
        (["--select=facet-missing", "--ignore=facet-missing"], set()),
        (["--select=gate-unmet", "--severity=gate-unmet=error"], {("a", "gate-unmet", "error")}),
        (["--select=facet-missing", "--severity=facet-missing=off"], set()),
        (["--select=facet-missing,facet-unknown", "--exclude=a/"], {UNKNOWN}),
        (["--select=facet-missing,facet-unknown", "--exclude=b"], {MISS}),
    ],
)
def test_what_is_typed_narrows_and_weighs(check: Check, words: list[str], found: set[tuple[str, str, str]]) -> None:
    assert rules(check, *words) == found


def test_a_rule_that_the_policy_has_off_is_turned_on(check: Check) -> None:
    assert check(".", "--select=question-unanswered").code == 2
    assert (
        "Not looked for, as the policy charter has it off: question-unanswered."
        in check("a", "--select=question-unanswered").out
    )
    ran = check("a", "--select=question-unanswered", "--severity=question-unanswered=error")
    assert ran.code == 1
    assert "Not looked for" not in ran.out


def test_a_waiver_of_a_rule_that_is_not_heeded_is_not_called_unused(check: Check, write: Write) -> None:
    about = {"rule": "gate-unmet", "question": "personne.vie-privee"}
    waived = about | {"because": "B", "approved_by": "A", "until": "2027-01-01"}
    write("a/project.yaml", answers={"personne.vie-privee": {"choice": "non-aborde"}}, waivers=[waived])
    assert "waiver-unused" not in check("a", "--ignore=gate-unmet").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--select=gate-umnet"], "There is no rule “gate-umnet”.\n  hint: Did you mean “gate-unmet”?"),
        (["--severity=gate-unmet=eror"], "“eror” is not a severity.\n  hint: Did you mean “error”?"),
        (["--severity=gate-unmet"], "--severity takes a rule and its severity: gate-unmet=error"),
        (["--ignore=file-invalid"], "file-invalid cannot be left out: what cannot be read does not pass."),
        (
            ["--severity=coverage-low=error"],
            "  hint: Write it in a policy: coverage-low: {severity: error, at_least: 0.8}",
        ),
        (["--select=gate-unmet", "--write-baseline=b.json"], "--write-baseline writes down the findings of all rules"),
        (
            ["--statistics", "--output-format=json"],
            "--statistics takes the place of the findings: json would",
        ),
    ],
)
def test_what_cannot_be_asked_is_said(check: Check, words: list[str], said: str) -> None:
    ran = check("a", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_statistics_count_by_rule(check: Check) -> None:
    ran = check("a", "--statistics")
    assert ran.code == 1
    assert ran.out.splitlines()[0].startswith("2  in 1 file  error    facet-missing: ")
    assert ran.out.splitlines()[-1].startswith("1 file checked, 1 does not pass, 2 errors")


SETTINGS = """
check:
  ignore: [facet-outside-advice]
  severity: {gate-unmet: note}
  overrides:
    - {files: [a/], policy: strict, select: [gate-unmet, facet-missing]}
    - {files: ["a/project.yaml"], severity: {facet-missing: warning, gate-unmet: off}}
"""


def test_settings_differ_by_file(check: Check, place: Path) -> None:
    (place / "engage.yaml").write_text(SETTINGS)
    assert ("a", "facet-missing", "warning") in rules(check)
    assert not {one for one in rules(check) if one[0] == "a"} - {("a", "facet-missing", "warning")}
    assert UNKNOWN in rules(check)
    shown = check("a", "--show-config").out
    assert "  policy: strict\n" in shown
    assert "  select: [facet-missing, gate-unmet]\n  ignore: [facet-outside-advice]\n" in shown
    assert "    gate-unmet: off\n" in shown
    assert "policy: charter" in check("b", "--show-config").out


def test_what_is_typed_wins_over_settings(check: Check, place: Path) -> None:
    (place / "engage.yaml").write_text("check: {ignore: [gate-unmet], severity: {gate-unmet: note}}\n")
    assert rules(check, "--select=gate-unmet", "--severity=gate-unmet=error") == {("a", "gate-unmet", "error")}


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("check: {ignore: [gate-umnet]}", "engage.yaml:1:18: check.ignore[0]: “gate-umnet” cannot stand here."),
        ("check: {severity: {coverage-low: error}}", "engage.yaml:1:19: check.severity: The rule coverage-low needs"),
        ("check: {overrides: [{policy: strict}]}", "The key “files” is missing."),
    ],
)
def test_settings_that_cannot_hold_are_said_at_their_line(check: Check, place: Path, settings: str, said: str) -> None:
    (place / "engage.yaml").write_text(settings)
    ran = check("a")
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--select=evidence-gone"], 2),
        (["--select=score-fell"], 2),
        (["--select=score-fell", "--baseline=known.json", "--ratchet"], 0),
        (["--select=waiver-expired"], 0),
        (["--select=evidence-gone,gate-unmet"], 0),
        (["--select=evidence-gone", "--severity=evidence-gone=error"], 0),
    ],
)
def test_a_gate_that_judges_nothing_of_what_was_asked_does_not_pass(check: Check, words: list[str], code: int) -> None:
    check(".", "--write-baseline=known.json", "--exit-zero")
    ran = check(".", *words)
    assert ran.code == code
    assert ("Nothing was checked but that it can be read" in ran.out) is (code == 2)
    assert ("engage: This does not pass: none of the rules" in check(".", *words, "-q").err) is (code == 2)
