"""The path over many projects: how many are where, who waits for what, and that an unknown fact is never a no."""

import json
from pathlib import Path
from typing import Any

import pytest

from engage_cli.model.path import StepNote, StepStatus
from engage_cli.model.project import Charter, FacetValue, Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.accompaniment import awaited_leads, awaited_steps
from engage_cli.portfolio.aggregation import build_portfolio
from engage_cli.portfolio.portfolio import Limits, Portfolio
from engage_cli.portfolio.rows import Row
from tests.authoring.making import load, minimal, step
from tests.portfolio.making import TODAY, garden, project, row

DONE, SKIPPED = (StepNote(status=one, note="A secret.") for one in StepStatus)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    steps = [step("meet"), step("permits", when={"kind": "ka"}, lead="two"), step("check", due="t1", lead="two")]
    value = minimal(path=steps, leads={"one": "One", "two": "Two", "three": "Three"})
    return load(tmp_path_factory.mktemp("path"), value).questionnaire


def made(q: Questionnaire, name: str, path: dict[str, StepNote] | None = None, **facets: FacetValue) -> Row:
    return row(Project(charter=Charter(name=name, facets=facets), path=path or {}), q)


def together(q: Questionnaire) -> Portfolio:
    rows = (
        made(q, "b", time="t1", kind=("ka",)),
        made(q, "a", {"meet": DONE}, time="t0", kind=("kb",)),
        made(q, "c", {"meet": SKIPPED}, time="t0"),
    )
    return build_portfolio(q, rows, Limits(today=TODAY))


def test_counts_by_step_and_who_waits(small: Questionnaire) -> None:
    found = together(small)
    counts = {
        view.step.id: {state.value: len(those) for state, those in view.lines.items() if those} for view in found.path
    }
    assert counts == {
        "meet": {"due": 1, "done": 1, "skipped": 1},
        "permits": {"due": 1, "not_concerned": 1, "unknown": 1},
        "check": {"due": 1, "later": 2},
    }
    assert [(one.step.id, one.line.name, one.cell.state.value, one.cell.facets) for one in awaited_steps(found)] == [
        ("meet", "b", "due", ()),
        ("permits", "b", "due", ()),
        ("permits", "c", "unknown", ("kind",)),
        ("check", "b", "due", ()),
    ]


def test_who_is_waited_for(small: Questionnaire) -> None:
    found = [(one.lead.id, one.steps, one.awaited, one.projects) for one in awaited_leads(together(small))]
    assert found == [("one", 1, 1, 1), ("two", 2, 3, 2)]


def test_a_questionnaire_without_a_path_has_none() -> None:
    facets: dict[str, FacetValue] = {"plot": "yard", "crops": ("bees",)}
    found = build_portfolio(
        garden(), [row(Project(charter=Charter(name="p", facets=facets)), garden())], Limits(today=TODAY)
    )
    assert (found.path, awaited_steps(found), awaited_leads(found)) == ((), (), ())
    assert row(project("p")).path


def test_documents_and_open_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    from engage_cli.cli.app import main
    from tests.authoring.making import write

    monkeypatch.setenv("ENGAGE_LANG", "en")
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "projects/questionnaires/small", minimal(path=[step("meet"), step("new", when={"kind": "ka"})]))
    for name, more in (("one", "  path: {meet: {status: done, date: 2026-11-01, note: A secret.}}\n"), ("two", "")):
        text = f"engage: 1\ncharter: {{name: {name}, facets: {{time: t1}}}}\n"
        text += f"assessment:\n  questionnaire: {{id: small, version: 1.0.0}}\n{more}"
        (tmp_path / f"projects/{name}.yaml").write_text(text, encoding="utf-8")

    def run(*words: str) -> None:
        assert main([*words, "--as-of", "2026-11-23", "-j", "1"]) == 0, capsys.readouterr().err

    run("portfolio", "projects", "-o", "p.json")
    run("portfolio", "projects", "-o", "p.md")
    tables = json.loads(Path("p.json").read_text(encoding="utf-8"))["tables"]
    assert [(one["step_id"], one["due"], one["unknown"], one["done"]) for one in tables["path"]] == [
        ("meet", 1, 0, 1),
        ("new", 0, 2, 0),
    ]
    waiting = [(one["key"], one["step_id"], one["state_id"], one["facts"]) for one in tables["path-waiting"]]
    assert waiting == [
        ("two", "meet", "due", []),
        ("one", "new", "unknown", ["kind"]),
        ("two", "new", "unknown", ["kind"]),
    ]
    said = Path("p.md").read_text(encoding="utf-8")
    assert "3 steps of the path are waited for, in 2 projects." in said
    assert "| new | 2 | one; two |" in said
    run("export", "projects", "-o", "data")
    assert Path("data/path.csv").read_text(encoding="utf-8").splitlines() == [
        "project,step,state,waits,late,date",
        "one,meet,done,false,false,2026-11-01",
        "one,new,unknown,true,true,",
        "two,meet,due,true,true,",
        "two,new,unknown,true,true,",
    ]
    everything = "".join(file.read_text(encoding="utf-8") for file in Path("data").glob("*.csv"))
    assert "A secret." not in everything + said + Path("p.json").read_text(encoding="utf-8")
    run("export", "projects", "-o", "data", "--with-text")
    assert "one,path,meet,note,A secret." in Path("data/texts.csv").read_text(encoding="utf-8")
