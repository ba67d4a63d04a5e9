"""Spoilt files through the whole program: they are used or refused in sentences, quickly, and never break it.

Seeded: case n of a kind is always the same. ENGAGE_FUZZ is how many seconds each kind may take (10); the file of a
failing case is kept and named.
"""

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engage_cli.cli.app import main
from engage_cli.files import yaml_reading
from engage_cli.shipped import shipped

from .mutation import spoilt_bytes, spoilt_tree

ROOT = Path(__file__).resolve().parents[2]
GARDEN = ROOT / "tests/questionnaires/garden"
EXAMPLE = ROOT / "examples/fabrique-a-bede"
SECONDS = float(os.environ.get("ENGAGE_FUZZ", "10"))
FEWEST = 5
"""Cases of each kind, however slow the machine is."""
SLOWEST = 3.0
"""Seconds of the processor that one case may take, PDF aside."""

MORE = """
  participants: [A, B]
  actions: [{id: a, question: soil.cover, do: x, owner: z, due: 2027-01-01, status: open}]
  waivers: [{rule: gate-unmet, question: water.lid, because: y, approved_by: z, until: 2027-03-01}]
milestones:
  - name: Start
    date: 2026-01-01
    questionnaire: {id: garden, version: 2.1.0}
    facets: {plot: yard}
    answers: {soil.feeding: {choice: weekly}}
"""
ANSWERS = """\
engage: 1
questionnaire: {id: garden, version: 2.1.0}
respondent: bob
date: 2026-10-01
answers:
  soil.feeding: {choice: daily, evidence: [{title: a, where: b, date: 2026-01-01, kind: document, holder: c}], note: n}
  soil.cover: {choices: [mulch, leaves]}
  soil.tested: {choice: home, criteria: [lead]}
  water.lid: {not_applicable: {reason: rented, because: The lid is theirs.}}
  people.keys: {unknown: true}
  people.wishes: {text: A second tap.}
"""

Words = tuple[str | Path, ...]
Case = Callable[[Path, bytes], Words]
"""Puts a spoilt file into an empty folder; what to type then, after `engage`."""


def project(*words: str) -> Case:
    def case(folder: Path, content: bytes) -> Words:
        shutil.copy(GARDEN / "questionnaire.yaml", folder)
        (folder / "project.yaml").write_bytes(content)
        return words[0], folder / "project.yaml", *(word.replace("OUT", str(folder / "out")) for word in words[1:])

    return case


def questionnaire(folder: Path, content: bytes) -> Words:
    shutil.copy(GARDEN / "project.yaml", folder)
    (folder / "questionnaire.yaml").write_bytes(content)
    return "explain", folder, "ground"


def section(folder: Path, content: bytes) -> Words:
    shutil.copytree(shipped("questionnaires") / "engagement-numerique", folder / "q")
    (folder / "q/sections/personne.yaml").write_bytes(content)
    return "questionnaire", "show", folder / "q"


def answers(folder: Path, content: bytes) -> Words:
    shutil.copytree(GARDEN, folder / "garden")
    (folder / "answers.yaml").write_bytes(content)
    return "assess", folder / "garden", "--answers", folder / "answers.yaml"


KINDS: dict[str, tuple[str, list[Case]]] = {
    "project": (
        (GARDEN / "project.yaml").read_text("utf-8") + MORE,
        [
            *(project("score"), project("score", "--json"), project("score", "-v"), project("explain", "soil.feeding")),
            *(project("report", "-o", f"OUT.{suffix}") for suffix in ("md", "html", "json")),
        ],
    ),
    "example": ((EXAMPLE / "project.yaml").read_text("utf-8"), [project("score"), project("score", "--quick")]),
    "questionnaire": ((GARDEN / "questionnaire.yaml").read_text("utf-8"), [questionnaire]),
    "section": (
        (shipped("questionnaires") / "engagement-numerique/sections/personne.yaml").read_text("utf-8"),
        [section],
    ),
    "answers": (ANSWERS, [answers]),
}
"""By kind of file: a valid one, and the commands that read it."""


def spoil(text: str, tree: Any, r: random.Random) -> bytes:
    return spoilt_bytes(text.encode(), r) if r.random() < 0.5 else spoilt_tree(tree, r)


def wrong(code: int, said: str, took: float) -> list[str]:
    """What should not have been."""
    faults = [f"exit code {code}"] if code not in (0, 2) else []
    faults += [f"{took:.1f} s"] if took > SLOWEST else []
    faults += [
        f"{leak!r} in what is said" for leak in ("Traceback", "None", "{'", "['", "object at 0x") if leak in said
    ]
    return faults + (["nothing is said"] if code == 2 and not said else [])


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_spoilt_files_are_used_or_refused(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    text, commands = KINDS[kind]
    tree = yaml_reading.parse(text, kind).value
    until, number = time.monotonic() + SECONDS, 0
    while number < FEWEST or time.monotonic() < until:
        r = random.Random(f"{kind} {number}")
        content = spoil(text, tree, r)
        folder = tmp_path / "case"
        folder.mkdir()
        words = r.choice(commands)(folder, content)
        start = time.process_time()
        code = main([*map(str, words), "--lang", r.choice(("fr", "en"))])
        took = time.process_time() - start
        faults = wrong(code, capsys.readouterr().err, took)
        if faults:
            kept = tmp_path / f"{kind}-{number}.yaml"
            kept.write_bytes(content)
            pytest.fail(f"{', '.join(faults)}: engage {' '.join(map(str, words))}, with {kept} in place")
        shutil.rmtree(folder)
        number += 1
