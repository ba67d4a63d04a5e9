"""What an interview asks of a team: keys, words to read and minutes, counted on the screens of a real terminal.

    python benchmarks/interview.py [PROJECT]

It answers every question of the quick pass, then of the full one, each with the third choice, in French, on 24 lines
of 80 columns, and leaves the questions at the end aside. Minutes are those of 200 words a minute and 15 seconds a
question: what engage announces has to be within a quarter of them, or the exit code is 1. How fast the machine is
plays no part.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pexpect

PROJECT = Path(__file__).resolve().parents[1] / "examples/fabrique-a-bede/project.yaml"
WORDS_A_MINUTE, SECONDS_TO_SETTLE = 200, 15
WITHIN = 0.25
BEFORE = "before (658f389): 16 quick questions of 113 words, 13.1 minutes, announced as 7"

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b[=>78]|\r")
ANNOUNCED = re.compile(r"(\d+) questions, environ (\d+) minutes?")
PROMPTS = ("Taper le chiffre", "Entrée pour terminer", r"plus tard\)|rien de plus|pas maintenant\.", r"Entrée.: ne")
"""A question, then what is asked at the end: Enter alone says no."""
LEGEND = re.compile(r"\n *n +Ne sait pas.*", re.DOTALL)
"""The keys besides the answers stand below every question: nobody reads them again."""


class Pass(NamedTuple):
    """One walk through all questions of a scope."""

    announced: int
    """Minutes."""
    questions: int
    keys: int
    words: int

    @property
    def minutes(self) -> float:
        """To read the words and settle each question."""
        return self.words / WORDS_A_MINUTE + self.questions * SECONDS_TO_SETTLE / 60


def walked(file: Path, *options: str) -> Pass:
    """Answers every question of the project in `file`."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "engage_cli", "assess", str(file), *options],
        env={**os.environ, "TERM": "xterm-256color", "ENGAGE_LANG": "fr"},
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=600,
    )
    child.expect("Entrée pour commencer")
    opening = " ".join(shown(child.before).split())
    announced = ANNOUNCED.search(opening)
    if announced is None:
        raise RuntimeError(opening)
    child.send("\r")
    keys, questions, words = 1, 0, 0
    for prompt, text in prompts(child):
        if prompt == 0:
            questions += 1
            words += len(LEGEND.sub("", text).split())
        child.send("2" if prompt == 0 else "\r")
        keys += 1
    child.close()
    return Pass(int(announced[2]), questions, keys, words)


def prompts(child: "pexpect.spawn[str]") -> Iterator[tuple[int, str]]:
    """Which prompt waits, and the text above it, until the program ends."""
    while (found := child.expect([*PROMPTS, pexpect.EOF])) < len(PROMPTS):
        yield found, shown(child.before)


def shown(text: str | None) -> str:
    """The text without what moves the cursor and colours it."""
    return ESCAPES.sub("", text or "")


def main(project: Path) -> int:
    text = project.read_text(encoding="utf-8")
    bare = text[: text.index("\nassessment:")] + "\nassessment:\n  questionnaire: {id: engagement-numerique}\n"
    print(f"{'':6}{'questions':>10}{'keys':>6}{'each':>6}{'words':>7}{'each':>6}{'minutes':>9}{'announced':>11}")
    far = False
    for name, options in (("quick", ("--quick",)), ("full", ())):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "project.yaml"
            file.write_text(bare, encoding="utf-8")
            p = walked(file, *options)
        off = p.announced / p.minutes - 1
        far |= abs(off) > WITHIN
        each = f"{p.keys:6}{p.keys / p.questions:6.2f}{p.words:7}{p.words / p.questions:6.0f}"
        print(f"{name:6}{p.questions:10}{each}{p.minutes:9.1f}{p.announced:11}  {off:+.0%}")
    print(BEFORE)
    return int(far)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT))
