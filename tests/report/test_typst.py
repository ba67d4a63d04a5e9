"""The second engine: the same report, without any library of the system."""

import calendar
import io
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from html import unescape
from pathlib import Path
from shutil import which
from typing import Any

import pikepdf
import pytest

from engage_cli.cli.app import main
from engage_cli.report.pages import render_report_page
from engage_cli.report.pdf.elements import parse_page
from engage_cli.report.pdf.typst import write
from engage_cli.report.request import Attach, Attachment, Audience, Kind, Paper, Request
from engage_cli.shipped import shipped

from .making import PROJECTS, ROOT, assessment
from .test_pdf import failures

pytestmark = pytest.mark.filterwarnings(
    # WeasyPrint leaves its colour profile open.
    "ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning"
)

validation = pytest.importorskip("page", reason="page-validation has no wheel for this machine")


@cache
def html(name: str, *languages: str, **more: Any) -> str:
    return render_report_page(Request(assessment=assessment(name), languages=languages, **more), medium="print")


@cache
def pdf(name: str, *languages: str, **more: Any) -> bytes:
    epoch = calendar.timegm(assessment(name).as_of.timetuple())
    return write(html(name, *languages, **more), base=shipped("report_templates"), epoch=epoch)


@cache
def opened(name: str, *languages: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf(name, *languages)))


@pytest.mark.slow
@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_3A"])
@pytest.mark.parametrize("kind", [Kind.FULL, Kind.SUMMARY])
@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("fabrique", ("fr",)),
        ("half", ("fr", "en")),
        ("nothing", ("en",)),
        ("idea", ("fr",)),
        ("garden", ("en",)),
        ("hostile", ("fr",)),
    ],
)
def test_valid(name: str, languages: tuple[str, ...], kind: Kind, profile: str) -> None:
    assert failures(pdf(name, *languages, kind=kind), getattr(validation.ValidationProfile, profile)) == []


@pytest.mark.slow
@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("paper", list(Paper))
def test_valid_for_every_audience_and_paper(audience: Audience, paper: Paper) -> None:
    content = pdf("half", "en", audience=audience, paper=paper)
    for profile in (validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_3A):
        assert failures(content, profile) == []


def test_title_language_tags_and_outline() -> None:
    found = opened("garden", "en")
    assert str(found.docinfo["/Title"]) == "The corner plot: self-assessment report"
    assert str(found.Root.Lang).startswith("en")
    assert found.Root.MarkInfo.Marked
    assert found.Root.ViewerPreferences.DisplayDocTitle
    with found.open_outline() as outline:
        assert outline.root[0].title == "The corner plot"
        parts = [part.title for part in outline.root[0].children]
    assert parts[:4] == ["At a glance", "In this report", "Blocking requirements", "Profile"]
    assert "Every answer" in parts


def test_fonts_are_ours_and_charts_have_a_text() -> None:
    objects = [o for o in opened("garden", "en").objects if isinstance(o, pikepdf.Dictionary)]
    fonts = [o for o in objects if o.get("/Type") == "/FontDescriptor"]
    assert fonts
    assert all("Inter" in str(font.FontName) for font in fonts)
    texts = [str(o.Alt) for o in objects if o.get("/S") == "/Figure"]
    assert any("People: 0% to 50%" in text for text in texts)


@pytest.mark.parametrize(
    "name",
    [
        "half",
        *(pytest.param(one, marks=pytest.mark.slow) for one in ("nothing", "hostile", "fabrique", "refonte")),
    ],
)
def test_the_summary_is_one_page_and_the_first_page_stands_alone(name: str) -> None:
    with pikepdf.open(io.BytesIO(pdf(name, "fr", kind=Kind.SUMMARY))) as summary:
        assert len(summary.pages) == 1
    found = opened(name, "fr")
    with found.open_outline() as outline:
        second = outline.root[0].children[1].destination
    assert isinstance(second, pikepdf.Array)
    assert second[0].objgen == found.pages[1].obj.objgen


def test_tables_have_headers() -> None:
    objects = [o for o in opened("garden", "en").objects if isinstance(o, pikepdf.Dictionary)]
    assert any(o.get("/S") == "/TH" for o in objects)
    assert any(o.get("/S") == "/TD" for o in objects)


