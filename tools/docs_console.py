"""The ```console blocks of a document, run one after the other in a folder of their own.

A line that starts with `$ ` is a command; what follows is what it prints, errors included. A line `…` stands for lines
left out, between the lines that the document shows before and after it. A comment `<!-- typed: … -->` before a block
holds the lines typed into a command that asks, one a line; such a block has one command.

The folder has a copy of `examples/`, and what `docs/examples/` holds; see `docs_engage` for the day.
"""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator, Sequence
from pathlib import Path

from docs_commands import WIDTH

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = Path(__file__).with_name("docs_engage.py")
BASH = shutil.which("bash") or "bash"
LEFT_OUT = "…"
BLOCK = re.compile(r"(?:<!-- typed:\n(?P<typed>.*?)-->\n+)?```console\n(?P<body>.*?)```", re.DOTALL)
ASKING = re.compile(rb"[^\n](: ?|\? |> )$")
"""The end of what is on the screen when a line is awaited."""
PATIENCE = 10.0
"""Seconds that a command may be silent."""


def replayed(text: str, language: str) -> str:
    """`text` with the output of its blocks as it is now. Raises ValueError where a block cannot be told."""
    if not BLOCK.search(text):
        return text
    with tempfile.TemporaryDirectory() as folder:
        scene = Path(folder, "scene")
        programs = prepared(scene, Path(folder, "bin"))
        environment = surroundings(programs, language, folder)
        return BLOCK.sub(lambda block: run_again(block, scene, environment), text)


def prepared(scene: Path, programs: Path) -> Path:
    """Fills the scene; `programs` gets an `engage`."""
    shutil.copytree(ROOT / "docs/examples", scene)
    shutil.copytree(ROOT / "examples", scene / "examples")
    programs.mkdir()
    program = programs / "engage"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{PROGRAM}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return programs


def surroundings(programs: Path, language: str, home: str) -> dict[str, str]:
    return {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": home,
        "ENGAGE_LANG": language,
        "LC_ALL": "C.UTF-8",
        "COLUMNS": str(WIDTH),
        "TERM": "dumb",
        "NO_COLOR": "1",
        "PYTHONPATH": str(ROOT / "src"),
    }


def run_again(block: re.Match[str], scene: Path, environment: dict[str, str]) -> str:
    typed = block["typed"]
    parts = list(commands(block["body"]))
    if typed is not None and len(parts) != 1:
        raise ValueError(f"one command for what is typed: {block['body']}")
    lines: list[str] = []
    for command, shown in parts:
        raw = run(command, scene, environment) if typed is None else talk(command, typed, scene, environment)
        printed = [line.rstrip() for line in raw.rstrip("\n").split("\n")] if raw.strip() else []
        lines += [f"$ {command}", *abridged(printed, shown)]
    head = block[0][: block.start("body") - block.start()]
    return "\n".join([head + lines[0], *lines[1:], "```"])


def commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block with the lines shown after it."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        yield command, shown


def abridged(printed: list[str], shown: Sequence[str]) -> list[str]:
    """`printed` with as much left out as in `shown`: up to its last line before and from its first line after."""
    if LEFT_OUT not in shown:
        return printed
    middle = shown.index(LEFT_OUT)
    stop = nearest(printed, shown[middle - 1], middle - 1) + 1 if middle else 0
    rest = len(shown) - middle - 1
    start = nearest(printed, shown[middle + 1], len(printed) - rest) if rest else len(printed)
    return [*printed[:stop], LEFT_OUT, *printed[start:]] if stop < start else printed


def nearest(printed: Sequence[str], line: str, place: int) -> int:
    """Where `line` stands, as near as can be to `place`; `place` where it stands nowhere."""
    found = [number for number, one in enumerate(printed) if one == line]
    return min(found, key=lambda number: abs(number - place), default=place)


def run(command: str, scene: Path, environment: dict[str, str]) -> str:
    """What `command` prints, with nobody at the keyboard. Raises ValueError where it is the program that fails."""
    nobody, both = subprocess.DEVNULL, subprocess.STDOUT
    shell = [BASH, "-c", command]
    done = subprocess.run(
        shell, cwd=scene, env=environment, stdin=nobody, stdout=subprocess.PIPE, stderr=both, text=True, check=False
    )
    if "--debug" in done.stdout and "--debug" not in command and " -h" not in command:
        raise ValueError(f"{command}: {done.stdout}")
    return done.stdout


def talk(command: str, typed: str, scene: Path, environment: dict[str, str]) -> str:
    """What a terminal shows when each line of `typed` is entered at a question. Raises ValueError."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (40, WIDTH))
    waiting = [line.encode() for line in typed.split("\n")[:-1]]
    seen = b""
    with subprocess.Popen(
        [BASH, "-c", command], cwd=scene, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ) as child:
        os.close(theirs)
        try:
            while piece := heard(ours, seen):
                seen += piece
                if ASKING.search(seen) and waiting and not select.select([ours], [], [], 0.1)[0]:
                    os.write(ours, waiting.pop(0) + b"\n")
        finally:
            child.terminate()
            os.close(ours)
    if waiting:
        raise ValueError(f"{command}: never asked for {waiting}; it said:\n{seen.decode()}")
    return seen.decode().replace("\r\n", "\n")


def heard(terminal: int, before: bytes) -> bytes:
    """What the terminal says next; empty at the end. Raises ValueError where it waits for something to be typed."""
    if not select.select([terminal], [], [], PATIENCE)[0]:
        raise ValueError(f"a command waits for more than is typed, after:\n{before.decode()[-1000:]}")
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other side has closed
        return b""
