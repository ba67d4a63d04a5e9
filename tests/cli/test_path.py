"""`engage path`: where a project stands, what is noted of a step, and that nothing noted is lost."""

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from engage_cli.cli.app import root
from engage_cli.files import schemas, yaml_reading
from engage_cli.project.loading import load_project
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.terminal.commands import walk_commands
from tests.authoring.making import minimal, step, write
from tests.cli.conftest import ROOT, Engage
from tests.editing import edit

SHIPPED = ROOT / "questionnaires/engagement-numerique"
PROJECT = """\
# Kept by hand.
engage: 1
charter:
  name: A small one   # not more
  facets: {time: t0, kind: [kb]}
assessment:
  questionnaire: {id: small, version: 1.0.0}
  date: 2026-11-20
  answers:
    s.a: {choice: some}   # for now
  # the end
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with its questionnaire beside it, in the folder where commands run."""
    steps = [
        step("first-meeting", command="engage facts {project}", resources=["guide"], **{"with": ["two"]}),
        step("charter", when={"kind": "ka"}),
        step("check", due="t1"),
        step("permits", when={"new": True}),
    ]
    value = minimal(
        path=steps,
        leads={"one": "One", "two": "Two"},
        resources={"guide": {"title": "A guide", "url": "https://g.org"}},
    )
    value["facets"]["new"] = {"type": "yes_no", "ask": "New?", "label": "Novelty"}
    write(tmp_path / "questionnaires/small", value)
    path = tmp_path / "project.yaml"
    path.write_text(PROJECT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return path


def flat(text: str) -> str:
    return " ".join(text.split())


def record(project: Path) -> list[Any]:
    """What is kept beside the project."""
    found: Any = yaml_reading.read(project.with_name("project.history.yaml")).value
    return list(found)


def values(engage: Engage, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(engage("path", *words, "--json").out)
    return found


def states(engage: Engage, *words: str) -> dict[str, str]:
    return {one["id"]: one["state"] for one in values(engage, *words)["steps"]}


# ── where it stands ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_due_is_told_in_full_and_the_rest_in_short(engage: Engage, project: Path) -> None:
    ran = engage("path")
    assert (ran.code, ran.err) == (0, "")
    told = flat(ran.out)
    assert told.startswith("Accompaniment: A small one 1 due now · 1 not known whether it applies · 1 later")
    assert "1 step does not concern the project (all of them: --all)" in told
    assert (
        "1. first-meeting first-meeting Do first-meeting Who: One, with Two Command: engage facts project.yaml" in told
    )
    assert "Document: A guide, https://g.org" in told
    assert re.search(r"4\. permits +One · it depends on: Novelty", ran.out)
    assert re.search(r"3\. check +One · from: T1", ran.out)
    assert "charter" not in told
    assert "engage facts project.yaml" in told
    assert "2. charter" in engage("path", "--all").out


def test_the_list_may_be_left_out_and_a_misspelt_command_may_not(engage: Engage, project: Path) -> None:
    shown = engage("path", "list", "project.yaml").out
    assert engage("path", "project.yaml").out == engage("path").out == engage("path", "list").out == shown
    assert engage("path", "--lang", "en", "--as-of", "2026-12-01", ".").code == 0
    wrong = engage("path", "skipp", "project.yaml", "check")
    assert wrong.code == 2
    assert "There is no command “skipp”." in wrong.err
    assert "Did you mean skip?" in wrong.err
    assert "Commands" in engage("path", "-h").out
    done = Path("done")
    done.mkdir()
    shutil.copy(project, done)
    shutil.copytree("questionnaires", done / "questionnaires")
    assert engage("path", "list", "done").code == 0


def test_plain_has_no_columns_and_says_the_same(engage: Engage, project: Path) -> None:
    plain = engage("path", "--plain")
    assert plain.code == 0
    assert "    Who, and when: One · from: T1" in plain.out.splitlines()


def test_what_will_be_due_in_the_next_phase(engage: Engage, project: Path) -> None:
    assert states(engage)["check"] == "later"
    supposed = values(engage, "--set", "time=t1")
    assert supposed["supposed"]["facets"] == {"time": "t1"}
    assert [(one["id"], one["late"]) for one in supposed["steps"] if one["state"] == "due"] == [
        ("first-meeting", True), ("check", False),
    ]  # fmt: skip
    assert "uppose" in engage("path", "--set", "time=t1").out
    assert states(engage)["check"] == "later"


def test_the_json_follows_its_schema(engage: Engage, project: Path) -> None:
    engage("path", "skip", "project.yaml", "check", "--because", "No.")
    validator = jsonschema_rs.Draft202012Validator(schemas.load_schema("path"))
    for words in ((), ("--set", "time=t1"), (str(ROOT / "examples/fabrique-a-bede"),)):
        validator.validate(values(engage, *words))
    assert values(engage)["counts"] == {
        "done": 0, "skipped": 1, "not_concerned": 1, "unknown": 1, "later": 0, "due": 1,
    }  # fmt: skip


def test_a_questionnaire_without_a_path_says_so(engage: Engage) -> None:
    ran = engage("path", "garden/project.yaml")
    assert ran.code == 2
    assert "The questionnaire “garden” declares no path." in ran.err
    assert values(engage, "garden/project.yaml")["steps"] == []
    assert engage("path", "done", "garden/project.yaml", "x").code == 2


# ── what is noted ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_done_with_its_day_and_note_and_every_other_byte_stays(engage: Engage, project: Path) -> None:
    score = json.loads(engage("score", "--json").out)
    ran = engage("path", "done", ".", "first-meeting", "--on", "2026-11-18", "--note", "Minutes: sent # to all")
    assert (ran.code, ran.out) == (0, "")
    assert "first-meeting: first-meeting (done, November 18, 2026: Minutes: sent # to all)" in ran.err
    assert not set(PROJECT.splitlines()) - set(project.read_text(encoding="utf-8").splitlines())
    note = load_project(project).project.path["first-meeting"]
    assert (note.status, str(note.date), note.note) == ("done", "2026-11-18", "Minutes: sent # to all")
    after = json.loads(engage("score", "--json").out)
    assert {key: one for key, one in after.items() if key != "path"} | {"path": score["path"]} == score
    assert [one["state"] for one in after["path"]] == ["done", "not_concerned", "later", "unknown"]
    assert states(engage)["first-meeting"] == "done"
    assert "Nothing is due now." in engage("path").out


def test_a_step_is_named_by_its_beginning_or_its_number(engage: Engage, project: Path) -> None:
    assert engage("path", "done", ".", "FIRST").code == 0
    assert engage("path", "done", ".", "3").code == 0
    assert list(load_project(project).project.path) == ["first-meeting", "check"]
    ambiguous = engage("path", "done", ".", "ch")
    assert ambiguous.code == 2
    assert "There is no step “ch”." in ambiguous.err
    assert "Did you mean “permits”?" in engage("path", "done", ".", "permit-s").err
    assert engage("path", "done", ".", "0").code == engage("path", "done", ".", "5").code == 2


def test_skipping_needs_a_reason_which_is_shown(engage: Engage, project: Path) -> None:
    before = project.read_bytes()
    for words in ([], ["--because", "  "]):
        ran = engage("path", "skip", ".", "check", *words)
        assert ran.code == 2
        assert "Say why it is skipped" in ran.err
    assert project.read_bytes() == before
    assert engage("path", "skip", ".", "check", "--because", "Checked by others", "--as-of", "2026-11-29").code == 0
    assert re.search(r"3\. check +November 29, 2026: Checked by others", engage("path").out)


def test_a_day_to_come_is_refused(engage: Engage, project: Path) -> None:
    before = project.read_bytes()
    ran = engage("path", "done", ".", "check", "--on", "2062-11-18", "--as-of", "2026-11-29")
    assert ran.code == 2
    assert "The day 2062-11-18 is still to come." in ran.err
    assert project.read_bytes() == before


def test_reopened_and_what_was_noted_is_kept_beside(engage: Engage, project: Path) -> None:
    engage("path", "skip", ".", "check", "--because", "Not ours")
    again = engage("path", "done", ".", "check")
    assert again.code == 2
    assert "The step “check” was skipped." in again.err
    assert "engage path reopen project.yaml check" in again.err
    ran = engage("path", "reopen", ".", "check", "--as-of", "2026-12-01")
    assert ran.code == 0
    assert "check: check (later, from: T1)" in ran.err
    assert "kept in project.history.yaml" in ran.err
    assert project.read_text(encoding="utf-8") == PROJECT
    [kept] = record(project)
    assert (kept["replaced"], kept["id"], kept["was"]["note"]) == ("2026-12-01", "path.check", "Not ours")
    assert engage("path", "done", ".", "check").code == 0
    nothing = engage("path", "reopen", ".", "permits")
    assert nothing.code == 2
    assert "Nothing is noted for the step “permits”" in nothing.err
    assert "Done or skipped: check." in nothing.err


def test_nobody_is_overwritten(engage: Engage, project: Path) -> None:
    """A note and what others wrote beside it stay, those under `x-` too."""
    engage("path", "done", ".", "first")
    edit(project, ("      status: done\n", "      status: done   # at last\n      x-room: 12\n"))
    engage("path", "skip", ".", "check", "--because", "No.")
    text = project.read_text(encoding="utf-8")
    assert "      status: done   # at last\n      x-room: 12\n" in text
    engage("path", "reopen", ".", "first")
    assert record(project)[0]["was"]["x-room"] == 12


# ── what is wrong ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_misspelt_step_in_the_file_is_said_at_its_line(engage: Engage, project: Path) -> None:
    edit(project, ("  # the end", "  path:\n    chekc: {status: done}\n    check: {status: skipped}"))
    ran = engage("path")
    assert ran.code == 2
    assert "project.yaml:12:5: assessment.path.chekc: Unknown step “chekc”." in ran.err
    assert "Did you mean “check”?" in ran.err
    assert "project.yaml:13:5: assessment.path.check: The key “note” is missing." in ran.err


def test_an_older_step_is_kept_and_named(engage: Engage, project: Path) -> None:
    edit(project, ("version: 1.0.0", "version: 0.9.0"), ("  # the end", "  path:\n    old: {status: done, note: Kept}"))
    ran = engage("path", "done", ".", "first")
    assert ran.code == 0
    assert "Unknown step “old”" in ran.err
    assert "    old: {status: done, note: Kept}" in project.read_text(encoding="utf-8")


# ── the shipped one ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_command_of_the_shipped_path_can_be_typed() -> None:
    command = root()
    top = command.make_context("engage", [], resilient_parsing=True)
    known = {context.command_path: context.command for context in walk_commands(command, top)}
    for one in load_questionnaire(SHIPPED).questionnaire.path:
        if one.command is None:
            continue
        words = shlex.split(one.command.replace("{project}", "project.yaml"))
        named = next(" ".join(words[:n]) for n in (3, 2) if " ".join(words[:n]) in known)
        rest = words[len(named.split()) :]
        options = {name for param in known[named].params for name in param.opts}
        assert "project.yaml" in rest
        assert {word for word in rest if word.startswith("-")} <= options, one.command


def test_the_shipped_path_follows_the_phases_and_the_facts(engage: Engage, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples/fabrique-a-bede", tmp_path / "p")
    counts = {
        phase: values(engage, str(tmp_path / "p"), "--set", f"phase={phase}")["counts"]
        for phase in ("idee", "planification", "realisation", "exploitation", "cloture")
    }
    due = [one["due"] for one in counts.values()]
    assert due[0] >= 3
    assert due[-1] == max(due)
    assert [one["later"] for one in counts.values()] == sorted((one["later"] for one in counts.values()), reverse=True)
    assert counts["cloture"]["later"] == 0
    unknown = states(engage, str(tmp_path / "p"), "--set", "fournisseurs=unknown")
    assert unknown["devis-relu"] == "unknown"
    assert states(engage, str(tmp_path / "p"), "--set", "fournisseurs=no")["devis-relu"] == "not_concerned"
