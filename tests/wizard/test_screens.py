"""What screens say: wrapping, keys, estimate, the first and the last screen."""

import pytest

from engage_cli.i18n import translator
from engage_cli.model.project import Answer
from engage_cli.project.loading import load_project
from engage_cli.scoring.assessment import assess
from engage_cli.shipped import shipped
from engage_cli.values import replace
from engage_cli.wizard.asker import Action, Menu, Paragraph, Speech
from engage_cli.wizard.interview import Interview
from engage_cli.wizard.question_screen import describe_rule, level_options, question_commands
from engage_cli.wizard.route import RunOptions, run_sequence
from engage_cli.wizard.session import AssessmentSession, run_session
from engage_cli.wizard.summary_screen import unread_gates
from engage_cli.wizard.text import clean_input, width_within, wrap_paragraph
from engage_cli.wizard.time_estimate import TimeEstimate

from .making import ENGLISH, PROJECT, QUESTIONNAIRE, RULE, TODAY, Line, Paper, Scripted


def session(
    *lines: Line, paper: Paper | None = None, report: str = "engage report", everything: str = "", **options: object
) -> Scripted:
    asker = Scripted(lines)
    made = AssessmentSession(
        options=RunOptions(**options),  # type: ignore[arg-type]  # keywords of the test
        today=TODAY,
        as_of=TODAY,
        clock=lambda: 0.0,
        file="garden.yaml",
        resume="engage assess garden.yaml",
        report=report,
        everything=everything,
    )
    run_session(paper or Paper(), asker, ENGLISH, made)
    return asker


@pytest.mark.parametrize(("columns", "width"), [(20, 40), (80, 79), (400, 120)])
def test_the_width_is_held_within_readable_bounds(columns: int, width: int) -> None:
    assert width_within(columns) == width


def test_no_break_spaces_hold_and_addresses_are_never_cut() -> None:
    address = "https://example.org/" + "a" * 60
    lines = wrap_paragraph(Paragraph(f"word «\u00a0two\u00a0words\u00a0» {address}", indent=2, hang=2), 18)
    assert lines == ["  word", "    «\u00a0two\u00a0words\u00a0»", f"    {address}"]


def test_typed_text_loses_control_characters() -> None:
    assert clean_input("\x1b[1m a\tb\r\nc \x07\n") == "[1m a b\nc"


def test_the_pace_follows_what_is_measured_slowly_and_never_says_that_nothing_is_left() -> None:
    estimate, minute = TimeEstimate(), 60.0
    assert estimate.minutes(25 * minute) == 25
    for _ in range(3):
        estimate.record(5, expected=45)
    assert estimate.minutes(22 * minute) == 20
    for _ in range(50):
        estimate.record(10, expected=45)
    assert estimate.minutes(22 * minute) == 8
    assert estimate.minutes(1) == 1
    estimate.record(5 * 3600, expected=45)
    assert estimate.minutes(22 * minute) < 15


@pytest.mark.parametrize(
    ("scope", "language"),
    [
        ("quick", "fr"),
        pytest.param("full", "en", marks=pytest.mark.slow),
        pytest.param("quick", "en", marks=pytest.mark.slow),
        pytest.param("full", "fr", marks=pytest.mark.slow),
    ],
)
def test_the_time_announced_is_that_of_reading_what_is_shown(scope: str, language: str) -> None:
    """Two hundred words a minute and fifteen seconds a question, over the shipped questionnaire; within a quarter."""
    speech = Speech(language, translator(language))
    loaded = load_project(shipped("examples") / "fabrique-a-bede")
    paper = Paper(replace(loaded.project, answers={}), questionnaire=loaded.questionnaire.questionnaire)
    options = RunOptions(scope=scope)
    asked = len(run_sequence(paper.questionnaire, paper.project, options))
    asker = Scripted([Action.SKIP] * asked)
    interview = Interview(paper, asker, speech, options, today=TODAY, clock=lambda: 0.0)
    announced = interview.minutes()
    interview.run()
    shown = [*asker.seen, *(text for menu in asker.menus for o in menu.options for text in (o.label, o.help))]
    minutes = sum(len(text.split()) for text in shown) / 200 + asked * 15 / 60
    assert abs(announced - minutes) <= minutes / 4


def test_levels_are_chosen_by_the_number_that_reports_print() -> None:
    choices = QUESTIONNAIRE.by_id["a.one"].choices
    menu = Menu(options=level_options(ENGLISH, choices))
    assert [menu.number(option) for option in menu.options] == [str(choice.points) for choice in choices]
    assert menu.number(menu.options[0]) == "0"


def test_points_that_are_no_single_digits_leave_choices_to_their_position() -> None:
    choices = tuple(replace(c, points=c.points * 5) for c in QUESTIONNAIRE.by_id["a.one"].choices)
    menu = Menu(options=level_options(ENGLISH, choices))
    assert [menu.number(option) for option in menu.options] == [str(i + 1) for i in range(len(choices))]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_action_has_its_own_letter(language: str) -> None:
    keys = [command.key for command in question_commands(Speech(language, translator(language)), earlier=True)]
    assert len(set(keys)) == len(Action)
    assert all(len(key) == 1 for key in keys)


def test_rules_of_evidence_are_said_in_words() -> None:
    assert describe_rule(ENGLISH, RULE) == "document or test, dated within the last 12 months"


