"""The progress of long runs in a real terminal: what is drawn, that it leaves nothing behind, and where it is not."""

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Self

import pexpect
import pytest

from .conftest import ROOT

PROGRAM = """
import os, sys, time
from engage_cli.terminal.commands import apply_global_options
from engage_cli.terminal.progress import PATIENCE, Meter
from engage_cli.terminal.clock import current_time
from engage_cli.terminal.session import open_session

total, *options = sys.argv[1:]
meter = Meter(apply_global_options(open_session([], os.environ, current_time()), dict.fromkeys(options, True)))
sys.stderr.write("Begun\\n")
meter.begin(int(total))
try:
    for line in sys.stdin:
        match line.strip():
            case "step":
                meter.step()
            case "fail":
                meter.step(failed=True)
            case "note":
                meter.stopping()
            case "wait":
                time.sleep(PATIENCE * 1.5)
            case "error":
                raise SystemExit(7)
            case "kill":
                os.kill(os.getpid(), 9)
            case "end":
                break
finally:
    meter.end()
print("rich" in sys.modules)
"""
ESCAPES = re.compile(r"\x1b\[[\d;]*m")
MOVES = re.compile(r"\x1b\[(\d*)([A-Za-z])|\x1b\[\?25([hl])|([\r\n])|([^\x1b\r\n]+)")


def screen(said: str) -> tuple[list[str], bool]:
    """The lines that a terminal shows after `said`, and whether its cursor is in sight."""
    lines, row, column, seen = [""], 0, 0, True
    for count, order, cursor, blank, text in MOVES.findall(said):
        if cursor:
            seen = cursor == "h"
        elif order == "A":
            row -= int(count or 1)
        elif order == "K":
            lines[row] = ""
        elif blank == "\r":
            column = 0
        elif blank == "\n":
            row += 1
            lines += [""] * (row + 1 - len(lines))
        elif text:
            lines[row] = lines[row][:column].ljust(column) + text + lines[row][column + len(text) :]
            column += len(text)
    return [line.rstrip() for line in lines if line.strip()], seen


class Watched:
    """A program in a terminal that shows what is typed nowhere."""

    def __init__(self, *words: str, columns: int = 80, folder: Path | None = None, **environment: str) -> None:
        kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "LC_ALL", "LANG", "TERM")}
        self._log = io.StringIO()
        self._child = pexpect.spawn(
            sys.executable,
            list(words),
            env={**kept, "TERM": "xterm-256color", "ENGAGE_LANG": "en", **environment},
            cwd=folder,
            dimensions=(24, columns),
            encoding="utf-8",
            timeout=120,
            echo=False,
        )
        self._child.logfile_read = self._log

    def after(self, drawn: str, order: str = "") -> Self:
        """Waits until this is drawn, then types `order`."""
        self._child.expect(drawn)
        if order:
            self._child.sendline(order)
        return self

    def interrupt(self) -> None:
        self._child.sendintr()

    def end(self) -> str:
        """All that was written until the program ended."""
        self._child.expect(pexpect.EOF)
        self._child.close()
        return self._log.getvalue()

    @property
    def code(self) -> int | None:
        code: int | None = self._child.exitstatus
        return code


def metered(*options: str, total: int = 60, columns: int = 80, **environment: str) -> Watched:
    return Watched("-c", PROGRAM, str(total), *options, columns=columns, folder=None, **environment)


def test_a_bar_shows_count_rate_time_left_and_failures_and_goes_away() -> None:
    run = metered().after("━.* 1 s", "step").after(r"━.* 1 of 60, \d+ a minute, \d+ (s|min) left(?!,)", "fail")
    said = run.after(r"2 of 60, \d+ a minute, \d+ (s|min) left, 1 failed", "end").end()
    assert screen(said) == (["Begun", "True"], True)


def test_french_keeps_its_spaces() -> None:
    run = metered(ENGAGE_LANG="fr").after("━", "fail")
    run.after("1 sur 60, \\d+ par minute, encore \\d+\u00a0(s|min), 1 en échec", "end").end()


