"""The interview's logic, with a scripted asker and a store in memory."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage_cli.model.project import Answer, Evidence
from engage_cli.model.scales import EvidenceKind
from engage_cli.values import replace
from engage_cli.wizard.asker import Action, CutShortError
from engage_cli.wizard.interview import EndReason
from engage_cli.wizard.route import RunOptions, run_sequence
from engage_cli.wizard.summary_screen import farewell_paragraphs
from tests.chance import examples

from .making import ENGLISH, EVERY, PROJECT, QUESTIONNAIRE, TODAY, Line, Paper, run

UNKNOWN = Answer(unknown=True)


def test_answers_are_saved_one_by_one_and_the_run_ends_by_itself() -> None:
    paper = Paper()
    ending, asker = run(paper, "wish", "none", "work", ("x",), "write", "Some words")
    assert ending.how is EndReason.DONE
    assert [id for id, _ in paper.saves] == ["a.one", "a.three", "b.one", "b.many", "b.words"]
    assert (ending.saved, ending.missing) == (5, 0)
    assert "Garden · First · question 1 of 5 · about 2 min left" in asker.shown


def test_a_condition_is_read_again_after_each_answer() -> None:
    paper = Paper()
    _, asker = run(paper, "work", "wish")
    assert [id for id, _ in paper.saves] == ["a.one", "a.two"]
    assert "question 2 of 6" in asker.shown


def test_the_next_start_resumes_at_the_first_unanswered_question() -> None:
    paper = Paper()
    run(paper, "wish", "none")
    _, asker = run(paper, "work")
    assert asker.menus[0].current == ()
    assert paper.saves[-1] == ("b.one", Answer(choice="work"))


def test_nothing_is_preselected_on_a_first_answer_and_the_own_answer_is_on_the_way_back() -> None:
    _, asker = run(Paper(), "wish", Action.BACK)
    assert [menu.current for menu in asker.menus] == [(), (), ("wish",)]
    assert "Recorded: Wish" in asker.last_page


def test_back_at_the_first_question_says_so() -> None:
    _, asker = run(Paper(), Action.BACK)
    assert "This is the first question." in asker.shown


def test_a_skipped_question_is_offered_again_at_the_end() -> None:
    paper = Paper()
    ending, asker = run(paper, Action.SKIP, "none", "work", ("x",), "write", "Words", "now", "wish")
    assert "1 question was skipped." in asker.shown
    assert ending.how is EndReason.DONE
    assert paper.project.answers["a.one"].choice == "wish"


def test_what_is_skipped_may_stay_so() -> None:
    ending, _ = run(Paper(), Action.SKIP, "none", "work", ("x",), "write", "Words", "later")
    assert (ending.how, ending.missing) == (EndReason.DONE, 1)


def test_a_changed_answer_may_open_an_earlier_question() -> None:
    paper = Paper()
    run(paper, "wish", "none", Action.BACK, Action.BACK, "work", "none")
    assert [id for id, _ in paper.saves] == ["a.one", "a.three", "a.one", "a.two"]


def test_review_goes_through_answered_questions_and_enter_writes_nothing() -> None:
    paper = Paper(replace(PROJECT, answers={"a.one": Answer(choice="wish"), "a.three": UNKNOWN}))
    _, asker = run(paper, "wish", Action.SKIP, review=True)
    assert [(menu.current, menu.stands) for menu in asker.menus] == [(("wish",), False), ((), True), ((), False)]
    assert paper.saves == []


def test_a_level_that_needs_evidence_asks_for_it_and_says_what_happens_without() -> None:
    paper = Paper()
    _, asker = run(paper, "proof", "")
    assert "Read as “Work” for now: no evidence is given." in asker.shown
    assert "Proof, level 3: proof in words" in asker.shown
    assert "document or test, dated within the last 12 months" in asker.shown
    assert paper.project.answers["a.one"] == Answer(choice="proof")


def test_evidence_is_saved_with_its_answer() -> None:
    paper = Paper()
    run(paper, "proof", "Report", "test", "docs/report.pdf", "today", "Ana")
    piece = Evidence(title="Report", kind=EvidenceKind.TEST, where="docs/report.pdf", date=TODAY, holder="Ana")
    assert paper.project.answers["a.one"] == Answer(choice="proof", evidence=(piece,))


def test_a_wrong_date_is_asked_again_and_a_typed_apostrophe_counts() -> None:
    paper = Paper()
    _, asker = run(
        paper, Action.EVIDENCE, "Plan", "document", "", "2026-02-30", "2027-01-01", "aujourd’hui", "", "work"
    )
    assert "“2026-02-30” is not a date." in asker.shown
    assert "still to come" in asker.shown
    assert paper.project.answers["a.one"].evidence[0].date == TODAY


def test_evidence_that_does_not_count_is_told() -> None:
    paper = Paper()
    _, asker = run(paper, "proof", "Old", "document", "", "2020-01-01", "")
    assert "Read as “Work” for now: the evidence given is too old." in asker.shown
    assert paper.project.answers["a.one"].evidence[0].date == dt.date(2020, 1, 1)


def test_a_date_is_asked_again_where_evidence_does_not_count_without() -> None:
    paper = Paper()
    _, asker = run(paper, "proof", "Plan", "document", "", "", "today", "")
    assert "Without a date this evidence does not count here." in asker.shown
    assert paper.project.answers["a.one"].evidence[0].date == TODAY


def test_the_same_title_replaces_a_piece_of_evidence() -> None:
    paper = Paper(replace(PROJECT, answers={"a.one": Answer(choice="work", evidence=(Evidence(title="Plan"),))}))
    run(paper, Action.EVIDENCE, "Plan", "document", "", "today", "", Action.QUIT, review=True)
    assert paper.project.answers["a.one"].evidence == (Evidence(title="Plan", date=TODAY),)


GIVEN = ("Plan", "test", "plans/plan.pdf", "2026-10-01", "Ana")
PIECE = Evidence(title="Plan", kind=EvidenceKind.TEST, where="plans/plan.pdf", date=dt.date(2026, 10, 1), holder="Ana")


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), EOFError()])
@pytest.mark.parametrize("first", ["asked for", "of one’s own"])
@pytest.mark.parametrize("said", range(1, len(GIVEN) + 1))
def test_evidence_is_kept_as_far_as_it_was_said(said: int, first: str, stop: BaseException) -> None:
    """Where somebody leaves in the middle: from its title and kind on, a piece is a piece."""
    paper = Paper(replace(PROJECT, answers={} if first == "asked for" else {"a.one": Answer(choice="work")}))
    ending, _ = run(paper, "proof" if first == "asked for" else Action.EVIDENCE, *GIVEN[:said], stop, review=True)
    details = dict(zip(("where", "date", "holder"), (PIECE.where, PIECE.date, PIECE.holder), strict=True))
    left = {name: None for number, name in enumerate(details, 3) if number > said}
    assert paper.project.answers["a.one"].evidence == ((replace(PIECE, **left),) if said >= 2 else ())
    assert (ending.how, ending.waiting) == (EndReason.INTERRUPTED, ()) or said == len(GIVEN)


def test_a_text_that_was_begun_is_kept_where_somebody_leaves() -> None:
    for asked, lines, kept in (
        ("a.one", (Action.NOTE,), Answer(choice="work", note="Two\nlines")),
        ("b.words", ("write",), Answer(text="Two\nlines")),
    ):
        answers = {"a.one": Answer(choice="work")}
        paper = Paper(replace(PROJECT, answers=answers))
        find = () if asked == "a.one" else (Action.FIND, asked)
        ending, _ = run(paper, *find, *lines, CutShortError("Two\nlines"), review=True)
        assert (ending.how, paper.project.answers[asked]) == (EndReason.INTERRUPTED, kept)


def test_a_note_that_was_begun_before_its_answer_is_named() -> None:
    paper = Paper()
    ending, _ = run(paper, Action.NOTE, CutShortError("Begun"))
    assert ([(one.id, draft.note) for one, draft in ending.waiting], paper.saves) == ([("a.one", "Begun")], [])
    ending, _ = run(paper, Action.NOTE, CutShortError(""))
    assert ending.waiting == ()


def test_not_applicable_takes_a_reason_and_a_sentence() -> None:
    paper = Paper()
    run(paper, Action.NOT_APPLICABLE, "law", "Closed by contract.")
    assert paper.project.answers["a.one"] == Answer(reason="law", because="Closed by contract.")


def test_not_applicable_without_a_sentence_goes_back_to_the_question() -> None:
    paper = Paper()
    run(paper, Action.NOT_APPLICABLE, "law", "")
    assert paper.saves == []


def test_not_applicable_is_offered_only_where_it_is_accepted_and_help_says_why() -> None:
    _, asker = run(Paper(), "wish", "none", Action.HELP)
    offered = [[command.action for command in menu.commands] for menu in asker.menus]
    assert [Action.NOT_APPLICABLE in actions for actions in offered] == [True, True, False, False]
    assert "it cannot be set aside" in asker.shown


def test_an_answer_can_be_taken_back_and_what_it_was_is_said() -> None:
    paper = Paper()
    _, asker = run(paper, "wish", Action.BACK, Action.CLEAR)
    assert paper.saves == [("a.one", Answer(choice="wish")), ("a.one", None)]
    assert "Taken away: A.One, Wish" in asker.last_page
    assert [Action.CLEAR in [c.action for c in menu.commands] for menu in asker.menus] == [False, False, True, False]


def test_what_stands_with_an_answer_is_not_taken_away_unasked() -> None:
    kept = Answer(choice="wish", note="N", evidence=(Evidence(title="E"),))
    paper = Paper(replace(PROJECT, answers={"a.one": kept}))
    _, asker = run(paper, Action.CLEAR, "keep", review=True)
    assert asker.menus[1].ask == "This is erased with the answer: a note, 1 piece of evidence."
    assert paper.saves == []
    run(paper, Action.CLEAR, "clear", review=True)
    assert paper.saves == [("a.one", None)]


@pytest.mark.parametrize(
    ("typed", "reached"),
    [
        ("b.one", "What of b.one?"),
        ("B . One", "What of b.one?"),
        ("b.wor", "What of b.words?"),
        ("what of MANY", "What of b.many?"),
    ],
)
def test_one_goes_straight_to_a_question(typed: str, reached: str) -> None:
    _, asker = run(Paper(), Action.FIND, typed)
    assert reached in asker.last_page


def test_one_goes_to_a_section_which_is_offered_before_its_questions() -> None:
    _, asker = run(Paper(), Action.FIND, "second", "section second")
    assert asker.menus[1].options[0].label == "Section Second"
    assert "What of b.one?" in asker.last_page


def test_several_that_fit_are_offered_with_what_is_answered_and_the_way_back_leads_home() -> None:
    paper = Paper(replace(PROJECT, answers={"b.one": Answer(choice="wish")}))
    _, asker = run(paper, Action.FIND, "b", "b.one", Action.BACK)
    assert [option.label for option in asker.menus[1].options][:2] == ["B.One: Wish", "B.Many: no answer yet"]
    assert "What of a.one?" in asker.last_page


def test_what_is_not_asked_is_named_with_the_reason() -> None:
    _, asker = run(Paper(), Action.FIND, "a.two", "nonsense", "", scope="full")
    assert "Nothing here fits “a.two”." in asker.shown
    assert "A.Two: not asked" in asker.shown
    assert "Nothing here fits “nonsense”." in asker.shown
    assert "What of a.one?" in asker.last_page


def test_the_project_and_who_can_answer_stand_on_the_screen() -> None:
    _, asker = run(Paper(), "wish")
    assert "Garden · First · question 1 of 5 · about 2 min left" in asker.shown
    assert "Who can answer: IT" in asker.last_page


def test_a_note_waits_for_its_answer_and_is_told_when_it_is_not_saved() -> None:
    paper = Paper()
    ending, asker = run(paper, Action.NOTE, "To see with Ana", Action.QUIT, "go")
    assert "Not saved yet: choose an answer, and this is saved with it." in asker.shown
    assert [(question.id, draft.note) for question, draft in ending.waiting] == [("a.one", "To see with Ana")]
    told = [paragraph.text for paragraph in farewell_paragraphs(ENGLISH, ending, "p.yaml", "engage assess")]
    assert told[1:3] == ["Not saved, for want of an answer; to copy from here:", "A.One: To see with Ana"]
    ending, _ = run(paper, Action.NOTE, "To see", Action.UNKNOWN)
    assert paper.project.answers["a.one"] == Answer(unknown=True, note="To see")
    assert ending.waiting == ()


@pytest.mark.parametrize("leave", [Action.SKIP, Action.QUIT])
def test_who_goes_on_without_an_answer_may_keep_the_note(leave: Action) -> None:
    paper = Paper()
    ending, _ = run(paper, Action.NOTE, "To see", leave, "stay", leave, "unknown", Action.QUIT)
    assert paper.project.answers["a.one"] == Answer(unknown=True, note="To see")
    assert (ending.waiting, ending.saved) == ((), 1)
    ending, _ = run(Paper(), Action.NOTE, "To see", Action.NOTE, "", leave, Action.QUIT)
    assert ending.waiting == (), "a note that was taken out again is no loss"


def test_a_new_level_keeps_note_and_evidence() -> None:
    kept = Answer(choice="wish", note="N", evidence=(Evidence(title="E"),), by="Ana")
    paper = Paper(replace(PROJECT, answers={"a.one": kept}))
    run(paper, "work", review=True)
    assert paper.project.answers["a.one"] == replace(kept, choice="work")


def test_an_exclusive_choice_goes_with_no_other() -> None:
    paper = Paper()
    _, asker = run(paper, "wish", "none", "work", ("x", "neither"))
    assert "One of these choices goes with no other." in asker.last_page


def test_help_begins_with_words_and_says_why_with_resources() -> None:
    _, asker = run(Paper(), Action.HELP)
    assert asker.shown.index("A living fence.") < asker.shown.index("Begin.", asker.shown.index("Words explained"))
    assert "Rows matter." in asker.shown
    assert "The book (seen in part)\nhttps://example.org/book" in asker.shown
    assert "A living fence." in asker.shown
    assert "Far away." not in asker.shown


def test_help_on_a_gate_says_the_rule_and_whom_to_ask() -> None:
    _, asker = run(Paper(), "wish", "none", Action.HELP)
    assert "The law." in asker.shown
    assert "the lawyer" in asker.shown
    assert "certainty: high" in asker.shown


def test_another_session_that_answered_first_is_shown_and_kept() -> None:
    paper = Paper(elsewhere={"a.one": Answer(choice="none")})
    _, asker = run(paper, "work", "theirs", "wish")
    assert "Somebody else changed this answer meanwhile." in asker.shown
    assert [o.label for o in asker.menus[1].options] == ["Keep theirs: None", "Save ours: Work"]
    assert paper.project.answers["a.one"].choice == "none"


def test_one_may_insist_on_ones_own() -> None:
    paper = Paper(elsewhere={"a.one": Answer(choice="none")})
    run(paper, "work", "mine")
    assert paper.project.answers["a.one"].choice == "work"


def test_a_file_that_cannot_be_saved_is_told_and_tried_again() -> None:
    paper = Full()
    _, asker = run(paper, "wish", "again", "none")
    assert "The disk is full." in asker.shown
    assert [id for id, _ in paper.saves] == ["a.one", "a.three"]


class Full(Paper):
    """A disk that is full once."""

    def record(self, id: str, answer: Answer | None) -> None:
        if not hasattr(self, "_full"):
            self._full = True
            raise OSError(28, "No space left on device")
        super().record(id, answer)


def test_a_section_and_a_unit_narrow_the_run() -> None:
    assert run_sequence(QUESTIONNAIRE, PROJECT, RunOptions(sections=("second",))) == ("b.one", "b.many", "b.words")
    assert run_sequence(QUESTIONNAIRE, PROJECT, RunOptions(unit="it")) == ("a.three",)


def test_nothing_to_ask_ends_at_once() -> None:
    ending, asker = run(Paper(), sections=("second",), unit="it")
    assert (ending.how, asker.seen) == (EndReason.NOTHING, [])


def test_the_quick_questions_are_among_the_full_ones() -> None:
    paper = Paper()
    run(paper, "wish", "none", ("x",), scope="quick")
    quick = {id for id, _ in paper.saves}
    assert quick < set(run_sequence(QUESTIONNAIRE, paper.project, RunOptions()))
    _, asker = run(paper, Action.QUIT)
    assert "What of b.one?" in asker.shown


moves = st.one_of(
    st.sampled_from([*Action]),
    st.sampled_from(["none", "wish", "work", "proof", "now", "later", "law", "write", "", "words", "2026-01-01"]),
    st.sampled_from([("x",), ("x", "y"), ()]),
    st.sampled_from([KeyboardInterrupt(), EOFError()]),
)


@given(scripts=st.lists(st.lists(moves, max_size=25), max_size=3), review=st.booleans())
@settings(max_examples=examples(150), deadline=None)
def test_whatever_is_typed_earlier_answers_are_kept(scripts: list[list[Line]], review: bool) -> None:
    paper = Paper()
    for script in scripts:
        before = dict(paper.project.answers)
        saves = len(paper.saves)
        ending = forgiving(paper, script, review=review)
        changed = {id for id, _ in paper.saves[saves:]}
        now = paper.project.answers
        assert {id: answer for id, answer in before.items() if id not in changed}.items() <= now.items()
        assert set(before) - changed <= set(now) <= set(EVERY)
        assert ending is None or ending in EndReason


def forgiving(paper: Paper, script: list[Line], *, review: bool) -> EndReason | None:
    """Runs a script that may choose what is not offered: that ends the run as a closed terminal would."""
    try:
        return run(paper, *script, review=review)[0].how
    except AssertionError:
        return None
