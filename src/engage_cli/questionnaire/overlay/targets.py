"""Where each thing with an id stands in a questionnaire as one whole value, and what it says under a key."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from engage_cli.errors import Place
from engage_cli.files.nodes import Node
from engage_cli.questionnaire.overlay.keys import BY_PLURAL, KINDS, Kind
from engage_cli.questionnaire.parsing_questions import QUESTION_TYPES, written_type

Targets = Mapping[str, Mapping[str, Place]]
"""The places of the things of a questionnaire, by the name of their kind, then by id."""

_LANGUAGE = re.compile("[a-z]{2}")
LABEL = "label"


def places_by_kind(whole: Mapping[str, Any]) -> Targets:
    """The place of each thing with an id in `whole`, a questionnaire with its sections and resources in it."""
    found: dict[str, dict[str, Place]] = {kind.name: {} for kind in KINDS}
    for kind in KINDS:
        if kind.within is None and kind.name not in ("section", "tag"):
            found[kind.name] = dict(_inside(whole, (), kind))
    for group, value in (whole.get("tags") or {}).items():
        found["tag"] |= {id: ("tags", group, "choices", id) for id in value["choices"]}
    for place, section in _sections(whole, ()):
        found["section"][section["id"]] = place
        for n, question in enumerate(section.get("questions") or ()):
            here = (*place, "questions", n)
            found["question"][question["id"]] = here
            found["recommendation"] |= {
                one["id"]: (*here, "recommendations", k) for k, one in enumerate(question.get("recommendations") or ())
            }
    return found


def entries_by_kind(overlay: Node, part: str) -> Iterator[tuple[Kind, Node]]:
    """The kinds of things that an overlay names under `part` (`drop` or `add`), each with what is written of it; keys
    for other programs (`x-…`) are left out.
    """
    return ((BY_PLURAL[plural], node) for plural, node in overlay.below(part) if plural in BY_PLURAL)


def _inside(whole: Mapping[str, Any], above: Place, kind: Kind) -> Iterator[tuple[str, Place]]:
    key = kind.place[0]
    value = whole.get(key) or ()
    if kind.listed:
        yield from ((one["id"], (*above, key, n)) for n, one in enumerate(value))
    else:
        yield from ((id, (*above, key, id)) for id in value)


def _sections(holder: Mapping[str, Any], above: Place) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    for n, section in enumerate(holder.get("sections") or ()):
        place = (*above, "sections", n)
        yield place, section
        yield from _sections(section, place)


def value_at(value: Any, place: Place) -> Any:
    """The value at `place`; None where there is nothing."""
    for key in place:
        if isinstance(value, Mapping):
            value = value.get(str(key))
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            return None
    return value


def labelled_value_at(value: Any, place: Place) -> Any:
    """The value at `place`, where a bare name counts as its own label; None where there is nothing."""
    holder = value_at(value, place[:-1])
    return holder if place[-1:] == (LABEL,) and is_bare_label(holder) else value_at(value, place)


def key_place(whole: Any, place: Place, words: str) -> Place | None:
    """The place of the key spelled `words` below the thing at `place`; None where its holder is missing."""
    for part in words.split("."):
        value = value_at(whole, place)
        if isinstance(value, list):
            place = (*place, next(n for n, one in enumerate(value) if one["id"] == part))
        elif value is None and "choices" not in place:
            return None
        else:
            place = (*place, part)
    return place


def is_bare_label(value: Any) -> bool:
    """Whether `value` is a label without a mapping around it: a text, or a text by language."""
    if isinstance(value, Mapping):
        return bool(value) and all(map(_LANGUAGE.fullmatch, value))
    return isinstance(value, str)


def choices_of(whole: Mapping[str, Any], kind: Kind, thing: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the choices of a question, scale or facet."""
    if kind.name != "question":
        return tuple(thing.get("choices") or ())
    type = QUESTION_TYPES[written_type(thing)]
    if type.ready is not None:
        return tuple(type.ready)
    scale = (whole.get("scales") or {}).get(thing.get("scale"))
    return tuple((scale or thing).get("choices") or ())