def test_without_a_total_the_time_passed_is_shown() -> None:
    said = metered(total=0).after("━.* 2 s", "end").end()
    assert screen(said) == (["Begun", "True"], True)


def test_a_narrow_screen_has_the_count_without_a_bar() -> None:
    said = metered(columns=20).after("1 s", "fail").after("1 of 60", "end").end()
    assert "━" not in said
    assert re.search(r"1 of 60, \d+ a\r\nminute, \d+ (s|min) left,( 1)?\r\n(1 )?failed", said)
    assert screen(said) == (["Begun", "True"], True)


def test_messages_stand_above_the_bar() -> None:
    said = metered().after("━", "note").after("under way….*━", "end").end()
    assert screen(said) == (["Begun", "Stopping after what is under way…", "True"], True)


def test_an_error_leaves_the_screen_clean() -> None:
    run = metered().after("━", "error")
    assert screen(run.end()) == (["Begun"], True)
    assert run.code == 7


@pytest.mark.skipif(sys.platform == "win32", reason="no signals here")
def test_a_killed_process_leaves_the_cursor_in_sight() -> None:
    assert screen(metered().after("━.*━.*━", "kill").end())[1]


def test_without_colours_there_are_none() -> None:
    assert ESCAPES.search(metered().after("━", "end").end())
    assert not ESCAPES.search(metered(total=2, NO_COLOR="1").after("1 s", "step").after("━", "end").end())


@pytest.mark.parametrize(
    ("options", "term", "plain"),
    [((), "dumb", ""), ((), "unknown", ""), (("plain",), "xterm", ""), ((), "xterm", "1"), (("quiet",), "xterm", "")],
    ids=["dumb", "unknown", "option", "variable", "quiet"],
)
def test_nothing_is_drawn_on_simple_plain_or_quiet_screens(options: tuple[str, ...], term: str, plain: str) -> None:
    run = metered(*options, TERM=term, ENGAGE_PLAIN=plain, FORCE_COLOR="1", TTY_COMPATIBLE="1", TTY_INTERACTIVE="1")
    assert run.after("Begun", "wait\nstep\nend").end().split() == ["Begun", "False"]


@pytest.mark.parametrize("name", ["FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"])
def test_nothing_is_drawn_into_a_file(name: str) -> None:
    command = [sys.executable, "-c", PROGRAM, "60"]
    environment = os.environ | {name: "1", "TERM": "xterm", "ENGAGE_LANG": "en"}
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=True, input="wait\nstep\n")
    assert (ran.stdout, ran.stderr) == ("False\n", "Begun\n")


@pytest.mark.slow
def test_a_pdf_shows_the_time_that_it_takes(tmp_path: Path) -> None:
    example = str(ROOT / "examples/fabrique-a-bede/project.yaml")
    pdf = str(tmp_path / "x.pdf")
    run = Watched("-m", "engage_cli", "report", example, "-o", pdf, "--pdf-engine", "weasyprint", columns=200)
    said = run.after(r"━.* \d+ s").end()
    assert run.code == 0
    assert screen(said) == (["Laying out the PDF…", f"Written: {pdf}"], True)


@pytest.mark.slow
def test_an_interrupted_batch_leaves_the_screen_clean(tmp_path: Path) -> None:
    for name in map(str, range(30)):
        shutil.copytree(ROOT / "examples/fabrique-a-bede", tmp_path / "many" / name)
    run = Watched("-m", "engage_cli", "batch", "many", "-o", "out", "-j", "1", folder=tmp_path).after("━")
    run.interrupt()
    lines, seen = screen(run.end())
    assert (run.code, seen) == (130, True)
    assert "Stopping after what is under way…" in lines
    assert lines[-1] == "Interrupted. What is done stays; the same command does the rest."
    assert [line for line in lines if "━" in line] == []
