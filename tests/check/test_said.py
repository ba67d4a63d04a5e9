"""What a check says beside its findings, and to the programs that read it."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from engage_cli.check.formats.formats import FORMATS
from engage_cli.check.rules.registry import RULES
from tests.check.conftest import ROOT, Check

Write = Callable[..., Path]
GATE = "personne.vie-privee"


def waived(until: str) -> dict[str, object]:
    waiver = {"rule": "gate-unmet", "question": GATE, "because": "B", "approved_by": "A", "until": until}
    return {"answers": {GATE: {"choice": "non-aborde"}}, "waivers": [waiver]}


@pytest.mark.parametrize(("until", "said"), [("2026-11-23", True), ("2026-12-23", True), ("2026-12-24", False)])
def test_a_waiver_is_told_before_it_ends(check: Check, write: Write, until: str, *, said: bool) -> None:
    write(**waived(until))
    ran = check("project.yaml")
    assert ran.code == 0
    assert (f"The waiver of gate-unmet for “{GATE}” ends on {until}." in ran.out) is said


def test_a_policy_says_how_long_before(check: Check, write: Write, place: Path) -> None:
    write(**waived("2027-02-01"))
    clause = "waiver-ending: {severity: error, within: P3M}"
    (place / "ours.yaml").write_text(f"engage: 1\nid: ours\ntitle: Ours\nrules: {{gate-unmet: error, {clause}}}\n")
    assert check("project.yaml", "--policy=ours.yaml").code == 1
    (place / "ours.yaml").write_text("engage: 1\nid: ours\ntitle: Ours\nrules: {waiver-ending: off}\n")
    assert "waiver-ending" not in check("project.yaml", "--policy=ours.yaml").out


def test_a_fact_that_has_to_be_there_is_missing_and_no_fault_of_the_file(
    check: Check, write: Write, place: Path
) -> None:
    write(facets={"phase": None})
    ran = check("project.yaml", "--output-format=json")
    assert ran.code == 1
    assert list(ran.found()) == [("facet-missing", "phase")]
    write(facets={"phase": None}, answers={"no.such": {"choice": "x"}})
    assert check("project.yaml").code == 2
    write(facets={"phase": None})
    (place / "ours.yaml").write_text("engage: 1\nid: ours\ntitle: Ours\nrules: {gate-unmet: error}\n")
    assert check("project.yaml", "--policy=ours.yaml").code == 2


def names(check: Check) -> set[str]:
    root = ET.fromstring(check("project.yaml", "--output-format=junit").out)
    return {str(case.get("name")) for case in root.iter("testcase")}


def test_the_name_of_a_case_stays_when_a_fault_above_it_goes(check: Check, place: Path) -> None:
    text = "engage: 1\ncharter: {name: A, links: 3, nmae: B, facets: {}}\nassessment: {scope: wide}\n"
    (place / "project.yaml").write_text(text)
    before = names(check)
    (place / "project.yaml").write_text(text.replace("links: 3, ", ""))
    after = names(check)
    assert "file-invalid assessment.scope" in after
    assert after < before


def test_what_is_not_found_is_no_file(check: Check, write: Write) -> None:
    write()
    ran = check("zz*.yaml", "project.yaml")
    assert ran.code == 2
    assert ran.out.splitlines()[-1].startswith("1 file checked, it passes, 1 not found, 1 error")


def test_a_summary_that_goes_nowhere_is_said(check: Check, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write()
    said = "markdown: there is no job summary here, GITHUB_STEP_SUMMARY is not set.\nhint: --also markdown=FILE\n"
    assert said in check("project.yaml", "--also=markdown").err
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.md")
    assert "no job summary" not in check("project.yaml", "--also=markdown").err


@pytest.mark.parametrize(
    ("rule", "hint"),
    [
        ("coverage-low", "coverage-low: {severity: error, at_least: 0.8}"),
        ("index-low", "index-low: {severity: warning, of: {indices: [ID]}, at_least: expected}"),
        ("assessment-old", "assessment-old: {severity: warning, older_than: P6M}"),
    ],
)
def test_a_rule_that_takes_more_says_how_it_is_written(
    check: Check, write: Write, place: Path, rule: str, hint: str
) -> None:
    write()
    (place / "ours.yaml").write_text(f"engage: 1\nid: ours\ntitle: Ours\nrules: {{{rule}: error}}\n")
    ran = check("project.yaml", "--policy=ours.yaml")
    assert ran.code == 2
    assert f"hint: Write it in a policy: {hint}" in ran.out + ran.err


def test_sarif_shows_the_line_and_where_the_rule_is_explained(
    check: Check, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(answers={GATE: {"choice": "non-aborde"}})
    run = json.loads(check("project.yaml", "--output-format=sarif").out)["runs"][0]
    found = next(one for one in run["results"] if one["ruleId"] == "gate-unmet")
    assert found["locations"][0]["physicalLocation"]["region"]["snippet"]["text"].strip() == '"choice": "non-aborde"'
    assert "helpUri" not in run["tool"]["driver"]["rules"][0]
    monkeypatch.setenv("ENGAGE_DOCS", "https://example.org/engage/docs/")
    driver = json.loads(check("project.yaml", "--output-format=sarif").out)["runs"][0]["tool"]["driver"]
    page = "https://example.org/engage/docs/en/rules.md"
    assert driver["informationUri"] == page
    assert [rule["helpUri"] for rule in driver["rules"]] == [f"{page}#{rule.id}" for rule in RULES]


ADDRESS = "https://example.org/engage/en/rules.html#gate-unmet"


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_the_rule_of_a_finding_has_its_address_where_documents_have_one(
    check: Check, write: Write, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    write(answers={GATE: {"choice": "non-aborde"}})
    assert "example.org" not in check("project.yaml", f"--output-format={format}").out
    monkeypatch.setenv("ENGAGE_DOCS", "https://example.org/engage/index.html")
    assert ADDRESS in check("project.yaml", f"--output-format={format}").out
    monkeypatch.setenv("ENGAGE_DOCS", "javascript:alert(1)")
    assert "alert" not in check("project.yaml", f"--output-format={format}").out


def test_people_are_told_where_a_rule_is_explained(check: Check, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write(answers={GATE: {"choice": "non-aborde"}})
    assert (
        "What a rule means, and what to do: engage rule gate-unmet\n"
        in check("project.yaml", "--select=gate-unmet").out
    )
    assert "engage rule" not in check("project.yaml", "--select=facet-missing").out
    monkeypatch.setenv("ENGAGE_DOCS", "https://example.org/engage/index.html")
    assert f"\ngate-unmet: {ADDRESS}\n" in check("project.yaml").out
    assert f"| [gate-unmet]({ADDRESS}) |" in check("project.yaml", "--output-format=markdown").out


@pytest.mark.parametrize("page", ["docs/fr/regles.md", "docs/en/rules.md"])
def test_every_rule_has_its_anchor(page: str) -> None:
    lines = (ROOT / page).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("## ")] == [f"## {rule.id}" for rule in RULES]
