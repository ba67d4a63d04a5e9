"""What a person sees in an editor: completion, hover and problems, in both languages, in files that engage wrote."""

from pathlib import Path

import pytest

from tests.cli.conftest import Engage, engage, environment
from tests.editor.language_server import ROOT, server

__all__ = ["engage", "environment"]

pytestmark = pytest.mark.slow

PROJECT = """\
engage: 1
charter:
  name: Essai
  facets:
    phase: planifcation
    genre: [exposition]
    unite: education
    orientations: [contenus]
    suivi: \n\
assessment:
  questionnaire: {id: engagement-numerique, version: 1.9.0}
  answers:
    personne.vie-privee:
      choice: \n\
    personne.acces-en-sale: {choice: engage}
"""
QUESTIONNAIRE_TEXT = {
    "fr": (
        "À quelle phase le projet est-il rendu?",
        "* `idee`: Idée : Rien n’est encore financé.",
        "Exigence bloquante (Loi) : ",
        "Intention : ",
    ),
    "en": (
        "Which phase has the project reached?",
        "* `idee`: Idea: Nothing is funded yet.",
        "Blocking requirement (Law): ",
        "Intention: ",
    ),
}
PROBLEMS = {
    "fr": [
        (7, 'Valeur non acceptée. Valeurs valides: "idee", "planification"'),
        (13, "Ce schéma est celui de la version 2."),
        (16, 'Valeur non acceptée. Valeurs valides: "non-aborde", "intention"'),
        (17, "La propriété personne.acces-en-sale n'est pas autorisée."),
    ],
    "en": [
        (7, 'Value is not accepted. Valid values: "idee", "planification"'),
        (13, "This schema is of version 2."),
        (16, 'Value is not accepted. Valid values: "non-aborde", "intention"'),
        (17, "Property personne.acces-en-sale is not allowed."),
    ],
}
NEW = ("--set", "phase=idee", "--set", "genre=exposition", "--set", "unite=education", "--set", "orientations=contenus")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_project_in_an_editor(engage: Engage, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = ("new", "--questionnaire", "engagement-numerique", "--set", "name=Essai", *NEW, "--lang", language)
    assert engage(*words).code == 0
    path = tmp_path / "project.yaml"
    first = path.read_text(encoding="utf-8").splitlines()[0]
    with server(language) as editor:
        assert editor.problems(path) == [], "what engage writes is in order"

        faulty = tmp_path / "faulty.yaml"
        faulty.write_text(f"{first}\n\n{PROJECT}", encoding="utf-8")
        found = editor.problems(faulty)
        assert [line for line, _ in found] == [line for line, _ in PROBLEMS[language]]
        for (_, said), (_, begin) in zip(found, PROBLEMS[language], strict=True):
            assert said.startswith(begin)

        phase, idea, must, level = QUESTIONNAIRE_TEXT[language]
        shown = editor.hover(faulty, "phase:").replace("\xa0", " ")
        assert phase in shown
        assert idea in shown
        assert must in editor.hover(faulty, "personne.vie-privee").replace("\xa0", " ")
        offered = editor.completions(faulty, "choice: ")
        assert list(offered) == ["non-aborde", "intention", "engage", "demontre"]
        assert offered["intention"].replace("\xa0", " ").startswith(level)
        assert list(editor.completions(faulty, "suivi: ")) == ["true", "false", "unknown"]
        assert "application-mobile" in editor.completions(faulty, "genre: [")


KEYS = {
    "timeline:": ("Le fait ordonné qui tient lieu de temps.", "The ordered facet that is time."),
    "title: Essai": ("Nom du questionnaire, tel que les rapports", "Name of the questionnaire, as reports show it."),
    "aim:": ("Ce qu’un projet doit viser pour que la section", "What a project must aim at for the section"),
    "expected:": ("Le niveau qui suffit, ", "The level that is enough, "),
}
"""What is shown over a key of a questionnaire: its own text, and not that of the kind of value that it takes."""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_questionnaire_in_an_editor(
    engage: Engage, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ("questionnaire", "new", "essai", "--title", "Essai", "--section", "Lieu", "--lang", language)
    assert engage(*words).code == 0
    path = tmp_path / "questionnaires/essai/questionnaire.yaml"
    with server(language) as editor:
        assert editor.problems(path) == []
        assert editor.problems(next(path.parent.glob("tests/*.yaml"))) == []
        text = path.read_text(encoding="utf-8")
        more = path.with_name("more.yaml")
        more.write_text(text.replace("id: lieu\n", "id: lieu\n    aim: {moment: a}\n    typo: 1\n", 1))
        assert [said for _, said in editor.problems(more)] == [
            {"fr": "La propriété typo n'est pas autorisée.", "en": "Property typo is not allowed."}[language]
        ]
        for key, said in KEYS.items():
            assert said[language == "en"] in editor.hover(more, key), key


KEYS_OF_OVERLAYS = {
    "units: [collections]": ("Les id des unités à retirer.", "Ids of the units that are dropped."),
    "band: en-route": ("L’id du palier à changer.", "Id of the band that is changed."),
    "to: 3": ("Ce qu’elle dit désormais, en entier", "What it says from now on, whole"),
    "note: {id": ("La note, comme dans un questionnaire.", "The note, as in a questionnaire."),
    "version: 2.0.0": ("Version de l’adaptation, et non de sa base.", "Version of the overlay, not of its base."),
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_overlay_in_an_editor(
    engage: Engage, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".engage").mkdir()
    assert engage("schema", "overlay", "-o", ".engage/overlay.schema.json", "--lang", language).code == 0
    path = tmp_path / "questionnaire.yaml"
    text = (ROOT / "docs/examples/notre-pret/questionnaire.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("units: [administration]", "units: [collections]"), encoding="utf-8")
    with server(language) as editor:
        assert editor.problems(path) == []
        for key, said in KEYS_OF_OVERLAYS.items():
            assert said[language == "en"] in editor.hover(path, key), key
