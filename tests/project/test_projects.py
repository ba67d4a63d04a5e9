"""Projects as they are loaded, begun, and answered in place."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from engage_cli.errors import ConflictError, InputError, UsageError
from engage_cli.files import yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.model.project import Answer, Charter, Dates, Evidence, Person, Reference
from engage_cli.model.scales import EvidenceKind
from engage_cli.project.answers_file import load_answers
from engage_cli.project.loading import LoadedProject, load_project, questionnaire_named_at
from engage_cli.project.new_project import new_project_text, write_charter
from engage_cli.project.recording import (
    record,
    record_participants,
    record_to_check,
)
from engage_cli.questionnaire import library
from engage_cli.questionnaire.library import shipped_questionnaires
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.shipped import shipped
from engage_cli.voices.recording import record_voice, start_voice, voice_path

GARDEN = Path(__file__).resolve().parents[1] / "questionnaires/garden"
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project beside its questionnaire."""
    return shutil.copytree(GARDEN, tmp_path / "garden")


@pytest.fixture
def loaded(folder: Path) -> LoadedProject:
    return load_project(folder)


def text(loaded: LoadedProject) -> str:
    return loaded.path.read_text(encoding="utf-8")


def change(loaded: LoadedProject, old: str, new: str) -> None:
    """Somebody else edits the file."""
    assert old in text(loaded)
    loaded.path.write_text(text(loaded).replace(old, new), encoding="utf-8")


# ── Loading ──


def test_a_project_finds_the_questionnaire_beside_it(loaded: LoadedProject) -> None:
    assert loaded.questionnaire.questionnaire.id == "garden"
    assert loaded.project.questionnaire == Reference(id="garden", version="2.1.0")
    assert loaded.project.charter.facets == {"plot": "yard", "crops": ("vegetables", "bees"), "shared": True}
    assert loaded.project.answers["soil.feeding"] == Answer(
        choice="daily",
        evidence=(Evidence(title="Diary", kind=EvidenceKind.DOCUMENT, where="diary.txt", date=dt.date(2026, 9, 12)),),
    )
    assert loaded.remarks == ()


@pytest.mark.parametrize(
    "line", ["id:   garden # ours", 'id: "garden"', '"id": garden', "id:\n  garden", "id: garden\r"]
)
def test_however_the_questionnaire_beside_it_writes_its_id(folder: Path, line: str) -> None:
    file = folder / "questionnaire.yaml"
    file.write_bytes(file.read_bytes().replace(b"\nid: garden\n", f"\n{line}\n".encode()))
    assert load_project(folder).questionnaire.questionnaire.id == "garden"


@pytest.mark.parametrize(("file", "key"), [("project", "assessment.questionnaire.id"), ("answers", "questionnaire.id")])
def test_of_several_shipped_the_file_must_name_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch, file: str, key: str
) -> None:
    monkeypatch.setattr(library, "shipped_questionnaires", lambda: (("garden", GARDEN), ("meadow", GARDEN)))
    voice = folder / "project.ann.answers.yaml"
    voice.write_text("engage: 1\nrespondent: Ann\nquestionnaire: {version: 2.1.0}\nanswers: {}\n", encoding="utf-8")
    whole = folder / "project.yaml"
    whole.write_text(whole.read_text(encoding="utf-8").replace("id: garden, ", ""), encoding="utf-8")
    path = {"project": whole, "answers": voice}[file]
    document = yaml_reading.read(path)
    with pytest.raises(InputError) as caught:
        questionnaire_named_at(Node(document, (), document.value), tuple(key.split(".")), path, ())
    (problem,) = caught.value.problems
    assert str(problem.message) == f"It does not say which questionnaire it answers: {key}."
    assert str(problem.hint) == "Possible here: garden, meadow."


def test_places_lead_to_lines(loaded: LoadedProject) -> None:
    file, line, column = loaded.locate(("assessment", "answers", "soil.cover", "choices", 1))
    assert text(loaded).splitlines()[line - 1][column - 1 :].startswith("leaves")
    assert Path(file) == loaded.path
    assert loaded.locate(("assessment", "answers", "soil.gone"))[1] == 13


def test_without_a_name_the_only_shipped_questionnaire_is_meant(tmp_path: Path) -> None:
    example = min(shipped("examples").glob("*/project.yaml"))
    path = tmp_path / "project.yaml"
    kept = [line for line in example.read_text(encoding="utf-8").splitlines() if "questionnaire:" not in line]
    path.write_text("\n".join(kept), encoding="utf-8")
    assert load_project(path).questionnaire.path == shipped_questionnaires()[0][1] / "questionnaire.yaml"


@pytest.mark.parametrize("path", sorted(shipped("examples").glob("*/project.yaml")), ids=lambda path: path.parent.name)
def test_shipped_examples_load_without_a_remark(path: Path) -> None:
    assert load_project(path).remarks == ()


def test_a_folder_without_a_project_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        load_project(tmp_path)


# ── Recording ──


