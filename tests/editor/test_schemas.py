"""Schemas for editors: they stand alone, say what each key is, and judge files as engage does."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from engage_cli.editor.beside import (
    MARKED_SCHEMA,
    renew_schemas,
    schema_comment,
    schema_path,
    schema_text,
    write_schema,
)
from engage_cli.editor.bundles import Node, bundle_schema
from engage_cli.editor.projects import KINDS as OF_PROJECTS
from engage_cli.editor.projects import schema_for
from engage_cli.errors import InputError
from engage_cli.files import schemas, yaml_reading
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.loading import load_project
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.shipped import shipped
from engage_cli.values import replace
from tests.project.test_examples import examples

ROOT = Path(__file__).resolve().parents[2]
GARDEN = ROOT / "tests/questionnaires/garden"
EXAMPLES = sorted((ROOT / "examples").glob("*/project.yaml"))
KINDS = sorted(path.name.removesuffix(".schema.json") for path in shipped("schemas").glob("*.schema.json"))


def nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(one)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_stands_alone(kind: str, language: str) -> None:
    made = bundle_schema(kind, language)
    assert made["$id"] == f"urn:engage:schema:{kind}"
    references = [str(node["$ref"]) for node in nodes(made) if isinstance(node.get("$ref"), str)]
    assert all(one.startswith("#/$defs/") for one in references)
    assert made.get("$defs", {}).keys() == {one.removeprefix("#/$defs/") for one in references}
    jsonschema_rs.meta.validate(made)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", sorted(set(schemas.KINDS) - {"policy", "milestones", "release"}))
def test_every_key_that_people_write_is_explained(kind: str, language: str) -> None:
    made = bundle_schema(kind, language)
    keys = {(key, id(node)): node for holder in nodes(_unconditional(made)) for key, node in _keys(holder)}
    assert {key for (key, _), node in keys.items() if not _text(node, made)} == set()


NONE: frozenset[str] = frozenset()


def _unconditional(value: Any, above: frozenset[str] = NONE) -> Any:
    """A schema without what is asked by `if`, and without the branches that only say more of the keys `above`."""
    if isinstance(value, list):
        return [_unconditional(one, above) for one in value]
    if not isinstance(value, dict):
        return value
    own = frozenset(value.get("properties", ())) if isinstance(value.get("properties"), dict) else NONE
    if own and own <= above:
        return {}
    kept = {key: one for key, one in value.items() if key != "if"}
    return {
        key: _unconditional(one, own | above if key in ("allOf", "then", "else") else NONE) for key, one in kept.items()
    }


def _keys(holder: Node) -> Iterator[tuple[str, Node]]:
    """The keys that a mapping may have."""
    properties = holder.get("properties")
    if isinstance(properties, dict) and all(isinstance(one, dict) for one in properties.values()):
        yield from properties.items()


def _text(node: Node, made: Node) -> str:
    while "description" not in node and "$ref" in node:
        node = made["$defs"][node["$ref"].removeprefix("#/$defs/")]
    return str(node.get("description", ""))


def test_the_text_of_a_key_wins_over_that_of_its_type() -> None:
    made = bundle_schema("questionnaire", "fr")
    assert made["properties"]["timeline"]["description"].startswith("Le fait ordonné qui tient lieu de temps.")
    assert "$ref" not in made["properties"]["timeline"]
    assert made["properties"]["timeline"]["pattern"] == schemas.load_schema("questionnaire")["$defs"]["id"]["pattern"]


WRITTEN_WELL = [path for path in (*examples("valid"), *examples("invalid")) if path.is_file()]


@pytest.mark.parametrize("path", WRITTEN_WELL, ids=lambda path: path.stem)
def test_a_bundle_judges_as_the_schema_that_engage_reads(path: Path) -> None:
    kind = path.name.partition("-")[0]
    try:
        document = yaml_reading.read(path)
    except InputError:
        return  # no YAML that a schema could judge
    if document.problems:
        return
    assert of_kind(kind).is_valid(document.value) != bool(schemas.find_problems(document, kind))


@cache
def of_kind(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(bundle_schema(kind, "fr"), validate_formats=True)


@cache
def shipped_questionnaire() -> Questionnaire:
    return load_questionnaire(shipped("questionnaires") / "engagement-numerique").questionnaire


@cache
def validator(kind: str = "project") -> jsonschema_rs.Draft202012Validator:
    """Of projects that answer the shipped questionnaire."""
    return jsonschema_rs.Draft202012Validator(schema_for(kind, shipped_questionnaire(), "fr"), validate_formats=True)


def test_the_examples_are_in_order() -> None:
    judge = validator()
    assert len(EXAMPLES) == 12
    for path in EXAMPLES:
        assert [str(one) for one in judge.iter_errors(yaml_reading.read(path).value)] == []


def judged(path: Path) -> tuple[bool, bool]:
    """Whether the schema of its questionnaire lets a project through, and whether engage does."""
    value = yaml_reading.read(path).value
    try:
        loaded = load_project(path)
    except InputError:
        return validator().is_valid(value), False
    assert loaded.questionnaire.questionnaire.digest == shipped_questionnaire().digest
    return validator().is_valid(value), True


HEAD = "engage: 1\ncharter:\n  name: A\n  facets: {phase: idee, genre: [exposition], unite: education"
BODY = "assessment:\n  questionnaire: {id: engagement-numerique}\n"
WRITTEN = {
    "as it should be": ("", "", True),
    "words for yes": (", suivi: Oui, code: non, salle: unknown", "", True),
    "words for unknown": (", suivi: Inconnu, salle: INCONNUE, contexte: inconnu", "", True),
    "nothing after a fact": (", suivi: ", "", True),
    "one choice without brackets": (", contexte: fracture", "", True),
    "a word that is neither yes nor no": (", suivi: peut-etre", "", False),
    "an unknown fact": (", siuvi: true", "", False),
    "an unknown choice": (", contexte: [fractur]", "", False),
    "a list where one is taken": (", suivi: [oui]", "", False),
    "an unknown question": ("", "  answers: {personne.typo: {choice: engage}}\n", False),
    "an unknown level": ("", "  answers: {personne.vie-privee: {choice: enage}}\n", False),
    "two ways to answer": ("", "  answers: {personne.vie-privee: {choice: engage, unknown: true}}\n", False),
    "choices of a question of one": ("", "  answers: {personne.vie-privee: {choices: [engage]}}\n", False),
    "an answer, whole": (
        "",
        "  answers:\n    personne.vie-privee: {choice: engage, note: A, by: B, evidence: [{title: C, kind: test}]}\n",
        True,
    ),
    "nothing after a question": ("", "  answers: {personne.vie-privee: }\n", True),
    "set aside where that is not allowed": (
        "",
        "  answers: {personne.vie-privee: {not_applicable: {reason: loi, because: A}}}\n",
        False,
    ),
    "an unknown section": ("", "  targets: {persone: engage}\n", False),
    "an unknown target": ("", "  targets: {personne: enage}\n", False),
    "a target": ("", "  targets: {personne: engage}\n", True),
    "an unknown step": ("", "  path: {nowhere: {status: done}}\n", False),
    "an action on an unknown question": ("", "  actions: [{id: a, do: B, question: personne.typo}]\n", False),
    "an action": ("", "  actions: [{id: a, do: B, question: personne.vie-privee, owner: C}]\n", True),
    "to check": ("", "  to_check: [personne.typo]\n", False),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_schema_of_projects_judges_as_engage_does(name: str, tmp_path: Path) -> None:
    facts, more, fine = WRITTEN[name]
    path = tmp_path / "project.yaml"
    path.write_text(f"{HEAD}, orientations: [contenus]{facts}}}\n{BODY}{more}", encoding="utf-8")
    assert judged(path) == (fine, fine)


def test_a_fact_that_has_to_be_known_is_missed(tmp_path: Path) -> None:
    path = tmp_path / "project.yaml"
    path.write_text(f"{HEAD}}}\n{BODY}", encoding="utf-8")
    assert judged(path) == (False, False)


def test_answers_alone_need_no_fact() -> None:
    judge = validator("answers")
    assert judge.is_valid({"engage": 1, "answers": {"personne.vie-privee": {"choice": "engage"}}, "facets": {}})
    assert not judge.is_valid({"engage": 1, "answers": {"personne.vie-privee": {"choice": "a"}}})


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", OF_PROJECTS)
def test_texts_are_in_the_language_asked(kind: str, language: str) -> None:
    q = load_questionnaire(GARDEN).questionnaire
    made = schema_for(kind, q, language)
    jsonschema_rs.meta.validate(made)
    assert made["$id"] == f"urn:engage:schema:{kind}:garden:{q.version}:{language}"
    text = json.dumps(made, ensure_ascii=False)
    for question in q.by_id.values():
        assert json.dumps(question.ask.to(language), ensure_ascii=False)[1:-1] in text
        for choice in question.choices:
            assert json.dumps(choice.label.to(language), ensure_ascii=False)[1:-1] in text


def test_what_stands_beside_a_project_stays_true(tmp_path: Path) -> None:
    q = load_questionnaire(GARDEN).questionnaire
    project = tmp_path / "project.yaml"
    written = write_schema(project, q, "en")
    assert written == schema_path(project, q, "en")
    assert schema_comment(project, q, "en").endswith(f"$schema={written.relative_to(tmp_path).as_posix()}")
    assert renew_schemas(project, q) == ()
    newer = replace(q, version="9.0.0", digest="sha256:" + "0" * 64)
    assert renew_schemas(project, newer) == (written,)
    assert written.read_text(encoding="utf-8") == schema_text(schema_for("project", newer, "en"))
    assert MARKED_SCHEMA(written.read_bytes())


def test_a_schema_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    q = load_questionnaire(GARDEN).questionnaire
    project = tmp_path / "project.yaml"
    own = schema_path(project, q, "en")
    own.parent.mkdir()
    own.write_text("{}", encoding="utf-8")
    write_schema(project, q, "en")
    assert renew_schemas(project, q) == ()
    assert own.read_text(encoding="utf-8") == "{}"
