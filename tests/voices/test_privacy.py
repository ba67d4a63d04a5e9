"""Nobody is given away: no respondent's id and no count of a level leaves the meeting's screen without being asked for.

Five voices on one project, each with a name that occurs nowhere else; everything engage writes about the project is
looked through for those names, and for the number of voices on a level.
"""

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from shutil import which

import pytest

from engage_cli.check.formats.formats import FORMATS as CHECKS
from engage_cli.cli.app import COMMANDS, main
from engage_cli.report.actions.formats import FORMATS as ACTIONS
from engage_cli.report.choices import Kind
from engage_cli.report.formats import FORMATS as REPORTS
from tests.cli.conftest import in_the_garden
from tests.voices.conftest import CHARTER, Engage, voice_text

NAMES = ("quetzal", "okapi", "axolotl", "numbat", "tapir")
BARREL = "choice: 'yes'"
LEVELS = ("never", "weekly", "weekly", "weekly", "daily")
LID = ("'no'", "'yes'", "'yes'", "'yes'", "'yes'")
VOICES = {
    name: {
        "water.barrel": BARREL,
        "water.lid": f"choice: {lid}",
        "soil.feeding": f"choice: {level}, note: Seen by somebody, evidence: [{{title: Diary, date: 2026-09-12}}]",
        "people.keys": "unknown: true" if name == "tapir" else "choice: 'yes'",
    }
    for name, level, lid in zip(NAMES, LEVELS, LID, strict=True)
}
POLICY = "engage: 1\nid: agreement\ntitle: Agreement\nrules: {voices-apart: error}\n"
CAMPAIGN = """engage: 1
id: agreement
title: Agreement
steps: [{id: agreed, title: Agreed, by: 2026-12-15, reach: {policy: policy.yaml, gates: settled, complete: true}}]
"""
COUNT = re.compile(r'"held"|"unknown": [1-9]|●|×\d|\b3 (?:voices|do)\b')
"""A number of voices on one level: three hold “weekly”."""


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Discussed and settled in part: one question is decided, what all say is taken, the must-have stays open."""
    folder = tmp_path_factory.mktemp("settled")
    project = in_the_garden(folder, CHARTER)
    for name, said in VOICES.items():
        (folder / f"project.{name}.answers.yaml").write_text(voice_text(name, said), encoding="utf-8")
    (folder / "decisions.yaml").write_text(
        "engage: 1\nanswers: {soil.feeding: {choice: rarely, agreed: {because: In summer.}}}\n", encoding="utf-8"
    )
    run("consensus", str(project), "--settle", "--yes", "--answers", str(folder / "decisions.yaml"))
    return folder


@pytest.fixture(scope="module")
def under_way(settled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with a milestone, an action, a policy and a campaign."""
    folder = shutil.copytree(settled, tmp_path_factory.mktemp("under-way"), symlinks=True, dirs_exist_ok=True)
    project = str(folder / "project.yaml")
    run("milestone", project, "Before")
    run("action", "add", project, "fit-a-lid", "--owner", "Somebody", "--due", "2027-01-15")
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "campaign.yaml").write_text(CAMPAIGN, encoding="utf-8")
    return folder


