"""C2: a file counts as engage's own by a mark that people do not write; what a command reads is never written over."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from engage_cli.questionnaire.compiled import load
from tests.check.conftest import Check
from tests.cli.conftest import ROOT, Engage

Write = Callable[..., Path]
GARDEN = ROOT / "tests/questionnaires/garden"

OURS_IN_WORDS = {
    "md": "My notes on engage 0.1\n",
    "json": '{"name": "web", "dependencies": {"engage": "0.1.0"}}\n',
    "html": "<!doctype html><title>Notes</title><p>What engage 0.1.0 can do</p>\n",
    "svg": "<svg xmlns='http://www.w3.org/2000/svg'><title>engage 0.1.0</title></svg>\n",
    "yaml": "engage: 1\nabout: engage 0.1.0\n",
    "xlsx": "engage 0.1.0",
    "pdf": "%PDF-1.7 engage 0.1.0",
    "txt": "engage 0.1.0: to do\n",
}
FOREIGN = [
    ("report", "project.yaml", "-o", "mine.md"),
    ("report", "project.yaml", "-o", "mine.json"),
    ("report", "project.yaml", "-o", "mine.html"),
    ("report", "project.yaml", "--format=md", "-o", "mine.yaml"),
    ("form", "project.yaml", "-o", "mine.html"),
    ("portfolio", "project.yaml", "-j1", "-o", "mine.md"),
    ("portfolio", "project.yaml", "-j1", "-o", "mine.json"),
    ("portfolio", "project.yaml", "-j1", "-o", "mine.xlsx"),
    ("check", "project.yaml", "-o", "mine.txt"),
    ("check", "project.yaml", "-o", "mine.yaml"),
    ("check", "project.yaml", "--also=json=mine.json"),
    ("check", "project.yaml", "--also=sarif=mine.json"),
    ("check", "project.yaml", "--also=gitlab=mine.json"),
    ("check", "project.yaml", "--also=junit=mine.html"),
    ("check", "project.yaml", "--also=markdown=mine.md"),
    ("check", "project.yaml", "--badge=mine.svg"),
    ("check", "project.yaml", "--badge=mine.json"),
    ("check", "project.yaml", "--write-baseline=mine.json"),
]


@pytest.fixture(autouse=True)
def files(place: Path) -> None:
    for suffix, text in OURS_IN_WORDS.items():
        (place / f"mine.{suffix}").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("words", FOREIGN, ids=" ".join)
def test_a_file_of_somebody_is_replaced_where_that_is_asked_for_only(
    engage: Engage, write: Write, place: Path, words: tuple[str, ...]
) -> None:
    write()
    target = place / words[-1].rpartition("=")[2]
    before = target.read_bytes()
    ran = engage(*words)
    assert ran.code == 2
    assert f"“{target.name}” is there already, and engage did not write it." in ran.err
    assert "--force" in ran.err
    assert target.read_bytes() == before
    assert engage(*words, "--force").code in (0, 1)
    assert target.read_bytes() != before


@pytest.mark.parametrize(
    "words",
    [
        ("-o", "a.json", "--output-format=json"),
        ("-o", "a.sarif", "--output-format=sarif"),
        ("-o", "a.xml", "--output-format=junit"),
        ("-o", "a.md", "--output-format=markdown"),
        ("--also=gitlab=gl.json",),
        ("--badge=b.svg", "--badge=b.json"),
        ("--write-baseline=known.json",),
    ],
    ids=" ".join,
)
def test_a_check_replaces_its_own_files(check: Check, write: Write, words: tuple[str, ...]) -> None:
    write()
    first = check("project.yaml", *words)
    assert first.code in (0, 1)
    write(facets={"suivi": True})
    assert check("project.yaml", *words).code in (0, 1)


def test_a_file_of_one_format_is_not_one_of_another(check: Check, write: Write, place: Path) -> None:
    write()
    check("project.yaml", "--write-baseline=known.json")
    before = (place / "known.json").read_bytes()
    ran = check("project.yaml", "-o", "known.json", "--output-format=json")
    assert ran.code == 2
    assert (place / "known.json").read_bytes() == before


def test_text_has_no_place_for_a_mark(check: Check, write: Write) -> None:
    write()
    assert check("project.yaml", "-o", "out.txt").code in (0, 1)
    assert check("project.yaml", "-o", "out.txt").code == 2
    assert check("project.yaml", "-o", "out.txt", "--force").code in (0, 1)


INPUTS = [
    (("report", "garden", "--format=md", "-o", "garden/project.yaml"), "garden/project.yaml"),
    (("report", "garden", "--format=md", "-o", "link.yaml"), "garden/project.yaml"),
    (("report", "garden", "--format=md", "-o", "garden/questionnaire.yaml"), "garden/questionnaire.yaml"),
    (("report", "garden", "--format=html", "--template=ours", "-o", "ours/report.html"), "ours/report.html"),
    (("report", "garden", "--format=html", "--template=ours", "-o", "ours/part.html"), "ours/part.html"),
    (("report", "garden", "--format=html", "--theme=theme.yaml", "-o", "theme.yaml"), "theme.yaml"),
    (("report", "garden", "--format=html", "--theme=theme.yaml", "-o", "logo.svg"), "logo.svg"),
    (("form", "garden", "-o", "garden/project.yaml"), "garden/project.yaml"),
    (("form", "garden", "-o", "garden/questionnaire.yaml"), "garden/questionnaire.yaml"),
    (("portfolio", "garden", "-j1", "--format=md", "-o", "garden/project.yaml"), "garden/project.yaml"),
    (("portfolio", "garden", "-j1", "--format=md", "-o", "garden/questionnaire.yaml"), "garden/questionnaire.yaml"),
    (("check", "garden", "--policy=p.yaml", "-o", "garden/project.yaml"), "garden/project.yaml"),
    (("check", "garden", "--policy=p.yaml", "--also=json=garden/questionnaire.yaml"), "garden/questionnaire.yaml"),
    (("check", "garden", "--policy=p.yaml", "--write-baseline=p.yaml"), "p.yaml"),
]


@pytest.mark.parametrize(("words", "input"), INPUTS, ids=[" ".join(words) for words, _ in INPUTS])
def test_what_a_command_reads_is_not_written_over_even_where_forced(
    engage: Engage, place: Path, words: tuple[str, ...], input: str
) -> None:
    shutil.copytree(GARDEN, place / "garden")
    (place / "link.yaml").symlink_to("garden/project.yaml")
    (place / "ours").mkdir()
    (place / "ours/report.html").write_text('{% extends "shipped/report.html" %}{% include "part.html" %}')
    (place / "ours/part.html").write_text("<p>part</p>")
    (place / "theme.yaml").write_text("engage: 1\nlogo: {file: logo.svg, says: Ours}\n")
    (place / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    (place / "p.yaml").write_text("engage: 1\nid: p\ntitle: P\nrules: {}\n")
    target = place / input
    before = target.read_bytes()
    ran = engage(*words, "--force")
    assert ran.code == 2, ran.err
    assert "is what this command reads; it is not written over." in ran.err
    assert target.read_bytes() == before


def test_a_batch_never_replaces_a_project(engage: Engage, place: Path) -> None:
    shutil.copytree(GARDEN, place / "garden")
    first = engage("batch", "garden", "-o", "garden", "--format=json", "-j1")
    assert first.code == 0
    (written,) = (place / "garden").glob("*.json")
    project = (place / "garden/project.yaml").read_text(encoding="utf-8")
    written.write_text(project, encoding="utf-8")
    ran = engage("batch", "garden/project.yaml", str(written), "-o", "garden", "--format=json", "-j1", "--force")
    assert written.read_text(encoding="utf-8") == project, ran.err


def test_nobody_is_told_to_force_what_is_never_done(engage: Engage, place: Path) -> None:
    shutil.copytree(GARDEN, place / "garden")
    engage("batch", "garden", "-o", "garden", "--format=json", "-j1")
    (written,) = (place / "garden").glob("*.json")
    written.write_bytes((place / "garden/project.yaml").read_bytes())
    for more in ((), ("--force",)):
        ran = engage("batch", "garden/project.yaml", str(written), "-o", "garden", "--format=json", "-j1", *more)
        assert "it is not written over." in ran.err
        assert "--force" not in ran.err
    for words, input in INPUTS[:1]:
        ran = engage(*words)
        assert (ran.code, "--force" in ran.err) == (2, False), input


def test_an_export_replaces_its_package_and_no_other_files(engage: Engage, place: Path) -> None:
    shutil.copytree(GARDEN, place / "garden")
    (place / "out").mkdir()
    (place / "out/datapackage.json").write_text('{"name": "x-provenance, ours"}')
    assert engage("export", "garden", "-j1", "-o", "out").code == 2
    assert (place / "out/datapackage.json").read_text() == '{"name": "x-provenance, ours"}'
    assert [path.name for path in (place / "out").iterdir()] == ["datapackage.json"]
    assert engage("export", "garden", "-j1", "-o", "out", "--force").code == 0
    assert engage("export", "garden", "-j1", "-o", "out").code == 0


def test_a_template_never_takes_the_place_of_the_shipped_one(engage: Engage, place: Path) -> None:
    (place / "out").mkdir()
    (place / "out/report.html").symlink_to(ROOT / "report_templates/report.html")
    before = (ROOT / "report_templates/report.html").read_bytes()
    assert engage("template", "copy", "report.html", "--block=notice", "-o", "out", "--force").code == 2
    assert (ROOT / "report_templates/report.html").read_bytes() == before


def test_the_files_of_a_questionnaire_are_all_that_it_is_read_from() -> None:
    folder = ROOT / "questionnaires/engagement-numerique"
    assert set(load(folder).files()) == set(folder.rglob("*.yaml")) - set(folder.glob("history/*")) - set(
        folder.glob("tests/*")
    )
