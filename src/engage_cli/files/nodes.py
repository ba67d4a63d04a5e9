"""Nodes: values of a YAML document with their place, so that problems can point at them."""

from collections.abc import Iterator, Sequence
from typing import Any

from engage_cli.errors import Message, Place, Problem
from engage_cli.files.yaml_reading import Document
from engage_cli.values import Value


class Node(Value):
    """A value of a document, and its place there."""

    document: Document
    place: Place
    value: Any

    def get(self, *keys: str | int) -> "Node | None":
        """The node below these keys; None where it is absent or nothing is written."""
        value, place = self.value, self.place
        for key in keys:
            value = value.get(key) if isinstance(value, dict) and isinstance(key, str) else None
            place = (*place, key)
        return None if value is None else Node(self.document, place, value)

    def items(self, *, empty: bool = False) -> Iterator[tuple[str, "Node"]]:
        """The keys and values of a mapping, none of anything else; with `empty`, also keys without a value."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                if empty or value is not None:
                    yield key, Node(self.document, (*self.place, key), value)

    def each(self, key: str | None = None) -> Iterator["Node"]:
        """The items of this list, or of the list under `key`; none where there is no list.

        Items without a value are left out.
        """
        node = self if key is None else self.get(key)
        if node and isinstance(node.value, list):
            for position, item in enumerate(node.value):
                if item is not None:
                    yield Node(self.document, (*node.place, position), item)

    def below(self, key: str, *, empty: bool = False) -> Iterator[tuple[str, "Node"]]:
        """The keys and values of the mapping under `key`, as `items` gives them; none where there is no mapping."""
        inner = self.get(key)
        return inner.items(empty=empty) if inner else iter(())

    @property
    def path(self) -> str:
        """The path of the file that it is written in, as the user named it."""
        return str(self.document.origin(self.place)[0].path)

    def problem(self, message: Message, hint: Message | None = None, *, key: bool = False) -> Problem:
        """A problem with this value, or with its `key`."""
        return problem_at(self.document, self.place, message, hint, key=key)


def problem_at(
    document: Document,
    place: Place,
    message: Message,
    hint: Message | None = None,
    *,
    key: bool = False,
    partial: bool = False,
) -> Problem:
    """A problem at `place`, pointing at the value or, with `key`, at the key before it."""
    line, column = position(document, place, key=key)
    document, place = document.origin(place)
    path = str(document.path)
    return Problem(path=path, message=message, hint=hint, line=line, column=column, place=place, partial=partial)


def position(document: Document, place: Place, *, key: bool = False) -> tuple[int, int]:
    """The line and column, from 1, of the value at `place` or of its key.

    Where it is absent, of the nearest above it.
    """
    document, place = document.origin(place)
    mark = document.key_mark(place) if key or not document.has(place) else document.mark(place)
    return mark.line, mark.column


def valid_part(value: Any, problems: Sequence[Problem]) -> Any:
    """`value` without what violates its schema, so that the rest can be checked against the questionnaire too.

    None where nothing can be relied upon: another version of the file format, more problems than were looked for.
    """
    bad = {problem.place for problem in problems if not problem.partial}
    if bad & {(), ("engage",)}:
        return None
    return _without(value, (), bad) if bad else value


def _without(value: Any, place: Place, bad: set[Place]) -> Any:
    if place in bad:
        return None
    if isinstance(value, dict):
        return {key: _without(inner, (*place, key), bad) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, (*place, position), bad) for position, inner in enumerate(value)]
    return value
