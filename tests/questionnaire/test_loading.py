"""Questionnaires as they are loaded: what is filled in, where things are found, what is refused."""

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from engage_cli.errors import InputError, UsageError
from engage_cli.model.condition import Comparing, Comparison
from engage_cli.model.questionnaire import Method, QuestionType
from engage_cli.model.scales import Expected, Period
from engage_cli.questionnaire.library import questionnaire_path, shipped_questionnaires
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.questionnaire.loading import load_questionnaire

GARDEN = Path(__file__).resolve().parents[1] / "questionnaires/garden"


@pytest.fixture(scope="module")
def garden() -> LoadedQuestionnaire:
    return load_questionnaire(GARDEN)


@pytest.mark.parametrize(("id", "path"), shipped_questionnaires())
def test_shipped_questionnaires_load(id: str, path: Path) -> None:
    assert load_questionnaire(path).questionnaire.id == id


def test_choices_of_a_scale_carry_the_descriptors_of_the_question(garden: LoadedQuestionnaire) -> None:
    question = garden.questionnaire.by_id["soil.feeding"]
    said = [(one.id, one.label.to("en"), one.help and one.help.to("en"), one.points) for one in question.choices]
    assert said == [
        ("never", "Never", "Nothing is ever added", 0),
        ("rarely", "Rarely", None, Fraction(1, 2)),
        ("weekly", "Weekly", None, 2),
        ("daily", "Daily", "Something every day", 4),
    ]
    rule = question.choices[3].needs_evidence
    assert rule is not None
    assert rule.valid == Period(days=90)


def test_the_expected_level_is_the_questions_own_else_its_scales(garden: LoadedQuestionnaire) -> None:
    expected = {id: question.expected for id, question in garden.questionnaire.by_id.items()}
    assert expected["soil.feeding"] == Expected(always="weekly")
    assert expected["people.meetings"] == Expected(always="rarely")
    assert expected["soil.tested"] == Expected(always="home")
    assert expected["soil.cover"] is None


def test_a_section_lends_its_expected_level_to_the_questions_that_know_it(tmp_path: Path) -> None:
    text = (GARDEN / "questionnaire.yaml").read_text(encoding="utf-8")
    text = text.replace("        method: sum\n", "        method: sum\n        expected: daily\n")
    (tmp_path / "questionnaire.yaml").write_text(text, encoding="utf-8")
    questions = load_questionnaire(tmp_path).questionnaire.by_id
    assert questions["soil.feeding"].expected == Expected(always="daily")
    assert questions["soil.tested"].expected == Expected(always="home")
    assert questions["people.meetings"].expected == Expected(always="rarely")


def test_every_reason_is_allowed_unless_there_is_a_gate_or_a_list(garden: LoadedQuestionnaire) -> None:
    assert garden.questionnaire.by_id["soil.cover"].reasons == ("weather", "rented")
    assert garden.questionnaire.by_id["water.lid"].reasons == ("rented",)


def test_a_gate_takes_no_reason_by_default(tmp_path: Path) -> None:
    text = (
        (GARDEN / "questionnaire.yaml")
        .read_text(encoding="utf-8")
        .replace("            not_applicable: [rented]\n", "")
    )
    (tmp_path / "questionnaire.yaml").write_text(text, encoding="utf-8")
    assert load_questionnaire(tmp_path).questionnaire.by_id["water.lid"].reasons == ()


def test_yes_and_no_are_the_choices_of_a_yes_no_question(garden: LoadedQuestionnaire) -> None:
    question = garden.questionnaire.by_id["water.barrel"]
    assert question.type is QuestionType.ONE
    assert question.is_yes_no
    assert [(choice.id, choice.points) for choice in question.choices] == [("no", Fraction(0)), ("yes", Fraction(1))]


def test_sections_nest_and_keep_their_method(garden: LoadedQuestionnaire) -> None:
    assert [section.id for section in garden.questionnaire.walk()] == ["ground", "soil", "water", "people"]
    soil = garden.questionnaire.section("soil")
    assert soil is not None
    assert (soil.method, soil.out_of) == (Method.SUM, Fraction(20))
    people = garden.questionnaire.section("people")
    assert people is not None
    assert people.aim == Comparing("shared", Comparison.IS, (True,))


def test_things_are_found_where_they_are_written(garden: LoadedQuestionnaire) -> None:
    lines = (GARDEN / "questionnaire.yaml").read_text(encoding="utf-8").splitlines()
    file, line, column = garden.locate("water.lid")
    assert Path(file) == GARDEN / "questionnaire.yaml"
    assert lines[line - 1][column - 1 :] == "id: water.lid"
    _, line, column = garden.locate(("scales", "care", "expected"))
    assert lines[line - 1][column - 1 :] == "weekly"
    assert garden.locate("nothing.has-this-id")[1:] == (2, 1)


def test_the_digest_tells_every_byte_of_every_file(tmp_path: Path) -> None:
    _, shipped = shipped_questionnaires()[0]
    folder = shutil.copytree(shipped, tmp_path / "copy")
    before = load_questionnaire(folder).questionnaire.digest
    assert before == load_questionnaire(shipped).questionnaire.digest
    section = max((folder / "sections").iterdir())
    section.write_text(section.read_text(encoding="utf-8") + "# a comment\n", encoding="utf-8")
    assert load_questionnaire(folder).questionnaire.digest != before


def test_a_link_may_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "section.yaml"
    outside.write_text("id: s\ntitle: S\n", encoding="utf-8")
    folder = tmp_path / "questionnaire"
    folder.mkdir()
    (folder / "linked.yaml").symlink_to(outside)
    head = "engage: 1\nid: q\nversion: 1.0.0\ntitle: Q\nlanguages: [en]\n"
    (folder / "questionnaire.yaml").write_text(f"{head}sections: [linked.yaml]\n", encoding="utf-8")
    with pytest.raises(InputError, match="outside"):
        load_questionnaire(folder)


# ── Finding one ──


def test_a_questionnaire_is_found_by_path_id_and_folder(tmp_path: Path) -> None:
    (id, shipped), *_ = shipped_questionnaires()
    beside, named = tmp_path / "project", tmp_path / "named"
    ours = shutil.copytree(GARDEN, beside / "questionnaires/garden")
    theirs = shutil.copytree(GARDEN, named / "garden")
    assert questionnaire_path(id) == shipped
    assert questionnaire_path(str(GARDEN)) == GARDEN
    assert questionnaire_path("garden", folders=[named]) == theirs
    assert questionnaire_path("garden", beside=beside, folders=[named]) == ours
    assert questionnaire_path("garden", beside=ours) == ours


def test_an_unknown_questionnaire_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        questionnaire_path("gardn", beside=tmp_path, folders=[GARDEN.parent])
    assert caught.value.hint is not None
    assert caught.value.hint.values["guess"] == "garden"
    assert shipped_questionnaires()[0][0] in str(caught.value.hint.values["words"])
