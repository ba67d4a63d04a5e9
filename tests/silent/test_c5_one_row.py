"""One project, one folder, one report never ends the run of all: it is a row with its problem."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.batch.conftest import GARDEN, Engage


def test_a_text_as_long_as_may_be_is_exported_and_a_longer_one_is_one_row(engage: Engage, projects: Path) -> None:
    long = "é" * 20_000
    for name, text in (("idea", long), ("job", "é" * 140_000)):
        project = projects / f"{name}/project.yaml"
        project.write_text(re.sub("(?m)^  audience: .*$", f"  audience: {text}", project.read_text("utf-8")), "utf-8")
    ran = engage("export", "projects", "-o", "data", "--with-text", "-j", "1")
    assert ran.code == 1, ran.err
    assert "projects/job/project.yaml:12:13: charter.audience: At most 20,000 characters." in ran.err
    with Path("data/texts.csv").open(encoding="utf-8", newline="") as file:
        assert any(long in row for row in csv.reader(file))
    cells = [str(c) for row in load_workbook("data/results.xlsx")["texts"].iter_rows(values_only=True) for c in row]
    assert max(map(len, cells)) == 20_000


@pytest.mark.skipif(sys.platform != "linux", reason="root gives up its right to read everything")
def test_a_folder_that_cannot_be_read_is_one_problem(engage: Engage, projects: Path) -> None:
    words = ("batch", "projects", "-o", "out", "--format", "md", "-j", "1")
    assert engage(*words).code == 0
    (projects / "it").chmod(0)
    try:
        ran = bound(*words, "--prune")
        assert ran.returncode == 1, ran.stderr
        assert "projects/it: This folder cannot be read." in ran.stderr
        assert "3 unchanged, 1 failed." in ran.stderr
        assert "None is removed: something that was asked for could not be read." in ran.stderr
        assert Path("out/it/vault-report.md").is_file(), "it may be the report of what could not be read"
        french = bound(*words, "--prune", "--lang", "fr").stderr
        assert "Rien n’est enlevé\u00a0: une partie de ce qui est demandé n’a pas pu être lue." in french
        shown = bound("portfolio", "projects", "-o", "p.json", "--questionnaire", "engagement-numerique")
        assert (shown.returncode, "This folder cannot be read." in shown.stderr) == (1, True)
        checked = bound("check", "projects")
        assert (checked.returncode, "projects/it:1:1: error file-invalid: This folder" in checked.stdout) == (2, True)
    finally:
        (projects / "it").chmod(0o755)


@pytest.mark.skipif(sys.platform != "linux", reason="root gives up its right to read everything")
@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (0, "projects/idea: This folder cannot be read."),
        (0o644, "project.yaml: There is no permission to read this file."),
    ],
)
def test_nor_does_one_that_is_named_stop_the_others(projects: Path, mode: int, said: str) -> None:
    (projects / "idea").chmod(mode)  # the names in a folder of mode 644 can be listed, and nothing in it read
    try:
        ran = bound("batch", "projects/idea", "projects/job", "-o", "out", "--format", "md", "-j", "1")
        assert (ran.returncode, said in ran.stderr) == (1, True), ran.stderr
        assert len(list(Path("out").rglob("*.md"))) == 1
        assert "There is no permission to read this file." in bound("score", "projects/idea/project.yaml").stderr
        assert bound("check", "projects/idea", "projects/job").stdout.count("error file-invalid") == 1
    finally:
        (projects / "idea").chmod(0o755)


def bound(*words: str) -> subprocess.CompletedProcess[str]:
    """Runs `engage` as somebody whom a folder without permissions keeps out, even where that is root."""
    code = (
        "import ctypes, os, sys; [ctypes.CDLL(None).prctl(24, n) for n in (1, 2)]; os.execv(sys.argv[1], sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, sys.executable, "-m", "engage_cli", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_report_that_became_a_folder_does_not_stop_the_pruning(engage: Engage, projects: Path) -> None:
    words = ("batch", "projects", "-o", "out", "--format", "md", "-j", "1")
    assert engage(*words).code == 0
    for name in ("idea", "job", "garden"):
        shutil.rmtree(projects / name)
    Path("out/idea-report.md").unlink()
    Path("out/idea-report.md").mkdir()
    ran = engage(*words, "--prune")
    assert ran.code == 1, ran.err
    assert "out/idea-report.md: This report that nothing makes any more cannot be removed." in ran.err
    assert "2 reports that nothing makes any more were removed:" in ran.err
    assert not Path("out/job-report.md").exists()
    assert not Path("out/garden-report.md").exists()
    Path("out/idea-report.md").rmdir()
    assert engage(*words, "--prune").code == 0


def test_a_document_that_became_a_folder_is_one_problem(engage: Engage, projects: Path) -> None:
    Path("out/idea-report.md").mkdir(parents=True)
    ran = engage("batch", "projects", "-o", "out", "--format", "md", "-j", "1")
    assert (ran.code, "3 projects done, 0 unchanged, 1 failed." in ran.err) == (1, True)


def test_an_index_page_that_became_a_folder_is_one_problem(engage: Engage, projects: Path) -> None:
    Path("out/index.html").mkdir(parents=True)
    ran = engage("batch", "projects", "-o", "out", "--format", "md", "-j", "1")
    assert (ran.code, "4 projects done" in ran.err, "Written" in ran.err) == (1, True, False)
    assert "out/index.html" in ran.err
    assert Path("out/idea-report.md").is_file()


@pytest.mark.parametrize(
    "sections", ["sections: 5", "sections: {a: b}", 'sections: ["a\\0b"]', f"sections: [{'n' * 400}]"]
)
def test_a_questionnaire_beside_a_project_ends_nobody_elses_run(engage: Engage, projects: Path, sections: str) -> None:
    beside = projects / "idea/questionnaires/odd"
    beside.mkdir(parents=True)
    (beside / "questionnaire.yaml").write_text(f"engage: 1\nid: odd\n{sections}\n", "utf-8")
    (beside / "linked").symlink_to("nowhere")
    ran = engage("batch", "projects", "-o", "out", "--format", "md", "-j", "1")
    assert (ran.code, "4 projects done" in ran.err) == (0, True), ran.err
    assert GARDEN.is_dir()
