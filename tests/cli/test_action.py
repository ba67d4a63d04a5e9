"""`engage action`: what is taken up, done, dropped, listed and exported; no score follows from it."""

import csv
import datetime as dt
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from engage_cli.files import yaml_reading
from engage_cli.project.history import history_path
from engage_cli.project.loading import load_project
from engage_cli.report.actions.calendar import _folded
from tests.cli.conftest import ROOT, Engage

EXAMPLE = ROOT / "examples/fabrique-a-bede/project.yaml"
RIGHTS = "ouvrir-tableau-des-droits"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "project.yaml"
    shutil.copy(EXAMPLE, path)
    return path


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_recommendation_is_taken_up_and_every_other_byte_stays(engage: Engage, project: Path) -> None:
    before = project.read_text(encoding="utf-8")
    ran = engage("action", "add", str(project), RIGHTS, "--owner", "Collections", "--due", "2027-01-15")
    assert (ran.code, ran.out) == (0, "")
    assert "by January 15, 2027" in ran.err
    after = project.read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n"))
    [action] = load_project(project).project.actions
    assert (action.id, action.question, action.recommendation) == (RIGHTS, "contenus.droits", RIGHTS)
    assert (action.owner, str(action.due), action.status) == ("Collections", "2027-01-15", "open")


def test_a_question_stands_for_what_is_proposed_for_it(engage: Engage, project: Path) -> None:
    assert engage("action", "add", str(project), "o1.3").code == 0
    assert load_project(project).project.actions[0].recommendation == RIGHTS


def test_own_words_alone_or_for_a_question(engage: Engage, project: Path) -> None:
    assert engage("action", "add", str(project), "--do", "Écrire le plan d’entretien avec TI, puis le signer").code == 0
    assert engage("action", "add", str(project), "P6.1", "--do", "Écrire le plan d’entretien avec TI, encore").code == 0
    one, other = load_project(project).project.actions
    assert (one.id, one.question) == ("ecrire-le-plan-d-entretien", None)
    assert (other.id, other.question) == ("ecrire-le-plan-d-entretien-2", "durable.entretien")


def test_done_changes_no_score_and_says_what_the_answer_still_reads(engage: Engage, project: Path) -> None:
    engage("action", "add", str(project), RIGHTS)
    before = json.loads(engage("score", str(project), "--json").out)
    ran = engage("action", "done", str(project), "ouvrir", "--on", "2026-11-20")
    assert ran.code == 0
    assert f"“{RIGHTS}” is done; the answer to “O1.3 Rights cleared” still reads “Intention”." in flat(ran.err)
    assert json.loads(engage("score", str(project), "--json").out) == before
    listed = flat(engage("action", "list", str(project)).out)
    assert "done, November 20, 2026" in listed
    assert "still reads “Intention”" in listed


def test_dropped_with_its_reason(engage: Engage, project: Path) -> None:
    engage("action", "add", str(project), RIGHTS)
    assert engage("action", "drop", str(project), RIGHTS).code == 2
    assert engage("action", "drop", str(project), RIGHTS, "--because", "No budget").code == 0
    assert "dropped: No budget" in engage("action", "list", str(project)).out
    again = engage("action", "done", str(project), RIGHTS)
    assert (again.code, "was dropped" in again.err) == (2, True)