def test_the_list_of_signs_is_that_of_the_font() -> None:
    from fontTools.ttLib import TTFont

    folder = shipped("report_templates") / "fonts"
    with TTFont(folder / "Inter-400.ttf") as font:
        drawn = {chr(code) for code in font.getBestCmap() if code > 0x24F}
    assert set((folder / "signs.txt").read_text(encoding="utf-8")) == drawn


@pytest.mark.slow
def test_same_input_same_bytes() -> None:
    """In another process, at another time."""
    code = "import sys; from tests.report.test_typst import pdf; sys.stdout.buffer.write(pdf('garden', 'en'))"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert run.stdout == pdf("garden", "en")


def test_a_file_may_stand_in_it() -> None:
    file = Attachment(what=Attach.RESULTS, name="results.json", media_type="application/json", content=b'{"a": 1}')
    content = write(html("garden", "en"), base=shipped("report_templates"), epoch=0, attachments=(file,))
    with pikepdf.open(io.BytesIO(content)) as found:
        assert found.attachments["results.json"].get_file().read_bytes() == b'{"a": 1}'
        assert str(found.attachments["results.json"].relationship) == "/Data"
    for profile in (validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_3A):
        assert failures(content, profile) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "language"), [("fabrique", "fr"), ("half", "en"), ("nothing", "fr"), ("garden", "en")]
)
@pytest.mark.parametrize("kind", [Kind.FULL, Kind.SUMMARY])
def test_both_engines_say_the_same(name: str, language: str, kind: Kind, tmp_path: Path) -> None:
    """Words, figures and signs, as many times each: what a page break repeats or an engine draws is left out."""
    from engage_cli.report.pdf.weasyprint import write as first_engine

    if which("pdftotext") is None:
        pytest.skip("needs poppler-utils")
    source = html(name, language, kind=kind)
    first = first_engine(source, base=shipped("report_templates"), epoch=0)
    titles = re.findall(r"<a[^>]*>([^<]*)</a>", "".join(re.findall(r'<ul class="toc">.*?</ul>', source, re.DOTALL)))
    listed = [unescape(title) for title in titles]
    assert facts(first, tmp_path, listed) == facts(pdf(name, language, kind=kind), tmp_path, listed)


def facts(content: bytes, folder: Path, listed: Sequence[str]) -> set[str]:
    """The words, figures and signs of a PDF, but the numbers of pages, those beside `listed` titles too.

    A digest may stand on two lines.
    """
    path = folder / "report.pdf"
    path.write_bytes(content)
    said = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    said = re.sub(r"Page \d+ (?:of|de) \d+", "", said)
    first, mark, rest = said.partition("\f")
    contents, *others = rest.split("\f")
    said = first + mark + "\f".join([re.sub(r"^\d+$", "", contents, flags=re.MULTILINE), *others])
    for title in listed:
        words = r"\s+".join(map(re.escape, title.split()))
        said = re.sub(rf"({words})\s+\d+$", r"\1", said, flags=re.MULTILINE)
    whole = {digest.replace("\n", "") for digest in re.findall(r"[0-9a-f\n]{64,}", said)}
    return whole | set(re.findall(r"[^\W_]+|[%→✓▽≥]", re.sub(r"[0-9a-f\n]{64,}", "", said)))


@pytest.mark.parametrize(("kind", "least"), [("grid room-table", 22), ("grid", 0)])
def test_lines_for_decisions_leave_room_to_write(kind: str, least: int, tmp_path: Path) -> None:
    """Two lines, of 11 mm each at least."""
    if which("pdftotext") is None:
        pytest.skip("needs poppler-utils")
    head = "<thead><tr><th>Decided</th><th>Day</th></tr></thead>"
    rows = "<tbody>" + "<tr><td></td><td></td></tr>" * 2 + "</tbody>"
    source = f'<article lang="en"><h1>A</h1><table class="{kind}">{head}{rows}</table><p>Below</p></article>'
    path = tmp_path / "room.pdf"
    path.write_bytes(write(f'<html lang="en"><title>A</title>{source}</html>', base=ROOT, epoch=0))
    said = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True, check=True).stdout
    at = {word: float(top) for top, word in re.findall(r'yMin="([\d.]+)"[^>]*>(\w+)</word>', said)}
    room = (at["Below"] - at["Decided"]) / 72 * 25.4
    assert least < room < least + 22


