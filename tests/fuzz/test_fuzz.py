"""Spoilt files through the whole program: they are used or refused in sentences, quickly, and never break it.

Seeded: case n of a kind is always the same. ENGAGE_FUZZ is how many seconds each kind of MEANT may take (5), and
ENGAGE_MUTANTS how many cases of each kind of BESIDES are tried (500); the file of a failing case is kept and named.
"""

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
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
SECONDS = float(os.environ.get("ENGAGE_FUZZ", "5"))
FEWEST = 5
"""Cases of each kind, however slow the machine is."""
MUTANTS = int(os.environ.get("ENGAGE_MUTANTS", "500"))
SLOWEST = 5.0
"""Seconds of the processor that one case may take, PDF aside."""
LARGEST = 500_000
"""Kilobytes by which the process may grow over one case."""

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


def record(*words: str) -> Case:
    """The record of a folder that a batch wrote."""

    def case(folder: Path, content: bytes) -> Words:
        shutil.copytree(GARDEN, folder / "garden")
        (folder / "out").mkdir()
        (folder / "out/engage-batch.sqlite").write_bytes(content)
        return *(word.replace("HERE", str(folder)) for word in words), "-j1"

    return case


def baseline(*words: str) -> Case:
    def case(folder: Path, content: bytes) -> Words:
        shutil.copytree(GARDEN, folder / "garden")
        (folder / "known.json").write_bytes(content)
        return "check", folder / "garden", "--baseline", folder / "known.json", *words

    return case


def page(*words: str) -> Case:
    """What a page to answer in a browser gave."""

    def case(folder: Path, content: bytes) -> Words:
        shutil.copytree(GARDEN, folder / "garden")
        (folder / "answers.yaml").write_bytes(content)
        return "collect", folder / "garden", folder / "answers.yaml", *words

    return case


