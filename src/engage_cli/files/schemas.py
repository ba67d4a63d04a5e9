"""The published JSON Schemas, enforced: every fault of a document at once, each as a sentence for a person."""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec.json import decode

from engage_cli.errors import MOST, Problem, bounded, in_order
from engage_cli.files import schema_errors
from engage_cli.files.yaml_reading import Document
from engage_cli.shipped import shipped

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

KINDS = (
    "questionnaire", "section", "resources", "project", "answers", "milestones", "policy", "configuration", "theme",
    "release", "cases", "overlay", "campaign",
)  # fmt: skip
"""Kinds of file that have a schema and are read."""


def problems(document: Document, kind: str) -> tuple[Problem, ...]:
    """What in `document` is wrong as YAML or against the schema of `kind` (one of KINDS), in the order of the file."""
    found: dict[tuple[object, ...], Problem] = {}
    for problem in _problems(document, kind):
        found.setdefault((problem.place, problem.message.text, repr(problem.message.values)), problem)
        if len(found) > MOST:
            break
    version = [problem for problem in found.values() if problem.place == ("engage",)]
    told = {problem.place for problem in document.problems}
    others = (problem for problem in found.values() if problem.place not in told)
    return tuple(version) or in_order(bounded((*document.problems, *others)))


def _problems(document: Document, kind: str) -> Iterator[Problem]:
    for error in _validator(kind).iter_errors(document.value):
        # What a key must look like is said by the error itself, whose path does not lead through the schema.
        holder = {} if error.kind.name == "propertyNames" else _schema_holding(kind, list(error.evaluation_path))
        yield from schema_errors.problems(document, error, holder)


@cache
def schema(kind: str) -> dict[str, Any]:
    """The schema of `kind` as published."""
    path = shipped("schemas") / f"{kind}.schema.json"
    loaded: dict[str, Any] = decode(path.read_bytes())
    return loaded


@cache
def _validator(kind: str) -> "Draft202012Validator":
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(schema(kind), validate_formats=True, retriever=_retrieve)


def _retrieve(uri: str) -> dict[str, Any]:
    """The schema that another one names by its file."""
    return schema(_kind(uri))


def _kind(reference: str) -> str:
    return reference.partition("#")[0].rpartition("/")[2].removesuffix(".schema.json")


def _schema_holding(kind: str, path: list[str | int]) -> dict[str, Any]:
    """The part of the schema in which the keyword at `path` stands, through references."""
    node: Any = schema(kind)
    for step in path[:-1]:
        node = node[step]
        if step == "$ref":
            kind, node = _resolve(kind, node)
    return node if isinstance(node, dict) else {}


def _resolve(kind: str, reference: str) -> tuple[str, Any]:
    kind = _kind(reference) or kind
    node: Any = schema(kind)
    for step in reference.partition("#")[2].split("/")[1:]:
        node = node[step]
    return kind, node
