"""PDF reports: tagged, archival, titled, in the reader's language, the same bytes for the same input."""

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from engage_cli.i18n import translator
from engage_cli.report.formats import render
from engage_cli.report.pdf import weasyprint
from engage_cli.report.pdf.attachments import project_attachment, results_attachment
from engage_cli.report.request import Audience, Engine, Kind, Paper, Request

from .making import EACH, EXAMPLES, PROJECTS, ROOT, assessment, written

pytestmark = pytest.mark.filterwarnings(
    # WeasyPrint leaves its colour profile open.
    "ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning"
)

page = pytest.importorskip("page", reason="page-validation has no wheel for this machine")


def opened(name: str, *languages: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(written(name, "pdf", *languages)))


def failures(content: bytes, profile: Any) -> list[tuple[str, str]]:
    """What the validator finds, save its false alarm about data that happens to end in a carriage return."""

    def lengths_are_right(found: Any) -> bool:
        """Of the stream that is meant; of all where none is named, as of the table of references."""
        number = (
            rb"%d %d" % (found.object_id.object_number, found.object_id.generation) if found.object_id else rb"\d+ \d+"
        )
        pattern = rb"(?:^|\n)" + number + rb" obj\b(?:(?!\nendobj).)*?/Length (\d+)(?:(?!\nendobj).)*?stream\r?\n"
        streams = list(re.finditer(pattern, content, re.DOTALL))
        ends = [content[one.end() + int(one[1]) :] for one in streams]
        return bool(ends) and all(end.startswith((b"\nendstream", b"\r\nendstream")) for end in ends)

    return [
        (f.rule_id, f.message)
        for f in page.validate_pdf_bytes(content, profile=profile).failures
        if not (f.rule_id.endswith("-STREAM-LENGTH-001") and lengths_are_right(f))
    ]


PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)
"""Both hold for one file."""

KINDS = [
    (kind, audience, languages, paper)
    for kind in Kind
    for audience, languages, paper in (
        (Audience.TEAM, ("fr",), Paper.LETTER),
        (Audience.DIRECTION, ("en",), Paper.A4),
        (Audience.PARTNER, ("fr", "en"), Paper.LETTER),
    )
]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["half", "hostile"])
@pytest.mark.parametrize("asked", KINDS, ids=lambda asked: f"{asked[0]}-{asked[1]}-{'+'.join(asked[2])}")
def test_every_kind_is_valid(name: str, asked: tuple[Kind, Audience, tuple[str, ...], Paper]) -> None:
    kind, audience, languages, paper = asked
    content = written(name, "pdf", *languages, kind=kind, audience=audience, paper=paper)
    assert [failures(content, profile) for profile in PROFILES] == [[], []]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["nothing", "garden", "long", *EXAMPLES])
def test_every_example_is_valid(name: str) -> None:
    content = written(name, "pdf", "fr")
    assert [failures(content, profile) for profile in PROFILES] == [[], []]


LONGEST = [
    *((name, "fr", Paper.LETTER) for name in EACH),
    *((name, "fr", Paper.A4) for name in ("half", "hostile", "long")),
    *((name, "en", paper) for name in ("half", "hostile", "long") for paper in Paper),
]
"""French takes more room than English, and Letter has less of it than A4."""


@pytest.mark.slow
@pytest.mark.parametrize(("name", "language", "paper"), LONGEST)
def test_a_summary_is_one_page(name: str, language: str, paper: Paper) -> None:
    with pikepdf.open(io.BytesIO(written(name, "pdf", language, kind=Kind.SUMMARY, paper=paper))) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.parametrize(
    ("paper", "size"), [pytest.param(Paper.LETTER, (612, 792), marks=pytest.mark.slow), (Paper.A4, (595, 842))]
)
def test_paper(paper: Paper, size: tuple[int, int]) -> None:
    with pikepdf.open(io.BytesIO(written("garden", "pdf", "en", kind=Kind.SUMMARY, paper=paper))) as pdf:
        assert tuple(round(float(side)) for side in pdf.pages[0].mediabox[2:]) == size


def test_attached_files_stay_valid() -> None:
    a = assessment("garden")
    request = Request(
        assessment=a,
        languages=("en",),
        kind=Kind.SUMMARY,
        attachments=(results_attachment(a), project_attachment("project.yaml", "engage: 1\n")),
    )
    content = render(request, "pdf").content
    assert render(request, "pdf").content == content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert sorted(pdf.attachments) == ["project.yaml", "results.json"]
        assert pdf.attachments["project.yaml"].get_file().read_bytes() == b"engage: 1\n"
    assert [failures(content, profile) for profile in PROFILES] == [[], []]


def test_title_language_and_tags() -> None:
    with opened("garden", "en") as pdf:
        assert str(pdf.docinfo["/Title"]) == "The corner plot: self-assessment report"
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_outline_is_the_parts_in_order() -> None:
    with opened("garden", "en") as pdf, pdf.open_outline() as outline:
        top = outline.root[0]
        assert top.title == "The corner plot"
        parts = [part.title for part in top.children]
    assert parts[:4] == ["At a glance", "In this report", "Blocking requirements", "Profile"]
    assert "Every answer" in parts


def test_fonts_are_embedded() -> None:
    with opened("garden", "en") as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)
        assert any("Inter" in str(font.FontName) for font in fonts)


@pytest.mark.slow
def test_each_report_has_its_language() -> None:
    with opened("garden", "fr", "en") as pdf:
        articles = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Art"]
        assert {str(article.Lang) for article in articles} == {"fr", "en"}


