"""`engage new` and `engage assess` without a terminal."""

import io
import shutil
from pathlib import Path

import pytest

from engage_cli.cli.app import main
from engage_cli.model.project import Answer
from engage_cli.project.loading import load_project
from engage_cli.slugs import slug

from .test_terminal import CHARTER, GARDEN

ANSWERS = """\
engage: 1
answers:
  soil.feeding: {choice: rarely, note: "Twice"}
  people.keys: {unknown: true}
"""
WRONG = """\
engage: 1
answers:
  soil.feding: {choice: rarely}
  soil.cover: {choices: [moss]}
"""
GIVEN = ("--set", "name=Garden", "--set", "plot=yard", "--set", "crops=vegetables,bees", "--set", "shared=?")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a garden questionnaire, a bare charter and files of answers; English is spoken."""
    shutil.copytree(GARDEN, tmp_path / "questionnaires/garden")
    for name, text in (("project", CHARTER), ("answers", ANSWERS), ("wrong", WRONG)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENGAGE_LANG", "en")
    return tmp_path


def recorded() -> dict[str, Answer]:
    return dict(load_project(Path("project.yaml")).project.answers)


def test_answers_of_a_file_are_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "project.yaml", "--answers", "answers.yaml"]) == 0
    assert recorded() == {"soil.feeding": Answer(choice="rarely", note="Twice"), "people.keys": Answer(unknown=True)}
    assert "2 answers saved in project.yaml." in capsys.readouterr().err


def test_answers_may_come_from_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ANSWERS.encode())))
    assert main(["assess", "project.yaml", "--answers", "-"]) == 0
    assert len(recorded()) == 2


def test_wrong_answers_are_all_said_and_nothing_is_saved(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "project.yaml", "--answers", "wrong.yaml"]) == 2
    said = capsys.readouterr().err
    assert "wrong.yaml:3:" in said
    assert "wrong.yaml:4:" in said
    assert recorded() == {}


def test_a_respondent_has_a_file_apart(folder: Path) -> None:
    assert main(["assess", "project.yaml", "--respondent", "ana", "--answers", "answers.yaml"]) == 0
    assert recorded() == {}
    assert "choice: rarely" in (folder / "project.ana.answers.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--section", "soill"), "There is no section “soill”."),
        (("--unit", "gardner"), "There is no unit “gardner”."),
        (("--respondent", "../x"), "cannot be part of a file name"),
    ],
)
def test_wrong_words_are_explained(words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "project.yaml", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_new_project_is_written_from_options(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "made.yaml", "--questionnaire", "garden", *GIVEN]) == 0
    charter = load_project(Path("made.yaml")).project.charter
    assert (charter.id, charter.name) == ("garden", "Garden")
    assert charter.facets == {"plot": "yard", "crops": ("vegetables", "bees"), "shared": None}
    assert "engage assess made.yaml --quick" in capsys.readouterr().err


def test_a_new_project_may_come_from_a_file() -> None:
    assert main(["new", "made.yaml", "--questionnaire", "garden", "--answers", "project.yaml"]) == 0
    assert load_project(Path("made.yaml")).project.charter.name == "The corner plot"


@pytest.mark.parametrize(("language", "summary"), [("fr", "Aide l’équipe"), ("en", "Helps the team")])
def test_a_new_project_takes_name_and_summary_from_publiccode(language: str, summary: str) -> None:
    """From that of engage itself, in the language of the screen; the facts come as ever."""
    own = str(Path(__file__).resolve().parents[2] / "publiccode.yml")
    words = ("--questionnaire", "garden", "--answers", own, *GIVEN[2:], "--lang", language)
    assert main(["new", "made.yaml", *words]) == 0
    charter = load_project(Path("made.yaml")).project.charter
    assert (charter.id, charter.name) == ("engage", "engage")
    assert (charter.summary or "").startswith(summary)


@pytest.mark.parametrize(
    ("text", "name", "summary"),
    [
        ("name: Trail", "Trail", None),
        ("name: trail\ndescription: {it: {localisedName: Sentiero, shortDescription: Breve}}", "Sentiero", "Breve"),
        ("name: Trail\ndescription: [a]", "Trail", None),
    ],
)
def test_a_short_publiccode_says_what_it_has(folder: Path, text: str, name: str, summary: str | None) -> None:
    (folder / "publiccode.yml").write_text(f"publiccodeYmlVersion: '0.4'\n{text}\n", encoding="utf-8")
    words = ("--questionnaire", "garden", "--answers", "publiccode.yml", *GIVEN[2:])
    assert main(["new", "made.yaml", *words]) == 0
    charter = load_project(Path("made.yaml")).project.charter
    assert (charter.name, charter.summary) == (name, summary)


def test_what_is_wrong_in_publiccode_has_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "publiccode.yml").write_text("publiccodeYmlVersion: '0.4'\nname: [a]\n", encoding="utf-8")
    assert main(["new", "made.yaml", "--questionnaire", "garden", "--answers", "publiccode.yml", *GIVEN[2:]]) == 2
    assert "publiccode.yml:2: “name” takes a text." in capsys.readouterr().err
    assert not (folder / "made.yaml").exists()


@pytest.mark.parametrize("name", ["made", "made/", "made.txt"])
def test_a_project_that_no_search_would_find_is_refused(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", name, "--questionnaire", "garden", *GIVEN]) == 2
    bare = name.rstrip("/")
    assert capsys.readouterr().err == (
        f"engage: “{bare}” does not end in .yaml: no search in a folder would find this project.\n"
        f"  hint: Name the file, or a folder that is there: engage new {bare}.yaml\n"
    )
    assert not (folder / bare).exists()


def test_what_is_lacking_is_named_with_what_can_be_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "made.yaml", "--questionnaire", "garden", "--set", "name=Plot"]) == 2
    assert "The project still lacks: plot (balcony, yard, field)" in capsys.readouterr().err


def test_a_file_is_never_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "project.yaml", "--questionnaire", "garden", *GIVEN]) == 2
    assert (folder / "project.yaml").read_text(encoding="utf-8") == CHARTER
    assert "exists already: nothing was written" in capsys.readouterr().err


def test_a_questionnaire_that_the_project_would_not_find_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    aside = folder / "aside"
    aside.mkdir()
    shutil.copytree(folder / "questionnaires/garden", aside / "plots")
    (aside / "there").mkdir()
    words = ["new", "aside/there/made.yaml", "--questionnaire", "aside/plots", *GIVEN]
    assert main(words) == 2
    said = capsys.readouterr().err
    assert "would not find the questionnaire “garden”" in said
    assert "Put the questionnaire’s folder into “aside/there/questionnaires”." in said
    assert not (aside / "there/made.yaml").exists()
    shutil.copytree(aside / "plots", aside / "there/questionnaires/garden")
    assert main(words) == 0


def test_what_lacks_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "made.yaml", "--questionnaire", "garden", "--set", "name=Garden"]) == 2
    assert "The project still lacks: plot" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "id"),
    [("Été à vélo!", "ete-a-velo"), ("日本", ""), ("A & B", "a-b"), ("Œuvre d’été à l’Île", "oeuvre-d-ete-a-l-ile")],
)
def test_names_become_ids(name: str, id: str) -> None:
    assert slug(name) == id
