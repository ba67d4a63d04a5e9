"""The program in a real terminal: keys, kill, two sessions, dumb and plain modes, French by default."""

import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from engage_cli.i18n import translator
from engage_cli.project.loading import load_project
from tests.patience import ENOUGH

ROOT = Path(__file__).resolve().parents[2]
GARDEN = ROOT / "tests/questionnaires/garden"
CHARTER = """\
# Ours; keep this line.
engage: 1
charter:
  name:   The corner plot   # and these spaces
  facets: {plot: yard, crops: [vegetables, bees], shared: true}
assessment:
  questionnaire: {id: garden}
"""
ESCAPE = "\x1b"
CTRL_C, CTRL_D = "\x03", "\x04"

Start = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts `engage` in a terminal of 80 by 24, in a folder with a garden questionnaire and a bare charter."""
    shutil.copytree(GARDEN, tmp_path / "questionnaires/garden")
    (tmp_path / "project.yaml").write_text(CHARTER, encoding="utf-8")
    started = []

    def run(*words: str, **environment: str) -> "pexpect.spawn[str]":
        inherited = {k: v for k, v in os.environ.items() if k not in ("LANG", "LC_ALL", "LC_MESSAGES", "NO_COLOR")}
        env = {**inherited, "TERM": "xterm-256color", "ENGAGE_LANG": "en", **environment}
        child = pexpect.spawn(
            sys.executable, ["-m", "engage_cli", *words],
            cwd=str(tmp_path), env=env, dimensions=(24, 80), encoding="utf-8", timeout=ENOUGH,
        )  # fmt: skip
        started.append(child)
        return child

    yield run
    for child in started:
        child.close(force=True)


def answers(folder: Path) -> dict[str, object]:
    """Question id → what is recorded, in short."""
    found = load_project(folder / "project.yaml").project.answers
    return {id: a.choice or a.choices or a.text or ("unknown" if a.unknown else a.reason) for id, a in found.items()}


def begin(child: "pexpect.spawn[str]") -> None:
    child.expect("Enter to begin")
    child.send("\r")
    child.expect("How often is the soil fed")
    child.expect("Type the digit")


def ended(child: "pexpect.spawn[str]") -> int | None:
    child.expect(pexpect.EOF)
    child.close()
    status: int | None = child.exitstatus
    return status


def test_answers_are_saved_as_they_are_given_and_ctrl_c_says_so(start: Start, tmp_path: Path) -> None:
    child = start("assess", "project.yaml")
    begin(child)
    child.send("2")
    child.expect("What covers the soil")
    assert answers(tmp_path) == {"soil.feeding": "rarely"}
    child.expect("Enter ends")
    child.send("13\r")
    child.expect("Was the soil tested")
    child.expect("Type the digit")
    child.send(CTRL_C)
    child.expect(r"2 answers saved in \S*project.yaml")
    child.expect("engage assess project.yaml")
    assert ended(child) == 130
    assert answers(tmp_path) == {"soil.feeding": "rarely", "soil.cover": ("mulch", "leaves")}


def test_what_is_pasted_into_a_note_answers_nothing_else(start: Start, tmp_path: Path) -> None:
    """Without bracketed paste, as some terminals and remote sessions have it."""
    child = start("assess", "project.yaml")
    begin(child)
    child.send("a")
    child.expect("Ctrl-D")
    child.send("First\r\rn\r2\rtried in February;\r1\r")
    child.expect("February")
    child.send(".\r")
    child.expect("Not saved yet")
    child.expect("Type the digit")
    child.send("3")
    child.expect("What covers the soil")
    child.send(CTRL_C)
    assert ended(child) == 130
    found = load_project(tmp_path / "project.yaml").project.answers
    assert list(found) == ["soil.feeding"]
    assert found["soil.feeding"].note == "First\n\nn\n2\ntried in February;\n1"


@pytest.mark.parametrize("plain", [False, True])
def test_ctrl_c_in_the_middle_of_a_note_keeps_it(start: Start, tmp_path: Path, *, plain: bool) -> None:
    child = start("assess", "project.yaml", *(["--plain"] if plain else []))
    if plain:
        child.expect("Your choice: ")
    else:
        begin(child)
    child.send("1\r" if plain else "1")
    child.expect("What covers the soil")
    child.expect("Your choices: " if plain else "Enter ends")
    child.send("b\r" if plain else "b")
    child.expect("Recorded")
    child.expect("Your choice: " if plain else "Enter keeps")
    child.send("a\r" if plain else "a")
    child.expect("full stop")
    child.send("First « été » 🎧\rsecond")
    child.send("\r" if plain else "")
    child.expect("second")
    child.send(CTRL_C)
    assert ended(child) == 130
    found = load_project(tmp_path / "project.yaml").project.answers
    assert found["soil.feeding"].note == "First « été » 🎧\nsecond"


def test_q_leaves_at_the_first_screen(start: Start, tmp_path: Path) -> None:
    child = start("assess", "project.yaml")
    child.expect("Enter to begin, q to leave")
    child.send("q\r")
    child.expect("To go on")
    assert ended(child) == 0
    assert answers(tmp_path) == {}


def test_every_byte_that_is_not_an_answer_stays(start: Start, tmp_path: Path) -> None:
    child = start("assess", "project.yaml")
    begin(child)
    child.send("2")
    child.expect("What covers the soil")
    child.expect("Enter ends")
    child.send("q")
    assert ended(child) == 0
    written = (tmp_path / "project.yaml").read_text(encoding="utf-8")
    assert written.startswith(CHARTER.partition("assessment:")[0])


def test_kill_loses_at_most_the_answer_being_typed_and_the_next_start_resumes(start: Start, tmp_path: Path) -> None:
    child = start("assess", "project.yaml")
    begin(child)
    child.send("4")
    child.expect("title")
    child.send("Half a tit")
    child.kill(signal.SIGKILL)
    child.expect(pexpect.EOF)
    assert answers(tmp_path) == {"soil.feeding": "daily"}
    again = start("assess", "project.yaml")
    again.expect("Enter to begin")
    again.send("\r")
    again.expect("question 2 of")
    again.expect("What covers the soil")


def test_a_closed_terminal_keeps_what_was_saved(start: Start, tmp_path: Path) -> None:
    child = start("assess", "project.yaml")
    begin(child)
    child.send("3")
    child.expect("What covers the soil")
    child.kill(signal.SIGHUP)
    child.expect(pexpect.EOF)
    assert answers(tmp_path) == {"soil.feeding": "weekly"}


def test_two_sessions_keep_each_others_answers_and_ask_where_they_differ(start: Start, tmp_path: Path) -> None:
    one, other = start("assess", "project.yaml"), start("assess", "project.yaml")
    begin(one)
    begin(other)
    one.send("2")
    one.expect("What covers the soil")
    other.send("3")
    other.expect("Somebody else changed this answer")
    other.expect("Keep theirs: Rarely")
    other.send("1")
    other.expect("What covers the soil")
    other.expect("Enter ends")
    other.send("1\r")
    other.expect("Was the soil tested")
    one.expect("Enter ends")
    one.send("q")
    assert ended(one) == 0
    assert answers(tmp_path) == {"soil.feeding": "rarely", "soil.cover": ("mulch",)}


@pytest.mark.parametrize(
    ("words", "environment"),
    [(("--plain",), {}), ((), {"TERM": "dumb"}), ((), {"ENGAGE_PLAIN": "1"})],
    ids=["option", "dumb", "variable"],
)
def test_plain_mode_redraws_nothing(
    start: Start, tmp_path: Path, words: tuple[str, ...], environment: dict[str, str]
) -> None:
    child = start("assess", "project.yaml", *words, **environment)
    log = Log()
    child.logfile_read = log
    child.expect("Your choice: ")
    child.sendline("2")
    child.expect("Your choices: ")
    child.sendline("1 3")
    child.expect("Your choice: ")
    child.send(CTRL_D)
    assert ended(child) == 130
    assert ESCAPE not in log.text
    assert not set(log.text) & set("│─┌›█")
    assert answers(tmp_path) == {"soil.feeding": "rarely", "soil.cover": ("mulch", "leaves")}


class Log:
    """What the terminal was sent."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        """Nothing is held back."""


def test_a_quick_run_ends_with_gates_to_tick_and_the_full_run_goes_on(start: Start, tmp_path: Path) -> None:
    child = start("assess", "project.yaml", "--quick", "--plain")
    for typed in ("2", "1"):
        child.expect("Your choice: ")
        child.sendline(typed)
    child.expect("Blocking requirements that the quick questions do not cover")
    child.expect("Your choices: ")
    child.sendline("1")
    child.expect("Who took part")
    child.sendline("Gardener")
    child.expect("What to take up")
    child.expect("Your choice: ")
    child.sendline("w")
    child.expect("Keep how the project stands")
    child.expect("The quick questions are all answered.")
    child.expect("Your choice: ")
    child.sendline("3")
    child.expect("Where the project stands")
    child.expect("engage report project.yaml -o report.pdf")
    assert ended(child) == 0
    project = load_project(tmp_path / "project.yaml").project
    assert (project.scope, len(project.answers), project.to_check) == ("quick", 2, ("water.lid",))
    full = start("assess", "project.yaml", "--plain")
    full.expect("What covers the soil")
    full.expect("Your choices: ")
    full.sendline("1")
    full.expect("Was the soil tested")
    full.close(force=True)
    assert load_project(tmp_path / "project.yaml").project.scope == "full"


def test_without_colour_nothing_is_coloured(start: Start) -> None:
    child = start("assess", "project.yaml", NO_COLOR="1")
    log = Log()
    child.logfile_read = log
    begin(child)
    child.send("q")
    assert ended(child) == 0
    assert re.findall(r"\x1b\[[0-9;]*\b(?:3[0-8]|9[0-7])[;m]", log.text) == []


@pytest.mark.parametrize("words", [(), ("--plain",)])
def test_without_a_terminal_it_says_what_would_do(start: Start, tmp_path: Path, words: tuple[str, ...]) -> None:
    import subprocess

    done = subprocess.run(
        [sys.executable, "-m", "engage_cli", "assess", "project.yaml", *words],
        cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        env={**os.environ, "ENGAGE_LANG": "en"},
    )  # fmt: skip
    assert done.returncode == 2
    assert "There is no terminal here to ask in." in done.stderr
    assert "--answers FILE" in done.stderr


def test_french_is_the_default_and_nothing_leaks(start: Start, tmp_path: Path) -> None:
    (tmp_path / "project.yaml").unlink()
    given = "name=Vélo phase=planification genre=exposition unite=education orientations=contenus,communs salle=oui"
    pairs = [word for pair in given.split() for word in ("--set", pair)]
    new = start("new", *pairs, ENGAGE_LANG="", LC_ALL="C")
    log = Log()
    new.logfile_read = log
    assert ended(new) == 0
    child = start("assess", "project.yaml", "--quick", "--plain", ENGAGE_LANG="", LC_ALL="C")
    child.logfile_read = log
    for typed in (
        "?",
        "a",
        "Une note",
        "",
        "2",
        ".",
        "e",
        "Plan",
        "2",
        "",
        "hier",
        "",
        "",
        "4",
        "",
        "s",
        "p",
        "3",
        "n",
        "r",
        "x",
        "q",
    ):
        child.expect("\u00a0: $|> $")
        child.sendline(typed)
    assert ended(child) == 0
    assert leaks(log.text) == []
    assert "On décide ensemble de la suite" in log.text


def leaks(shown: str) -> list[str]:
    """English messages of ours in what was shown."""
    read = " ".join(shown.split())
    english: dict[str, list[str]] = {}
    for id, french in vars(translator("fr"))["_catalog"].items():
        msgid = id if isinstance(id, str) else id[0]  # and which plural it is
        english.setdefault(msgid, _fixed(msgid, french))
    return [id for id, parts in english.items() if parts and all(part in read for part in parts)]


def _fixed(msgid: str, french: str) -> list[str]:
    """The parts of a message that no value changes, long enough to tell a language, and not the same in French."""
    parts = [part.strip() for part in re.split(r"\{\w+\}", msgid)]
    return [part for part in parts if len(part) > 8 and part not in french]