def theme(folder: Path, content: bytes) -> Words:
    shutil.copytree(GARDEN, folder / "garden")
    (folder / "theme.yaml").write_bytes(content)
    (folder / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    words = ("--format", "html", "-o", folder / "out.html", "--theme", folder / "theme.yaml")
    return "report", folder / "garden", *words


def logo(folder: Path, content: bytes) -> Words:
    words = theme(folder, THEME.encode())
    (folder / "logo.svg").write_bytes(content)
    return words


def milestones(*words: str) -> Case:
    """The milestones beside a project."""

    def case(folder: Path, content: bytes) -> Words:
        shutil.copy(GARDEN / "questionnaire.yaml", folder)
        shutil.copy(GARDEN / "project.yaml", folder)
        (folder / "project.milestones.yaml").write_bytes(content)
        named = (word.replace("OUT", str(folder / "out")) for word in words[1:])
        return words[0], folder / "project.yaml", *named

    return case


THEME = """\
engage: 1
colours: {ink: "#111111", accent: "#1f6b87", page: "#ffffff", soft: "#f4f4f4"}
dark: {ink: "#eeeeee", page: "#101010"}
logo: {file: logo.svg, says: {fr: Le jardin, en: The garden}}
footer: {fr: Jardin, en: Garden}
roles: {bed: {label: {fr: planche, en: bed}, plural: {fr: planches, en: beds}}}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>x</title><path d="M0 0h9v9z"/></svg>'
PAGE = """{
 "engage": 1,
 "questionnaire": {"id": "garden", "version": "2.1.0"},
 "project": {"name": "Garden"},
 "respondent": "bob",
 "date": "2026-10-01",
 "facets": {"plot": "yard"},
 "answers": {
  "soil.feeding": {"choice": "daily", "evidence": [{"title": "a", "kind": "document"}], "note": "n"},
  "soil.cover": {"choices": ["mulch", "leaves"]},
  "water.lid": {"not_applicable": {"reason": "rented", "because": "Theirs."}},
  "people.keys": {"unknown": true}
 },
 "seals": {"facets": {"plot": "sha256:%s"}, "answers": {}},
 "x-waiting": {"people.wishes": {"note": "later"}}
}
""" % ("0" * 64)

MEANT: dict[str, tuple[str, list[Case]]] = {
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
BESIDES: dict[str, list[Case]] = {
    "record": [
        record("batch", "HERE/garden", "-o", "HERE/out", "--format", "json"),
        record("portfolio", "HERE/out", "-o", "HERE/p.json"),
    ],
    "baseline": [baseline(), baseline("--ratchet"), baseline("--output-format", "sarif")],
    "page": [page("--theirs"), page("--ours"), page("--yes", "--settle", "unknown=known")],
    "milestones": [
        *(milestones("milestone"), milestones("milestone", "Another"), milestones("score")),
        *(milestones("compare"), milestones("compare", "--from", "First", "-o", "OUT.html")),
        milestones("report", "-o", "OUT.md"),
    ],
    "theme": [theme],
    "logo": [logo],
}
"""Likewise, of what is read beside projects and questionnaires."""


@cache
def valid(kind: str) -> bytes:
    """A file of that kind as engage, a person or a page writes it."""
    if kind in MEANT:
        return MEANT[kind][0].encode()
    if kind in ("record", "baseline", "milestones"):
        return _written(kind)
    return {"page": PAGE, "theme": THEME, "logo": LOGO}[kind].encode()


def _written(kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        shutil.copytree(GARDEN, here / "garden")
        if kind == "milestones":
            for name, day in (("First", "2026-10-01"), ("Second", "2026-10-15"), ("Third", "2026-11-01")):
                main(["milestone", str(here / "garden"), name, "--date", day, "-q"])
            return (here / "garden/project.milestones.yaml").read_bytes()
        words = {
            "record": ("batch", here / "garden", "-o", here / "out", "--format", "json", "-j1"),
            "baseline": ("check", here / "garden", "--policy", "progress", "--write-baseline", here / "known.json"),
        }[kind]
        main([*map(str, words), "-q", "--as-of", "2026-11-23"])
        return (here / {"record": "out/engage-batch.sqlite", "baseline": "known.json"}[kind]).read_bytes()


@cache
def tree_of(kind: str) -> Any:
    """Its values; None where it is no YAML."""
    return None if kind in ("record", "logo") else yaml_reading.parse(valid(kind).decode(), kind).value


def spoil(kind: str, r: random.Random) -> bytes:
    tree = tree_of(kind)
    return spoilt_bytes(valid(kind), r) if tree is None or r.random() < 0.5 else spoilt_tree(tree, r)


def wrong(code: int, said: str, took: float, grown: int, *, codes: tuple[int, ...]) -> list[str]:
    """What should not have been."""
    faults = [f"exit code {code}"] if code not in codes else []
    faults += [f"{took:.1f} s"] if took > SLOWEST else []
    faults += [f"{grown // 1000} MB"] if grown > LARGEST else []
    faults += [
        f"{leak!r} in what is said" for leak in ("Traceback", "None", "{'", "['", "object at 0x") if leak in said
    ]
    return faults + (["nothing is said"] if code == 2 and not said else [])


def peak() -> int:
    """Kilobytes that the process had at most; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def one(kind: str, number: int, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Case `number` of a kind."""
    r = random.Random(f"{kind} {number}")
    content = spoil(kind, r)
    folder = place / "case"
    folder.mkdir()
    words = r.choice(MEANT[kind][1] if kind in MEANT else BESIDES[kind])(folder, content)
    start, before = time.process_time(), peak()
    code = main([*map(str, words), "--lang", r.choice(("fr", "en"))])
    took, said = time.process_time() - start, capsys.readouterr()
    shown = said.err + (said.out if words[0] == "check" else "")
    faults = wrong(code, shown, took, peak() - before, codes=(0, 2) if kind in MEANT else (0, 1, 2))
    if faults:
        kept = place / f"{kind}-{number}"
        kept.write_bytes(content)
        pytest.fail(f"{', '.join(faults)}: engage {' '.join(map(str, words))}, with {kept} in place: {said.err[:500]}")
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def steady(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setenv("COLUMNS", "90")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("kind", MEANT)
def test_spoilt_files_are_used_or_refused(kind: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    until, number = time.monotonic() + SECONDS, 0
    while number < FEWEST or time.monotonic() < until:
        one(kind, number, place, capsys)
        number += 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", BESIDES)
def test_what_is_spoilt_beside_them_is_used_or_refused(
    kind: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(MUTANTS):
        one(kind, number, place, capsys)


@pytest.mark.parametrize("kind", [*MEANT, *BESIDES])
def test_some_of_each(kind: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(3):
        one(kind, -1 - number, place, capsys)
