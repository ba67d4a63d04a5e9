"""A meeting in a real terminal: the walk by keys, a decision on the way, and the questions of `--settle`."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engage_cli.model.project import Agreed
from engage_cli.project.loading import load_project
from engage_cli.terminal.consensus.walking import next_screen_top
from tests.voices.conftest import voice_text
from tests.voices.test_meeting import FOUR, THREE
from tests.wizard.test_terminal import CTRL_C, CTRL_D, ESCAPE, Start, ended, start

if TYPE_CHECKING:
    import pexpect

__all__ = ["start"]

RIGHT, LEFT, END, HOME, PAGE_DOWN = "\x1b[C", "\x1b[D", "\x1b[F", "\x1b[H", "\x1b[6~"
ON_LID = "Does the barrel have a lid"
ON_FEEDING = "How often is the soil fed"


@pytest.fixture
def meeting(start: Start, tmp_path: Path) -> Start:
    """Four voices beside the project: the lid is on both sides, the feeding two levels apart."""
    for name, said in FOUR.items():
        (tmp_path / f"project.{name}.answers.yaml").write_text(voice_text(name, said), encoding="utf-8")
    return start


def seen(child: "pexpect.spawn[str]") -> str:
    """What came before what was expected last."""
    return str(child.before)


def to_the_lid(child: "pexpect.spawn[str]") -> None:
    """From the overview of a board on one screen or two to the first question, still covered."""
    child.expect("4 voices")
    child.expect("go on")
    child.send(RIGHT)
    child.expect("→ (go on|what the voices say)")
    if "go on" in str(child.after):
        child.send(PAGE_DOWN)
        child.expect("what the voices say")


def test_keys_lead_from_the_question_to_what_is_said_to_the_next(meeting: Start, tmp_path: Path) -> None:
    before = (tmp_path / "project.yaml").read_bytes()
    child = meeting("consensus", "project.yaml")
    to_the_lid(child)
    assert "●" not in seen(child).rpartition("To discuss, 1 of 2")[2]
    child.send(" ")
    child.expect("voices on both sides of “Yes”")
    child.expect("next question")
    child.send(RIGHT)
    child.expect("To discuss, 2 of 2")
    child.expect(ON_FEEDING)
    child.expect("what the voices say")
    assert "●" not in seen(child)
    child.send(LEFT)
    child.expect("voices on both sides of “Yes”")
    child.send(END)
    child.expect("No voice yet, [0-9] of [0-9]")
    child.send(HOME)
    child.expect("4 voices")
    child.send("q")
    child.expect("To discuss")
    assert ended(child) == 0
    assert (tmp_path / "project.yaml").read_bytes() == before


@pytest.mark.parametrize(("key", "code"), [("q", 0), (ESCAPE, 0), (CTRL_D, 0), (CTRL_C, 130)])
def test_every_way_out_gives_the_terminal_back(meeting: Start, key: str, code: int) -> None:
    child = meeting("consensus", "project.yaml")
    child.expect("4 voices")
    child.expect("go on")
    child.send(key)
    assert ended(child) == code
    assert "\x1b[?1049l" in seen(child)  # out of the second screen
    assert "\x1b[?25h" in seen(child)  # with a cursor


def test_what_the_room_decides_on_the_way_is_recorded(meeting: Start, tmp_path: Path) -> None:
    child = meeting("consensus", "project.yaml")
    to_the_lid(child)
    child.send("d")  # nothing is decided as long as the room has not seen what is said
    child.send(RIGHT)
    child.expect("d decide")
    child.send("d")
    child.expect("What do you agree on")
    child.expect("Type the digit")
    child.send("2")
    child.expect("Why")
    child.send("It has a lock.\r")
    child.expect("agreed|Agreed")
    child.send("q")
    child.expect(r"1 answer recorded in \S*project.yaml")
    child.expect("1 question stays open")
    assert ended(child) == 0
    held = load_project(tmp_path / "project.yaml").project.answers
    assert set(held) == {"water.lid"}
    agreed = held["water.lid"].agreed
    assert agreed is not None
    assert agreed == Agreed(on=agreed.on, voices=4, span=("no", "yes"), because="It has a lock.")


def test_settle_asks_what_is_to_be_decided_and_leaves_the_rest_open(meeting: Start, tmp_path: Path) -> None:
    child = meeting("consensus", "project.yaml", "--settle")
    child.expect("Rain barrel: Yes")
    child.expect("On 1 question all voices agree. Record what they say")
    child.send("1")
    child.expect("1 of 3")
    child.expect(ON_LID)
    child.expect("Type the digit")
    child.send("o")
    child.expect("2 of 3")
    child.expect(ON_FEEDING)
    child.expect("Type the digit")
    child.send("2")
    child.expect("Why")
    child.send("\r")
    child.expect("3 of 3")
    child.expect("Type the digit")
    child.send("q")
    child.expect(r"2 answers recorded in \S*project.yaml")
    child.expect("1 question stays open")
    assert ended(child) == 0
    project = load_project(tmp_path / "project.yaml").project
    assert {id: one.choice for id, one in project.answers.items()} == {"water.barrel": "yes", "soil.feeding": "rarely"}
    assert set(project.apart) == {"water.lid"}


def test_ctrl_c_while_settling_keeps_what_was_decided(meeting: Start, tmp_path: Path) -> None:
    child = meeting("consensus", "project.yaml", "--settle")
    child.expect("On 1 question all voices agree")
    child.send("1")
    child.expect("1 of 3")
    child.expect("Type the digit")
    child.send(CTRL_C)
    assert ended(child) in (0, 130)
    assert set(load_project(tmp_path / "project.yaml").project.answers) == {"water.barrel"}


def test_plain_asks_by_numbered_lines_and_never_draws_over(meeting: Start, tmp_path: Path) -> None:
    child = meeting("--plain", "consensus", "project.yaml")
    child.expect("To agree on answers")
    assert ended(child) == 0
    child = meeting("--plain", "consensus", "project.yaml", "--settle")
    child.expect("On 1 question all voices agree")
    child.send("2\r")
    child.expect(ON_LID)
    child.send("2\r")
    child.expect("Why")
    child.send("It locks.\r")
    child.expect(ON_FEEDING)
    child.send("q\r")
    child.expect("1 answer recorded")
    assert "\x1b[?1049h" not in seen(child)
    assert ended(child) == 0
    assert load_project(tmp_path / "project.yaml").project.answers["water.lid"].choice == "yes"


def test_the_line_of_gitignore_is_offered(start: Start, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    for name, said in THREE.items():
        (tmp_path / f"project.{name}.answers.yaml").write_text(voice_text(name, said), encoding="utf-8")
    child = start("consensus", "project.yaml")
    child.expect("3 voices")
    child.expect("go on")
    child.send("q")
    child.expect("The voices would go into git")
    child.send("1")
    child.expect(r"Written: \S*.gitignore")
    assert ended(child) == 0
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "*.answers*.yaml\n"


@pytest.mark.parametrize(
    ("top", "rows", "total", "below"),
    [(0, 22, 20, None), (0, 22, 22, None), (0, 22, 47, 22), (22, 22, 47, 25), (25, 22, 47, None)],
)
def test_the_last_screen_of_the_overview_is_full(top: int, rows: int, total: int, below: int | None) -> None:
    assert next_screen_top(top, rows, total) == below
