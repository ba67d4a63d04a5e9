"""A month in CI: what an engineer asked of the check in vain, and has (one test a finding).

More of each: F1 and F2 `test_ratchet`, `test_waivers_and_baseline`; F3 `test_selection`, `test_inputs`; F4 and F5
`test_said`; F6 `test_said`; F7 `test_ci`.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from engage_cli.cli.app import main
from tests.check.conftest import ROOT, Check

Write = Callable[..., Path]
GATE, PLAIN = "personne.vie-privee", "mesure.objectifs"
REACHED = {GATE: {"choice": "engage"}, PLAIN: {"choice": "engage"}}
RATCHET = ("--baseline=known.json", "--ratchet")


def test_f1_a_baseline_survives_a_rename_and_says_what_is_stale(check: Check, write: Write, place: Path) -> None:
    for name in ("a", "gone"):
        write(f"charters/{name}.yaml", id=name, answers=REACHED)
    check(".", "--write-baseline=known.json")
    (place / "charters/a.yaml").rename(place / "charters/b.yaml")
    (place / "charters/gone.yaml").unlink()
    ran = check(".", *RATCHET)
    assert ran.code == 0, "nothing is new but a name"
    assert "knows charters/b.yaml as charters/a.yaml" in ran.err
    assert "charters/gone.yaml" in ran.err
    write("charters/b.yaml", id="a", answers=REACHED | {PLAIN: {"choice": "intention"}})
    assert "score-fell" in check(".", *RATCHET).out


def test_f2_the_ratchet_praises_progress_and_names_the_answer_that_fell(check: Check, write: Write) -> None:
    write(answers=REACHED | {GATE: {"choice": "intention"}})
    check("project.yaml", "--write-baseline=known.json")
    write(answers=REACHED)
    rose = check("project.yaml", *RATCHET)
    assert rose.code == 0
    assert "Blocking requirement met now" in rose.out
    write(answers=REACHED | {GATE: {"choice": "intention"}, PLAIN: {"choice": "intention"}})
    fell = check("project.yaml", *RATCHET)
    assert fell.code == 1
    assert "“Success objectives” from “Committed” to “Intention”" in fell.out


def test_f3_rules_are_selected_weighed_counted_and_files_excluded(check: Check, write: Write, place: Path) -> None:
    write("kept/project.yaml", facets={"suivi": None})
    write("old/project.yaml", facets={"suivi": None})
    assert "2 files" in check(".", "--select=facet-missing").err + check(".", "--select=facet-missing").out
    alone = check(".", "--select=facet-missing", "--exclude=old", "--output-format=json").json
    assert [file["path"] for file in alone["files"]] == ["kept/project.yaml"]
    assert {one["rule"] for file in alone["files"] for one in file["findings"]} == {"facet-missing"}
    assert check(".", "--select=facet-missing", "--severity=facet-missing=error").code == 1
    assert check(".", "--select=facet-missing", "--severity=facet-missing=error", "--ignore=facet-missing").code != 1
    assert "facet-missing" in check(".", "--statistics").out
    settings = "check:\n  per-file:\n    - {files: old/*, ignore: [facet-missing]}\n"
    (place / "engage.yaml").write_text(settings, encoding="utf-8")
    assert "--per-file" not in check(".", "--show-config").out


def test_f4_inputs_are_what_they_are(check: Check, write: Write, place: Path) -> None:
    write(facets={"phase": None})
    missing = check("project.yaml", "--output-format=json")
    assert missing.code == 1
    assert ("facet-missing", "phase") in missing.found()
    none = check("zz*.yaml")
    assert none.code == 2
    assert "1 file checked" not in none.out + none.err
    garden = ROOT / "tests/questionnaires"
    assert main(["check", str(garden / "garden"), "--questionnaires", str(garden), "--exit-zero"]) == 0
    assert "--questionnaires" in (ROOT / "docs/en/ci.md").read_text(encoding="utf-8") + (
        ROOT / "docs/en/settings.md"
    ).read_text(encoding="utf-8")


def test_f5_sarif_shows_the_line_and_schemas_have_names(
    check: Check, write: Write, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(answers=REACHED | {GATE: {"choice": "non-aborde"}})
    (run,) = check("project.yaml", "--output-format=sarif").json["runs"]
    regions = [one["locations"][0]["physicalLocation"]["region"] for one in run["results"]]
    assert any('"choice": "non-aborde"' in region["snippet"]["text"] for region in regions if "snippet" in region)
    assert main(["schema", "project"]) == 0
    assert json.loads(capsys.readouterr().out)["$id"] == "urn:engage:schema:project"
    (place / "p.yaml").write_text("engage: 1\nid: p\nrules: {index-low: error}\n", encoding="utf-8")
    refused = check("project.yaml", "--policy=p.yaml")
    assert refused.code == 2
    assert "at_least" in refused.err


def test_f6_a_waiver_is_told_before_it_ends(check: Check, write: Write) -> None:
    waiver = {"rule": "gate-unmet", "question": GATE, "because": "B", "approved_by": "A", "until": "2026-12-01"}
    write(answers=REACHED | {GATE: {"choice": "non-aborde"}}, waivers=[waiver])
    ran = check("project.yaml", "--output-format=json")
    assert [one for one in ran.found() if one[0].startswith("waiver-")]


def test_f7_what_is_installed_is_kept_between_runs() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert [step for step in action["runs"]["steps"] if str(step.get("uses", "")).startswith("actions/cache")]
    for page in ("docs/fr/ci.md", "docs/en/ci.md"):
        assert "actions/cache" in (ROOT / page).read_text(encoding="utf-8")
