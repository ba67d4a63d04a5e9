"""Clumsy and hostile surroundings: names, folders, streams, signals. They end in a sentence, never in our own error."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT, Engage

GARDEN = ROOT / "tests/questionnaires/garden"
LONG = "a" * 5000
NEW = ("--questionnaire", str(GARDEN), "--set", "name=x", "--set", "plot=yard", "--set", "crops=bees")
linux = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GARDEN, tmp_path / "garden"))


def process(
    *words: str | Path, shell: str = "", before: Sequence[str] = (), buffered: bool = True, **more: Any
) -> subprocess.CompletedProcess[str]:
    """`engage` with these words, and `shell` behind them."""
    streams = {"PYTHONUNBUFFERED": "" if buffered else "1"}
    environment = {**os.environ, **streams, "ENGAGE_LANG": "en", "PYTHONPATH": str(ROOT / "src")}
    command = [*before, sys.executable, "-m", "engage_cli", *map(str, words)]
    script = ["bash", "-c", f'"$@" {shell}', "engage", *command]
    return subprocess.run(script, capture_output=True, text=True, check=False, env=environment, **more)


# ── Names and folders ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "words",
    [
        *(("score", LONG), ("score", f"garden/{LONG}"), ("explain", LONG), ("questionnaire", "show", LONG)),
        *(("report", "garden", "-o", f"{LONG}.md"), ("assess", "garden", "--answers", LONG), ("new", LONG, *NEW)),
        *(("new", "/proc/x.yaml", *NEW), ("new", "nowhere/x.yaml", *NEW)),
        *(
            ("explain", "garden", LONG),
            ("schema", LONG),
            ("completion", LONG),
            (LONG,),
            ("score", "a\nb"),
            ("score", ""),
        ),
    ],
    ids=lambda words: "-".join(words).replace(LONG, "long")[:40],
)
def test_odd_names_are_refused_in_a_sentence(engage: Engage, words: tuple[str, ...]) -> None:
    said = {language: engage(*words, "--lang", language) for language in ("en", "fr")}
    assert {ran.code for ran in said.values()} == {2}
    assert {ran.out for ran in said.values()} == {""}
    assert said["en"].err != said["fr"].err
    assert "Errno" not in said["en"].err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("part", ["", "project.yaml", "questionnaire.yaml"])
def test_what_may_not_be_read_is_said(engage: Engage, garden: Path, part: str) -> None:
    (garden / part).chmod(0)
    for words in (("score", str(garden)), ("score", str(garden / "project.yaml")), ("report", str(garden), "-o", "-")):
        ran = engage(*words)
        assert ran.code == 2
        assert "permission" in ran.err
    (garden / part).chmod(0o755)


def test_a_folder_without_a_project_names_what_it_has(engage: Engage, tmp_path: Path) -> None:
    (tmp_path / "projet.yaml").touch()
    said = engage("score", str(tmp_path)).err
    assert said.startswith(
        f"{tmp_path}: This folder has no file called project.yaml.\n  hint: Did you mean “{tmp_path / 'projet.yaml'}”?"
    )
    (tmp_path / "projet.yaml").rename(tmp_path / "project.ann.answers.yaml")  # answers are no project
    assert "engage new" in engage("score", str(tmp_path)).err


@pytest.mark.parametrize("words", [("template", "lint"), ("report", "garden", "-o", "-", "--template")], ids=" ".join)
def test_a_folder_that_is_missing_names_the_one_meant(
    engage: Engage, garden: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(garden.parent)
    Path("modeles").mkdir()
    Path("page.html").touch()
    ran = engage(*words, "modele")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "engage: There is no folder “modele”.\n  hint: Did you mean “modeles”?\n"
    assert "Check the name" in engage(*words, "elsewhere").err
    assert engage(*words, "page.html").err == "engage: “page.html” is a file; a folder is expected.\n"


def test_a_questionnaire_of_one_s_own_that_cannot_be_read_is_what_is_wrong(engage: Engage, garden: Path) -> None:
    (garden / "questionnaire.yaml").write_text("engage: 1\nid: [garden\n")
    assert engage("score", str(garden)).err.startswith(f"{garden}/questionnaire.yaml:2:12: The “[” of line 2")


def test_which_questionnaire_is_meant_does_not_depend_on_where_the_command_starts(
    engage: Engage, garden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Path(shutil.move(garden / "project.yaml", garden.parent))
    monkeypatch.chdir(garden.parent)
    assert "There is no questionnaire “garden”." in engage("score", str(project)).err
    monkeypatch.setenv("ENGAGE_QUESTIONNAIRES", f"/nowhere{os.pathsep}{garden.parent}")
    assert engage("score", str(project)).code == 0
    assert engage("explain", str(project), "soil").code == 0
    assert "A garden that lasts" in engage("questionnaire", "list").out


ABOUT_MANY = {
    "batch": ("-o", "reports", "--format", "md"),
    "portfolio": (),
    "export": ("-o", "data"),
    "migrate": (),
    "preview": ("--severity", "answer-unknown=error"),
    "check": ("--exit-zero",),
}


@pytest.mark.parametrize("command", ABOUT_MANY)
def test_commands_about_many_projects_look_where_the_environment_says(
    engage: Engage, garden: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    project = Path(shutil.move(garden / "project.yaml", garden.parent))
    monkeypatch.chdir(garden.parent)
    words = (command, str(project), *ABOUT_MANY[command])
    there = "There is no questionnaire “garden”."
    without = engage(*words)
    assert there in without.out + without.err
    monkeypatch.setenv("ENGAGE_QUESTIONNAIRES", str(garden.parent))
    ran = engage(*words)
    assert there not in ran.out + ran.err
    assert ran.code in (0, 1), ran.err  # a policy may fail


def test_commands_to_type_are_quoted(engage: Engage, garden: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(garden.parent)
    for name, shown in (("-x", "./-x"), ("a b", "'a b'"), ("$(true)", "'$(true)'"), ("l'eau", "'l'\"'\"'eau'")):
        shutil.copytree(garden, name)
        assert f"engage explain {shown} water.lid" in engage("score", f"./{name}").out


# ── What files hold, on the screen ────────────────────────────────────────────────────────────────────────────────────

STEERING = "\r\x1b\u202a\u202b\u202d\u202e\u2066\u2067\u2068"


def test_texts_do_not_steer_the_terminal(engage: Engage, garden: Path) -> None:
    project = garden / "project.yaml"
    hostile = r'"one\r\ntwo \u202E three \u2066 <b> {{7*7}} **x** 😀 مرحبا"'
    text = project.read_text("utf-8").replace("The corner plot", hostile).replace("A second tap.", hostile)
    project.write_text(text.replace("title: Diary", f"title: {hostile}"), "utf-8")
    shown = [engage("score", str(garden)), engage("explain", str(garden))]
    shown += [engage("explain", str(garden), id) for id in ("soil.feeding", "people.wishes")]
    assert {ran.code for ran in shown} == {0}
    assert [c for ran in shown for c in STEERING if c in ran.out] == []
    assert "one two  three  <b> {{7*7}} **x** 😀 مرحبا" in shown[0].out


def test_a_problem_is_one_line_whatever_the_file_holds(engage: Engage, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text('engage: 1\ncharter: {name: x, "a\\nb: c \\u202E": 1}\n' + "k" * 900 + ": 1\n")
    lines = engage("score", str(file)).err.splitlines()
    assert lines[0].endswith("The facet “phase” is missing.")
    assert rf"{file}:2:20: charter.a\nb: c \u202e: Unknown key “a\nb: c \u202e”." in lines
    assert [line for line in lines if not line.startswith((f"{file}:", "  hint: "))] == []
    assert f"{file}:3:1: {'k' * 80}…: Unknown key" in "\n".join(lines)


# ── Streams ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@linux
@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize("words", [("score", "garden"), ("score", "garden", "--json"), ("-h",), ("schema", "project")])
def test_a_full_disk_is_said(words: tuple[str, ...], buffered: bool) -> None:
    ran = process(*words, shell="> /dev/full", buffered=buffered)
    assert (ran.returncode, ran.stderr) == (2, "engage: The disk is full.\n")


@linux
@pytest.mark.parametrize("buffered", [True, False])
def test_where_nothing_can_be_said_the_exit_code_tells(buffered: bool) -> None:
    assert process("score", "nowhere", shell="2> /dev/full", buffered=buffered).returncode == 2


@pytest.mark.parametrize("words", [("assess", GARDEN, "--answers", "-"), ("new", "x.yaml", *NEW[:2], "--answers", "-")])
def test_closed_standard_input_is_an_empty_file(words: tuple[str | Path, ...], tmp_path: Path) -> None:
    shutil.copytree(GARDEN, tmp_path / "questionnaires/garden")
    ran = process(*words, shell="<&-", cwd=tmp_path)
    assert ran.returncode == 2
    assert ran.stderr.startswith("-: The file is empty.\n  hint: ")


def test_without_any_stream_it_still_works(garden: Path) -> None:
    out = garden / "x.md"
    assert process("report", garden, "-o", out, shell="<&- >&- 2>&-").returncode == 0
    assert out.read_text("utf-8").startswith("# The corner plot")


def test_standard_input_too_large_is_not_read_to_its_end(garden: Path) -> None:
    ran = process("assess", garden, "--answers", "-", shell="< <(head -c 50000000 /dev/zero)")
    assert (ran.returncode, ran.stderr.splitlines()[0]) == (2, "-: The file is larger than 5 MB.")


@pytest.mark.skipif(sys.platform == "win32", reason="no limits here")
def test_a_project_that_cannot_be_written_whole_is_not_begun(tmp_path: Path) -> None:
    """ulimit -f 0: no file may grow."""
    file = tmp_path / "p.yaml"
    ran = process("new", file, *NEW, before=["bash", "-c", 'trap "" XFSZ; ulimit -f 0; exec "$@"', "limited"])
    assert ran.returncode == 2
    assert not file.exists()


# ── Signals ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_interruption_while_modules_are_loaded_is_quiet() -> None:
    script = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'engage_cli.terminal.commands': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from engage_cli.__main__ import main\n"
        "sys.exit(main())\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (130, "")


def test_templates_that_nobody_wrote_are_not_found_right(
    engage: Engage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("notes.txt").write_text("No template.\n")
    for words in (("template", "lint", "."), ("report", str(GARDEN), "-o", "r.html", "--template", ".")):
        said = engage(*words)
        assert (said.code, said.out) == (2, "")
        assert said.err.startswith("engage: There is no template in “.”.")
    assert not Path("r.html").exists()