def test_charts_have_a_text_alternative() -> None:
    with opened("garden", "en") as pdf:
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        assert figures
        assert all(len(str(figure.Alt)) > 20 for figure in figures)
        assert any("People: 0% to 50%" in str(figure.Alt) for figure in figures)


@pytest.mark.slow
def test_same_input_same_bytes() -> None:
    """In another process, at another time."""
    code = (
        "import sys; from tests.report.making import written; sys.stdout.buffer.write(written('garden', 'pdf', 'en'))"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert run.stdout == written("garden", "pdf", "en")


@pytest.mark.parametrize(
    ("name", "language", "kind"),
    [
        ("garden", "en", Kind.SUMMARY),
        *(
            pytest.param(name, "fr", kind, marks=pytest.mark.slow)
            for name, kind in (("half", Kind.FULL), ("hostile", Kind.FULL), ("half", Kind.FACILITATOR))
        ),
        pytest.param("half", "en", Kind.BLANK, marks=pytest.mark.slow),
    ],
)
def test_the_short_way_leads_to_the_same_bytes(
    name: str, language: str, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    hastened = written(name, "pdf", language, kind=kind)
    monkeypatch.setattr(weasyprint, "fast_styling", lambda _: contextlib.nullcontext())
    monkeypatch.setattr(weasyprint, "_valued", str)
    request = Request(assessment=assessment(name), languages=(language,), kind=kind, engine=Engine.WEASYPRINT)
    assert render(request, "pdf").content == hastened


@pytest.mark.slow
@pytest.mark.parametrize("cutter", ["harfbuzz_subset", "None"])
def test_fonts_are_cut_with_what_is_there(cutter: str) -> None:
    """fontTools is loaded where HarfBuzz cannot cut them, and there alone."""
    code = (
        "import sys; from engage_cli.report.pdf import weasyprint; weasyprint.load();"
        "import weasyprint.pdf.fonts as fonts;"
        "from tests.report.making import *;"
        f"fonts.harfbuzz_subset = {'None' if cutter == 'None' else 'fonts.harfbuzz_subset'};"
        "assert written('garden', 'pdf', 'en', kind=Kind.SUMMARY)[:5] == b'%PDF-';"
        "print('fontTools.subset' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert run.stdout.split()[-1] == str(cutter == "None")


def test_colours_stand_for_variables_in_styles_alone() -> None:
    page = "<style>:root { --ink: #112233; --a: #000000; } p { color: var(--ink) } b { color: var(--a) }</style>"
    other = "<style>:root { --a: #ffffff; }</style><p>var(--ink)</p>"
    assert weasyprint._valued(page + other) == page.replace("var(--ink)", "#112233") + other


@pytest.mark.slow
def test_text_says_what_the_assessment_says(tmp_path: Path) -> None:
    if not _has("pdftotext"):
        pytest.skip("needs poppler-utils")
    seen = _text(written("fabrique", "pdf", "fr"), tmp_path)
    a = assessment("fabrique")
    number = translator("fr").gettext("Page {page} of {pages}").format(page=1, pages=r"\d+")
    assert re.search(number, seen)
    for gate in a.open_gates():
        assert gate.question.title.to("fr") in seen
    for score in a.questions.values():
        if score.standing.is_asked and score.question.ref:
            assert f"{score.question.ref} {score.question.title.to('fr')}"[:24] in seen


@pytest.mark.slow
@pytest.mark.parametrize("name", ["fabrique", "half", "nothing", "long"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_first_page_stands_alone_and_none_is_empty(name: str, language: str, tmp_path: Path) -> None:
    if not _has("pdftotext"):
        pytest.skip("needs poppler-utils")
    first, second, *rest = _text(written(name, "pdf", language), tmp_path).rstrip("\f").split("\f")
    assert {"fr": "En un coup d’œil", "en": "At a glance"}[language] in first
    assert second.strip().splitlines()[0] == {"fr": "Dans ce rapport", "en": "In this report"}[language]
    assert all(len(one.split()) > 40 for one in (first, second, *rest))


@pytest.mark.slow
def test_without_pango(tmp_path: Path) -> None:
    """In a process where the library cannot be found, as on a machine without it."""
    (tmp_path / "sitecustomize.py").write_text(
        "import ctypes.util, cffi\n"
        "ctypes.util.find_library = lambda name: None\n"
        "def dlopen(self, name, flags=0): raise OSError(f\"cannot load library '{name}'\")\n"
        "cffi.FFI.dlopen = dlopen\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "ENGAGE_LANG": "en"}

    def engage(output: str, *more: str) -> subprocess.CompletedProcess[str]:
        words = ["-m", "engage_cli", "report", str(PROJECTS["garden"]), "-o", str(tmp_path / output), *more]
        return subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)

    missing = engage("report.pdf", "--pdf-engine", "weasyprint")
    assert missing.returncode == 2
    assert missing.stdout == ""
    assert "libpangoft2-1.0-0" in missing.stderr
    assert "brew install pango" in missing.stderr
    assert "WeasyPrint" not in missing.stderr
    assert not (tmp_path / "report.pdf").exists()
    assert engage("report.html").returncode == 0
    assert engage("report.md").returncode == 0


def _has(program: str) -> bool:
    from shutil import which

    return which(program) is not None


def _text(content: bytes, folder: Path) -> str:
    """Pages apart by form feeds."""
    path = folder / "report.pdf"
    path.write_bytes(content)
    return subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
