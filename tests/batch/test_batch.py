"""`engage batch`: a report each, an index, and only what changed the second time."""

import os
import re
import shutil
import time
from pathlib import Path

import pytest

from .conftest import GARDEN, Engage, documents

LONG_AGO = time.time() - 1000


@pytest.fixture(autouse=True)
def settled(projects: Path) -> None:
    """Files last changed a while ago, as they are when a batch runs at night."""
    for file in projects.rglob("*.yaml"):
        os.utime(file, (LONG_AGO, LONG_AGO))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def only_one_stays(projects: Path) -> None:
    """The garden, where one project shows as much as four."""
    for name in ("idea", "it", "job"):
        shutil.rmtree(projects / name)


def batch(engage: Engage, *words: str, code: int = 0) -> str:
    ran = engage("batch", "projects", "-o", "out", "--format", "md,json", "-j", "1", *words)
    assert ran.code == code, ran.err
    return ran.err


def test_a_report_each_in_a_readable_tree_and_an_index(engage: Engage, projects: Path) -> None:
    said = batch(engage)
    assert "4 projects done, 0 unchanged, 0 failed." in said
    made = documents(Path("out"))
    assert sorted(made) == [
        "garden-report.json", "garden-report.md", "idea-report.json", "idea-report.md", "index.html",
        "it/vault-report.json", "it/vault-report.md", "job-report.json", "job-report.md",
    ]  # fmt: skip
    index = made["index.html"].decode()
    assert 'href="it/vault-report.md"' in index
    assert "The corner plot" in index
    assert index.index("Affichage d’un poste") < index.index("The corner plot") < index.index("Vlogue des")


def test_the_second_run_does_nothing(engage: Engage, projects: Path) -> None:
    batch(engage)
    before = {file: file.stat().st_mtime_ns for file in Path("out").rglob("*") if file.suffix != ".sqlite"}
    assert "0 projects done, 4 unchanged" in batch(engage)
    assert before == {file: file.stat().st_mtime_ns for file in Path("out").rglob("*") if file.suffix != ".sqlite"}


def test_only_what_changed_is_made_again(engage: Engage, projects: Path) -> None:
    batch(engage)
    change(projects / "job/project.yaml", "name: ", "name: New ")
    assert "1 project done, 3 unchanged" in batch(engage)
    assert b"New " in documents(Path("out"))["job-report.md"]


def test_a_file_saved_again_with_the_same_content_is_unchanged(engage: Engage, projects: Path) -> None:
    batch(engage)
    os.utime(projects / "job/project.yaml")
    assert "0 projects done, 4 unchanged" in batch(engage)
    assert "0 projects done, 4 unchanged" in batch(engage)


def test_same_size_within_the_same_moment_is_noticed(engage: Engage, projects: Path) -> None:
    file = projects / "idea/project.yaml"
    os.utime(file)
    batch(engage)
    state = file.stat()
    change(file, "name: Vlogue", "name: Blogue")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert file.stat().st_size == state.st_size
    assert "1 project done, 3 unchanged" in batch(engage)


@pytest.mark.parametrize(
    "words",
    [
        ["--lang", "fr"],
        ["--as-of", "2026-12-01"],
        ["--quick"],
        ["--audience", "partner"],
        ["--force"],
        ["--template", "templates"],
    ],
    ids=lambda words: words[0],
)
def test_what_a_report_is_made_of_makes_it_again(engage: Engage, projects: Path, words: list[str]) -> None:
    folder = Path("templates")
    folder.mkdir()
    (folder / "report.html").write_text('{% extends "shipped/report.html" %}', encoding="utf-8")
    only_one_stays(projects)
    batch(engage)
    assert re.search(r"(?m)^1 (project done, 0 unchanged|projet fait, 0 inchangé)", batch(engage, *words))
    if words != ["--force"]:
        assert re.search(r"(?m)^0 (projects done, 1 unchanged|projet fait, 1 inchangé)", batch(engage, *words))


def test_a_template_that_changes_makes_its_reports_again(engage: Engage, projects: Path) -> None:
    folder = Path("templates")
    folder.mkdir()
    (folder / "report.md").write_text("One {{ charter.name }}", encoding="utf-8")
    only_one_stays(projects)
    batch(engage, "--template", "templates")
    (folder / "report.md").write_text("Two {{ charter.name }}", encoding="utf-8")
    assert "1 project done" in batch(engage, "--template", "templates")
    assert documents(Path("out"))["garden-report.md"] == b"Two The corner plot\n"


