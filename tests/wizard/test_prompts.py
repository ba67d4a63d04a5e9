"""The full terminal mode, fed by a pipe."""

from collections.abc import Iterator

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from engage_cli.wizard.asker import Action, Command, Menu, Option, Paragraph, Tone
from engage_cli.wizard.prompts import PromptAsker, _fitting

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
        (DOWN + " " + DOWN + " " + ENTER, ("none", "wish")),
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


def test_a_note_of_several_lines_ends_with_enter_twice(keys: PipeInput, asker: PromptAsker) -> None:
    keys.send_text("one" + ENTER + "two" + ENTER + ENTER)
    assert asker.lines("Note") == "one\ntwo"


def test_reading_waits_by_the_screenful(keys: PipeInput, asker: PromptAsker) -> None:
    keys.send_text(ENTER + ENTER)
    asker.read(*(Paragraph(f"line {i}") for i in range(60)))


@pytest.mark.parametrize(("rows", "left"), [(3, 3), (2, 2), (1, 1)])
def test_a_small_screen_leaves_asides_out_first(asker: PromptAsker, rows: int, left: int) -> None:
    page = (Paragraph("Ask", Tone.ASK), Paragraph("Why", Tone.QUIET), Paragraph("Intent", Tone.ASIDE))
    assert _fitting(page, rows) == page[:left]