def test_the_first_screen_says_what_how_long_and_how_to_leave() -> None:
    shown = session().shown
    assert "We decide together what comes next; no one is being graded." in shown
    assert "5 questions, about 2 minutes." in shown
    assert "Ctrl-C" in shown


def test_a_resumed_run_says_what_is_left() -> None:
    paper = Paper(replace(PROJECT, answers={"a.one": Answer(choice="wish")}))
    assert "4 questions left out of 5" in session(paper=paper).shown


def test_leaving_says_what_was_saved_and_how_to_go_on() -> None:
    last = session("wish", Action.QUIT).last_page
    assert "1 answer saved in garden.yaml." in last
    assert "4 questions are left. To go on:\nengage assess garden.yaml" in last
    assert "Where the project stands" not in last


def test_the_end_shows_profile_gates_steps_and_the_report() -> None:
    paper = Paper()
    last = session("wish", "none", "wish", ("x",), "write", "Words", "Lead, , curator ", paper=paper).last_page
    assert paper.project.participants == ("Lead", "curator")
    assert "Where the project stands" in last
    assert "Not met: B.One" in last
    assert "engage report" in last
    assert "neither an audit nor legal advice" in last


@pytest.mark.parametrize("name", ["fabrique-a-bede", "refonte-du-site", "voute-numerique", "collections-en-ligne"])
@pytest.mark.parametrize("scope", ["quick", "full"])
@pytest.mark.parametrize("kept", [1, 3])
def test_the_end_fits_a_terminal_of_24_lines_with_the_way_on(name: str, scope: str, kept: int) -> None:
    """After whole runs, and after some where every third question has an answer."""
    french = Speech("fr", translator("fr"))
    loaded = load_project(shipped("examples") / name)
    answers = {id: one for i, (id, one) in enumerate(loaded.project.answers.items()) if i % kept == 0}
    ids = run_sequence(loaded.questionnaire.questionnaire, loaded.project, RunOptions(scope=scope))
    answers |= {id: Answer(unknown=True) for id in ids if id not in answers}
    project = replace(loaded.project, answers=answers, participants=("moi",))
    paper = Paper(project, questionnaire=loaded.questionnaire.questionnaire)
    asker = Lines()
    made = AssessmentSession(
        options=RunOptions(scope=scope), today=TODAY, as_of=TODAY, clock=lambda: 0.0, file="project.yaml",
        resume="engage assess project.yaml", report="engage report project.yaml -o rapport.pdf",
        score="engage score project.yaml", everything="engage assess project.yaml",
    )  # fmt: skip
    run_session(paper, asker, french, made)
    assert len(asker.lines_shown) < 24
    assert "  Le rapport\u00a0: engage report project.yaml -o rapport.pdf" in asker.lines_shown
    left = set(run_sequence(paper.questionnaire, paper.project, RunOptions())) - set(answers)
    assert any("de plus" in line for line in asker.lines_shown) is bool(left)


class Lines(Scripted):
    """Remembers the lines of the last page, as wide as a terminal of 80 columns has them."""

    def __init__(self) -> None:
        super().__init__(())
        self.lines_shown: list[str] = []

    def page(self, *paragraphs: Paragraph) -> None:
        self.lines_shown = []
        self.say(*paragraphs)

    def say(self, *paragraphs: Paragraph) -> None:
        self.lines_shown += [line for paragraph in paragraphs for line in wrap_paragraph(paragraph, 79)]


def test_what_was_never_asked_is_not_called_unknown() -> None:
    last = session("wish", "none", "", sections=("first",)).last_page
    assert "No answer yet: B.One" in last
    assert "questions more" not in last
    everything = session("wish", "none", "", sections=("first",), everything="engage assess garden.yaml").last_page
    assert "3 questions more, about 1 minute: engage assess garden.yaml" in everything
    assert "Find out" not in everything


def test_a_quick_run_ends_with_the_gates_to_tick() -> None:
    paper = Paper()
    asker = session("wish", "none", ("x",), ("b.one",), "", paper=paper, scope="quick")
    assert paper.project.participants == ()
    assert "Blocking requirements that the quick questions do not cover" in asker.shown
    assert paper.project.to_check == ("b.one",)
    assert "To be checked: B.One" in asker.last_page


def test_a_respondent_sees_no_results() -> None:
    last = session("wish", "none", ("x",), scope="quick", report="").last_page
    assert "3 answers saved" in last
    assert "Where the project stands" not in last


def test_everything_answered_says_so() -> None:
    answers = dict.fromkeys(QUESTIONNAIRE.by_id, Answer(unknown=True))
    assert "Every question is answered." in session(paper=Paper(replace(PROJECT, answers=answers))).shown


def test_nothing_to_ask_says_so() -> None:
    assert "There is no question to ask here" in session(sections=("second",), unit="it").shown


def test_a_questionnaire_without_quick_questions_says_how_to_be_asked_all() -> None:
    words = "engage assess garden.yaml"
    shown = session(sections=("second",), unit="it", scope="quick", everything=words).shown
    assert f"There is no quick question to ask here. All the questions: {words}" in shown


def test_a_quick_assessment_lists_the_gates_it_does_not_read() -> None:
    assessment = assess(QUESTIONNAIRE, PROJECT, as_of=TODAY, scope="quick")
    assert [gate.question.id for gate in unread_gates(assessment)] == ["b.one"]