def run(*words: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ENGAGE_LANG", "en")
        assert main(words) == 0


@pytest.fixture
def project(settled: Path, tmp_path: Path) -> Path:
    return copied(settled, tmp_path)


def copied(folder: Path, to: Path) -> Path:
    """The project of a copy of `folder`."""
    return shutil.copytree(folder, to, symlinks=True, dirs_exist_ok=True) / "project.yaml"


def refuse(where: str, text: str, *, counts: bool = True) -> None:
    """Fails where `text` names a respondent or, unless `counts` are allowed, how many hold a level."""
    assert [name for name in NAMES if name in text.casefold()] == [], where
    assert not counts or COUNT.search(text) is None, where


def texts_in(content: bytes) -> Iterator[str]:
    """What can be read in a file, whatever it is: PDF, Word, workbooks, text."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as package:
            for name in package.namelist():
                yield from texts_in(package.read(name))
    elif content.startswith(b"%PDF"):
        run = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
        yield run.stdout.decode()
    else:
        yield content.decode("utf-8", "replace")


def test_the_project_file_and_its_record_name_nobody(project: Path) -> None:
    for path in (project, project.with_name("project.history.yaml")):
        text = path.read_text(encoding="utf-8")
        refuse(path.name, text)


TEXT = [one.name for one in REPORTS.values() if one.name in ("md", "html", "json")]
"""Formats of the report that need no library of the system; PDF and Word are read by the slow test."""
PRINTED = [
    ("score PROJECT", "score PROJECT --json", "score PROJECT --plain"),
    ("explain PROJECT", "explain PROJECT soil.feeding", "explain PROJECT water.lid", "explain PROJECT --json"),
    ("plan PROJECT", "plan PROJECT --json"),
    [f"report PROJECT -o - --audience {who} --format {name}" for who in ("team", "direction") for name in TEXT],
    [f"report PROJECT -o - --audience team --format html --kind {kind.value}" for kind in Kind],
    ("milestone PROJECT Later", "milestone PROJECT"),
    ("compare PROJECT", "compare PROJECT --json"),
    [f"compare PROJECT -o - --format {name}" for name in TEXT],
    ("action list PROJECT",),
    [f"action export PROJECT -o - --format {name}" for name in ACTIONS],
    [f"check PROJECT --policy POLICY --output-format {name}" for name in CHECKS],
    ("check PROJECT", "check FOLDER --policy POLICY", "check FOLDER --policy POLICY --output-format json"),
    ("preview FOLDER --policy POLICY", "preview PROJECT --policy POLICY --json", "preview FOLDER --policy POLICY -o -"),
    ("form PROJECT -o -", "form PROJECT -o - --respondent newcomer"),
    ("consensus PROJECT --json", "consensus PROJECT --settle --yes", "consensus PROJECT --format md -o -"),
    [f"portfolio FOLDER -o - --format {name}" for name in TEXT],
    ("portfolio PROJECT --format md -o -", "portfolio FOLDER --format md -o - --kind plan"),
    ("campaign CAMPAIGN", "campaign CAMPAIGN --with-names --format json", "campaign CAMPAIGN --format md"),
    ("batch FOLDER -o OUT --format md,json,html", "export FOLDER -o OUT"),
    ("migrate PROJECT", "migrate PROJECT --json", "migrate FOLDER", "migrate FOLDER --json"),
    ("facts PROJECT --set shared=false",),
    ("assess PROJECT --undo",),
]
"""What engage says of a project with voices beside it, command after command."""
ELSEWHERE = {
    "new": "makes a project, beside which there is no voice yet",
    "collect": "says where it put the file that was typed",
    "path": "shows the steps of a path, which the garden does not have, and no answer",
    "rule": "reads no project", "questionnaire": "reads no project", "template": "reads no project",
    "schema": "reads no project", "doctor": "reads no project", "completion": "reads no project",
}  # fmt: skip
"""Commands that are not tried here, with why."""


def test_every_command_is_looked_through() -> None:
    assert {words.split()[0] for words in chain(*PRINTED)} | set(ELSEWHERE) == set(COMMANDS)


@pytest.mark.parametrize("words", [*chain(*PRINTED)])
def test_what_is_printed_names_nobody(engage: Engage, under_way: Path, tmp_path: Path, words: str) -> None:
    project = copied(under_way, tmp_path)
    places = {
        "CAMPAIGN": str(tmp_path / "campaign.yaml"),
        "PROJECT": str(project),
        "FOLDER": str(tmp_path),
        "POLICY": str(tmp_path / "policy.yaml"),
        "OUT": str(tmp_path / "out"),
    }
    ran = engage("-v", *(places.get(word, word) for word in words.split()))
    assert ran.code in (0, 1), ran.err
    assert ran.out or ran.err
    refuse("stdout", ran.out, counts="consensus PROJECT --settle" not in words)
    refuse("stderr", ran.err)
    written = [path for path in project.parent.rglob("*") if path.is_file() and not path.name.endswith(".answers.yaml")]
    for path in written:
        refuse(path.name, path.name)
        if "questionnaires" not in path.parts:
            for text in texts_in(path.read_bytes()):
                refuse(path.name, text)


def test_the_screen_of_the_meeting_says_counts_and_no_names(engage: Engage, project: Path) -> None:
    ran = engage("consensus", str(project))
    assert "Never ●   Rarely ·   Weekly ●●●   Daily ●" in ran.out
    refuse("stdout", ran.out, counts=False)
    refuse("stderr", ran.err, counts=False)


@pytest.mark.parametrize("name", ["screen.html", "sheet.md", "data.json"])
def test_documents_of_the_meeting_name_nobody(engage: Engage, project: Path, tmp_path: Path, name: str) -> None:
    assert engage("consensus", str(project), "-o", str(tmp_path / name), "--lang", "both").code == 0
    for text in texts_in((tmp_path / name).read_bytes()):
        refuse(name, text, counts=name != "screen.html")


def test_names_are_there_where_they_are_asked_for(engage: Engage, project: Path) -> None:
    found = json.loads(engage("consensus", str(project), "--json", "--with-names").out)
    assert found["respondents"] == sorted(NAMES)
    feeding = next(one for one in found["questions"] if one["id"] == "soil.feeding")
    assert feeding["held"] == {"never": 1, "rarely": 0, "weekly": 3, "daily": 1}
    assert feeding["said"]["okapi"] == {"choice": "weekly"}
    shown = engage("consensus", str(project), "--with-names")
    assert "okapi: Weekly" in shown.out
    assert "Names are shown: keep this to yourself." in shown.out


def test_a_voice_that_cannot_be_read_is_not_named_by_the_score(engage: Engage, project: Path) -> None:
    project.with_name("project.okapi.answers.yaml").write_text("engage: 1\nanswers: [\n", encoding="utf-8")
    ran = engage("score", str(project))
    assert ran.code == 0
    assert "A voice beside the project cannot be used" in ran.err
    refuse("stderr", ran.err)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")  # WeasyPrint’s profile
@pytest.mark.skipif(which("pdftotext") is None, reason="needs poppler-utils")
def test_every_document_names_nobody(engage: Engage, project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    for kind in Kind:
        path = out / f"{kind.value}.pdf"
        assert engage("report", str(project), "--kind", kind.value, "--audience", "team", "-o", str(path)).code == 0
    for name in ("report.html", "report.docx"):
        assert engage("report", str(project), "--audience", "team", "-o", str(out / name)).code == 0
    for name in ("sheet.pdf", "sheet.docx"):
        assert engage("consensus", str(project), "-o", str(out / name)).code == 0
    assert engage("batch", str(project), "-o", str(out / "batch"), "--format", "html,json").code == 0
    assert engage("portfolio", str(project), "-o", str(out / "portfolio.xlsx")).code == 0
    assert engage("export", str(project), "-o", str(out / "data")).code == 0
    files = [path for path in out.rglob("*") if path.is_file()]
    assert len(files) > 12
    for path in files:
        refuse(path.name, path.name)
        for text in texts_in(path.read_bytes()):
            refuse(path.name, text)
