"""`engage action`: what is taken up, done, dropped, listed and exported; no score follows from it."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

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
    ran = engage("action", "done", str(project), "ouvrir", "--on", "2026-12-01")
    assert ran.code == 0
    assert f"“{RIGHTS}” is done; the answer to “O1.3 Rights cleared” still reads “Intention”." in flat(ran.err)
    assert json.loads(engage("score", str(project), "--json").out) == before
    listed = flat(engage("action", "list", str(project)).out)
    assert "done, December 1, 2026" in listed
    assert "still reads “Intention”" in listed


def test_dropped_with_its_reason(engage: Engage, project: Path) -> None:
    engage("action", "add", str(project), RIGHTS)
    assert engage("action", "drop", str(project), RIGHTS).code == 2
    assert engage("action", "drop", str(project), RIGHTS, "--because", "No budget").code == 0
    assert "dropped: No budget" in engage("action", "list", str(project)).out
    again = engage("action", "done", str(project), RIGHTS)
    assert (again.code, "was dropped" in again.err) == (2, True)


def test_what_is_late_stands_in_score_and_list(engage: Engage, project: Path) -> None:
    engage("action", "add", str(project), RIGHTS, "--due", "2026-11-01")
    assert "Actions past their day" in engage("score", str(project)).out
    assert "open, late" in engage("action", "list", str(project)).out
    earlier = engage("score", str(project), "--as-of", "2026-11-01")
    assert "Actions past their day" not in earlier.out


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


def test_the_evidence_of_the_calendar_expires_the_day_after(engage: Engage, project: Path) -> None:
    for day, expired in (("2026-12-11", False), ("2026-12-12", True)):
        out = flat(engage("score", str(project), "--as-of", day).out)
        assert ("P3.3" in out.partition("Lower for want of evidence")[2].partition("Opportunities")[0]) is expired


def test_must_haves_at_the_opening(engage: Engage, project: Path) -> None:
    out = engage("action", "export", str(project), "-o", "-").out
    opening = next(event for event in events(out) if event["UID"].startswith("opening-"))
    assert (opening["DTSTART"], "1 blocking requirement is open" in opening["SUMMARY"]) == ("20270301", True)


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
