"""Plain mode: numbered lines through `input`, nothing else."""

from collections.abc import Iterable

import pytest

from engage_cli.wizard.asker import Action, Command, CutShortError, Menu, Option, Paragraph
from engage_cli.wizard.plain import PlainAsker

from .making import ENGLISH

MENU = Menu(
    options=(Option(id="low", label="Low", help="Nearly nothing"), Option(id="high", label="High")),
    commands=(Command(Action.SKIP, "s", "Skip"), Command(Action.HELP, "?", "Help")),
)
MANY = (
    *MENU.commands,
    Command(Action.NOTE, "a", "Add some words"),
    Command(Action.EVIDENCE, "e", "Evidence"),
    Command(Action.QUIT, "q", "Save and quit"),
)


def plain(typed: Iterable[str], width: int = 79) -> PlainAsker:
    lines = iter(typed)

    def read(prompt: str) -> str:
        print(prompt, end="")
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    return PlainAsker(ENGLISH, width, read)


def test_choices_are_numbered_and_actions_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert plain(["2"]).pick(MENU) == "high"
    assert capsys.readouterr().out == "1. Low: Nearly nothing\n2. High\ns\u00a0Skip, ?\u00a0Help\nYour choice: "


@pytest.mark.parametrize("typed", ["?", " ? "])
def test_a_letter_is_an_action(typed: str) -> None:
    assert plain([typed]).pick(MENU) is Action.HELP


def test_ticking_nothing_is_among_what_can_be_typed(capsys: pytest.CaptureFixture[str]) -> None:
    assert plain(["x", "0"]).tick(MENU) == ()
    assert "Type one of: 0, 1, 2, s, ?." in capsys.readouterr().out


def test_case_does_not_matter() -> None:
    assert plain(["S"]).pick(MENU) is Action.SKIP


def test_enter_alone_chooses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(EOFError):
        plain(["", "3", "x"]).pick(MENU)
    assert capsys.readouterr().out.count("Type one of: 1, 2, s, ?.") == 3


def test_enter_keeps_what_is_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    menu = Menu(options=MENU.options, current=("high",))
    assert plain([""]).pick(menu) == "high"
    assert "Recorded: 2. Enter keeps it." in capsys.readouterr().out


def test_enter_keeps_an_answer_that_is_no_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert plain([""]).pick(Menu(options=MENU.options, stands=True)) is Action.SKIP
    assert "Enter keeps what is recorded." in capsys.readouterr().out


@pytest.mark.parametrize(("typed", "ticked"), [("2 1", ("low", "high")), ("2,", ("high",)), ("0", ())])
def test_several_numbers_tick(typed: str, ticked: tuple[str, ...]) -> None:
    assert plain(["9 1", typed]).tick(MENU) == ticked


def test_lines_are_wrapped_and_cleaned(capsys: pytest.CaptureFixture[str]) -> None:
    asker = plain(["a\x1b[31mb\x00 "], width=40)
    asker.say(Paragraph("word " * 20, indent=2, hang=2))
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 40
    assert asker.line("Title") == "a[31mb"


@pytest.mark.parametrize(
    ("typed", "note"),
    [(["one", "", "two", ".", "three"], "one\n\ntwo"), (["", "x"], ""), ([".", "x"], ""), (["one", "."], "one")],
)
def test_several_lines_end_with_a_full_stop_alone(typed: list[str], note: str) -> None:
    assert plain(typed).lines("Note") == note


@pytest.mark.parametrize("width", range(24, 60))
def test_a_letter_stays_with_what_it_does(width: int, capsys: pytest.CaptureFixture[str]) -> None:
    plain(["a"], width).pick(Menu(options=MENU.options, commands=MANY))
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if line.startswith(tuple(f"{one.key}\u00a0" for one in MANY))]) >= 1
    assert not [line for line in lines if line.split(" ")[-1] in {one.key for one in MANY}]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_several_lines_that_are_left_are_given_as_far_as_they_came(stop: type[BaseException]) -> None:
    typed = iter(("First", "", "second"))

    def read(_: str) -> str:
        for line in typed:
            return line
        raise stop

    with pytest.raises(CutShortError) as left:
        PlainAsker(ENGLISH, 79, read).lines("Your note")
    assert left.value.text == "First\n\nsecond"
    assert isinstance(left.value, KeyboardInterrupt)


def test_a_wrong_number_is_told_without_the_choices_again(capsys: pytest.CaptureFixture[str]) -> None:
    menu = Menu(options=MENU.options, refuse=lambda ticked: "" if len(ticked) == 1 else "Choose one.")
    assert plain(["0", "1 2", "2"]).tick(menu) == ("high",)
    said = capsys.readouterr().out
    assert (said.count("Choose one."), said.count("1. Low")) == (2, 1)


def test_a_text_that_stands_is_kept_or_taken_away() -> None:
    assert plain([""]).lines("Note", value="old") == "old"
    assert plain(["-"]).line("Note", value="old") == ""
    assert plain(["new"]).line("Note", value="old") == "new"
    assert plain(["new", "."]).lines("Note", value="old") == "new"
