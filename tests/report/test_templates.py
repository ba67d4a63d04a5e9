"""Templates from outside: they replace a page or a block, in a sandbox, and are told by file and line what is wrong."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from engage_cli.errors import InputError
from engage_cli.report.formats import render
from engage_cli.report.request import Kind, Request
from engage_cli.report.templates.environment import Templates

from .making import assessment, text


def templates(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content, encoding="utf-8")
    return folder


def report(folder: Path, format: str = "html") -> str:
    request = Request(assessment=assessment("garden"), languages=("en",), templates=Templates(folder=folder))
    return render(request, format).content.decode()


def test_a_block_is_replaced_and_the_rest_stays(tmp_path: Path) -> None:
    block = '{% extends "shipped/report.html" %}{% block notice %}<p>Ours: {{ charter.name }}</p>{% endblock %}'
    ours = report(templates(tmp_path, report_html=block))
    assert "<p>Ours: The corner plot</p>" in ours
    assert "At a glance" in ours
    assert "neither an audit" not in ours


def test_a_block_keeps_what_it_was(tmp_path: Path) -> None:
    notice = "{% block notice %}{{ super() }}<p>Ours | {{ charter.name }}</p>{% endblock %}"
    folder = templates(tmp_path, report_html='{% extends "shipped/report.html" %}' + notice)
    ours = report(folder, "md")
    assert ours.endswith("\n\nOurs \\| The corner plot\n")
    assert "neither an audit" in ours
    assert "<p>Ours | The corner plot</p>" in report(folder)


def test_a_style_sheet_is_replaced(tmp_path: Path) -> None:
    assert "--ink: #000" in report(templates(tmp_path, style_css=":root { --ink: #000; }"))


def test_a_page_is_replaced(tmp_path: Path) -> None:
    page = "<!doctype html><html lang='en'><title>x</title>{% for r in reports %}{{ r.content }}{% endfor %}</html>"
    assert report(templates(tmp_path, page_html=page)).startswith(
        "<!doctype html><html lang='en'><title>x</title><article"
    )


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    assert report(tmp_path) == text("garden", "html", "en")


@pytest.mark.parametrize(
    ("template", "line", "why"),
    [
        ("one\n{% block %}\n", 2, "expected"),
        ("one\ntwo\n{{ nobody.name }}\n", 3, "nobody"),
        ('one\n{% include "absent.html" %}\n', 2, "absent.html"),
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
        ("one\n{{ charter.__init__.__globals__ }}", 2, "unsafe"),
        ("{{ a.questions.clear() }}", 1, "clear"),
        ("{{ w.tr.install() }}", 1, "unsafe"),
        ("\n{% for x in range(999999999) %}{% endfor %}", 2, "Range"),
        ("\n\n{{ 1 // 0 }}", 3, "ZeroDivisionError"),
    ],
)
def test_what_is_wrong_is_said_by_file_and_line(tmp_path: Path, template: str, line: int, why: str) -> None:
    templates(tmp_path, report_html=template)
    with pytest.raises(InputError) as raised:
        report(tmp_path)
    (problem,) = raised.value.problems
    assert (problem.path, problem.line) == (str(tmp_path / "report.html"), line)
    assert why in str(raised.value)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "secret.txt").symlink_to(tmp_path / "secret.txt")
    templates(folder, report_html='{% include "secret.txt" %}')
    with pytest.raises(InputError, match=r"secret\.txt"):
        report(folder)


@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning")
def test_a_pdf_reads_the_template_folder_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    for place in (tmp_path, folder):
        Image.new("RGB", (9, 9), "red").save(place / "logo.png")
    head = '{% extends "shipped/report.html" %}{% block notice %}<p><img alt="Logo" src="SOURCE"></p>{% endblock %}'
    templates(folder, report_html=head.replace("SOURCE", "logo.png"))
    with pikepdf.open(io.BytesIO(report_bytes(folder))) as pdf:
        assert any(o.get("/Subtype") == "/Image" for o in pdf.objects if isinstance(o, pikepdf.Stream))
    for source in ("../logo.png", (tmp_path / "logo.png").as_uri(), "http://127.0.0.1:9/logo.png"):
        templates(folder, report_html=head.replace("SOURCE", source))
        with pytest.raises(InputError, match=r"logo\.png"):
            report_bytes(folder)


def report_bytes(folder: Path) -> bytes:
    request = Request(assessment=assessment("garden"), languages=("en",), templates=Templates(folder=folder))
    return render(request, "pdf").content


def test_a_meeting_sees_which_level_was_answered_at_an_open_gate() -> None:
    request = Request(assessment=assessment("fabrique"), languages=("en",), kind=Kind.FACILITATOR)
    page = render(request, "html").content.decode()
    gates = page.partition("Blocking requirements to settle</h2>")[2].partition("<h2")[0]
    assert gates.count("the answer given") == len(assessment("fabrique").open_gates()) > 0
