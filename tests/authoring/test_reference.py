"""The reference of the language of questionnaires has an example of each key, cut from files that engage reads."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from engage_cli.files import yaml_reading
from tests.cli.conftest import Engage

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("docs/fr/questionnaire.md", "docs/en/questionnaire.md")
OVERLAY_PAGES = ("docs/fr/adaptation.md", "docs/en/overlay.md")
WHOLE = {"questionnaire": "docs/examples/pret-d-objets", "overlay": "docs/examples/notre-pret"}
DAY = "2026-11-23"
Node = dict[str, Any]
At = tuple[str, str]
"""A schema and the place of a mapping in it."""


@cache
def schema(file: str) -> Node:
    return dict(json.loads((ROOT / "schemas" / file).read_text(encoding="utf-8")))


def at(place: At) -> Any:
    node: Any = schema(place[0])
    for step in place[1].split("/")[1:]:
        node = node[int(step)] if isinstance(node, list) else node[step]
    return node


def parts(place: At) -> Iterator[tuple[At, str | None]]:
    """The schemas that a schema is made of: each with the key of the value that it is about, None for the value."""
    node, (file, here) = at(place), place
    if "$ref" in node:
        other, _, there = node["$ref"].partition("#")
        yield (other or file, there), None
    for name in ("allOf", "anyOf", "oneOf"):
        yield from (((file, f"{here}/{name}/{n}"), None) for n in range(len(node.get(name, ()))))
    yield from (((file, f"{here}/{name}"), None) for name in ("then", "else") if name in node)
    yield from (((file, f"{here}/properties/{key}"), key) for key in node.get("properties", ()))
    for name, key in (("items", "[]"), ("additionalProperties", "{}")):
        if isinstance(node.get(name), dict):
            yield (file, f"{here}/{name}"), key


def keys(place: At, seen: set[At]) -> Iterator[At]:
    """Every key that can be written, by its place."""
    if place in seen:
        return
    seen.add(place)
    for part, key in parts(place):
        if key not in (None, "[]", "{}"):
            yield part
        yield from keys(part, seen)


def written(place: At, value: Any) -> Iterator[At]:
    """The keys that `value` has, by their places in the schema."""
    named = at(place).get("properties", {})
    for part, key in parts(place):
        match key, value:
            case None, _:
                yield from written(part, value)
            case "[]", list():
                for one in value:
                    yield from written(part, one)
            case "{}", dict():
                for one in (inner for name, inner in value.items() if name not in named):
                    yield from written(part, one)
            case str(), dict() if key in value:
                yield part
                yield from written(part, value[key])


def missing(kind: str) -> set[At]:
    """Keys of the schema of `kind`, its own, that the whole example does not have."""
    root = (f"{kind}.schema.json", "")
    value = yaml_reading.read(ROOT / WHOLE[kind] / "questionnaire.yaml").value
    own = {place for place in keys(root, set()) if place[0] == root[0]}
    assert len(own) > 30
    return own - set(written(root, value))


@pytest.mark.parametrize("kind", WHOLE)
def test_the_whole_example_has_every_key_of_the_schema(kind: str) -> None:
    assert missing(kind) == set()


@pytest.mark.parametrize("kind", WHOLE)
def test_lint_finds_nothing_in_the_whole_example(kind: str, engage: Engage) -> None:
    ran = engage("questionnaire", "lint", str(ROOT / WHOLE[kind]), "--as-of", DAY, "--fail-on", "note", "--json")
    assert ran.code == 0, ran.out + ran.err


def described(name: str) -> dict[str, tuple[set[str], set[str]]]:
    """By the heading of each part of a reference: the keys of its table, and those that its examples have."""
    text = (ROOT / name).read_text(encoding="utf-8")
    (reference,) = re.findall(r"<!-- begin: schema questionnaire -->\n(.*?)<!-- end -->", text, re.DOTALL)
    found = {}
    for part in re.split(r"^### ", reference, flags=re.MULTILINE)[1:]:
        tabled = {key.rpartition(".")[2] for key in re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE)}
        blocks = re.findall(r"^```yaml\n(.*?)^```", part, re.MULTILINE | re.DOTALL)
        found[part.splitlines()[0]] = (
            tabled,
            {key for block in blocks for key in named(yaml_reading.parse(block, name).value)},
        )
    return found


def named(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from map(str, value)
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from named(one)


@pytest.mark.parametrize("page", PAGES)
def test_each_part_of_the_reference_has_an_example_of_each_of_its_keys(page: str) -> None:
    found = described(page)
    assert len(found) > 20
    assert {part: tabled - shown for part, (tabled, shown) in found.items() if tabled - shown} == {}


@pytest.mark.parametrize("page", OVERLAY_PAGES)
def test_the_page_on_overlays_shows_the_whole_example(page: str) -> None:
    assert (ROOT / WHOLE["overlay"] / "questionnaire.yaml").read_text(encoding="utf-8") in (ROOT / page).read_text(
        encoding="utf-8"
    )
