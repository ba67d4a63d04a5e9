"""A project answered again: nothing of last time before one has chosen; then what changed, and evidence renewed."""

import datetime as dt
from pathlib import Path

import pytest

from engage_cli.project.loading import load_project
from engage_cli.project.milestones import add_milestone, load_milestones
from engage_cli.scoring.assessment import assess
from engage_cli.wizard.asker import Action
from engage_cli.wizard.files import ProjectAnswers
from engage_cli.wizard.interview import EndReason
from engage_cli.wizard.route import RunOptions
from engage_cli.wizard.session import AssessmentSession, run_session
from tests.cli.conftest import ROOT, in_the_garden
from tests.editing import edit

from .making import ENGLISH, Line, Scripted

GARDEN = (
    (ROOT / "tests/questionnaires/garden/project.yaml")
    .read_text(encoding="utf-8")
    .replace("  targets:", "  participants: [Gardeners]\n  targets:")
)
THEN, NOW = dt.date(2026, 10, 1), dt.date(2027, 1, 10)

NO_LID = ('    water.lid: {choice: "no"}\n', "")
DONE = """\
  actions:
    - {id: lid, question: water.lid, recommendation: fit-a-lid, do: Fit it, status: done, done: 2026-12-01}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A garden with a milestone, all its questions answered."""
    path = in_the_garden(tmp_path, GARDEN)
    keep(path, "Autumn", THEN)
    return path


def keep(path: Path, name: str, day: dt.date) -> None:
    loaded = load_project(path)
    add_milestone(loaded, assess(loaded.questionnaire.questionnaire, loaded.project, as_of=day), name)


def held(path: Path, *lines: Line, today: dt.date = NOW, **options: object) -> tuple[EndReason, Scripted]:
    asker, store = Scripted(lines), ProjectAnswers(load_project(path), today=today, scope="full")
    session = AssessmentSession(
        options=RunOptions(**options),  # type: ignore[arg-type]  # keywords of the test
        today=today, as_of=today, clock=lambda: 0.0, file="project.yaml", resume="engage assess project.yaml",
        report="engage report", score="engage score", everything="engage assess", keeper=store,
    )  # fmt: skip
    return run_session(store, asker, ENGLISH, session), asker


SAME: tuple[Line, ...] = (
    "daily", "Diary", "document", "diary.txt", "2027-01-05", "",
    ("mulch", "leaves"),
    "home", ("acidity",),
    "yes",
    "no",
    "weekly",
    Action.UNKNOWN,
    "write", "A second tap.",
)  # fmt: skip
"""The answers of last time, with the evidence renewed."""


def test_last_time_is_not_shown_before_one_has_chosen(path: Path) -> None:
    _, asker = held(path, Action.QUIT)
    assert "8 answers to look at again since “Autumn” (October 1, 2026); 0 looked at already." in asker.shown
    first = asker.last_page if "question 1 of 8" in asker.last_page else asker.shown.split("---")[2]
    assert "Recorded" not in first
    assert "Daily" not in first
    assert "Evidence: Diary, document, diary.txt, September 12, 2026" in first
    assert asker.menus[0].current == ()
    assert not asker.menus[0].stands


def test_what_is_another_is_told_and_why_goes_into_the_note(path: Path) -> None:
    _, asker = held(path, "weekly", "We ran out of compost", ("mulch",), "", Action.QUIT)
    shown = asker.shown
    assert shown.index("Last time (October 1, 2026): Daily") < shown.index("What changed?")
    assert "Last time (October 1, 2026): Mulch, Leaves" in shown
    answers = load_project(path).project.answers
    assert answers["soil.feeding"].note == "2027-01-10: We ran out of compost"
    assert answers["soil.cover"].note == "Leaves come from the park."
    assert {answers[id].reviewed for id in ("soil.feeding", "soil.cover")} == {NOW}
    assert answers["water.lid"].reviewed is None


def test_what_is_the_same_keeps_its_words_and_evidence_is_renewed(path: Path) -> None:
    before = load_project(path).project.answers
    how, asker = held(path, *SAME, "done", "later")
    assert how is EndReason.DONE
    assert "To renew: Diary, document, diary.txt, September 12, 2026" in asker.shown
    assert asker.shown.count("The same as last time (October 1, 2026).") == 7  # the last page says what is saved
    after = load_project(path).project.answers
    assert {one.reviewed for one in after.values()} == {NOW}
    [piece] = after["soil.feeding"].evidence
    assert piece.date == dt.date(2027, 1, 5)
    for id, one in after.items():
        assert (one.choice, one.choices, one.text, one.unknown, one.note) == (
            before[id].choice, before[id].choices, before[id].text, before[id].unknown, before[id].note,
        )  # fmt: skip


def test_a_run_goes_on_with_what_was_not_looked_at_yet(path: Path) -> None:
    held(path, *SAME[:7], Action.QUIT)
    _, asker = held(path, Action.QUIT)
    assert "6 answers to look at again since “Autumn” (October 1, 2026); 2 looked at already." in asker.shown
    held(path, *SAME[7:], "done", "later")
    how, asker = held(path)
    assert how is EndReason.NOTHING
    assert "Every question is answered." in asker.shown


