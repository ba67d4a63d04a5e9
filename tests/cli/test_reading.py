"""`engage questionnaire`, `schema` and `doctor`."""

import json
import re

import pytest

from engage_cli.shipped import shipped

from .conftest import Engage


def test_schemas_are_printed_as_shipped(engage: Engage) -> None:
    listed = [line.split()[0] for line in engage("schema").out.splitlines() if not line.startswith(" ")]
    assert {"questionnaire", "project", "results"} <= set(listed)
    for kind in listed:
        file = shipped("schemas") / f"{kind}.schema.json"
        assert json.loads(engage("schema", kind).out) == json.loads(file.read_text(encoding="utf-8"))


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
    assert "Did you mean soil" in engage("questionnaire", "show", "garden", "--section", "soill").err


def test_doctor_says_what_is_there(engage: Engage) -> None:
    out = engage("doctor").out
    assert "typer" in out
    assert "typst lays out the full report" in " ".join(out.split())
