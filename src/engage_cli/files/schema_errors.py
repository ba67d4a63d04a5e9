"""Explains violations of a schema to people: what is wrong, where, and what to write instead."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

from engage_cli.errors import Message, Place, Problem, join_words, suggestion
from engage_cli.files import schema_patterns as patterns
from engage_cli.files.nodes import problem_at
from engage_cli.files.schema_patterns import Said
from engage_cli.files.yaml_reading import Document
from engage_cli.text import LONGEST_PROSE

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

_LONGEST_SHOWN = 60
"""Characters of a value that a hint repeats."""

RESERVED_TYPES = ("number", "date")


def explain_error(document: Document, error: "ValidationError", schema: dict[str, Any]) -> Iterator[Problem]:
    """The problems that the validator's `error` stands for; `schema` is the part of the schema that is violated."""
    place: Place = tuple(error.instance_path)
    kind: Any = error.kind
    match kind.name:
        case "additionalProperties":
            for key in kind.unexpected:
                said = patterns.key_fault(document, (*place, key)) or _unknown_key(key, schema)
                yield problem_at(document, (*place, key), *said, key=True)
        case "required":
            yield problem_at(document, place, *_missing_key(kind.property), key=True, partial=True)
        case "propertyNames":
            inner, named = kind.error, (*place, str(kind.error.instance))
            said = patterns.key_fault(document, named) or _sentence(document, place, inner, {})
            yield problem_at(document, named, *said, key=True)
        case "minProperties":
            yield problem_at(document, place, _more_keys(kind.limit), key=True, partial=True)
        case "oneOf":
            if isinstance(error.instance, dict):
                yield problem_at(document, place, *_one_of(error.instance, schema), key=True, partial=True)
        case "uniqueItems":
            yield from _repeated(document, place, cast("list[Any]", error.instance))
        case _:
            cut = patterns.key_fault(document, place) if error.instance is None else None
            said = cut or _sentence(document, place, error, schema)
            yield problem_at(document, place, *said, key=bool(cut))


def _unknown_key(key: str, schema: dict[str, Any]) -> Said:
    known = [name for name in schema.get("properties", {}) if name != "$schema"]
    return Message.of("Unknown key “{key}”.", key=key), suggestion(key, known)


def _more_keys(least: int) -> Message:
    if least == 1:
        return Message.of("At least one key is needed here.")
    return Message.of("At least {count} keys are needed here.", count=least)


def _missing_key(key: str) -> Said:
    return Message.of("The key “{key}” is missing.", key=key), _first_line() if key == "engage" else None


def _first_line() -> Message:
    return Message.of("Write “engage: 1” as the first line.")


def _one_of(value: Any, schema: dict[str, Any]) -> Said:
    """Exactly one of some keys must be there."""
    keys = [branch["required"][0] for branch in schema["oneOf"]]
    found = [key for key in keys if key in value]
    listed = ", ".join(keys)
    if found:
        only = Message.of("Only one of these keys may stand here: {keys}.", keys=", ".join(found))
        return only, Message.of("Keep one of them.")
    return Message.of("One of these keys is needed here: {keys}.", keys=listed), None


def _sentence(document: Document, place: Place, error: "ValidationError", schema: dict[str, Any]) -> Said:
    """What is wrong with a value."""
    kind: Any = error.kind
    value: Any = error.instance
    match kind.name:
        case "type":
            return _wrong_type(document, place, value, schema)
        case "enum":
            return _not_one_of(value, [_written(option) for option in kind.options])
        case "anyOf":
            return _not_one_of(value, list(_options(schema["anyOf"])))
        case "const":
            return _not_constant(place, value)
        case "pattern" | "format":
            return patterns.pattern_fault(patterns.DATE if kind.name == "format" else kind.pattern, value)
        case name:
            said = _LIMITS.get(name)
            limit = getattr(kind, "limit", 0)
            hint = _shorter(name, limit) or patterns.percent_hint(name, limit, value)
            return (said(limit), hint) if said else (Message.of("This cannot stand here."), None)


def _shorter(name: str, limit: int) -> Message | None:
    """What to do with prose that is too long for a report; None for other limits, of a name or an id."""
    if name != "maxLength" or limit < LONGEST_PROSE:
        return None
    return Message.of("Keep what is longer in a document of its own, and say here where it is.")


_LIMITS: dict[str, Callable[[int], Message]] = {
    "maxLength": lambda n: Message.plural("At most {count} character.", "At most {count} characters.", n),
    "minItems": lambda n: Message.plural("At least {count} item is needed.", "At least {count} items are needed.", n),
    "maxItems": lambda n: Message.plural("At most {count} item is allowed.", "At most {count} items are allowed.", n),
    "minimum": lambda n: Message.of("This must be {limit} or more.", limit=n),
    "exclusiveMinimum": lambda n: Message.of("This must be more than {limit}.", limit=n),
    "maximum": lambda n: Message.of("This must be {limit} or less.", limit=n),
}


def _repeated(document: Document, place: Place, values: list[Any]) -> Iterator[Problem]:
    """Each item that was met before."""
    seen: set[str] = set()
    for position, value in enumerate(values):
        if repr(value) in seen:
            yield problem_at(document, (*place, position), _twice(value))
        seen.add(repr(value))


def _twice(value: object) -> Message:
    if isinstance(value, list | dict | None):
        return Message.of("This item stands here twice.")
    return Message.of("“{value}” stands here twice.", value=_written(value))


def _not_one_of(value: object, options: list[str]) -> Said:
    if value is None:
        return Message.of("Nothing is written here; it must be {wanted}.", wanted=_TYPES["string"]), _possible(options)
    if isinstance(value, list | dict):
        message = Message.of("This must be {wanted}, not {found}.", wanted=_TYPES["string"], found=_found(value))
        return message, _possible(options)
    if value in RESERVED_TYPES and "yes_no" in options:
        return Message.of("“{word}” is reserved: it is not in this version of the file format.", word=value), None
    return Message.of("“{value}” cannot stand here.", value=_written(value)), suggestion(value, options)