def test_a_questionnaire_that_changes_makes_its_reports_again(engage: Engage, projects: Path) -> None:
    batch(engage)
    change(projects / "garden/questionnaire.yaml", "Feeding", "Feeding the soil")
    assert "1 project done, 3 unchanged" in batch(engage)
    assert b"Feeding the soil" in documents(Path("out"))["garden-report.md"]


def test_a_report_taken_away_or_cut_short_is_made_again(engage: Engage, projects: Path) -> None:
    batch(engage)
    Path("out/it/vault-report.md").unlink()
    Path("out/garden-report.json").write_text("{", encoding="utf-8")
    assert "2 projects done, 2 unchanged" in batch(engage)
    assert "0 projects done, 4 unchanged" in batch(engage)


def test_another_format_is_made_beside_the_first(engage: Engage, projects: Path) -> None:
    batch(engage)
    ran = engage("batch", "projects", "-o", "out", "--format", "html", "-j", "1")
    assert "4 projects done" in ran.err
    assert "--prune" not in ran.err
    assert "0 projects done, 4 unchanged" in batch(engage)


def test_another_kind_is_made_beside_the_first(engage: Engage, projects: Path) -> None:
    batch(engage, "--format", "html")
    first = documents(Path("out"))["job-report.html"]
    batch(engage, "--format", "html", "--kind", "actions")
    made = documents(Path("out"))
    assert made["job-report.html"] == first
    assert b"job-actions.html" in made["index.html"]
    assert "0 projects done, 4 unchanged" in batch(engage, "--format", "html")


def test_a_format_not_asked_for_is_out_of_date_when_its_project_changes(engage: Engage, projects: Path) -> None:
    batch(engage)
    change(projects / "job/project.yaml", "name: ", "name: New ")
    ran = engage("batch", "projects", "-o", "out", "--format", "md", "-j", "1")
    assert "1 report that nothing here makes any more" in ran.err
    assert "job-report.json" in ran.err
    assert "1 project done, 3 unchanged" in batch(engage)
    assert b"New " in documents(Path("out"))["job-report.json"]


def test_a_project_without_a_date_is_read_as_of_the_day_of_the_run(engage: Engage, tmp_path: Path) -> None:
    Path("new.yaml").write_text((GARDEN / "project.yaml").read_text().replace("date: 2026-10-01", ""), encoding="utf-8")
    words = ["batch", "new.yaml", "-o", "out", "--format", "md", "-j", "1", "--questionnaires", str(GARDEN.parent)]
    assert engage(*words).code == 0
    assert f"{time.strftime('%Y')}".encode() in documents(Path("out"))["new-report.md"]


# ── what goes wrong ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_bad_project_is_a_row_with_its_problem(engage: Engage, projects: Path) -> None:
    (projects / "bad.yaml").write_text("engage: 1\ncharter: {nom: x}\n", encoding="utf-8")
    said = batch(engage, code=1)
    assert "projects/bad.yaml:2:" in said
    assert "4 projects done, 0 unchanged, 1 failed." in said
    index = documents(Path("out"))["index.html"].decode()
    assert "1 could not be read." in index
    assert "projects/bad.yaml" in index
    assert "0 projects done, 4 unchanged, 1 failed." in batch(engage, code=1)


