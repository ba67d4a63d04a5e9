"""Bundles a schema into one file for editors, in one language, with each key explained by its own text.

Editors show the text at the target of a `$ref` instead of the text beside it; where a key has both, the target is
inlined under the key's own text.
"""

from collections.abc import Callable, Mapping
from typing import Any

from engage_cli.files import schemas

Node = dict[str, Any]

_MAPS = ("properties", "patternProperties", "$defs")
_LISTS = ("anyOf", "oneOf")
_ONE = ("items", "additionalProperties", "propertyNames", "if", "then", "else", "not")
_SAID = ("title", "description")
OWN_TITLE = "x-title"
"""The heading of a node that is made for one language."""
_SUFFIX = ".schema.json"


def bundle_schema(kind: str, language: str, own: Mapping[str, Node] | None = None) -> Node:
    """The schema of `kind` without references to other files; `own` replaces schemas by kind."""
    return _Bundle(language, lambda name: (own or {}).get(name) or schemas.load_schema(name)).schema_of(kind)


def schema_urn(kind: str, *more: str) -> str:
    """The identifier of a schema: a name, not an address, so that nothing is ever fetched."""
    return ":".join(("urn:engage:schema", kind, *more))


class _Bundle:
    def __init__(self, language: str, schema: Callable[[str], Node]) -> None:
        self._described = f"x-description-{language}"
        self._schema = schema
        self._named: dict[str, tuple[str, str]] = {}
        """Definitions that are referred to, by their name here: the kind and the path there."""

    def schema_of(self, kind: str) -> Node:
        root = {key: value for key, value in self._schema(kind).items() if key != "$defs"}
        made = {"$schema": root.pop("$schema"), "$id": schema_urn(kind)} | self._node(root, kind, ())
        definitions: Node = {}
        while waiting := [name for name in self._named if name not in definitions]:
            for name in waiting:
                there, path = self._named[name]
                definitions[name] = self._node(self._at(there, path), there, (self._named[name],))
        return made | ({"$defs": definitions} if definitions else {})

    def _node(self, node: Node, kind: str, within: tuple[tuple[str, str], ...]) -> Node:
        """`node` in the schema of `kind`; `within` are the definitions being inlined around it."""
        if "$ref" in node:
            return self._referring(node, kind, within)
        made = {key: self._part(key, value, kind, within) for key, value in node.items() if not key.startswith("x-")}
        made |= {"description": said} if (said := node.get(self._described)) else {}
        made.pop("title", None)  # in English, and an editor shows it as a heading over every key below it
        return made | ({"title": node[OWN_TITLE]} if OWN_TITLE in node else {})

    def _part(self, key: str, value: Any, kind: str, within: tuple[tuple[str, str], ...]) -> Any:
        if key in _MAPS:
            return {name: self._inner(one, kind, within) for name, one in value.items()}
        if key == "allOf":
            return [self._beside(one, kind, within) for one in value]
        if key in _LISTS:
            return [self._node(one, kind, within) for one in value]
        return self._inner(value, kind, within) if key in _ONE else value

    def _inner(self, node: Any, kind: str, within: tuple[tuple[str, str], ...]) -> Any:
        return node if isinstance(node, bool) else self._node(node, kind, within)

    def _referring(self, node: Node, kind: str, within: tuple[tuple[str, str], ...]) -> Node:
        target = self._target(node["$ref"], kind)
        beside = {key: value for key, value in node.items() if key != "$ref"}
        if not any(key in _SAID for key in beside) or target in within:
            return self._node(beside, kind, within) | {"$ref": f"#/$defs/{self._name(target)}"}
        there = self._at(*target)
        own = self._node(beside, kind, within)
        held = self._node(_mute(there), target[0], (*within, target))
        clash = (own.keys() & held.keys()) - set(_SAID)
        return own | ({"allOf": [held]} if clash else held | own)

    def _beside(self, node: Node, kind: str, within: tuple[tuple[str, str], ...]) -> Node:
        """Further constraints on a value that is already explained, without texts that an editor would show instead."""
        if "$ref" not in node or (target := self._target(node["$ref"], kind)) in within:
            return self._node(node, kind, within)
        return self._beside(_mute(self._at(*target)), target[0], (*within, target))

    def _target(self, reference: str, kind: str) -> tuple[str, str]:
        file, _, path = reference.partition("#")
        return file.removesuffix(_SUFFIX) or kind, path

    def _at(self, kind: str, path: str) -> Node:
        node: Any = self._schema(kind)
        for step in path.split("/")[1:]:
            node = node[step]
        found: Node = node
        return found if path else {key: value for key, value in found.items() if key not in ("$schema", "$defs")}

    def _name(self, target: tuple[str, str]) -> str:
        """The name of a definition in the bundle: its own, else with its kind, else with the whole path to it."""
        kind, path = target
        last = path.rpartition("/")[2] or kind
        for name in (last, f"{kind}-{last}", "-".join((kind, *path.split("/")[1:]))):
            if self._named.setdefault(name, target) == target:
                return name
        raise AssertionError(f"two definitions are called {last}")


def _mute(node: Node) -> Node:
    return {key: value for key, value in node.items() if key not in _SAID and not key.startswith("x-description")}
