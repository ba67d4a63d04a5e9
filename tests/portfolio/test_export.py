"""Open data: a data package that the frictionless library finds valid, without names, and without formulas."""

import csv
import datetime as dt
import io
import json
import shutil
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_cli.cli.app import main
from engage_cli.portfolio.export.exports import csv_cell, format_decimal
from engage_cli.portfolio.export.licences import licence_fields

ROOT = Path(__file__).resolve().parents[2]
Export = Callable[..., dict[str, list[dict[str, str]]]]
NAMES = ("Ada Lovelace", "secret-note", "Chargé de projet, éducation")


@pytest.fixture
def projects(tmp_path: Path) -> Path:
    """Examples of two questionnaires; one says things that do not belong in open data."""
    folder = tmp_path / "projects"
    for name in ("fabrique-a-bede", "demandez-a-l-archiviste", "voute-numerique"):
        shutil.copytree(ROOT / "examples" / name, folder / name)
    shutil.copytree(ROOT / "tests/questionnaires/garden", folder / "garden")
    file = folder / "voute-numerique/project.yaml"
    text = file.read_text(encoding="utf-8").replace("name: Voûte", "name: =Voûte", 1)
    action = "  actions: [{id: old, do: secret-note, owner: Ada Lovelace, due: 2026-01-01, status: started}]\n"
    file.write_text(text.replace("assessment:\n", f"assessment:\n{action}", 1), encoding="utf-8")
    return folder


@pytest.fixture
def export(projects: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Export:
    """Runs `engage export`; gives the rows of every CSV file by its name."""
    monkeypatch.setenv("ENGAGE_LANG", "en")
    monkeypatch.chdir(projects.parent)

    def run(folder: str, *words: str, code: int = 0) -> dict[str, list[dict[str, str]]]:
        found = main(["export", "projects", "-o", folder, "--as-of", "2026-11-23", "-j", "1", *words])
        assert found == code, capsys.readouterr().err
        files = sorted(Path(folder).glob("*.csv"))
        return {file.stem: list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))) for file in files}

    return run


def everything(folder: str) -> str:
    return "".join(
        file.read_text(encoding="utf-8") for file in Path(folder).iterdir() if file.suffix in (".csv", ".json")
    )


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "words", [[], pytest.param(["--with-text"], marks=pytest.mark.slow)], ids=["open", "with-text"]
)
def test_the_package_is_valid(export: Export, words: list[str]) -> None:
    from frictionless import Package, system

    export("out", *words)
    with system.use_context(trusted=True):
        report = Package(str(Path("out/datapackage.json").resolve())).validate()
    assert report.flatten(["name", "type", "note"]) == []
    assert report.valid
    assert report.stats["tasks"] == 15 + len(words)


@pytest.mark.filterwarnings("ignore")
def test_the_schemas_would_find_a_fault(export: Export) -> None:
    from frictionless import Package, system

    export("out")
    file = Path("out/sections.csv")
    file.write_text(file.read_text(encoding="utf-8").replace("voute-numerique,", "nowhere,", 1), encoding="utf-8")
    with system.use_context(trusted=True):
        report = Package(str(Path("out/datapackage.json").resolve())).validate()
    assert not report.valid


def test_names_and_texts_are_left_out_unless_asked_for(export: Export) -> None:
    export("open")
    assert not [name for name in NAMES if name in everything("open")]
    texts = export("all", "--with-text")["texts"]
    words = {row["text"] for row in texts}
    assert set(NAMES) <= words
    again = export("all")
    assert "texts" not in again
    assert not Path("all/texts.csv").exists(), "what was once asked for does not stay behind"


def test_what_is_in_it(export: Export) -> None:
    found = export("out")
    assert [row["project"] for row in found["projects"]] != []
    assert {row["questionnaire"] for row in found["projects"]} == {"engagement-numerique", "garden"}
    comics = [row for row in found["sections"] if row["project"] == "fabrique-a-bede"]
    by_id = {row["section"]: row for row in comics}
    assert by_id["participation"]["aimed"] == "true"
    assert by_id["durable"]["attainment_low"] == "0.3125"
    words = {(row["kind"], row["of"], row["id"]): (row["fr"], row["en"]) for row in found["labels"]}
    assert words["section", "principe", "durable"] == ("Durable et réutilisable", "Sustainable and reusable")
    assert words["choice", "phase", "idee"] == ("Idée", "Idea")
    ids = {row["id"] for row in found["labels"]}
    assert {row["question"] for row in found["questions"]} <= ids
    assert {row["choice"] for row in found["facets"]} - {"yes", "no", "unknown"} <= ids
    assert found["actions"][0]["status"] == "started"


