"""`engage questionnaire new` and `copy`: what they write is whole, without findings, and nothing is written twice."""

import json
from pathlib import Path

import pytest

from engage_cli.questionnaire.loading import load_questionnaire
from tests.authoring.making import minimal, question, write
from tests.cli.conftest import ROOT, Engage

NEW = ("questionnaire", "new", "--title", "Visites d’écoles", "--section", "Accueil", "--section", "Après la visite")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_new_one_has_no_findings_and_passes_its_tests(engage: Engage, place: Path, language: str) -> None:
    assert engage(*NEW, "--lang", language).code == 0
    assert engage("questionnaire", "lint", "visites-d-ecoles", "--fail-on", "note").code == 0
    assert engage("questionnaire", "test", "visites-d-ecoles").code == 0
    found = load_questionnaire(place / "questionnaires/visites-d-ecoles").questionnaire
    assert found.languages == (language,)
    assert [section.title.to(language) for section in found.sections] == ["Accueil", "Après la visite"]


def test_a_project_answers_it(engage: Engage, place: Path) -> None:
    assert engage(*NEW, "--lang", "en").code == 0
    words = ("new", "p.yaml", "--questionnaire", "visites-d-ecoles", "--set", "name=P", "--set", "moment=preparation")
    assert engage(*words).code == 0
    assert engage("score", "p.yaml").code == 0


@pytest.mark.parametrize(
    ("titles", "ids"),
    [
        (["A", "a", "A!"], ["a", "a-2", "a-3"]),
        (["日本", "日本"], ["section-1", "section-2"]),
        (["Key: value # no comment", "[x]"], ["key-value-no-comment", "x"]),
    ],
)
def test_whatever_sections_are_called_the_file_can_be_read(
    engage: Engage, place: Path, titles: list[str], ids: list[str]
) -> None:
    words = [word for title in titles for word in ("--section", title)]
    assert engage("questionnaire", "new", "mine", "--title", "No: [1] #", *words).code == 0
    found = load_questionnaire(place / "questionnaires/mine").questionnaire
    assert [section.id for section in found.sections] == ids
    assert [section.title.to("en") for section in found.sections] == titles


LONG = "The complete guide to welcoming school groups and families at the regional museum of the north shore and beyond"
"""More characters than an id can have."""


def test_long_titles_make_ids_that_can_be_read(engage: Engage, place: Path) -> None:
    made = engage("questionnaire", "new", "--title", LONG, "--section", LONG, "--section", f"{LONG} again")
    assert made.code == 0, made.err
    (folder,) = (place / "questionnaires").iterdir()
    found = load_questionnaire(folder).questionnaire
    assert found.id == "the-complete-guide-to-welcoming-school-groups-and-families"
    assert [one.id for one in found.sections] == [found.id, f"{found.id}-2"]
    assert engage("questionnaire", "test", str(folder)).code == 0
    assert engage("questionnaire", "overlay", "new", found.id, "--title", f"Our {LONG}").code == 0


def test_a_project_with_a_long_name_is_written(engage: Engage, place: Path) -> None:
    assert engage("questionnaire", "new", "mine", "--title", "T", "--section", "S").code == 0
    given = place / "given.yaml"
    given.write_text(f"name: {LONG}\nsummary: S\nfacets: {{moment: preparation}}\n", encoding="utf-8")
    made = engage("new", "project.yaml", "--questionnaire", "mine", "--answers", str(given))
    assert made.code == 0, made.err
    assert f"name: {LONG}" in (place / "project.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("questionnaire", "new"), "There is no terminal here to ask in."),
        (("questionnaire", "new", "--title", "T"), "--section TITLE"),
        (("questionnaire", "new", "Mon Musée", "--title", "T", "--section", "S"), "Did you mean “mon-musee”?"),
        (("questionnaire", "copy", "small", "Mon Musée"), "Did you mean “mon-musee”?"),
        (("questionnaire", "new", "--title", "?!", "--section", "S"), "No id can be made of that title: give one."),
        (("questionnaire", "copy", "smal", "mine"), "Did you mean “small”?"),
    ],
)
def test_what_cannot_be_is_2_and_writes_nothing(engage: Engage, place: Path, words: tuple[str, ...], said: str) -> None:
    write(place / "questionnaires/small", minimal())
    before = sorted(place.rglob("*"))
    ran = engage(*words)
    assert (ran.code, said in ran.err) == (2, True)
    assert sorted(place.rglob("*")) == before


def test_a_copy_keeps_every_byte_but_id_and_version(engage: Engage, place: Path) -> None:
    source = ROOT / "questionnaires/engagement-numerique"
    ran = engage("questionnaire", "copy", "engagement-numerique", "musee-x")
    assert ran.code == 0
    assert "CC BY-NC-SA 4.0" in ran.err
    copied = place / "questionnaires/musee-x"
    found = load_questionnaire(copied).questionnaire
    assert (found.id, found.version) == ("musee-x", "1.0.0")
    assert found.by_id.keys() == load_questionnaire(source).questionnaire.by_id.keys()
    assert not (copied / "history").exists()
    assert (copied / "LICENCE").read_text() == (source / "LICENCE").read_text()
    for name in ("sections/personne.yaml", "resources.yaml"):
        before = (source / name).read_text(encoding="utf-8").splitlines()
        after = (copied / name).read_text(encoding="utf-8").splitlines()
        up = "../" * name.count("/")
        kind = "resources" if name == "resources.yaml" else "section"
        assert after == [f"# yaml-language-server: $schema={up}.engage/{kind}.schema.json", *before[1:]]
    for kind in ("questionnaire", "section", "resources", "cases"):
        schema = json.loads((copied / f".engage/{kind}.schema.json").read_text(encoding="utf-8"))
        assert schema["$id"] == f"urn:engage:schema:{kind}"


def test_nothing_is_written_over(engage: Engage, place: Path) -> None:
    write(place / "questionnaires/small", minimal(sections=[{"id": "s", "title": "S", "questions": [question("s.a")]}]))
    assert engage("questionnaire", "copy", "small", "mine").code == 0
    mine = place / "questionnaires/mine/questionnaire.yaml"
    mine.write_text(mine.read_text() + "# mine\n")
    for words in (("questionnaire", "copy", "small", "mine"), (*NEW[:2], "mine", *NEW[2:])):
        assert engage(*words).code == 2
        assert mine.read_text().endswith("# mine\n")
