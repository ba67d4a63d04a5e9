"""`engage plan`: the cheapest way, what it promises, what is said where there is none."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from engage_cli.project.loading import load_project

from .conftest import ROOT, Engage

BEDE = str(ROOT / "examples/fabrique-a-bede")
SCHEMA = jsonschema_rs.validator_for(
    json.loads((ROOT / "schemas/plan.schema.json").read_text(encoding="utf-8")), validate_formats=True
)
EXAMPLES = sorted((ROOT / "examples").glob("*/project.yaml"))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _plan(engage: Engage, *words: str) -> dict[str, Any]:
    ran = engage("plan", *words, "--json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    SCHEMA.validate(found)
    return found


def test_the_cheapest_way_to_what_is_expected(engage: Engage) -> None:
    before = Path(BEDE, "project.yaml").read_bytes()
    out, found = _flat(engage("plan", BEDE).out), _plan(engage, BEDE)
    effort, steps = found["result"]["effort"], len(found["steps"])
    assert f"Cheapest way to “As expected” for “Principles”: effort {effort}, {steps} steps." in out
    assert re.search(
        r"From \d+% of what is expected \(Under way, 1 blocking requirement open\) to \d+% .* \(As expected\)\.", out
    )
    assert f"Proven best: every combination of steps is counted, and none with effort {effort - 1} or less" in out
    assert (
        out.index("Blocking requirements first")
        < out.index("O1.3 Rights cleared: Intention → Committed")
        < out.index(" Then ")
    )
    assert re.search(rf"effort {effort} {steps} \d+% As expected · this plan", out)
    assert f"engage plan {BEDE} --effort {effort // 2}" in out
    assert Path(BEDE, "project.yaml").read_bytes() == before


@pytest.mark.parametrize("project", EXAMPLES, ids=lambda path: path.parent.name)
def test_what_is_promised_is_what_scoring_gives(engage: Engage, project: Path) -> None:
    """The answers that the steps lead to, supposed with their evidence, give the result of the plan."""
    found = _plan(engage, str(project))
    assert found["proven_best"]
    words = [
        word for id, to in {s["question"]: s["to"] for s in found["steps"]}.items() for word in ("--if", f"{id}={to}")
    ]
    scored = json.loads(engage("score", str(project), "--json", *words).out)
    index = next(one for one in scored["indices"] if one["id"] == found["goal"]["of"])
    assert index["attainment"]["low"] == found["result"]["share"]
    assert index["bands"]["low"] == found["result"]["band"]
    assert sum(gate["open"] for gate in scored["gates"]) == found["result"]["open_gates"]
    assert found["result"]["effort"] == sum(step["cost"] for step in found["steps"])
    assert [point["effort"] for point in found["frontier"]] == sorted({point["effort"] for point in found["frontier"]})


def test_the_best_within_an_effort_has_must_haves_first(engage: Engage) -> None:
    found = _plan(engage, BEDE, "--effort", "1")
    assert [step["question"] for step in found["steps"]] == ["contenus.droits"]
    assert found["result"]["open_gates"] == 0
    assert _plan(engage, BEDE, "--effort", "0")["steps"] == []
    out = _flat(engage("plan", BEDE, "--effort", "2").out)
    assert "The best for “Principles” with effort 2 at most: effort 2, 2 steps." in out


def test_a_section_a_share_and_must_haves_alone(engage: Engage) -> None:
    section = _plan(engage, BEDE, "--of", "P6", "--reach", "100%")
    assert section["goal"] == {
        "of": "durable",
        "kind": "section",
        "band": None,
        "share": {"value": 1.0, "exact": "1"},
        "all_gates": False,
    }
    assert section["result"]["share"]["exact"] == "1"
    assert {step["section"] for step in section["steps"]} == {"durable"}
    gates = _plan(engage, BEDE, "--reach", "gates")
    assert [step["question"] for step in gates["steps"]] == ["contenus.droits"]
    beyond = _plan(engage, BEDE, "--reach", "Beyond")
    assert (beyond["reached"], beyond["result"]["band"]) == (True, "au-dela")


def test_steps_are_taken_and_left(engage: Engage) -> None:
    first = _plan(engage, BEDE)
    question = first["steps"][1]["question"]
    left = _plan(engage, BEDE, "--leave", question)
    assert question not in {step["question"] for step in left["steps"]}
    assert left["result"]["effort"] >= first["result"]["effort"]
    other = next(step for step in left["steps"] if step["question"] not in {one["question"] for one in first["steps"]})
    taken = _plan(engage, BEDE, "--take", other["recommendation"])
    assert other["recommendation"] in {step["recommendation"] for step in taken["steps"]}


def test_what_is_supposed_is_planned_for_and_said(engage: Engage) -> None:
    words = (BEDE, "--set", "phase=exploitation")
    found = _plan(engage, *words)
    assert found["supposed"]["facets"] == {"phase": "exploitation"}
    assert found["result"]["effort"] > _plan(engage, BEDE)["result"]["effort"]
    assert "Supposed, not written anywhere: Phase: Operation." in _flat(engage("plan", *words).out)


def test_another_questionnaire_where_sections_count_twice(engage: Engage) -> None:
    found = _plan(engage, "garden", "--of", "both")
    assert (found["proven_best"], found["why_not_proven"]) == (False, "shared")
    assert "Not proven best: some questions count in two places of this index." in _flat(
        engage("plan", "garden", "--of", "both").out
    )
    assert [step["recommendation"] for step in _plan(engage, "garden")["steps"]] == ["fit-a-lid"]


def test_nothing_to_do_and_nothing_that_can_be_done(engage: Engage) -> None:
    there = _flat(engage("plan", str(ROOT / "examples/voute-numerique")).out)
    assert "“Principles” is there already. Nothing has to be done for “As expected”." in there
    garden = engage("plan", "garden", "--leave", "fit-a-lid")
    assert garden.code == 0
    assert "Blocking requirements that stay open Lid No step settles them." in _flat(garden.out)


def test_without_an_answer_a_question_counts_as_the_lowest(engage: Engage) -> None:
    project = str(ROOT / "examples/parlons-objets")
    found = _plan(engage, project, "--of", "P5", "--reach", "100%")
    assert len(found["find_out"]) == 1
    assert "To find out first 1 question has no answer: it counts as the lowest level" in _flat(
        engage("plan", project, "--of", "P5", "--reach", "100%").out
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--reach", "as-expectd"), "“as-expectd” is nothing that can be reached."),
        (("--reach", "120%"), "A share is at most 100%."),
        (("--of", "durble"), "There is no section or index “durble”.\n  hint: Did you mean “durable”?"),
        (("--of", "O5"), "The project does not aim at “communs”: it stands in no total."),
        (("--take", "nothing-so"), "There is no recommendation or question “nothing-so”."),
        (("--take", "P1.4"), "No step “personne.acces-en-salle” can be taken now."),
        (("--take", "P6.1", "--leave", "P6.1"), "“durable.entretien” cannot be both taken and left."),
        (("--take", "P6.1", "--effort", "0"), "What --take asks for costs more than effort 0."),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_asked(engage: Engage, words: tuple[str, ...], said: str) -> None:
    ran = engage("plan", BEDE, *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"engage: {said}")


def test_plain_and_narrow_take_nothing_away(engage: Engage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "44")
    for words in ((), ("--plain",)):
        out = engage("plan", BEDE, *words).out
        assert re.search(r"share: \d+% · band: As expected · this plan", _flat(out))
        assert max(len(line) for line in out.splitlines() if "engage " not in line) <= 44


def test_french(engage: Engage) -> None:
    out = _flat(engage("plan", BEDE, "--lang", "fr").out)
    effort = _plan(engage, BEDE)["result"]["effort"]
    assert f"Chemin le moins coûteux vers « À l’attendu » pour « Principes » : effort {effort}, " in out
    assert f"aucune d’effort {effort - 1} ou moins n’y mène" in out


# ── taking the steps up ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "project.yaml"
    shutil.copy(Path(BEDE, "project.yaml"), path)
    return path


def test_the_steps_are_taken_up_as_actions_and_twice_changes_nothing(engage: Engage, project: Path) -> None:
    planned = _plan(engage, str(project), "--effort", "3", "--leave", "P2.5")
    before = project.read_text(encoding="utf-8")
    ran = engage("plan", str(project), "--effort", "3", "--leave", "P2.5", "--accept")
    assert ran.code == 0
    assert "with effort 3 at most" in ran.out
    assert f"3 actions added to {project}:\n  ouvrir-tableau-des-droits: " in ran.err
    after = project.read_bytes()
    assert after.decode().startswith(before)
    actions = load_project(project).project.actions
    assert [one.recommendation for one in actions] == [step["recommendation"] for step in planned["steps"]]
    assert [one.question for one in actions] == [step["question"] for step in planned["steps"]]
    again = engage("plan", str(project), "--effort", "3", "--leave", "P2.5", "--accept")
    assert f"Nothing was added to {project}.\n3 steps were taken up before.\n" in again.err
    assert project.read_bytes() == after


def test_a_larger_plan_adds_what_is_not_there_yet_and_evidence_counts_too(engage: Engage, project: Path) -> None:
    text = project.read_text(encoding="utf-8").replace("date: 2026-10-02", "date: 2024-10-02")
    project.write_text(text, encoding="utf-8")
    planned = _plan(engage, str(project), "--reach", "100%")
    engage("plan", str(project), "--reach", "gates", "--accept")
    ran = engage("plan", str(project), "--reach", "100%", "--accept")
    assert "1 step was taken up before." in ran.err
    actions = load_project(project).project.actions
    assert len(actions) == len({one.id for one in actions}) == len(planned["steps"])
    evidence = [one for one in actions if one.recommendation is None]
    assert len(evidence) == sum(step["kind"] == "attach_evidence" for step in planned["steps"])
    held = project.read_bytes()
    engage("plan", str(project), "--reach", "100%", "--accept", "--lang", "fr")
    assert project.read_bytes() == held


def test_what_is_done_is_named_and_what_was_dropped_is_taken_up_again(engage: Engage, project: Path) -> None:
    engage("plan", str(project), "--effort", "3", "--accept")
    engage("action", "done", str(project), "ouvrir")
    dropped = load_project(project).project.actions[1].id
    engage("action", "drop", str(project), dropped, "--because", "Too early")
    ran = engage("plan", str(project), "--effort", "3", "--accept")
    assert f"1 action added to {project}:\n  {dropped}-2: " in ran.err
    assert "1 step was taken up before." in ran.err
    assert "1 step is done and its answer still reads as before. Answer again:\n  ouvrir-tableau" in ran.err


def test_json_stands_alone_on_stdout(engage: Engage, project: Path) -> None:
    ran = engage("plan", str(project), "--accept", "--json")
    assert json.loads(ran.out)["reached"] is True
    assert "actions added to" in ran.err


def test_what_is_supposed_is_not_taken_up(engage: Engage, project: Path) -> None:
    before = project.read_bytes()
    ran = engage("plan", str(project), "--accept", "--set", "phase=exploitation")
    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        (
            "engage: Steps computed from suppositions cannot be taken up.\n"
            "  hint: Leave out --set and --if, or leave out --accept.\n"
        ),
    )
    assert project.read_bytes() == before
