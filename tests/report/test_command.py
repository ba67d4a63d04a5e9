"""`engage report`: where it writes, in which format and language, and what it never overwrites."""

import base64
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from engage_cli.cli.app import main

from .making import PROJECTS, text


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Report = Callable[..., Ran]


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Report:
    """Runs `engage report` on the garden, in a folder of its own, in English."""
    shutil.copytree(PROJECTS["garden"], tmp_path / "garden")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENGAGE_LANG", "en")

    def run(*words: str) -> Ran:
        code = main(["report", "garden", *words])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.mark.parametrize("format", ["md", "html", "json"])
def test_the_suffix_says_the_format(report: Report, format: str) -> None:
    ran = report("-o", f"x.{format}")
    assert (ran.code, ran.out, ran.err) == (0, "", f"Written: x.{format}\n")
    assert Path(f"x.{format}").read_bytes() == text("garden", format, "en").encode()


def test_the_format_asked_for_wins(report: Report) -> None:
    assert report("-o", "x.txt", "--format", "md").code == 0
    assert Path("x.txt").read_text(encoding="utf-8") == text("garden", "md", "en")


def test_beside_the_project_where_nothing_is_said(report: Report) -> None:
    assert report("--format", "md").err == f"Written: {Path('garden/project-report-2026-10-01.md')}\n"
    assert report("--format", "html", "-o", ".").err == "Written: project-report-2026-10-01.html\n"


def test_on_the_screen(report: Report) -> None:
    ran = report("-o", "-")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == text("garden", "md", "en")
    assert json.loads(report("-o", "-", "--format", "json").out)["format_version"] == 1


def test_languages(report: Report) -> None:
    assert report("-o", "-", "--lang", "fr").out == text("garden", "md", "fr")
    assert report("-o", "-", "--lang", "both").out == text("garden", "md", "fr", "en")
    wrong = report("--lang", "de")
    assert wrong.code == 2
    assert "fr, en, both" in wrong.err


def test_quick(report: Report) -> None:
    assert "quick assessment" in report("-o", "-", "--quick").out


def test_a_report_is_replaced_and_any_other_file_is_not(report: Report) -> None:
    assert report("-o", "x.md").code == 0
    assert report("-o", "x.md", "--lang", "fr").code == 0
    Path("mine.md").write_text("My notes", encoding="utf-8")
    refused = report("-o", "mine.md")
    assert refused.code == 2
    assert "--force" in refused.err
    assert Path("mine.md").read_text(encoding="utf-8") == "My notes"
    assert report("-o", "mine.md", "--force").code == 0


def test_the_project_is_never_replaced(report: Report) -> None:
    before = Path("garden/project.yaml").read_bytes()
    assert report("-o", "garden/project.yaml", "--format", "md", "--force").code == 2
    assert Path("garden/project.yaml").read_bytes() == before


def test_kinds_have_names_of_their_own(report: Report) -> None:
    for kind, name in (("summary", "project-summary-2026-10-01.html"), ("blank", "project-questions-2026-10-01.html")):
        assert report("--format", "html", "--kind", kind).err == f"Written: {Path('garden', name)}\n"


def test_files_are_attached_on_demand(report: Report) -> None:
    assert "results.json" not in (report("-o", "-", "--format", "html").out)
    assert 'download="results.json"' in report("-o", "-", "--format", "html", "--attach", "results").out
    both = report("-o", "-", "--format", "html", "--attach", "results", "--attach", "project", "--audience", "team")
    content = re.search('href="data:application/yaml;base64,([^"]*)" download="project.yaml"', both.out)
    assert content
    assert base64.b64decode(content[1]) == Path("garden/project.yaml").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--kind", "short"), "full, summary, actions, facilitator, blank"),
        (("--audience", "all"), "team, direction, partner"),
        (("--paper", "a5"), "letter, a4"),
        (("--attach", "all"), "results, project"),
        (("-o", "x.md", "--kind", "summary"), "pdf, html"),
        (("-o", "x.md", "--attach", "results"), "pdf, html"),
        (("-o", "x.html", "--attach", "project"), "--audience team"),
        (("-o", "x.odt"), ".pdf, .html, .docx, .md, .json"),
        (("--format", "odt"), "pdf, html, docx, md, json"),
        (("-o", "absent/x.pdf"), "cannot be written. Its folder does not exist."),
        (("--template", "absent", "-o", "x.md"), "absent"),
    ],
)
def test_what_cannot_be(report: Report, words: tuple[str, ...], said: str) -> None:
    ran = report(*words)
    assert ran.code == 2
    assert said in ran.err


def test_a_template_of_ones_own(report: Report) -> None:
    Path("ours").mkdir()
    block = '{% extends "shipped/report.html" %}{% block cover %}<h1>The {{ charter.name }}</h1>{% endblock %}'
    Path("ours/report.html").write_text(block, encoding="utf-8")
    assert report("-o", "-", "--template", "ours").out.startswith("# The The corner plot\n\n## At a glance\n")
    Path("ours/report.md").write_text("# Ours: {{ charter.name }} *", encoding="utf-8")
    assert report("-o", "-", "--template", "ours").out == "# Ours: The corner plot *\n"
    Path("ours/report.md").write_text("one\n{{ two", encoding="utf-8")
    wrong = report("-o", "-", "--template", "ours")
    assert wrong.code == 2
    assert wrong.err.startswith(f"{Path('ours/report.md')}:2: ")


def test_a_template_that_joins_a_theme_is_heeded(report: Report) -> None:
    """In the same process, as where the first is kept."""
    Path("ours").mkdir()
    Path("ours/theme.yaml").write_text("engage: 1\n", encoding="utf-8")
    assert report("-o", "-", "--template", "ours").out.startswith("# The corner plot\n")
    Path("ours/report.html").write_text(
        '{% extends "shipped/report.html" %}{% block cover %}<h1>Ours</h1>{% endblock %}', encoding="utf-8"
    )
    assert report("-o", "-", "--template", "ours").out.startswith("# Ours\n\n## At a glance\n")


def test_a_role_of_a_theme_that_is_probably_misspelt_is_named(report: Report) -> None:
    names = "{label: Plot, plural: Plots}"
    Path("theme.yaml").write_text(f"engage: 1\nroles: {{beds: {names}, orientation: {names}}}\n", encoding="utf-8")
    said = report("-o", "-", "--theme", "theme.yaml").err
    assert "theme.yaml: This questionnaire has no role “beds”." in said
    assert "Did you mean “bed”?" in said
    assert "orientation" not in said


def test_markdown_has_no_template_to_extend(report: Report) -> None:
    Path("ours").mkdir()
    Path("ours/report.md").write_text('{% extends "shipped/report.md" %}', encoding="utf-8")
    wrong = report("-o", "-", "--template", "ours")
    assert wrong.code == 2
    assert wrong.err.startswith(f"{Path('ours/report.md')}:1: There is no template “shipped/report.md”.")
    assert "change a block of it, or write a whole report.md" in wrong.err
