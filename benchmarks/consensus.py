"""CPU time of `engage consensus` with thirty voices on eighty questions, and the size of the page for the projector.

    python benchmarks/consensus.py [RUNS]

Aims: the screen in half a second, its start included; the page under 300 kB.
"""

import sys
import tempfile
from pathlib import Path

from measuring import medians, python, table

VOICES, QUESTIONS = 30, 80
LEVELS = ("none", "little", "much", "all")
QUESTIONNAIRE = """\
engage: 1
id: many
version: 1.0.0
title: Many questions
languages: [en]
scales:
  degree:
    choices: {none: {points: 0, label: None}, little: {points: 1, label: Little}, much: {points: 2, label: Much},
      all: {points: 3, label: All}}
sections:
  - id: all
    title: All of them
    questions:
"""
QUESTION = """\
      - id: all.q{n}
        title: Question {n}
        ask: How far has the team come with what question {n} is about, as far as each can tell?
        scale: degree
        choices:
          none: Nobody has thought about it, or nobody has said so
          little: There is a plan, and somebody is named who carries it
          much: It is done for the most part, and can be shown
          all: It is done, tried out with the people concerned, and looked after
"""


def main(runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = made(Path(folder))
        page = Path(folder, "screen.html")
        shown = python("-m", "engage_cli", "consensus", str(project))
        found = medians({"python -c pass": python("-c", "pass"), "consensus": shown}, runs)
        medians({"page": (*shown, "-o", str(page), "--force")}, 1)
        print(table(found, "python -c pass"))
        print(f"page: {page.stat().st_size / 1000:.0f} kB")


def made(folder: Path) -> Path:
    """A project with its questionnaire and its voices."""
    home = folder / "questionnaires/many"
    home.mkdir(parents=True)
    asked = "".join(QUESTION.format(n=n) for n in range(QUESTIONS))
    (home / "questionnaire.yaml").write_text(QUESTIONNAIRE + asked, encoding="utf-8")
    project = folder / "project.yaml"
    about = "{id: many, version: 1.0.0}"
    project.write_text(f"engage: 1\ncharter: {{name: Many}}\nassessment:\n  questionnaire: {about}\n", encoding="utf-8")
    for voice in range(VOICES):
        lines = "".join(f"  all.q{n}: {{choice: {LEVELS[(n * 7 + voice * (n % 5)) % 4]}}}\n" for n in range(QUESTIONS))
        text = f"engage: 1\nquestionnaire: {about}\nrespondent: voice-{voice}\nanswers:\n{lines}"
        (folder / f"project.voice-{voice}.answers.yaml").write_text(text, encoding="utf-8")
    return project


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