def test_mended_it_is_done(engage: Engage, projects: Path) -> None:
    (projects / "bad.yaml").write_text("engage: 1\ncharter: {nom: x}\n", encoding="utf-8")
    batch(engage, code=1)
    (projects / "bad.yaml").write_text((projects / "job/project.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert "1 project done, 4 unchanged, 0 failed." in batch(engage)


def test_nothing_that_can_be_read_is_wrong_input(engage: Engage, projects: Path) -> None:
    Path("bad.yaml").write_text("charter: [\n", encoding="utf-8")
    assert engage("batch", "bad.yaml", "-o", "out", "-j", "1").code == 2
    assert engage("batch", "nowhere", "-o", "out").code == 2


def test_a_path_that_is_not_there_fails_alone(engage: Engage, projects: Path) -> None:
    ran = engage("batch", "projects", "nowhere.yaml", "-o", "out", "--format", "md", "-j", "1")
    assert ran.code == 1
    assert "nowhere.yaml" in ran.err
    assert "4 projects done" in ran.err


def test_a_file_that_engage_did_not_write_is_not_replaced(engage: Engage, projects: Path) -> None:
    Path("out").mkdir()
    Path("out/job-report.md").write_text("Mine.", encoding="utf-8")
    assert "engage did not write it" in batch(engage, code=1)
    assert Path("out/job-report.md").read_text(encoding="utf-8") == "Mine."
    batch(engage, "--force")
    assert Path("out/job-report.md").read_text(encoding="utf-8") != "Mine."


@pytest.mark.parametrize("command", ["batch", "export"])
def test_a_file_where_the_folder_should_be(engage: Engage, projects: Path, command: str) -> None:
    Path("out").write_text("mine", encoding="utf-8")
    ran = engage(command, "projects", "-o", "out")
    assert ran.code == 2
    assert "“out” cannot be written. A file stands where a folder is needed." in ran.err
    assert Path("out").read_text(encoding="utf-8") == "mine"


def test_no_link_leads_out_of_the_folder(engage: Engage, projects: Path) -> None:
    Path("elsewhere").mkdir()
    Path("out").mkdir()
    Path("out/it").symlink_to(Path("elsewhere").resolve())
    assert "leads out of the output folder" in batch(engage, code=1)
    assert list(Path("elsewhere").iterdir()) == []


def test_wrong_words(engage: Engage, projects: Path) -> None:
    for words in (
        ["--kind", "actions", "--format", "md"],
        ["--format", "odt"],
        ["--format", ","],
        ["--lang", "de"],
        ["-j", "0"],
        ["--template", "nowhere"],
    ):
        assert engage("batch", "projects", "-o", "out", *words).code == 2


def test_a_damaged_record_says_so(engage: Engage, projects: Path) -> None:
    Path("out").mkdir()
    Path("out/engage-batch.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    ran = engage("batch", "projects", "-o", "out", "--format", "md", "-j", "1")
    assert ran.code == 2
    assert "Take the file away" in ran.err


# ── what is left over ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_reports_of_projects_that_are_gone_are_listed_then_pruned(engage: Engage, projects: Path) -> None:
    batch(engage)
    (projects / "it/vault/project.yaml").unlink()
    said = batch(engage)
    assert "2 reports that nothing here makes any more (--prune removes them):" in said
    assert "it/vault-report.md" in said
    assert Path("out/it/vault-report.md").is_file()
    Path("out/mine.txt").write_text("Mine.", encoding="utf-8")
    assert "were removed" in batch(engage, "--prune")
    assert not Path("out/it").exists()
    assert Path("out/mine.txt").is_file()
    assert "vault" not in Path("out/index.html").read_text(encoding="utf-8")
    assert "report" not in batch(engage).splitlines()[0]


# ── the same everywhere ───────────────────────────────────────────────────────────────────────────────────────────────


def test_same_input_same_bytes_in_one_process_and_in_two(engage: Engage, projects: Path) -> None:
    words = ["batch", "projects", "--format", "html,md,json", "--lang", "both"]
    assert engage(*words, "-o", "one", "-j", "1").code == 0
    assert engage(*words, "-o", "two", "-j", "2").code == 0
    assert documents(Path("one")) == documents(Path("two"))


@pytest.mark.slow
def test_the_second_engine_does_batches_too(engage: Engage, projects: Path) -> None:
    words = ["batch", str(projects / "idea"), "--format", "pdf", "--pdf-engine", "typst", "--kind", "summary"]
    assert engage(*words, "-o", "one", "-j", "1").code == 0
    assert engage(*words, "-o", "two", "-j", "2").code == 0
    assert documents(Path("one")) == documents(Path("two"))


@pytest.mark.slow
def test_pdfs_are_the_same_bytes_too(engage: Engage, projects: Path) -> None:
    words = ["batch", str(projects / "idea"), str(projects / "garden"), "--format", "pdf"]
    assert engage(*words, "-o", "one", "-j", "2").code == 0
    assert engage(*words, "-o", "two", "-j", "2").code == 0
    made = documents(Path("one"))
    assert made == documents(Path("two"))
    assert sum(name.endswith(".pdf") for name in made) == 2
