"""Checks that every text of a questionnaire exists in each of its languages, and in no other."""

from collections.abc import Iterable, Iterator

from engage_cli.errors import Message, Problem, suggestion
from engage_cli.files.nodes import Node
from engage_cli.questionnaire.walking import TEXT, SchemaPart


def problems(parts: Iterable[SchemaPart], languages: tuple[str, ...]) -> Iterator[Problem]:
    """One problem for each text among `parts` with a language missing or too many."""
    for part in parts:
        if part.schema.get("$ref") == TEXT:
            yield from _gaps(part.node, languages)


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
