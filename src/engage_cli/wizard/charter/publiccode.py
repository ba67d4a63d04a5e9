"""Reads a project's name and short description from a publiccode.yml (https://yml.publiccode.tools) for its charter."""

from collections.abc import Iterator
from typing import Any

from engage_cli.errors import Place

MARK = "publiccodeYmlVersion"
"""The key that every publiccode.yml has, and no project file."""


def is_publiccode(value: dict[str, Any]) -> bool:
    """Whether the values of a file are those of a publiccode.yml."""
    return MARK in value


def charter_keys(value: dict[str, Any], language: str) -> Iterator[tuple[str, Place, object]]:
    """(charter key, place in the file, value), with texts in `language` or else the first language of the file."""
    described = value.get("description")
    texts = described if isinstance(described, dict) else {}
    spoken = next((one for one in (language, *texts) if isinstance(texts.get(one), dict)), "")
    own = texts.get(spoken, {})
    if "localisedName" in own:
        yield "name", ("description", spoken, "localisedName"), own["localisedName"]
    elif "name" in value:
        yield "name", ("name",), value["name"]
    if "shortDescription" in own:
        yield "summary", ("description", spoken, "shortDescription"), own["shortDescription"]
