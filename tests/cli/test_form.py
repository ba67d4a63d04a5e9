"""`engage form`: the page as the command writes it."""

from pathlib import Path

import pytest

from engage_cli.i18n import LANGUAGES
from tests.cli.conftest import ROOT, Engage
from tests.form.conftest import values_of

FABRIQUE = str(ROOT / "examples/fabrique-a-bede")


def test_writes_one_file_that_says_its_size(engage: Engage, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    ran = engage("form", FABRIQUE, "-o", str(page))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith(f"Written: {page} (")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    values = values_of(page.read_bytes())
    assert values["project"] == {"id": "fabrique-a-bede", "name": "Fabrique à bédé", "file": "project.yaml"}
    assert values["language"] == "en"
    assert set(values["languages"]) == set(LANGUAGES)


def test_a_page_is_named_after_its_project(engage: Engage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    project = tmp_path / "away/tour.yaml"
    project.parent.mkdir()
    project.write_bytes(Path(FABRIQUE, "project.yaml").read_bytes())
    assert engage("form", "away/tour.yaml").err.startswith("Written: away/tour-form.html (")
    assert engage("--lang", "fr", "form", "away/tour.yaml", "--respondent", "Zoé").code == 0
    assert engage("form").code == 0
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.html")) == [
        "away/tour-form.html", "away/tour.zoe-formulaire.html", "engagement-numerique-form.html",
    ]  # fmt: skip


def test_without_a_project_it_is_blank(engage: Engage, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert engage("--lang", "fr", "form", "-o", str(page)).code == 0
    values = values_of(page.read_bytes())
    assert values["project"] is None
    assert values["base"]["answers"] == {}
    assert values["language"] == "fr"


def test_narrows_to_sections_units_and_the_quick_questions(engage: Engage, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    words = (
        "form",
        FABRIQUE,
        "-o",
        str(page),
        "--quick",
        "--section",
        "p1",
        "--section",
        "mesure",
        "--respondent",
        "Zoé",
    )
    assert engage(*words).code == 0
    values = values_of(page.read_bytes())
    asked = [question for question in values["model"]["questions"] if question.get("asked")]
    assert {question["section"] for question in asked} == {"personne", "mesure"}
    assert all(question["quick"] for question in asked)
    assert values["quick"] is True
    assert values["respondent"] == "Zoé"
    assert values["base"]["answers"] == {}


def test_asks_another_questionnaire(engage: Engage, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert engage("form", "--questionnaire", "garden/", "-o", str(page)).code == 0
    assert values_of(page.read_bytes())["model"]["id"] == "garden"


def test_replaces_its_own_page_but_no_other_file(engage: Engage, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert engage("form", "-o", str(page)).code == 0
    assert engage("form", "-o", str(page)).code == 0
    page.write_text("<p>My own</p>")
    assert engage("form", "-o", str(page)).code == 2
    assert page.read_text() == "<p>My own</p>"
    assert engage("form", "-o", str(page), "--force").code == 0


def test_says_what_cannot_be_asked(engage: Engage, tmp_path: Path) -> None:
    page = str(tmp_path / "page.html")
    assert "There is no section “p9”" in engage("form", FABRIQUE, "--section", "p9", "-o", page).err
    assert "There is no unit “nobody”" in engage("form", FABRIQUE, "--unit", "nobody", "-o", page).err
    nothing = engage("form", FABRIQUE, "--section", "p1", "--unit", "technologies", "-o", page)
    assert (nothing.code, Path(page).exists()) == (2, False)
    assert "No question is left to ask" in nothing.err
    assert engage("form", FABRIQUE, "--questionnaire", "garden", "-o", page).code == 2
    assert engage("form", "nowhere.yaml", "-o", page).code == 2