def test_another_owner_and_day_and_what_gives_way_is_named_and_kept(engage: Engage, project: Path) -> None:
    engage("action", "add", str(project), RIGHTS, "--owner", "Archives", "--due", "2026-12-20")
    before = project.read_text(encoding="utf-8")
    ran = engage("action", "change", str(project), "ouvrir", "--owner", "Images", "--due", "2027-02-01")
    assert (ran.code, ran.out) == (0, "")
    assert "(Images, by February 1, 2027, open)" in flat(ran.err)
    assert "Before: Open a table" in flat(ran.err)
    assert "(Archives, by December 20, 2026, open)" in flat(ran.err)
    after = project.read_text(encoding="utf-8")
    assert after == before.replace("owner: Archives", "owner: Images").replace("2026-12-20", "2027-02-01")
    engage("action", "change", str(project), RIGHTS, "--due", "", "--do", "Write: the table")
    [action] = load_project(project).project.actions
    assert (action.do, action.owner, action.due, action.recommendation) == ("Write: the table", "Images", None, RIGHTS)
    engage("action", "change", str(project), RIGHTS, "--owner", "")
    assert load_project(project).project.actions[0].owner is None
    kept = yaml_reading.read(history_path(project)).value
    assert isinstance(kept, list)
    assert kept[0]["was"] == {"owner": "Archives", "due": "2026-12-20"}
    assert kept[0]["now"] == {"owner": "Images", "due": "2027-02-01"}
    assert (kept[1]["was"]["due"], kept[2]["was"]) == ("2027-02-01", {"owner": "Images"})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("change", RIGHTS), "Say what is new: --owner, --due or --do."),
        (("change", RIGHTS, "--owner", "Archives"), "Nothing would change in the action"),
        (("change", RIGHTS, "--do", " "), "An action without a text says nothing."),
        (("change", RIGHTS, "--due", "2020-01-01"), "before the project begins"),
        (("change", "o", "--due", "2027-01-01"), f"Several begin so: {RIGHTS}, other."),
        (("reopen", RIGHTS), "is still to be done"),
        (("start", "nothing"), "There is no action “nothing”"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_change_that_cannot_be_made_writes_nothing(
    engage: Engage, project: Path, words: tuple[str, ...], said: str
) -> None:
    engage("action", "add", str(project), RIGHTS, "--owner", "Archives")
    engage("action", "add", str(project), "--do", "Other")
    before = project.read_bytes()
    ran = engage("action", words[0], str(project), *words[1:])
    assert (ran.code, said in flat(ran.err)) == (2, True), ran.err
    assert (project.read_bytes(), history_path(project).exists()) == (before, False)


def test_started_then_done_then_taken_up_again(engage: Engage, project: Path) -> None:
    engage("action", "add", str(project), RIGHTS, "--due", "2026-12-20")
    assert ", started)" in engage("action", "start", str(project), RIGHTS).err
    assert engage("action", "start", str(project), RIGHTS).code == 2
    engage("action", "done", str(project), RIGHTS, "--on", "2026-11-20")
    refused = engage("action", "change", str(project), RIGHTS, "--due", "2027-01-01")
    assert (refused.code, f"engage action reopen {project} {RIGHTS}" in refused.err) == (2, True)
    assert engage("action", "reopen", str(project), RIGHTS).code == 0
    [action] = load_project(project).project.actions
    assert (action.status, action.done, str(action.due)) == ("open", None, "2026-12-20")
    kept = yaml_reading.read(history_path(project)).value
    assert isinstance(kept, list)
    assert (kept[0]["id"], kept[0]["was"]) == (f"actions.{RIGHTS}", {"status": "done", "done": "2026-11-20"})
    engage("action", "drop", str(project), RIGHTS, "--because", "No budget")
    engage("action", "reopen", str(project), RIGHTS)
    assert load_project(project).project.actions[0].because is None
    assert "because: No budget" in history_path(project).read_text(encoding="utf-8")


def test_what_is_done_is_to_be_looked_at_again_and_not_proposed_anew(engage: Engage, project: Path) -> None:
    def listed() -> tuple[str, str]:
        done, _, proposed = engage("action", "list", str(project)).out.partition("Proposed")
        return flat(done), proposed

    assert RIGHTS in listed()[1]
    engage("action", "add", str(project), RIGHTS)
    engage("action", "done", str(project), RIGHTS, "--on", "2026-11-20")
    done, proposed = listed()
    assert "Done, to be looked at again “ouvrir-tableau-des-droits” is done" in done
    assert f"The next assessment begins there: engage assess {project}" in done
    assert RIGHTS not in proposed
    [step] = [one for one in plan_of(engage, project)["steps"] if one["question"] == "contenus.droits"]
    assert step["action"] == RIGHTS
    assert "done, to be looked at again" in flat(engage("plan", str(project), "--of", "orientations").out)
    report = engage("report", str(project), "--kind", "actions", "-o", "-", "--format", "md").out
    assert "Open a table" not in report.partition("## Proposed")[2]
    checked = engage("check", str(project), "--policy", "strict").out
    assert "nobody has looked again" in flat(checked)


def test_once_looked_at_again_it_is_proposed_anew(engage: Engage, project: Path) -> None:
    engage("action", "add", str(project), RIGHTS)
    engage("action", "done", str(project), RIGHTS, "--on", "2026-11-20")
    text = project.read_text(encoding="utf-8")
    before = "    contenus.droits:\n      choice: intention\n"
    assert before in text
    project.write_text(text.replace(before, f"{before}      reviewed: 2026-11-22\n"), encoding="utf-8")
    done, _, proposed = engage("action", "list", str(project)).out.partition("Proposed")
    assert ("to be looked at again" in done, RIGHTS in proposed) == (False, True)
    assert "nobody has looked again" not in engage("check", str(project), "--policy", "strict").out
    engage("plan", str(project), "--of", "orientations", "--accept")
    assert [one.id for one in load_project(project).project.actions] == [RIGHTS, f"{RIGHTS}-2"]


def test_evidence_that_was_to_be_brought_and_is_wanting_still(engage: Engage, tmp_path: Path) -> None:
    path = tmp_path / "project.yaml"
    shutil.copy(ROOT / "examples/nanotechnologies/project.yaml", path)
    wanting = next(one for one in plan_of(engage, path, "--reach", "100%", "--as-of", "2028-01-01")["steps"]
                   if one["kind"] == "attach_evidence")  # fmt: skip
    engage("action", "add", str(path), wanting["question"], "--as-of", "2028-01-01")
    id = load_project(path).project.actions[-1].id
    engage("action", "done", str(path), id, "--on", "2027-12-01", "--as-of", "2028-01-01")
    listed = flat(engage("action", "list", str(path), "--as-of", "2028-01-01").out)
    assert f"“{id}” is done; the answer to" in listed
    assert "still lacks evidence. Answer it again." in listed


def plan_of(engage: Engage, path: Path, *words: str) -> dict[str, Any]:
    index = () if words else ("--of", "orientations")
    found = json.loads(engage("plan", str(path), "--json", *index, *words).out)
    assert isinstance(found, dict)
    return found


def test_what_is_late_stands_in_score_and_list(engage: Engage, project: Path) -> None:
    engage("action", "add", str(project), RIGHTS, "--due", "2026-11-01")
    assert "Actions past their day" in engage("score", str(project)).out
    assert "open, late" in engage("action", "list", str(project)).out
    earlier = engage("score", str(project), "--as-of", "2026-11-01")
    assert "Actions past their day" not in earlier.out


def test_every_command_on_actions_says_what_is_late_today(
    engage: Engage, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever the last answer was: a team follows its actions up long after it."""
    monkeypatch.setattr("engage_cli.cli.app.current_time", lambda: dt.datetime(2027, 6, 1, 12, tzinfo=dt.UTC))
    late = "open, late"
    assert late in engage("action", "add", str(project), "--do", "Sign", "--due", "2027-05-31").err
    assert late in engage("action", "list", str(project)).out
    assert late not in engage("action", "list", str(project), "--as-of", "2027-05-31").out
    assert ", late" in engage("action", "start", str(project), "sign").err
    assert ", late" in engage("action", "change", str(project), "sign", "--owner", "Anne").err
    engage("action", "done", str(project), "sign")
    assert ", late" in engage("action", "reopen", str(project), "sign").err


def test_several_words_lead_to_an_action_of_ones_own(engage: Engage, project: Path) -> None:
    ran = engage("action", "add", str(project), "Train l’équipe")
    assert "hint: For an action in your own words: engage action add … --do 'Train l’équipe'\n" in ran.err
    assert engage("action", "add", str(project), "--do", "Train l’équipe").code == 0


def test_what_is_proposed_can_be_typed_as_it_is_listed(engage: Engage, project: Path) -> None:
    out = engage("action", "list", str(project)).out
    take = re.search(r"To take one up: engage action add (\S+) (\S+)", flat(out))
    assert take
    assert engage("action", "add", take[1], take[2]).code == 0
    proposed = engage("action", "list", str(project)).out.partition("Proposed")[2]
    assert f"  {take[2]} " not in proposed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add",), "What is to be done?"),
        (("add", "ouvrir-tableau"), "Did you mean “ouvrir-tableau-des-droits”?"),
        (("add", "zzzzzzzz"), "There is no recommendation or question “zzzzzzzz”."),
        (("add", "--do", "x", "--due", "2025-12-31"), "is before the project begins, 2026-01-15."),
        (("add", "--do", "x", "--due", "soon"), "“soon” is not a date."),
        (("add", "P1.1"), "Nothing is proposed for"),
        (("done", "nothing"), "There is no action “nothing”."),
        (("export",), "Where should it be written?"),
        (("export", "-o", "x.txt"), "does not say which format to write"),
    ],
)
def test_errors_say_what_to_do(engage: Engage, project: Path, words: tuple[str, ...], said: str) -> None:
    before = project.read_bytes()
    command, *rest = words
    ran = engage("action", command, str(project), *rest)
    assert ran.code == 2
    assert said in ran.err
    assert "hint: " in ran.err
    assert project.read_bytes() == before


def test_taken_up_twice(engage: Engage, project: Path) -> None:
    engage("action", "add", str(project), RIGHTS)
    ran = engage("action", "add", str(project), RIGHTS)
    assert (ran.code, "is taken up already" in ran.err) == (2, True)


def test_an_action_whose_recommendation_is_gone_stays_as_text(engage: Engage, project: Path) -> None:
    text = project.read_text(encoding="utf-8")
    gone = "  actions: [{id: old, do: As it was, question: contenus.droits, recommendation: no-more, status: done}]\n"
    project.write_text(text.rstrip("\n") + "\n" + gone, encoding="utf-8")
    ran = engage("action", "list", str(project))
    assert (ran.code, "As it was" in ran.out, "still reads" in ran.out) == (0, True, False)


# ── exports ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def events(text: str) -> list[dict[str, str]]:
    """A calendar read as RFC 5545 says: lines unfolded, then split at their first colon."""
    assert text.endswith("\r\n")
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and not line.startswith("END:"):
            found[-1][name.partition(";")[0]] = value
    return found


def test_a_calendar_holds_actions_and_what_lapses(engage: Engage, project: Path) -> None:
    text = project.read_text(encoding="utf-8").replace("  scope: full", "  scope: full\n  next_review: 2027-05-01", 1)
    waiver = "{rule: gate-unmet, question: contenus.droits, because: En négociation, approved_by: X, until: 2027-02-01}"
    project.write_text(text.rstrip("\n") + f"\n  waivers: [{waiver}]\n", encoding="utf-8")
    engage("action", "add", str(project), RIGHTS, "--owner", "Léa; Luc, à deux", "--due", "2027-01-15")
    engage("action", "add", str(project), "--do", "Sans échéance")
    file = project.with_name("a.ics")
    assert engage("action", "export", str(project), "-o", str(file)).code == 0
    content = file.read_bytes()
    found = events(content.decode())
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    days = {event["UID"].partition("@")[0].rpartition(".")[0]: event["DTSTART"] for event in found}
    assert days[f"action-{RIGHTS}"] == "20270115"
    assert days["waiver-gate-unmet.contenus.droits"] == "20270201"
    assert days["review-review"] == "20270501"
    assert days["evidence-quebec.talents-dici"] == "20261211"
    assert [event["DTSTART"] for event in found] == sorted(event["DTSTART"] for event in found)
    action = next(event for event in found if event["UID"].startswith("action-"))
    assert "Léa\\; Luc\\, à deux" in action["DESCRIPTION"]
    assert "Sans échéance" not in content.decode()
    assert engage("action", "export", str(project), "-o", str(file)).code == 0
    assert file.read_bytes() == content


def test_a_calendar_that_was_read_before_is_told_what_is_over(engage: Engage, project: Path) -> None:
    def told(day: str = "2026-11-25") -> dict[str, str]:
        found = events(engage("action", "export", str(project), "-o", "-", "--as-of", day).out)
        event = next((one for one in found if one["UID"].startswith(f"action-{RIGHTS}.")), {})
        return {key: event[key] for key in ("DTSTART", "STATUS", "SEQUENCE") if key in event}

    action = ("action", "{}", str(project), RIGHTS)

    def does(what: str, *words: str) -> None:
        assert engage("action", what, *action[2:], *words).code == 0

    does("add", "--due", "2027-01-15")
    assert told() == {"DTSTART": "20270115"}
    gone = {"DTSTART": "20270115", "STATUS": "CANCELLED"}
    does("drop", "--because", "Plus d’argent")
    assert told() == gone | {"SEQUENCE": "1"}
    assert told("2027-01-16") == {}, "a day that is past troubles nobody"
    does("reopen")
    assert told() == {"DTSTART": "20270115", "SEQUENCE": "2"}
    does("change", "--due", "2027-02-01")
    assert told() == {"DTSTART": "20270201", "SEQUENCE": "4"}
    does("change", "--due", "")
    assert told() == {"DTSTART": "20270201", "STATUS": "CANCELLED", "SEQUENCE": "6"}
    does("change", "--due", "2027-03-01")
    assert told() == {"DTSTART": "20270301", "SEQUENCE": "7"}
    does("done", "--on", "2026-11-24")
    assert told() == {"DTSTART": "20270301", "STATUS": "CANCELLED", "SEQUENCE": "8"}
    file = project.with_name("project.history.yaml")
    file.write_text("no: record\n", encoding="utf-8")
    ran = engage("action", "export", str(project), "-o", "-")
    assert (ran.code, "This is not the record that engage keeps." in ran.err) == (2, True)


def test_the_evidence_of_the_calendar_expires_the_day_after(engage: Engage, project: Path) -> None:
    for day, expired in (("2026-12-11", False), ("2026-12-12", True)):
        out = flat(engage("score", str(project), "--as-of", day).out)
        assert ("P3.3" in out.partition("Lower for want of evidence")[2].partition("Opportunities")[0]) is expired


def test_must_haves_at_the_opening(engage: Engage, project: Path) -> None:
    out = engage("action", "export", str(project), "-o", "-").out
    opening = next(event for event in events(out) if event["UID"].startswith("opening-"))
    assert (opening["DTSTART"], "1 blocking requirement is open" in opening["SUMMARY"]) == ("20270301", True)
    text = project.read_text(encoding="utf-8")
    raised = text.replace("    contenus.droits:\n      choice: intention", "    contenus.droits:\n      choice: engage")
    project.write_text(raised, encoding="utf-8")
    found = events(engage("action", "export", str(project), "-o", "-").out)
    settled = next(event for event in found if event["UID"] == opening["UID"])
    assert (settled["DTSTART"], "no blocking requirement is open" in settled["SUMMARY"]) == ("20270301", True)


def test_names_may_be_left_out(engage: Engage, project: Path, tmp_path: Path) -> None:
    engage("action", "add", str(project), RIGHTS, "--owner", "Léa", "--due", "2027-01-15")
    for target in ("a.ics", "a.csv", "issues"):
        assert engage("action", "export", str(project), "-o", str(tmp_path / target), "--without-names").code == 0
    written = [tmp_path / "a.ics", tmp_path / "a.csv", *(tmp_path / "issues").iterdir()]
    assert [path.name for path in written if "Léa" in path.read_text(encoding="utf-8")] == []


def test_a_table_for_issue_trackers_without_formulas(engage: Engage, project: Path) -> None:
    engage("action", "add", str(project), "--do", "=HYPERLINK(1)", "--owner", "@all")
    engage("action", "add", str(project), RIGHTS, "--due", "2027-01-15")
    file = project.with_name("a.csv")
    assert engage("action", "export", str(project), "-o", str(file)).code == 0
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert [(row["title"][:12], row["due_date"]) for row in rows] == [
        ("'=HYPERLINK(", ""),
        ("Open a table", "2027-01-15"),
    ]
    assert rows[0]["owner"] == "'@all"
    assert engage("action", "export", str(project), "-o", str(file)).code == 0


def test_one_file_an_action_and_nobody_elses_is_replaced(engage: Engage, project: Path, tmp_path: Path) -> None:
    engage("action", "add", str(project), RIGHTS, "--owner", "*Léa*")
    engage("action", "add", str(project), "--do", "Autre")
    engage("action", "done", str(project), "autre")
    folder = tmp_path / "issues"
    assert engage("action", "export", str(project), "-o", str(folder)).code == 0
    [file] = folder.iterdir()
    assert file.name == f"{RIGHTS}.md"
    left = f"Done or dropped since, and left as it is: {file}\n"
    assert left not in engage("action", "export", str(project), "-o", str(folder)).err
    engage("action", "done", str(project), RIGHTS)
    assert left in engage("action", "export", str(project), "-o", str(folder)).err
    engage("action", "reopen", str(project), RIGHTS)
    text = file.read_text(encoding="utf-8")
    assert "- Who: \\*Léa\\*" in text
    assert engage("action", "export", str(project), "-o", str(folder)).code == 0
    file.write_text("mine", encoding="utf-8")
    assert engage("action", "export", str(project), "-o", str(folder)).code == 2
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("text", ["", "a" * 74, "a" * 75, "a" * 76, "é" * 200, "🌲" * 60, "ab\\\\," * 40, "\\n" * 90])
def test_lines_are_folded_between_characters_and_never_inside_an_escape(text: str) -> None:
    lines = list(_folded(f"X:{text}"))
    assert lines[0] + "".join(line.removeprefix(" ") for line in lines[1:]) == f"X:{text}"
    assert all(len(line.encode()) <= 75 for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])
    assert not any(re.search(r"(?<!\\)(\\\\)*\\$", line) for line in lines)