def test_an_answer_is_saved_and_nothing_else_is_touched(loaded: LoadedProject) -> None:
    before = text(loaded).splitlines()
    after = record(loaded, "water.barrel", Answer(choice="no", note="It leaks: #1"), today=TODAY)
    assert after.project.answers["water.barrel"] == Answer(choice="no", note="It leaks: #1")
    assert after.project.date == TODAY
    changed = [line for line in before if line not in text(loaded).splitlines()]
    assert [line.split(":")[0].strip() for line in changed] == ["questionnaire", "date", "water.barrel"]
    assert load_project(loaded.path).project == after.project


def test_the_first_answer_says_what_was_answered_and_when(folder: Path) -> None:
    path = folder / "project.yaml"
    path.write_text("engage: 1\ncharter:  # ours\n  name: New\n  facets: {plot: yard}\n", encoding="utf-8")
    garden = load_questionnaire(folder)
    after = record(load_project(path, garden), "soil.feeding", Answer(unknown=True), today=TODAY, scope="quick")
    q = garden.questionnaire
    assert after.project.questionnaire == Reference(id=q.id, version=q.version, digest=q.digest)
    assert (after.project.date, after.project.scope) == (TODAY, "quick")
    assert text(after).startswith("engage: 1\ncharter:  # ours\n  name: New\n")


@pytest.mark.parametrize(
    ("id", "answer"),
    [
        ("soil.cover", Answer(choices=("mulch", "green"))),
        ("soil.cover", Answer(choices=())),
        ("soil.tested", Answer(choice="laboratory", criteria=("acidity", "lead"))),
        ("people.wishes", Answer(text="- a list?\n\n{{ braces }} | *stars* <b>\n")),
        ("people.keys", Answer(reason="rented", because="“no”, on 12:30\u00a0!")),
        ("water.lid", Answer(choice="yes", evidence=(Evidence(title="Photo", kind=EvidenceKind.TEST, holder="Ana"),))),
        ("soil.feeding", Answer(choice="never", by="\u200fעברית 🙂")),
    ],
)
def test_every_kind_of_answer_comes_back_as_it_was(loaded: LoadedProject, id: str, answer: Answer) -> None:
    assert record(loaded, id, answer, today=TODAY).project.answers[id] == answer
    assert load_project(loaded.path).project.answers[id] == answer


@pytest.mark.parametrize(
    ("word", "value"), [("oui", True), ("Non", False), ("yes", True), ("no", False), ("true", True), ("false", False)]
)
def test_facts_and_answers_take_the_words_for_yes_and_no(loaded: LoadedProject, word: str, value: bool) -> None:
    change(loaded, "shared: true", f"shared: {word}")
    change(loaded, "people.keys: {unknown: true}", f"people.keys: {{choice: {word}}}")
    project = load_project(loaded.path).project
    assert project.charter.facets["shared"] is value
    assert project.answers["people.keys"].choice == ("yes" if value else "no")


@pytest.mark.parametrize("word", ["unknown", "inconnu", "Inconnue", "INCONNU"])
def test_a_fact_takes_the_words_for_unknown(loaded: LoadedProject, word: str) -> None:
    change(loaded, "shared: true", f"shared: {word}")
    change(loaded, "crops: [vegetables, bees]", f"crops: {word}")
    facets = load_project(loaded.path).project.charter.facets
    assert (facets["shared"], facets["crops"]) == (None, None)


def test_an_answer_can_be_taken_back(loaded: LoadedProject) -> None:
    after = record(loaded, "people.keys", None, today=TODAY)
    assert "people.keys" not in after.project.answers
    assert "people.keys" not in text(loaded)


def test_what_others_changed_meanwhile_stays(loaded: LoadedProject) -> None:
    change(loaded, "people.keys: {unknown: true}", 'people.keys: {choice: "yes"}  # asked Ana')
    after = record(loaded, "water.barrel", Answer(choice="no"), today=TODAY)
    assert after.project.answers["people.keys"] == Answer(choice="yes")
    assert "# asked Ana" in text(loaded)


def test_another_s_change_of_the_same_answer_is_not_overwritten(loaded: LoadedProject) -> None:
    change(loaded, "people.keys: {unknown: true}", 'people.keys: {choice: "yes"}')
    before = text(loaded)
    with pytest.raises(ConflictError):
        record(loaded, "people.keys", Answer(choice="no"), today=TODAY)
    assert text(loaded) == before
    assert (
        record(loaded, "people.keys", Answer(choice="yes"), today=TODAY).project.answers["people.keys"].choice == "yes"
    )


def test_a_file_spoilt_meanwhile_is_left_alone(loaded: LoadedProject) -> None:
    change(loaded, "people.keys: {unknown: true}", "people.keys: {choice: maybe}")
    before = text(loaded)
    with pytest.raises(InputError):
        record(loaded, "water.barrel", Answer(choice="no"), today=TODAY)
    assert text(loaded) == before


def test_an_answer_that_the_question_does_not_have_is_not_written(loaded: LoadedProject) -> None:
    before = text(loaded)
    with pytest.raises(InputError):
        record(loaded, "water.barrel", Answer(choice="perhaps"), today=TODAY)
    assert text(loaded) == before


