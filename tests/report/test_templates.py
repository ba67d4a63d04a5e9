"""Templates from outside: they replace a page or a block, in a sandbox, and are told by file and line what is wrong."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from engage_cli.errors import InputError
from engage_cli.i18n import translator
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
        ("{{ ''.__class__.__mro__ }}", 1, "__class__"),
        ("one\n{{ charter.__init__.__globals__ }}", 2, "which it may not use"),
        ("{{ a.questions.clear() }}", 1, "clear"),
        ("{{ w.tr.install() }}", 1, "which it may not use"),
        ("\n{% for x in range(999999999) %}{% endfor %}", 2, "out of what can be worked with"),
        ("\n\n{{ 1 // 0 }}", 3, "it divides by zero"),
    ],
)
def test_what_is_wrong_is_said_by_file_and_line(tmp_path: Path, template: str, line: int, why: str) -> None:
    templates(tmp_path, report_html=template)
    with pytest.raises(InputError) as raised:
        report(tmp_path)
    (problem,) = raised.value.problems
    assert (problem.path, problem.line) == (str(tmp_path / "report.html"), line)
    assert why in str(raised.value)


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ("{{ a b }}", "on attendait « end of print statement », et non « b »"),
        ("{% if a %}", "un bloc, une condition ou une boucle n’est jamais fermé"),
        ("{% si a %}", "il n’y a pas ici de balise « si »"),
        ("{{ ) }}", "« ) » ne peut pas se trouver là"),
        ("{{ a ? b }}", "« ? » ne peut pas se trouver là"),
        ("{# a", "un commentaire ou un passage à laisser tel quel n’est jamais fermé"),
        ("{% block a %}{% endblock %}{% block a %}{% endblock %}", "le bloc « a » s’y trouve deux fois"),
        ("{{ a | majuscule }}", "il n’y a pas de filtre « majuscule »"),
        ("{{ 1 is grand }}", "il n’y a pas de test « grand »"),
        ("{{ absent }}", "il n’y a pas de valeur « absent »"),
        ("{{ charter.absent }}", "il n’y a pas de valeur « absent » à cet endroit"),
        ("{{ ''.__class__ }}", "il cherche à atteindre « __class__ », ce qui ne lui est pas permis"),
        ("{{ 1 + 'a' }}", "une valeur est d’une sorte qui ne va pas à cet endroit"),
    ],
)
def test_what_is_wrong_is_said_in_french(tmp_path: Path, template: str, why: str) -> None:
    """What Jinja and Python say in English is put in our words, and quoted as English where it cannot be."""
    templates(tmp_path, report_html=f"\n{template}")
    with pytest.raises(InputError) as caught:
        report(tmp_path)
    (problem,) = caught.value.problems
    said = problem.message.say(translator("fr")).replace("\u00a0", " ")
    assert said.startswith("Le gabarit est inutilisable : " + why.replace("\u00a0", " "))
    assert problem.line == 2


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
    head = '<h1>A</h1><p><img alt="Logo" src="SOURCE"></p>'
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
