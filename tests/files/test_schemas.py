"""The published schemas and what the loader makes of them: neither allows what the other does not know."""

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engage_cli.errors import InputError, Problem, closest_word
from engage_cli.files import schema_patterns, schemas, yaml_reading
from engage_cli.i18n import translator
from engage_cli.model.project import Project
from engage_cli.project import parsing
from engage_cli.project.answers_file import answers_from as hold_answers
from engage_cli.project.loading import project_from as hold_project
from engage_cli.questionnaire import building, references
from engage_cli.questionnaire.documents import open_files
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.questionnaire.references_ids import UNKNOWN_IDS
from engage_cli.scoring.question_scores import GateState
from engage_cli.shipped import shipped
from engage_cli.terminal.edge import problem_lines
from tests.chance import examples

from .schema_documents import documents

TESTS = Path(__file__).resolve().parents[1]
SCHEMAS = sorted(shipped("schemas").glob("*.schema.json"))
QUICK = settings(max_examples=examples(20), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def garden() -> LoadedQuestionnaire:
    return load_questionnaire(TESTS / "questionnaires/garden")


def written(value: Any) -> yaml_reading.Document:
    return yaml_reading.parse(json.dumps(value, ensure_ascii=False), "drawn.yaml")


def say(problems: tuple[Problem, ...]) -> list[str]:
    return [line for problem in problems for line in problem_lines(problem, translator("en"))]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


# ── The schemas themselves ──


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_a_schema_follows_the_standard(path: Path) -> None:
    jsonschema_rs.meta.validate(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_every_description_is_in_both_languages(path: Path) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert {"title", "description", "x-description-fr"} <= schema.keys()
    described = [node for node in nodes(schema) if isinstance(node.get("description"), str)]
    assert [node["description"] for node in described if "x-description-fr" not in node] == []


def test_every_kind_of_id_has_a_sentence() -> None:
    words = {
        node["x-ids"] for node in nodes(schemas.load_schema("questionnaire")) if isinstance(node.get("x-ids"), str)
    }
    assert words == set(UNKNOWN_IDS)


@pytest.mark.parametrize("kind", schemas.KINDS)
def test_every_pattern_has_a_sentence(kind: str) -> None:
    every = [node for node in nodes(schemas.load_schema(kind)) if isinstance(node.get("pattern"), str)]
    patterns = {node["pattern"] for node in every if "x-shown" not in node}  # those are said by what they look like
    assert patterns <= schema_patterns.PATTERNS.keys()


@pytest.mark.parametrize("kind", ["questionnaire", "project", "answers"])
def test_other_keys_are_refused_everywhere_but_with_x(kind: str) -> None:
    closed = [node for node in nodes(schemas.load_schema(kind)) if node.get("additionalProperties") is False]
    assert closed
    fixed = [node for node in closed if "patternProperties" not in node]
    assert [sorted(node["properties"]) for node in fixed if not {"role", "at_least"} & node["properties"].keys()] == []


# ── What the schemas allow is read ──


@QUICK
@given(value=documents("questionnaire"))
def test_whatever_questionnaires_the_schema_allows_can_be_read(value: Any) -> None:
    value.pop("resources", None) if isinstance(value.get("resources"), str) else None
    document = written(value)
    assert say(schemas.find_problems(document, "questionnaire")) == []
    files, found = open_files(document, Path())
    assert files is not None
    assert found == []
    parsed = building.parse_questionnaire(files)
    assert parsed.languages == tuple(value["languages"])
    list(references.problems(files, parsed, building.nodes_by_id(files)))


AGREED_WITHOUT_A_WORD = {
    "engage": 1,
    "charter": {"name": "a"},
    "assessment": {"questionnaire": {"id": "garden"}, "answers": {"soil.feeding": {"choice": "daily", "agreed": {}}}},
}


@QUICK
@given(value=documents("project"))
@example(value=AGREED_WITHOUT_A_WORD)
def test_whatever_projects_the_schema_allows_can_be_read(value: Any, garden: LoadedQuestionnaire) -> None:
    document = written(value)
    assert say(schemas.find_problems(document, "project")) == []
    project = parsing.parse_project(value, garden.questionnaire)
    assert isinstance(project, Project)
    for answer in project.answers.values():
        as_yaml = parsing.answer_as_yaml(answer)
        assert parsing.parse_answer(as_yaml) == answer
        again = {"engage": 1, "answers": {"soil.feeding": as_yaml}}
        assert say(schemas.find_problems(written(again), "answers")) == []


@QUICK
@given(value=documents("answers"))
def test_whatever_answers_the_schema_allows_can_be_read(value: Any, garden: LoadedQuestionnaire) -> None:
    document = written(value)
    assert say(schemas.find_problems(document, "answers")) == []
    refused_or_read(lambda: hold_answers(document, Path("drawn.yaml"), garden))


# ── What they do not allow is said ──

ANYTHING: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(0, 9), st.text(max_size=4), st.just([]), st.just({})
)


def refused_or_read(load: Any) -> None:
    """Loading either works or raises InputError with problems that can be said."""
    problems: tuple[Problem, ...] | None = None
    try:
        load()
    except InputError as error:
        problems = error.problems
    assert problems is None or say(problems)
    assert not [line for line in say(problems or ()) if "This cannot stand here." in line]


def spoilt(draw: st.DrawFn, value: Any) -> Any:
    """`value` with something else in one place."""
    value = copy.deepcopy(value)
    holders = [node for node in nodes(value) if node]
    if not holders:
        return value
    holder = draw(st.sampled_from(holders))
    key = draw(st.sampled_from(sorted(holder)))
    match draw(st.sampled_from(["replace", "remove", "rename"])):
        case "replace":
            holder[key] = draw(ANYTHING)
        case "remove":
            del holder[key]
        case _:
            holder[key + draw(st.text("abc é.", min_size=1, max_size=2))] = holder.pop(key)
    return value


@st.composite
def spoilt_documents(draw: st.DrawFn, file: str) -> Any:
    value = yaml_reading.read(TESTS / "questionnaires/garden" / file).value
    for _ in range(draw(st.integers(1, 4))):
        value = spoilt(draw, value)
    return value


@QUICK
@given(value=spoilt_documents("project.yaml"))
def test_a_spoilt_project_is_refused_in_sentences(value: Any, garden: LoadedQuestionnaire) -> None:
    refused_or_read(lambda: hold_project(written(value), Path("drawn.yaml"), garden))


@QUICK
@given(value=spoilt_documents("questionnaire.yaml"))
def test_a_spoilt_questionnaire_is_refused_in_sentences(value: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("spoilt")
    (folder / "questionnaire.yaml").write_text(json.dumps(value), encoding="utf-8")
    refused_or_read(lambda: load_questionnaire(folder))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("rumeur", None), ("mesure", "measure"), ("documant", "document"), ("tst", "test"), ("x", None)],
)
def test_a_guess_is_made_where_words_are_alike(typed: str, meant: str | None) -> None:
    assert closest_word(typed, ["statement", "document", "test", "measure", "review"]) == meant


def test_milestones_know_every_state_of_a_requirement() -> None:
    kept = schemas.load_schema("milestones")["$defs"]["scores"]["properties"]["gates"]
    assert set(kept["properties"]) == set(GateState)