def test_licence_and_provenance(export: Export) -> None:
    export("out", "--questionnaire", "engagement-numerique")
    package = json.loads(Path("out/datapackage.json").read_text(encoding="utf-8"))
    assert [licence["name"] for licence in package["licenses"]] == ["CC-BY-NC-SA-4.0"]
    assert package["x-provenance"]["projects"] == 3
    assert package["x-provenance"]["questionnaires"][0]["digest"].startswith("sha256:")
    assert package["created"] == "2026-11-23T00:00:00Z"
    fields = package["resources"][0]["schema"]["fields"]
    assert all(field["title"] and field["x-title-fr"] for field in fields)
    export("own", "--licence", "CC-BY-4.0")
    assert [one["name"] for one in json.loads(Path("own/datapackage.json").read_text())["licenses"]] == ["CC-BY-4.0"]


def test_an_address_is_a_licence_and_capitals_do_not_matter(export: Export) -> None:
    export("url", "--licence", "https://donnees.example/licence")
    assert licences("url") == [{"path": "https://donnees.example/licence"}]
    export("small", "--licence", "cc-by-4.0")
    assert licences("small") == [{"name": "CC-BY-4.0", "path": "https://spdx.org/licenses/CC-BY-4.0.html"}]


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("ZZZ", "Known: CC0-1.0, CC-BY-4.0,"),
        ("CC BY 4.0", "Did you mean “CC-BY-4.0”?"),
        ("", "Known: CC0-1.0,"),
        ("https://", "Known: CC0-1.0,"),
        ("javascript://a.b/", "Known: CC0-1.0,"),
    ],
)
def test_a_made_up_licence_is_refused(export: Export, capsys: pytest.CaptureFixture[str], word: str, hint: str) -> None:
    assert main(["export", "projects", "-o", "out", "-j", "1", "--licence", word]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert f"“{word}” is not the id of a licence" in said
    assert hint in said
    assert not Path("out").exists()


def test_a_licence_that_is_not_known_gets_no_address_that_is_made_up() -> None:
    assert dict(licence_fields("Garden-Club-1")) == {"name": "Garden-Club-1"}


def licences(folder: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(Path(folder, "datapackage.json").read_text(encoding="utf-8"))["licenses"]
    return found


def test_no_id_is_written_as_an_escaped_sign(export: Export) -> None:
    found = export("out")["labels"]
    assert [row for row in found if "'" in row["of"] + row["id"]] == []
    assert {row["of"] for row in found if row["kind"] == "facet"} == {"questionnaire"}


def test_filters_that_nothing_passes_are_named(export: Export, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--questionnaire", "engagement-numerique", "--where", "unite=coordination"]
    assert main(["export", "projects", "-o", "out", "-j", "1", *words]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "None of the 3 projects that were read answers to the filter --where unite=coordination." in said
    assert "could be read" not in said


def test_same_input_same_bytes(export: Export) -> None:
    export("one")
    export("two")
    assert [f.read_bytes() for f in sorted(Path("one").iterdir())] == [
        f.read_bytes() for f in sorted(Path("two").iterdir())
    ]


def test_the_workbook_says_the_same_and_has_no_formula(export: Export) -> None:
    found = export("out")
    book = openpyxl.load_workbook("out/results.xlsx")
    package = json.loads(Path("out/datapackage.json").read_text(encoding="utf-8"))
    contents, *tables = book
    assert [sheet.title for sheet in tables] == [resource["name"] for resource in package["resources"]]
    listed = [(row[0], row[1], row[-1]) for row in contents.iter_rows(min_row=2, values_only=True)]
    assert listed == [(r["name"], r["x-title-fr"], len(found[r["name"]])) for r in package["resources"]]
    for sheet in tables:
        rows = list(sheet.iter_rows(values_only=True))
        assert len(rows) - 1 == len(found[sheet.title])
        assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n", "b", "d"}
    dates = [row[7] for row in book["projects"].iter_rows(min_row=2, values_only=True)]
    assert all(isinstance(day, dt.date) for day in dates)


def test_a_name_that_looks_like_a_formula_is_disarmed(export: Export) -> None:
    names = [row["name"] for row in export("out")["projects"]]
    assert any(name.startswith("'=Voûte") for name in names)


@given(st.text())
def test_no_text_is_a_formula(text: str) -> None:
    assert not csv_cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert csv_cell(text).lstrip("'").replace("\ufffd", "\0") in (
        text,
        text.lstrip("'"),
        text.replace("\ufffd", "\0").lstrip("'"),
    )


@given(st.fractions(min_value=0, max_value=1000))
def test_a_share_is_written_to_four_decimals(share: Fraction) -> None:
    assert abs(Fraction(format_decimal(share)) - share) <= Fraction(1, 20_000)
    assert not format_decimal(share).endswith((".", "0.")) or "." not in format_decimal(share)


def test_files_of_others_are_not_replaced(export: Export) -> None:
    Path("out").mkdir()
    Path("out/projects.csv").write_text("mine", encoding="utf-8")
    export("out", code=2)
    assert Path("out/projects.csv").read_text(encoding="utf-8") == "mine"
    export("out", "--force")


def test_a_bad_project_is_said_and_the_rest_written(export: Export, projects: Path) -> None:
    (projects / "bad.yaml").write_text("charter: [\n", encoding="utf-8")
    assert len(export("out", code=1)["projects"]) == 4
    assert [path.name for path in Path("out").iterdir() if path.name.startswith(".")] == []