def test_answers_begun_with_another_version_keep_its_number(loaded: LoadedProject) -> None:
    change(loaded, "version: 2.1.0", "version: 1.4.0")
    old = load_project(loaded.path)
    assert len(old.remarks) == 1
    after = record(old, "water.barrel", Answer(choice="no"), today=TODAY)
    assert after.project.questionnaire == Reference(id="garden", version="1.4.0")


def test_keys_of_our_users_own_are_carried_along(loaded: LoadedProject) -> None:
    change(loaded, "people.keys: {unknown: true}", "people.keys: {unknown: true, x-ticket: 7}")
    record(load_project(loaded.path), "people.keys", Answer(choice="yes"), today=TODAY)
    assert "x-ticket: 7" in text(loaded)


def test_people_and_questions_to_check_are_saved(loaded: LoadedProject) -> None:
    after = record_participants(record_to_check(loaded, ("water.lid",)), ("Ana", "Bob: the second"))
    assert after.project.to_check == ("water.lid",)
    assert load_project(loaded.path).project.participants == ("Ana", "Bob: the second")


# ── Several voices ──


def test_a_respondent_answers_in_a_file_of_their_own(loaded: LoadedProject) -> None:
    before = text(loaded)
    voice = start_voice(loaded.path, "education", loaded.questionnaire)
    assert voice.path.name == "project.education.answers.yaml"
    assert dict(voice.answers) == {}
    voice = record_voice(voice, "people.keys", Answer(choice="no"), today=TODAY)
    again = start_voice(loaded.path, "education", loaded.questionnaire)
    assert dict(again.answers) == {"people.keys": Answer(choice="no")}
    assert again.respondent == "education"
    assert text(loaded) == before
    assert load_answers(voice.path, loaded.questionnaire).reference == Reference(
        id="garden", version="2.1.0", digest=loaded.questionnaire.questionnaire.digest
    )


@pytest.mark.parametrize("name", ["", "../x", "a b", "a/b", "."])
def test_a_respondent_s_name_cannot_lead_elsewhere(name: str) -> None:
    with pytest.raises(UsageError):
        voice_path(Path("project.yaml"), name)


# ── New projects ──

CHARTER = Charter(
    name='Été: "1"',
    id="ete",
    summary="Deux lignes\net la seconde",
    lead=Person(role="Chargée de projet"),
    dates=Dates(start=TODAY),
    facets={"plot": "field", "crops": ("fruit", "bees"), "shared": None},
)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("folder", [GARDEN, shipped_questionnaires()[0][1]], ids=["garden", "shipped"])
def test_a_new_project_parses_and_loads_as_described(folder: Path, language: str, tmp_path: Path) -> None:
    questionnaire = load_questionnaire(folder)
    charter = CHARTER if folder == GARDEN else filled(questionnaire)
    path = tmp_path / "new.yaml"
    write_charter(path, new_project_text(questionnaire.questionnaire, charter, language=language))
    assert load_project(path, questionnaire).project.charter == charter


def test_answers_come_last_in_a_new_project() -> None:
    """They are added at the end of the file."""
    text = new_project_text(load_questionnaire(GARDEN).questionnaire, CHARTER, language="en")
    assert [line for line in text.splitlines() if line and line[0] not in "# "] == [
        "engage: 1",
        "charter:",
        "assessment:",
    ]


def filled(loaded: LoadedQuestionnaire) -> Charter:
    """The least charter that a questionnaire lets through."""
    needed = [facet for facet in loaded.questionnaire.facets if facet.required]
    facets = {f.id: f.choices[0].id if f.type == "one" else (f.choices[0].id,) for f in needed}
    return Charter(name="no", facets=facets)


def test_a_new_project_explains_every_facet_and_choice() -> None:
    questionnaire = load_questionnaire(GARDEN).questionnaire
    comments = [
        line.strip().removeprefix("#").strip()
        for line in new_project_text(questionnaire, CHARTER, language="en").splitlines()
        if line.strip().startswith("#")
    ]
    for facet in questionnaire.facets:
        assert facet.ask.to("en") in comments
        assert {f"{choice.id} = {choice.label.to('en')}" for choice in facet.choices} <= set(comments)


def test_a_new_project_overwrites_nothing(tmp_path: Path) -> None:
    path = tmp_path / "project.yaml"
    path.write_text("ours", encoding="utf-8")
    with pytest.raises(ConflictError):
        write_charter(path, "engage: 1\ncharter: {name: A}\n")
    assert path.read_text(encoding="utf-8") == "ours"
    with pytest.raises(UsageError):
        write_charter(tmp_path / "nowhere/project.yaml", "engage: 1\ncharter: {name: A}\n")


def test_every_byte_around_survives_in_windows_files(folder: Path) -> None:
    path = folder / "project.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    after = record(load_project(path), "people.keys", Answer(choice="yes"), today=TODAY)
    content = path.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert yaml_reading.read(path).value == after.document.value
