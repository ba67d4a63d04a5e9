"""`engage questionnaire`, `schema` and `doctor`."""

import json
import re
from pathlib import Path

import pytest

from engage_cli.shipped import shipped

from .conftest import Engage


def test_schemas_are_listed_and_printed(engage: Engage) -> None:
    listed = [line.split()[0] for line in engage("schema").out.splitlines() if not line.startswith(" ")]
    assert {f"{kind}.schema.json" for kind in listed} == {file.name for file in shipped("schemas").iterdir()}
    for kind in listed:
        assert json.loads(engage("schema", kind).out)["$id"] == f"urn:engage:schema:{kind}"


def test_a_schema_is_that_of_a_questionnaire(engage: Engage, tmp_path: Path) -> None:
    file = tmp_path / "garden.schema.json"
    for said in ("Written", "Replaced"):
        language = {"Written": "en", "Replaced": "fr"}[said]
        ran = engage("schema", "project", "--questionnaire", "garden", "-o", str(file), "--lang", language)
        assert (ran.code, ran.out) == (0, "")
    made = json.loads(file.read_text(encoding="utf-8"))
    assert made["properties"]["engage"]["description"] == "Version du format de fichier."
    assert engage("schema", "answers", "--questionnaire", "garden").code == 0
    ran = engage("schema", "policy", "--questionnaire", "garden")
    assert (ran.code, ran.out) == (2, "")
    assert "A file of the kind “policy” answers no questionnaire." in ran.err
    file.write_text("{}", encoding="utf-8")
    assert engage("schema", "project", "-o", str(file)).code == 2
    assert engage("schema", "project", "-o", str(file), "--force").code == 0


@pytest.mark.parametrize(("language", "title"), [("fr", "Engagement numérique"), ("en", "Digital engagement")])
def test_questionnaires_are_listed(engage: Engage, language: str, title: str) -> None:
    assert title in engage("questionnaire", "list", "--lang", language).out


def test_a_questionnaire_is_outlined(engage: Engage) -> None:
    out = engage("questionnaire", "show", "garden").out
    assert "A garden that lasts 2.1.0 (garden)" in out
    assert "water.lid" in out
    assert re.search(r"Lid +▲", out)


def test_a_section_is_printed_in_full(engage: Engage) -> None:
    out = engage("questionnaire", "show", "garden/questionnaire.yaml", "--section", "WATER").out
    assert "Does the barrel have a lid" in out
    assert "Blocking requirement: An open barrel" in out
    assert "Soil" not in out


def test_unknown_questionnaires_and_sections_get_a_hint(engage: Engage) -> None:
    assert "Did you mean “engagement-numerique”?" in engage("questionnaire", "show", "engagement-numeriqe").err
    assert "Did you mean “soil”?" in engage("questionnaire", "show", "garden", "--section", "soill").err


def test_doctor_says_what_is_there(engage: Engage) -> None:
    out = engage("doctor").out
    assert "typer" in out
    assert "typst lays out the full report" in " ".join(out.split())
    assert re.search(r"^Word +ready$", out, re.MULTILINE)