def test_what_is_without_an_answer_comes_first_and_alone(path: Path) -> None:
    edit(path, NO_LID)
    _, asker = held(path, "yes")
    assert "to look at again" not in asker.shown
    assert "question 5 of 8" in asker.shown
    assert load_project(path).project.answers["water.lid"].reviewed is None


@pytest.mark.parametrize("today", [THEN, dt.date(2026, 9, 30)])
def test_nothing_is_looked_at_again_on_the_day_of_the_milestone(path: Path, today: dt.date) -> None:
    how, _ = held(path, today=today)
    assert how is EndReason.NOTHING


def test_review_shows_what_is_recorded_as_ever(path: Path) -> None:
    _, asker = held(path, Action.QUIT, review=True)
    assert "Recorded: Daily" in asker.shown
    assert asker.menus[0].current == ("daily",)


def test_a_reason_why_it_does_not_apply_is_shown(path: Path) -> None:
    edit(path, ('{choice: "no"}', "{not_applicable: {reason: rented, because: Theirs.}}"))
    keep(path, "Winter", dt.date(2026, 12, 1))
    _, asker = held(path, Action.SKIP, Action.SKIP, Action.SKIP, Action.SKIP, Action.QUIT)
    assert "Recorded: not applicable (" in asker.last_page or "Recorded: not applicable (" in asker.shown


def test_it_begins_with_the_question_whose_action_is_done(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text + DONE, encoding="utf-8")
    _, asker = held(path, "yes", "", Action.QUIT)
    assert "It begins with the questions whose action is done." in asker.shown
    assert "question 1 of 8" in asker.shown.split("---")[2]
    assert "Lid" in asker.shown.split("---")[2]
    assert load_project(path).project.answers["water.lid"].choice == "yes"


def test_a_done_action_is_enough_to_ask_again_and_once_is_enough(tmp_path: Path) -> None:
    path = in_the_garden(tmp_path, GARDEN + DONE)
    how, _ = held(path, "no", "done", "later")
    assert how is EndReason.DONE
    assert load_project(path).project.answers["water.lid"].reviewed == NOW
    assert held(path)[0] is EndReason.NOTHING


# ── what is offered at the end ────────────────────────────────────────────────────────────────────────────────────────


def test_a_step_is_taken_up_with_who_and_by_when_as_people_write_dates(path: Path) -> None:
    _, asker = held(path, *SAME, "0", "Sam", "15 March 2027", "done", "later")
    assert any("Lid: Fit a lid with a lock" in menu.options[0].label for menu in asker.menus)
    [action] = load_project(path).project.actions
    assert (action.recommendation, action.owner, action.due) == ("fit-a-lid", "Sam", dt.date(2027, 3, 15))
    assert "Taken up: Fit a lid with a lock" in asker.last_page


def test_a_day_before_the_project_begins_is_asked_again(path: Path) -> None:
    edit(path, ("  facets:\n", "  dates: {start: 2027-01-01}\n  facets:\n"))
    _, asker = held(path, *SAME, "0", "Sam", "2026-12-01", "2027-03-15", "done", "later")
    assert "The day 2026-12-01 is before the project begins, 2027-01-01." in asker.shown
    assert load_project(path).project.actions[0].due == dt.date(2027, 3, 15)


def test_a_milestone_is_proposed_once_all_is_answered(path: Path) -> None:
    _, asker = held(path, *SAME, "done", "keep")
    assert "Kept as the milestone “January 10, 2027”." in asker.last_page
    kept = load_milestones(load_project(path)).kept
    assert [(one.milestone.name, one.milestone.date) for one in kept] == [("Autumn", THEN), ("January 10, 2027", NOW)]


def test_a_name_of_ones_own_and_one_that_is_taken(path: Path) -> None:
    _, asker = held(path, *SAME, "done", "other", "autumn", "Winter")
    assert "There is a milestone “autumn” already, of 2026-10-01." in asker.shown
    assert [one.milestone.name for one in load_milestones(load_project(path)).kept] == ["Autumn", "Winter"]


def test_nothing_is_offered_while_questions_are_left(path: Path) -> None:
    edit(path, NO_LID, ("    people.keys: {unknown: true}\n", ""))
    how, asker = held(path, "yes", sections=("water",))
    assert how is EndReason.DONE
    assert "What to take up" not in asker.shown
    assert "Keep how the project stands?" not in asker.shown


def test_a_damaged_file_of_milestones_stops_no_answer(path: Path) -> None:
    path.with_name("project.milestones.yaml").write_text("engage: 1\nmilestones:\n  - name: A\n", encoding="utf-8")
    edit(path, NO_LID)
    how, asker = held(path, "yes", "done")
    assert how is EndReason.DONE
    assert "The key “date” is missing." in asker.shown
    assert load_project(path).project.answers["water.lid"].choice == "yes"
