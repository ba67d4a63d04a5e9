"""What reading reports to the end showed, finding by finding, where no other file holds it."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from engage_cli.model.project import Person
from engage_cli.report.pages import render_report_page
from engage_cli.report.request import Kind, Request
from engage_cli.values import replace

from .making import assessment, written

NAME = "Personne responsable de la protection des renseignements personnels, au secrétariat général"
PEOPLE = (NAME, "Éducation", "Collections", "Communications")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("kind", [Kind.FULL, Kind.ACTIONS, Kind.FACILITATOR])
def test_every_name_is_whole_in_each_document(kind: Kind) -> None:
    a = assessment("fabrique")
    lead = replace(a.project.charter, lead=Person(name=NAME + " A", role=NAME + " B"))
    known = replace(a, project=replace(a.project, charter=lead, participants=PEOPLE))
    html = render_report_page(Request(assessment=known, languages=("fr",), kind=kind), medium="print")
    for name in (*PEOPLE, NAME + " A", NAME + " B"):
        assert name in html.replace("\u2060", ""), name


def body(kind: Kind) -> Any:
    with ZipFile(BytesIO(written("fabrique", "docx", "fr", kind=kind))) as package:
        return etree.fromstring(package.read("word/document.xml"))


def said(element: Any) -> str:
    return "".join(element.itertext(f"{W}t"))


@pytest.mark.parametrize("kind", [Kind.ACTIONS, Kind.FACILITATOR, Kind.FULL])
def test_small_print_in_word_has_no_page_to_itself(kind: Kind) -> None:
    blocks = list(body(kind)[0])
    first = next(at for at, block in enumerate(blocks) if said(block).startswith("Autoévaluation déclarée"))
    held = [p for block in blocks[first - 2 : first] for p in list(block.iter(f"{W}p"))[-1:]]
    assert held
    assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in held)


def test_contents_in_word_get_their_pages_when_they_are_made_anew() -> None:
    (code,) = [text for text in body(Kind.FULL).itertext(f"{W}instrText") if "TOC" in text]
    assert "\\n" not in code


def test_what_the_team_says_on_a_card_in_word_is_told_apart() -> None:
    (words,) = [
        p
        for p in body(Kind.FULL).iter(f"{W}p")
        if said(p) == "Ateliers dans trois écoles avant le premier écran." and p.find(f"{W}pPr/{W}pBdr") is not None
    ]
    assert words.find(f"{W}r/{W}rPr/{W}rStyle").get(f"{W}val") == "Emphasis"


def test_a_card_in_word_stays_on_one_page() -> None:
    cards = [p for p in body(Kind.FULL).iter(f"{W}p") if p.find(f"{W}pPr/{W}pBdr") is not None]
    titles = [p for p in cards if said(p).startswith(("2 Écrire la date", "P1.1 Besoins"))]
    assert len(titles) == 2
    for title in titles:
        following = title.getnext()
        assert following.find(f"{W}pPr/{W}keepNext") is not None, said(following)
