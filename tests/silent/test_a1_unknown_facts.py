"""A1: a gate whose condition reads a fact that nobody knows is not known yet, in every place that speaks of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Engage

EXAMPLE = ROOT / "examples/nanotechnologies/project.yaml"
FACTS = ("envois", "offre-d-emploi")


@pytest.fixture(params=["unknown", "left out"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The example, in which nobody says whether messages are sent or a position is filled."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    about = [line for line in lines if line.strip().split(":")[0] in FACTS]
    assert len(about) == len(FACTS)
    kept = [f"{line.split(':')[0]}: unknown\n" if line in about else line for line in lines]
    path = tmp_path / "project.yaml"
    text = kept if request.param == "unknown" else [line for line in lines if line not in about]
    path.write_text("".join(text), encoding="utf-8")
    return path


def gates(engage: Engage, project: Path) -> dict[str, Any]:
    results = json.loads(engage("score", str(project), "--json").out)
    return {gate["question"]: gate for gate in results["gates"]}


def test_it_is_unknown_and_says_what_it_waits_for(engage: Engage, project: Path) -> None:
    before = {id: gate["state"] for id, gate in gates(engage, EXAMPLE).items()}
    found = gates(engage, project)
    opened = {id: gate["waits_for"] for id, gate in found.items() if gate["state"] != before[id]}
    assert sorted(map(tuple, opened.values())) == [("envois",), ("offre-d-emploi",)]
    assert {found[id]["state"] for id in opened} == {"unknown"}


@pytest.mark.parametrize("ref", ["O3.2", "O4.6"])
def test_score_and_explain_name_the_fact_and_whom_to_ask(engage: Engage, project: Path, ref: str) -> None:
    said = engage("score", str(project)).out
    part = said[said.index(f"not known yet  {ref}") :]
    assert "Not known yet: " in part[:400]
    assert f"not concerned  {ref}" not in said
    explained = engage("explain", str(project), ref).out
    assert "Not known yet: " in explained
    assert "under reserve" in explained


def test_the_report_says_it(engage: Engage, project: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    assert engage("report", str(project), "-o", str(file)).code == 0
    text = file.read_text(encoding="utf-8")
    assert text.count("Not known yet: ") >= len(FACTS)


def test_the_gate_does_not_pass(engage: Engage, project: Path) -> None:
    ran = engage("check", str(project), "--policy=strict", "--output-format=json")
    found = [f for f in json.loads(ran.out)["files"][0]["findings"] if f["rule"] == "gate-unknown"]
    assert len(found) == len(FACTS)
    assert all(f["fails"] for f in found)


def test_once_the_fact_is_known_it_is_settled(engage: Engage, project: Path) -> None:
    text = project.read_text(encoding="utf-8")
    known = "".join(f"    {fact}: false\n" for fact in FACTS)
    lines = [line for line in text.splitlines(keepends=True) if line.strip().split(":")[0] not in FACTS]
    at = next(i for i, line in enumerate(lines) if line.strip() == "facets:") + 1
    project.write_text("".join([*lines[:at], known, *lines[at:]]), encoding="utf-8")
    states = {id: gate["state"] for id, gate in gates(engage, project).items()}
    assert states == {id: gate["state"] for id, gate in gates(engage, EXAMPLE).items()}
