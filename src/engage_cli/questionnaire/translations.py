"""Every text of a questionnaire in every one of its languages, and in no other."""

import re
from collections.abc import Iterator
from typing import Any

from engage_cli.errors import Message, Problem, suggestion
from engage_cli.files import schemas
from engage_cli.files.nodes import Node

Schema = dict[str, Any]
_TEXT = "#/$defs/text"


def problems(node: Node, kind: str, languages: tuple[str, ...]) -> Iterator[Problem]:
    """What is missing from the texts of `node`, a document that the schema of `kind` has let through."""
    for text in _texts(node, _root(kind)):
        yield from _gaps(text, languages)


def _root(kind: str) -> Schema:
    """The schema of `kind` within that of questionnaires, which holds every definition."""
    definitions = schemas.schema("questionnaire")["$defs"]
    match kind:
        case "section":
            return {"$ref": "#/$defs/section"}
        case "resources":
            return {"additionalProperties": definitions["resource"]}
        case _:
            return schemas.schema("questionnaire")


def _texts(node: Node, schema: Schema) -> Iterator[Node]:
    """Values below `node` that the schema says are texts, in the order of the file."""
    if schema.get("$ref") == _TEXT:
        yield node
    elif "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        yield from _texts(node, schemas.schema("questionnaire")["$defs"][name])
    elif "if" in schema:
        yield from _texts(node, schema.get(_branch(node, schema["if"]), {}))
    elif isinstance(node.value, dict):
        for key, inner in node.items():
            yield from _texts(inner, _schema_of(key, schema))
    elif isinstance(node.value, list):
        for item in node.each():
            yield from _texts(item, schema.get("items", {}))


def _branch(node: Node, condition: Schema) -> str:
    """Which way an `if` of our schemas goes: is it a mapping, and (where asked) one with other keys than languages?"""
    if not isinstance(node.value, dict):
        return "else"
    return "else" if "not" in condition and all(re.fullmatch("[a-z]{2}", key) for key in node.value) else "then"


def _schema_of(key: str, schema: Schema) -> Schema:
    found = schema.get("properties", {}).get(key)
    others = schema.get("additionalProperties")
    if found is None and isinstance(others, dict):
        return others
    return found if isinstance(found, dict) else {}


def _gaps(text: Node, languages: tuple[str, ...]) -> Iterator[Problem]:
    if isinstance(text.value, str):
        present = languages[:1]
    else:
        present = tuple(text.value)
        for one, inner in text.items():
            if one not in languages:
                message = Message.of("“{language}” is not among the questionnaire’s languages.", language=one)
                yield inner.problem(message, suggestion(one, languages), key=True)
    missing = [one for one in languages if one not in present]
    if missing:
        shape = ", ".join(f"{one}: …" for one in languages)
        hint = Message.of("Write a text for each language: {shape}.", shape="{" + shape + "}")
        message = Message.of("This text is missing in: {languages}.", languages=", ".join(missing))
        yield text.problem(message, hint, key=True)
