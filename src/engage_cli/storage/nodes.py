"""Values of a YAML document together with where they stand, so that whatever is wrong can be pointed at."""

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from engage_cli.errors import Message, Place, Problem
from engage_cli.storage.strict_yaml import Document

_LISTED = 20
"""How many possible words a hint lists in full."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place in a document."""

    document: Document
    place: Place
    value: Any

    def get(self, *keys: str | int) -> "Node | None":
        """The value below these keys, None where it is absent or nothing is written."""
        value, place = self.value, self.place
        for key in keys:
            value = value.get(key) if isinstance(value, dict) and isinstance(key, str) else None
            place = (*place, key)
        return None if value is None else Node(self.document, place, value)

    def items(self) -> Iterator[tuple[str, "Node"]]:
        """Keys and values of a mapping, none of anything else; keys with nothing written are left out."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                if value is not None:
                    yield key, Node(self.document, (*self.place, key), value)

    def each(self, key: str | None = None) -> Iterator["Node"]:
        """Items of this list, or of the list under `key`; none where there is no list."""
        value, place = (self.value, self.place) if key is None else (self.value.get(key), (*self.place, key))
        if isinstance(value, list):
            for position, item in enumerate(value):
                yield Node(self.document, (*place, position), item)

    def below(self, key: str) -> Iterator[tuple[str, "Node"]]:
        """Keys and values of the mapping under `key`; none where there is none."""
        inner = self.get(key)
        return inner.items() if inner else iter(())

    def problem(self, message: Message, hint: Message | None = None, *, key: bool = False) -> Problem:
        """What is wrong with this value, or with its key."""
        return problem_at(self.document, self.place, message, hint, key=key)


def problem_at(
    document: Document, place: Place, message: Message, hint: Message | None = None, *, key: bool = False
) -> Problem:
    """What is wrong at `place`: pointed at its value or, for `key`, at the key before it."""
    line, column = position(document, place, key=key)
    path = str(document.path)
    return Problem(path=path, message=message, hint=hint, line=line, column=column, place=place)


def position(document: Document, place: Place, *, key: bool = False) -> tuple[int, int]:
    """Line and column, from 1, of the value at `place` or of its key; of what holds it where it is absent."""
    mark = document.key_mark(place) if key or not document.has(place) else document.mark(place)
    return mark.line, mark.column


def sound_part(value: Any, problems: Sequence[Problem]) -> Any:
    """`value` without what is against its schema, so that the rest can be held against the questionnaire too."""
    bad = {problem.place for problem in problems}
    return _without(value, (), bad) if bad else value


def _without(value: Any, place: Place, bad: set[Place]) -> Any:
    if place in bad and place:
        return None
    if isinstance(value, dict):
        return {key: _without(inner, (*place, key), bad) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, (*place, position), bad) for position, inner in enumerate(value)]
    return value


def closest(word: object, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    found = difflib.get_close_matches(str(word).casefold(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def suggestion(word: object, known: Iterable[str]) -> Message | None:
    """A hint with the word that was probably meant and the possible ones; None where nothing is possible."""
    words = list(dict.fromkeys(known))
    guess = closest(word, words)
    listed = ", ".join(words[:_LISTED]) + (", …" if len(words) > _LISTED else "")
    if guess and len(words) > _LISTED:
        return Message.of("Did you mean “{guess}”?", guess=guess)
    if guess:
        return Message.of("Did you mean “{guess}”? Possible here: {words}.", guess=guess, words=listed)
    return Message.of("Possible here: {words}.", words=listed) if words else None
