"""The full terminal mode, fed by a pipe."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from engage_cli.wizard.asker import Action, Command, Menu, Option, Paragraph, Tone
from engage_cli.wizard.prompts.asker import PromptAsker
from engage_cli.wizard.prompts.lines import fit_to_rows

from .making import ENGLISH

DOWN, UP, LEFT, RIGHT, CTRL_C, CTRL_D, ENTER = "\x1b[B", "\x1b[A", "\x1b[D", "\x1b[C", "\x03", "\x04", "\r"
MENU = Menu(
    options=tuple(Option(id=id, label=id.title(), help="some words") for id in ("none", "wish", "work", "proof")),
    commands=(
        Command(Action.SKIP, "s", "Skip"),
        Command(Action.BACK, "b", "Back"),
        Command(Action.HELP, "?", "Help"),
    ),
)
LONG = Menu(options=tuple(Option(id=f"o{i}", label=f"Option {i}") for i in range(1, 13)))


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


@pytest.fixture
def asker(keys: PipeInput) -> PromptAsker:
    return PromptAsker(ENGLISH, color=True)


@contextmanager
def pressing(keys: PipeInput, typed: str) -> Iterator[None]:
    """Somebody presses again as long as nothing happens: what comes before a question is on the screen is dropped."""
    done = Event()

    def press() -> None:
        while not done.wait(0.1):
            keys.send_text(typed)

    somebody = Thread(target=press)
    somebody.start()
    try:
        yield
    finally:
        done.set()
        somebody.join()


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("1", "none"),
        ("4", "proof"),
        (DOWN + ENTER, "none"),
        (UP + ENTER, "proof"),
        (DOWN * 5 + ENTER, "none"),
        ("9x" + "2", "wish"),
        (ENTER + ENTER + "3", "work"),
        ("s", Action.SKIP),
        ("S", Action.SKIP),
        ("?", Action.HELP),
        (LEFT, Action.BACK),
        (RIGHT, Action.SKIP),
    ],
)
def test_digits_arrows_and_letters(keys: PipeInput, asker: PromptAsker, typed: str, chosen: object) -> None:
    keys.send_text(typed)
    assert asker.pick(MENU) == chosen


def test_enter_keeps_what_is_recorded(keys: PipeInput, asker: PromptAsker) -> None:
    keys.send_text(ENTER)
    assert asker.pick(Menu(options=MENU.options, current=("work",))) == "work"


def test_enter_keeps_an_answer_that_is_no_option(keys: PipeInput, asker: PromptAsker) -> None:
    keys.send_text(ENTER)
    assert asker.pick(Menu(options=MENU.options, stands=True)) is Action.SKIP


@pytest.mark.parametrize(("typed", "stop"), [(CTRL_C, KeyboardInterrupt), (CTRL_D, EOFError)])
def test_interruptions_come_out(keys: PipeInput, asker: PromptAsker, typed: str, stop: type[BaseException]) -> None:
    keys.send_text(typed)
    with pytest.raises(stop):
        asker.pick(MENU)


@pytest.mark.parametrize(
    ("typed", "ticked"),
    [
        ("13" + ENTER, ("none", "work")),
        (" " + DOWN + " " + ENTER, ("none", "wish")),
        (DOWN + " " + DOWN + " " + ENTER, ("wish", "work")),
        ("11" + ENTER, ()),
        ("s", Action.SKIP),
    ],
)
def test_ticking(keys: PipeInput, asker: PromptAsker, typed: str, ticked: object) -> None:
    keys.send_text(typed)
    assert asker.tick(MENU) == ticked


@pytest.mark.parametrize(("typed", "chosen"), [("2" + ENTER, "o2"), ("12" + ENTER, "o12"), ("5" + "3" + ENTER, "o3")])
def test_numbers_of_two_digits_wait_for_enter(keys: PipeInput, asker: PromptAsker, typed: str, chosen: str) -> None:
    keys.send_text(typed)
    assert asker.pick(LONG) == chosen


def test_letters_of_options(keys: PipeInput, asker: PromptAsker) -> None:
    keys.send_text("Y")
    both = (Option(id="yes", label="Yes", key="y"), Option(id="no", label="No", key="n"))
    assert asker.pick(Menu(ask="Is it?", options=both)) == "yes"


def test_a_line_is_edited_and_cleaned(keys: PipeInput, asker: PromptAsker) -> None:
    keys.send_text("!\x7f?" + ENTER)
    assert asker.line("Title", value="Plan") == "Plan?"


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("one" + ENTER + "two" + ENTER + "." + ENTER, "one\ntwo"),
        ("one" + ENTER + ENTER + ENTER + "two." + ENTER + CTRL_D, "one\n\n\ntwo."),
        (ENTER, ""),
        ("." + ENTER, ""),
    ],
)
def test_a_note_ends_with_a_full_stop_alone_and_holds_blank_lines(
    keys: PipeInput, asker: PromptAsker, typed: str, note: str
) -> None:
    keys.send_text(typed)
    assert asker.lines("Note") == note


@pytest.mark.parametrize(
    ("typed", "stays"), [(ENTER, True), ("x" + ENTER, True), ("q" + ENTER, False), ("Q" + ENTER, False)]
)
def test_q_leaves_what_is_read(keys: PipeInput, asker: PromptAsker, typed: str, stays: bool) -> None:
    keys.send_text(typed)
    assert asker.read(Paragraph("Begin"), then="Enter to begin") is stays


def test_what_is_pasted_into_a_menu_chooses_nothing(keys: PipeInput, asker: PromptAsker) -> None:
    keys.send_text("2 s nothing of this" + ENTER)
    with pressing(keys, "3"):
        assert asker.pick(MENU) == "work"


def test_too_few_or_too_many_ticks_are_told_in_place(keys: PipeInput, asker: PromptAsker) -> None:
    keys.send_text(ENTER + ENTER + "2" + ENTER)
    menu = Menu(options=MENU.options, refuse=lambda ticked: "" if ticked else "Choose at least 1.")
    assert asker.tick(menu) == ("wish",)


def test_reading_waits_by_the_screenful(keys: PipeInput, asker: PromptAsker) -> None:
    keys.send_text(ENTER)
    with pressing(keys, ENTER):
        assert asker.read(*(Paragraph(f"line {i}") for i in range(60)))


def test_what_was_typed_before_a_question_is_no_answer_to_it(keys: PipeInput, asker: PromptAsker) -> None:
    keys.send_text("Title" + ENTER + "3" + ENTER)
    assert asker.line("Title") == "Title"
    with pressing(keys, "2"):
        assert asker.pick(MENU) == "wish"


@pytest.mark.parametrize(("rows", "left"), [(3, 3), (2, 2), (1, 1)])
def test_a_small_screen_leaves_asides_out_first(asker: PromptAsker, rows: int, left: int) -> None:
    page = (Paragraph("Ask", Tone.ASK), Paragraph("Why", Tone.QUIET), Paragraph("Intent", Tone.ASIDE))
    assert fit_to_rows(page, rows) == page[:left]
