"""Walks the YAML of a questionnaire beside its schema, which says what each value is: a text, a condition, an id."""

import re
from collections.abc import Iterator
from typing import Any

from engage_cli.files import schemas
from engage_cli.files.nodes import Node
from engage_cli.values import Value

Schema = dict[str, Any]
CONDITION, TEXT = "#/$defs/condition", "#/$defs/text"
HOLDERS = ("question", "scale", "section")
"""The names of the definitions whose values have choices."""


class SchemaPart(Value):
    """A YAML node, and the part of the schema that it follows."""

    node: Node
    schema: Schema
    holder: tuple[str, Node] | None
    """The innermost of the HOLDERS that it stands in, with its node; None where it stands in none."""


def walk_schema(node: Node, kind: str) -> Iterator[SchemaPart]:
    """The texts, conditions and ids in `node`, a document that follows the schema of `kind`, in the order of the file.

    A node comes once for each definition that it follows.
    """
    return _parts(node, _root(kind), None)


def _root(kind: str) -> Schema:
    """The schema of `kind` within that of questionnaires, which holds every definition."""
    match kind:
        case "section" | "condition":
            return {"$ref": f"#/$defs/{kind}"}
        case "resources":
            return {"additionalProperties": {"$ref": "#/$defs/resource"}}
        case _:
            return schemas.load_schema("questionnaire")


def _parts(node: Node, schema: Schema, holder: tuple[str, Node] | None) -> Iterator[SchemaPart]:
    reference = schema.get("$ref")
    if reference in (TEXT, CONDITION) or "x-ids" in schema or "propertyNames" in schema:
        yield SchemaPart(node, schema, holder)
    if reference == TEXT:
        return
    if reference:
        name = reference.removeprefix("#/$defs/")
        within = (name, node) if name in HOLDERS else holder
        yield from _parts(node, schemas.load_schema("questionnaire")["$defs"][name], within)
    elif "if" in schema:
        yield from _parts(node, schema.get(_branch(node, schema["if"]), {}), holder)
    elif isinstance(node.value, dict):
        for key, inner in node.items():
            yield from _parts(inner, _schema_of(key, schema), holder)
    elif isinstance(node.value, list):
        for item in node.each():
            yield from _parts(item, schema.get("items", {}), holder)


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