def test_a_picture_is_drawn() -> None:
    drawing = "%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'%3E%3Cpath d='M0 0h9v9z'/%3E%3C/svg%3E"
    picture = f'<p class="logo"><img src="data:image/svg+xml,{drawing}" alt="Museum"></p>'
    source = f'<article lang="en"><h1>A</h1>{picture}<p>B</p></article>'
    content = write(f'<html lang="en"><title>A</title>{source}</html>', base=ROOT, epoch=0)
    with pikepdf.open(io.BytesIO(content)) as found:
        figures = [o for o in found.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["Museum"]
    for profile in (validation.ValidationProfile.PDF_UA_1, validation.ValidationProfile.PDF_A_3A):
        assert failures(content, profile) == []


def test_text_of_a_team_is_never_code() -> None:
    source = html("garden", "en").replace(
        "The corner plot", '#panic("x") $x$ *b* \\#eval @ref &lt;label&gt; `raw` // no'
    )
    written = write(source, base=shipped("report_templates"), epoch=0)
    with pikepdf.open(io.BytesIO(written)) as found:
        title = str(found.docinfo["/Title"])
    assert title.startswith('#panic("x") $x$ *b* \\#eval @ref <label>')


def test_nothing_is_read_from_elsewhere(tmp_path: Path) -> None:
    from engage_cli.errors import InputError

    for source in ("file:///etc/passwd", "../secret.png", "https://example.org/x.png"):
        picture = f'<article lang="en"><h1>A</h1><p><img src="{source}" alt="x"></p></article>'
        with pytest.raises(InputError, match="not a file of its folder"):
            write(f'<html lang="en"><title>A</title>{picture}</html>', base=tmp_path, epoch=0)


def test_blanks_are_drawn_together_as_a_browser_does() -> None:
    found = parse_page('<html lang="fr"><title>T</title><p> a\n <b> b </b> c </p><p class="own">d \n e</p></html>')
    first, second = found.body
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert first["k"][0] == "a "
    assert first["k"][1]["k"] == ["b "]
    assert first["k"][2] == "c"
    assert [k if isinstance(k, str) else k["t"] for k in second["k"]] == ["d", "br", "e"]


def laid_out_by_typst(path: Path) -> bool:
    with pikepdf.open(path) as found:
        return str(found.docinfo["/Creator"]).startswith("Typst")


@pytest.mark.parametrize(
    ("words", "typst"),
    [
        ((), True),
        (("--kind", "summary"), True),
        pytest.param(("--kind", "actions"), False, marks=pytest.mark.slow),
        (("--template", "theme"), True),
        pytest.param(("--kind", "summary", "--template", "styles"), False, marks=pytest.mark.slow),
        (("--kind", "summary", "--pdf-engine", "weasyprint"), False),
    ],
)
def test_what_is_installed_and_able_is_taken(
    words: tuple[str, ...], typst: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder, file, text in (
        ("theme", "theme.yaml", "engage: 1\ncolours: {accent: '#123456'}\n"),
        ("styles", "print.css", "h1 { color: red; }"),
    ):
        Path(folder).mkdir()
        Path(folder, file).write_text(text)
    assert main(["report", str(PROJECTS["garden"]), "-o", "x.pdf", *words]) == 0
    assert laid_out_by_typst(Path("x.pdf")) is typst


@pytest.mark.slow
def test_without_the_library(tmp_path: Path) -> None:
    (tmp_path / "typst.py").write_text("raise ImportError('no typst')\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "ENGAGE_LANG": "en"}
    words = [sys.executable, "-m", "engage_cli", "report", str(PROJECTS["garden"]), "-o", str(tmp_path / "x.pdf")]
    run = subprocess.run(
        [*words, "--pdf-engine", "typst"], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "engage-cli[typst]" in run.stderr
    assert "pipx inject engage-cli typst" in run.stderr
    subprocess.run([*words, "--kind", "summary"], env=environment, capture_output=True, check=True)
    assert not laid_out_by_typst(tmp_path / "x.pdf")