def _options(branches: list[dict[str, Any]]) -> Iterator[str]:
    """Words of which one is to stand there; where a pattern says it, what they look like."""
    for branch in branches:
        yield from branch.get("enum", [branch.get("x-shown", "")])


def _possible(options: list[str]) -> Message | None:
    return suggestion("", options)


def _not_constant(place: Place, value: object) -> Said:
    if place == ("engage",) and not isinstance(value, int):
        return Message.of("This must be {wanted}, not {found}.", wanted=1, found=_found(value)), _first_line()
    if place == ("engage",):
        message = Message.of("Version “{version}” of the file format is not supported.", version=_written(value))
        return message, Message.of("This engage reads version 1: write “engage: 1”, or install a newer engage.")
    return Message.of("Only “true” can stand here."), Message.of("Leave the key out to say the contrary.")


def _wrong_type(document: Document, place: Place, value: object, schema: dict[str, Any]) -> Said:
    declared = schema["type"]
    types = [name for name in ([declared] if isinstance(declared, str) else declared) if name != "null"]
    wanted = _wanted(types, schema)
    if value is None:
        return Message.of("Nothing is written here; it must be {wanted}.", wanted=wanted), _shape(types, schema)
    pattern = _pattern(schema)
    if pattern and isinstance(value, bool | int | float) and not re.search(pattern, _text_at(document, place)):
        return patterns.pattern_fault(pattern, _text_at(document, place))
    message = Message.of("This must be {wanted}, not {found}.", wanted=wanted, found=_found(value))
    hint = _rewriting(document, place, value, types, schema) or _shape(types, schema)
    return message, hint or _INSTEAD.get((type(value), *types))


def _shape(types: list[str], schema: dict[str, Any]) -> Message | None:
    """What can be written in place of a value of the wrong type."""
    if pattern := _pattern(schema):
        return patterns.PATTERNS[pattern][1]
    if schema.get("title") == "Condition":
        return Message.of("Write the id of a fact or a question, and its value: {shape}.", shape="{id: …}")
    keys = [name for name in schema.get("properties", {}) if name != "$schema"]
    if "object" not in types or not keys:
        return None
    return Message.of("Keys that can stand here: {keys}.", keys=join_words(keys))


def _pattern(schema: dict[str, Any]) -> str | None:
    return patterns.DATE if "format" in schema else schema.get("pattern")


_TYPES = {
    "string": Message.of("text"),
    "number": Message.of("a number"),
    "integer": Message.of("a whole number"),
    "boolean": Message.of("true or false"),
    "array": Message.of("a list"),
    "object": Message.of("a group of keys"),
}


def _wanted(types: list[str], schema: dict[str, Any]) -> Message:
    if types == ["string", "object"] and schema.get("title") == "Text":
        return Message.of("a text, or a text for each language")
    if schema.get("title") == "Choice":
        return Message.of("a choice")
    words = [_TYPES[name] for name in types]
    said = words[0]
    for word in words[1:]:
        said = Message.of("{one} or {other}", one=said, other=word)
    return said


def _found(value: object) -> Message:
    match value:
        case bool():
            return Message.of("true or false")
        case int() | float():
            return Message.of("a number")
        case str():
            return Message.of("text")
        case list():
            return Message.of("a list")
        case _:
            return Message.of("a group of keys")


def _in_quotes(value: str, schema: dict[str, Any]) -> Message:
    if schema.get("title") == "Choice":
        return Message.of(
            'Write the id of the choice, not its number; where the id is a number, in quotes: "{value}".', value=value
        )
    return Message.of('Put it in quotes: "{value}".', value=value)


def _rewriting(
    document: Document, place: Place, value: object, types: list[str], schema: dict[str, Any]
) -> Message | None:
    """How to write `value` so that it is of one of the types."""
    match value:
        case str() | bool() | int() | list() if schema.get("title") == "Answer":
            return Message.of("Write an answer as {shape}.", shape=_answer_of(value))
        case bool() | int() | float() if "string" in types:
            return _in_quotes(_text_at(document, place), schema)
        case str() if "boolean" in types:
            return Message.of("Write true for yes, false for no, without quotes.")
        case str() if "array" in types:
            return Message.of("Write it as a list: [{value}].", value=value)
        case str() if ("number" in types or "integer" in types) and patterns.is_number_like(value):
            return Message.of("Write the number so, without quotes: {value}.", value=patterns.yaml_number(value))
        case _:
            return None


_INSTEAD: dict[tuple[type | str, ...], Message] = {
    (list, "object"): Message.of("Write one key a line, without a hyphen: {shape}", shape="id: …"),
    (dict, "array"): Message.of("Begin each item with a hyphen and a space: {shape}", shape="- id: …"),
    (dict, "string", "boolean"): Message.of("Conditions are combined by the keys all, any and not."),
}
"""By what was written and what can be: how to write a list as a group of keys, or the contrary."""


def _answer_of(value: object) -> str:
    """An answer that says what was written without a key."""
    match value:
        case str() if "\n" not in value and len(value) <= _LONGEST_SHOWN:
            return "{choice: " + value + "}"
        case bool():
            return "{choice: " + _written(value) + "}"
        case list():
            return "{choices: […]}"
        case _:
            return "{choice: …}"


def _text_at(document: Document, place: Place) -> str:
    document, place = document.origin(place)
    mark = document.mark(place)
    return document.text[mark.start : mark.end].strip()


def _written(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case None:
            return ""
        case _:
            return str(value)
