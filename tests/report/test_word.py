"""Reports as Word documents: what the XML says to whoever edits it, and to programs that read it aloud."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from engage_cli.cli.app import main
from engage_cli.model.theme import Theme
from engage_cli.report.formats import render
from engage_cli.report.request import Audience, Kind, Paper, Request
from engage_cli.report.templates.environment import Templates
from engage_cli.report.word.elements import replace_invalid_characters, run
from engage_cli.report.word.library import require_libraries
from engage_cli.report.word.lines import section_bookmark
from engage_cli.values import replace

from .making import PROJECTS, ROOT, assessment, written
from .test_arrangement import printed
from .test_hostile import NAME, PIECES
from .test_theme import THEME, theme

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
KINDS = (Kind.FULL, Kind.SUMMARY, Kind.ACTIONS, Kind.FACILITATOR)

pytestmark = pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning")


class Word:
    """A document, opened."""

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        self.body = self.part("word/document.xml")[0]

    def part(self, name: str) -> Any:
        return etree.fromstring(self.archive.read(name))

    def styled(self, style: str) -> list[Any]:
        return [p for p in self.body.iter(f"{W}p") if style_of(p).startswith(style)]

    @property
    def words(self) -> str:
        return "\n".join(words(p) for p in self.body.iter(f"{W}p"))


def words(element: Any) -> str:
    return "".join(found.text or "" for found in element.iter(f"{W}t"))


def style_of(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


@cache
def word(name: str, *languages: str, **more: Any) -> Word:
    return Word(written(name, "docx", *languages, **more))


EVERY = [("garden", ("en",), kind) for kind in KINDS] + [
    pytest.param("half", ("fr", "en"), Kind.FULL, marks=pytest.mark.slow),
    ("nothing", ("fr",), Kind.FULL),
]


@pytest.mark.parametrize(("name", "languages", "kind"), EVERY)
def test_headings_tables_pictures_and_links(name: str, languages: tuple[str, ...], kind: Kind) -> None:
    found = word(name, *languages, kind=kind)
    levels = [int(style_of(p)[-1]) for p in found.styled("Heading")]
    assert levels[0] == 1
    assert levels.count(1) == len(languages)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in found.body.iter(f"{W}tbl"):
        first, *rest = table.findall(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert rest
        assert all(row.find(f"{W}trPr/{W}tblHeader") is None for row in rest)
        assert table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        assert all(cell[-1].tag == f"{W}p" for cell in table.iter(f"{W}tc"))
    alternatives = [drawn.get("descr") for drawn in found.body.iter("{*}docPr")]
    assert all(alternatives)
    assert len(alternatives) >= (4 if name == "half" else 0)
    ids = [drawn.get("id") for drawn in found.body.iter("{*}docPr")]
    assert len(set(ids)) == len(ids)
    places = [mark.get(f"{W}name") for mark in found.body.iter(f"{W}bookmarkStart")]
    assert len(set(places)) == len(places)
    assert {link.get(f"{W}anchor") for link in found.body.iter(f"{W}hyperlink")} - {None} <= set(places)


def test_the_styles_are_those_that_word_knows() -> None:
    styles = word("garden", "en").part("word/styles.xml")
    names = {s.get(f"{W}styleId"): s.find(f"{W}name").get(f"{W}val") for s in styles.iter(f"{W}style")}
    assert names["Heading1"] == "heading 1"
    assert names["ListBullet"] == "List Bullet"
    assert names["Caption"] == "caption"
    assert names["Lead"] == "Lead paragraph"
    french = word("garden", "fr").part("word/styles.xml")
    assert "Chapeau" in {s.find(f"{W}name").get(f"{W}val") for s in french.iter(f"{W}style")}
    used = {
        p.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for p in word("half", "fr").body.iter(f"{W}{tag}")
    }
    assert used <= set(names)


def test_it_says_what_the_page_says() -> None:
    page = printed("half")
    titles = [re.sub("<[^>]*>", "", title) for title in re.findall(r"<h2[^>]*>(.*?)</h2>", page)]
    assert [words(p) for p in word("half", "fr").styled("Heading2")] == titles
    said = word("half", "fr").words
    for level in re.findall(r"<strong>(niveau \d[^<]*)</strong>", page):
        assert level in said


def test_no_heading_of_a_table_ends_a_page() -> None:
    """Its paragraphs, and those of a row that names a group, stay with the row that follows."""
    rows = [row for table in word("fabrique", "fr").body.iter(f"{W}tbl") for row in table.iter(f"{W}tr")]
    heads = [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]
    groups = [
        row
        for row in rows
        if words(row) in ("Principes", "Orientations", "Ensemble") and len(row.findall(f"{W}tc")) == 1
    ]
    assert heads
    assert len(groups) == 3
    for row in (*heads, *groups):
        assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")), words(row)


def test_contents_are_links_that_guess_no_page_and_ask_nothing_on_opening() -> None:
    found = word("half", "fr")
    entries = [p for p in found.styled("TOC1") if words(p)]
    links = [p.find(f"{W}hyperlink").get(f"{W}anchor") for p in entries]
    headings = {b.get(f"{W}name"): words(p) for p in found.styled("Heading2") for b in p.iter(f"{W}bookmarkStart")}
    assert [headings[link] for link in links] == [words(p) for p in entries]
    assert not [p for p in entries if list(p.iter(f"{W}tab"))]
    begun = next(b for b in found.body.iter(f"{W}bookmarkStart") if b.get(f"{W}name") == section_bookmark("fr"))
    assert words(begun.getparent()) == words(entries[0]), "what Word makes anew lists the same"
    said = " ".join(code.text for code in found.body.iter(f"{W}instrText"))
    assert "TOC " in said
    assert "PAGEREF" not in said
    assert "updateFields" not in found.archive.read("word/settings.xml").decode()
    assert b"w:dirty" not in found.archive.read("word/document.xml")


def test_columns_of_answers_are_as_wide_in_every_table() -> None:
    tables = [t for t in word("half", "fr").body.iter(f"{W}tbl") if words(t).startswith("QuestionNiveau")]
    grids = {tuple(column.get(f"{W}w") for column in t.iter(f"{W}gridCol")) for t in tables}
    assert len(tables) > 2
    assert len(grids) == 1


def test_each_language_is_named() -> None:
    found = word("half", "fr", "en")
    default = found.part("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert default.get(f"{W}val") == "fr-CA"
    expected = None
    for paragraph in found.body.iter(f"{W}p"):
        langs = [piece.find(f"{W}rPr/{W}lang") for piece in paragraph.iter(f"{W}r") if words(piece).strip()]
        assert {None if lang is None else lang.get(f"{W}val") for lang in langs} <= {expected}
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            expected = "en-CA"
    assert expected
    assert found.part("docProps/core.xml").find("{*}language").text == "fr-CA"
    feet = [
        words(found.part(name)) for name in sorted(found.archive.namelist()) if "footer" in name and "rels" not in name
    ]
    assert [foot[foot.rindex("Page") :] for foot in feet] == ["Page 1 sur 1", "Page 1 of 1"]


def test_every_numbered_list_begins_at_one() -> None:
    found = word("half", "fr", "en")
    used = [p.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for p in found.styled("ListNumber")]
    assert len(set(used)) >= 2
    numbering = found.part("word/numbering.xml")
    begun = {n.get(f"{W}numId") for n in numbering.iter(f"{W}num") if n.find(f"{W}lvlOverride") is not None}
    assert set(used) <= begun


def test_the_same_bytes_at_any_time_of_day() -> None:
    request = Request(assessment=assessment("garden"), languages=("en",))
    once = render(request, "docx").content
    assert render(request, "docx").content == once
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_its_properties() -> None:
    core = word("garden", "en").part("docProps/core.xml")
    said = {element.tag.rpartition("}")[2]: element.text for element in core}
    assert said["title"] == "The corner plot: self-assessment report"
    assert said["created"] == said["modified"] == f"{assessment('garden').as_of}T00:00:00Z"
    assert said["description"].startswith("engage ")


def test_the_font_is_in_the_file() -> None:
    found = word("garden", "en")
    (font,) = found.part("word/fontTable.xml")
    key = bytes.fromhex(font.find(f"{W}embedRegular").get(f"{W}fontKey").strip("{}").replace("-", ""))[::-1] * 2
    hidden = found.archive.read("word/fonts/font1.odttf")
    shown = bytes(a ^ b for a, b in zip(hidden[:32], key, strict=True)) + hidden[32:]
    assert shown == (ROOT / "report_templates/fonts/Inter-400.ttf").read_bytes()


def test_a_theme(tmp_path: Path) -> None:
    found = word("garden", "en", theme=theme(tmp_path, THEME))
    assert 'accent1><a:srgbClr val="204080"' in found.archive.read("word/theme/theme1.xml").decode()
    assert "204080" in found.archive.read("word/styles.xml").decode()
    (foot,) = [
        words(found.part(name)) for name in found.archive.namelist() if re.fullmatch(r"word/footer\d\.xml", name)
    ]
    assert "At the foot" in foot
    assert next(found.body.iter("{*}docPr")).get("descr") == "Museum"


@pytest.mark.parametrize(("paper", "size"), [(Paper.LETTER, ("12240", "15840")), (Paper.A4, ("11906", "16838"))])
def test_paper(paper: Paper, size: tuple[str, str]) -> None:
    found = word("garden", "en", kind=Kind.ACTIONS, paper=paper).body.find(f".//{W}pgSz")
    assert (found.get(f"{W}w"), found.get(f"{W}h")) == size


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_texts_are_texts(piece: str) -> None:
    assert piece in word("hostile", "fr", audience=Audience.TEAM).words


def test_words_from_the_right_are_marked() -> None:
    found = word("hostile", "fr", audience=Audience.TEAM)
    marked = [words(r) for r in found.body.iter(f"{W}r") if r.find(f"{W}rPr/{W}rtl") is not None]
    assert any("العربية" in said for said in marked)


def test_no_text_spoils_the_file() -> None:
    asked = assessment("garden")
    bad = "a\x00b\x1b[31m\ufffe\ud800 ]]> \u202e" + "w" * 5000
    charter = replace(asked.project.charter, name=bad, summary=bad, decision_requested=bad)
    request = Request(assessment=replace(asked, project=replace(asked.project, charter=charter)), languages=("en",))
    found = Word(render(request, "docx").content)
    assert "w" * 5000 in found.words
    assert "]]>" in found.words
    assert not re.search("[\x00\x1b\ufffe\u202e]", found.words)


def test_what_no_xml_holds() -> None:
    assert replace_invalid_characters("a\x00\x0b\ud800\uffffb\n") == "a\ufffd\ufffd\ufffd\ufffdb\n"
    assert words(run(" x ")) == " x "


def test_a_template_may_not_show_files_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(
        '{% extends "shipped/report.html" %}{% block lead %}<p><img src="../secret.png" alt="x"></p>{% endblock %}',
        encoding="utf-8",
    )
    with pytest.raises(Exception, match=r"secret\.png"):
        render(
            Request(assessment=assessment("garden"), languages=("en",), templates=Templates(folder=tmp_path)), "docx"
        )


def test_a_drawing_shows_nothing_from_elsewhere() -> None:
    from engage_cli.report.word.pictures import render_png

    shape = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="{}" width="9" height="9"/></svg>'
    picture = ROOT / "docs/en"
    assert render_png(shape.format(picture / "x.png")) == render_png(shape.format("file:///etc/x.png"))


def test_without_its_libraries(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    require_libraries()
    monkeypatch.setitem(sys.modules, "docx", None)
    target = tmp_path / "x.docx"
    assert main(["--lang", "fr", "report", str(PROJECTS["garden"]), "-o", str(target)]) == 2
    said = capsys.readouterr().err
    assert "engage-cli[word]" in said
    assert "Word" in said
    assert not target.exists()


def test_a_form_to_print_is_no_word_document(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "x.docx"
    command = ["report", str(PROJECTS["garden"]), "-o", str(target), "--kind", "blank"]
    assert main(["--lang", "en", *command]) == 2
    assert "pdf, html" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "languages", "kind"),
    [
        ("garden", ("en",), Kind.FULL),
        *(
            pytest.param(name, ("fr", "en"), kind, marks=pytest.mark.slow)
            for kind in KINDS
            for name in ("fabrique", "half", "hostile", "long", "nothing")
        ),
    ],
)
def test_it_is_what_open_xml_asks_for(name: str, languages: tuple[str, ...], kind: Kind, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    file = tmp_path / "x.docx"
    file.write_bytes(written(name, "docx", *languages, kind=kind))
    found = OpenXmlValidator().validate(str(file))
    assert [str(error) for error in found.errors] == []


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_opens_it(kind: Kind, tmp_path: Path) -> None:
    import pikepdf

    (tmp_path / "x.docx").write_bytes(written("fabrique", "docx", "fr", kind=kind))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf", "--outdir",
         str(tmp_path), str(tmp_path / "x.docx")],
        check=True, capture_output=True,
    )  # fmt: skip
    with pikepdf.open(tmp_path / "x.pdf") as found:
        assert len(found.pages) == 1 or kind is not Kind.SUMMARY
        assert len(found.pages) >= 1


def test_the_name_of_a_hostile_project_is_whole() -> None:
    assert words(word("hostile", "fr").styled("Heading1")[0]) == NAME


def test_colours_can_be_asked_of_any_theme() -> None:
    from engage_cli.report.word.styles import hex_colour

    assert hex_colour(Theme(colours={"ink": "#000000"}), "ink") == "000000"
