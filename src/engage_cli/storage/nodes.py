"""Values of a YAML document together with where they stand, so that whatever is wrong can be pointed at."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from engage_cli.errors import Message, Place, Problem
from engage_cli.storage.strict_yaml import Document
from engage_cli.values import Value

_LISTED = 20
"""How many possible words a hint lists in full."""
_LONGEST_WORD = 100
"""Characters; what is longer is a mistake of another kind, and takes long to compare."""


class Node(Value):
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

    def items(self, *, empty: bool = False) -> Iterator[tuple[str, "Node"]]:
        """Keys and values of a mapping, none of anything else; keys with nothing written only if `empty`."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                if empty or value is not None:
                    yield key, Node(self.document, (*self.place, key), value)

    def each(self, key: str | None = None) -> Iterator["Node"]:
        """Items of this list, or of the list under `key`; none where there is no list; nothing written is no item."""
        node = self if key is None else self.get(key)
        if node and isinstance(node.value, list):
            for position, item in enumerate(node.value):
                if item is not None:
                    yield Node(self.document, (*node.place, position), item)

    def below(self, key: str, *, empty: bool = False) -> Iterator[tuple[str, "Node"]]:
        """Keys and values of the mapping under `key`, as `items` gives them; none where there is none."""
        inner = self.get(key)
        return inner.items(empty=empty) if inner else iter(())

    def problem(self, message: Message, hint: Message | None = None, *, key: bool = False) -> Problem:
        """What is wrong with this value, or with its key."""
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
    """What is wrong at `place`: pointed at its value or, for `key`, at the key before it."""
    line, column = position(document, place, key=key)
    path = str(document.path)
    return Problem(path=path, message=message, hint=hint, line=line, column=column, place=place, partial=partial)


def position(document: Document, place: Place, *, key: bool = False) -> tuple[int, int]:
    """Line and column, from 1, of the value at `place` or of its key; of what holds it where it is absent."""
    mark = document.key_mark(place) if key or not document.has(place) else document.mark(place)
    return mark.line, mark.column


def sound_part(value: Any, problems: Sequence[Problem]) -> Any:
    """`value` without what is against its schema, so that the rest can be held against the questionnaire too.

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


def closest(word: object, known: Iterable[str]) -> str | None:
    """The known word that was probably meant."""
    if len(str(word)) > _LONGEST_WORD:
        return None
    from difflib import get_close_matches

    found = get_close_matches(str(word).casefold(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def suggestion(word: object, known: Iterable[str]) -> Message | None:
    """A hint with the word that was probably meant and the possible ones; None where nothing is possible."""
    words = list(dict.fromkeys(known))
    guess = closest(word, words)
    if guess and len(words) == 1:
        return Message.of("Did you mean “{guess}”?", guess=guess)
    if guess and len(words) > _LISTED:
        return Message.of("Did you mean “{guess}”?", guess=guess)
    if guess:
        return Message.of("Did you mean “{guess}”? Possible here: {words}.", guess=guess, words=listed(words))
    return Message.of("Possible here: {words}.", words=listed(words)) if words else None


def listed(words: Sequence[str]) -> str:
    """The words with commas between them; the first ones only where there are many."""
    return ", ".join(words[:_LISTED]) + (", …" if len(words) > _LISTED else "")
