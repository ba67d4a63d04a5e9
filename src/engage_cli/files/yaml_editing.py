"""Edits YAML files written by hand: what does not change keeps every byte, comments and spaces included.

Each function gives the new text, parsed again and found to say what was meant. Raises UsageError where the file is
written in a way that does not allow the change; TypeError for what is no value of a YAML file.
"""

from collections.abc import Callable, Mapping
from math import isfinite

from engage_cli.errors import Message, Place, UsageError
from engage_cli.files.json_layout import is_json, rewrite_json
from engage_cli.files.yaml_elements import Element
from engage_cli.files.yaml_errors import UNSAFE, control_character_fault
from engage_cli.files.yaml_parsing import Tree
from engage_cli.files.yaml_reading import BOM, Document
from engage_cli.files.yaml_splicing import with_entries, with_item, with_root, with_value, without
from engage_cli.files.yaml_text import CannotEditError, Spot, YamlText
from engage_cli.values import replace


def set_value(document: Document, place: Place, value: object) -> str:
    """The text with `value` at `place`.

    Missing mappings on the way are made, and a list grows by the position behind its end.
    """
    new = _plain(value)
    return _changed(document, place, _with(document.value, place, new), lambda written: _set(written, place, new))


def set_mapping(document: Document, place: Place, wanted: Mapping[str, object]) -> str:
    """The text with the mapping at `place` made to say `wanted`; only keys and items that differ are touched."""
    new = _plain(wanted)
    return _changed(document, place, _with(document.value, place, new), lambda written: _merge(written, place, new))


def remove(document: Document, place: Place) -> str:
    """The text without the key or item at `place`, unchanged where there is none. What held only that is left empty."""
    if not document.has(place):
        return document.text
    return _changed(document, place, _without(document.value, place), lambda written: _remove(written, place))


def plain_equal(one: object, other: object) -> bool:
    """Whether two plain values are the same; unlike `==`, `true` is not 1 and 1 is not 1.0."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(plain_equal(value, other[key]) for key, value in one.items())
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(plain_equal, one, other))
    return type(one) is type(other) and one == other


def _changed(document: Document, place: Place, expected: object, change: Callable[[YamlText], YamlText]) -> str:
    """The text after `change`, which must say `expected`: tried as people write, then with care."""
    body = document.text.removeprefix(BOM)
    strict = is_json(body)
    if strict and (whole := rewrite_json(body, document.value, expected)) is not None:
        return _proved(document, body, whole, expected)
    for careful in (False, True):
        try:
            written = change(YamlText(document.path, body, document.tree, careful, strict))
        except CannotEditError:
            continue
        if plain_equal(written.tree.value, expected) and (not strict or is_json(written.text)):
            return document.text[: len(document.text) - len(body)] + written.text
    raise _cannot(document, place)


def _proved(document: Document, body: str, new: str, expected: object) -> str:
    """`new` in the place of `body`. Raises UsageError where it is not read back as what is `expected`."""
    tree = Tree(new, document.path).read()
    if tree.problems or tree.root is None or not plain_equal(tree.root.value, expected):
        raise _cannot(document, ())
    return document.text[: len(document.text) - len(body)] + new


def _cannot(document: Document, place: Place) -> UsageError:
    message = Message.of(
        "“{place}” cannot be changed in “{path}” without touching what is around it.",
        place=".".join(map(str, place)),
        path=document.path,
    )
    return UsageError(message, Message.of("Nothing was written. Make this change in a text editor."))


def _plain(value: object) -> object:
    """`value` of dict, list, str, int, float, bool and None only."""
    if isinstance(value, Mapping):
        return {_text(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, int) or (isinstance(value, float) and isfinite(value)):
        return value
    raise TypeError(f"{value!r} is no value of a YAML file")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no key of a YAML file")
    if UNSAFE.search(value):
        raise UsageError(*control_character_fault(value))
    return str(value)


def _with(value: object, place: Place, new: object) -> object:
    """A plain value with `new` at `place`, what leads there made where there is nothing."""
    if not place:
        return new
    key, *rest = place
    if isinstance(key, str) and isinstance(value, dict | None):
        return {**(value or {}), key: _with((value or {}).get(key), tuple(rest), new)}
    if isinstance(key, int) and isinstance(value, list | None) and 0 <= key <= len(value or []):
        items = value or []
        return [*items[:key], _with(items[key] if key < len(items) else None, tuple(rest), new), *items[key + 1 :]]
    raise TypeError(f"nothing can be placed at {key!r}")


def _without(value: object, place: Place) -> object:
    key, *rest = place
    if isinstance(value, dict):
        below = {key: _without(value[key], tuple(rest))} if rest else {}
        return {k: below.get(k, v) for k, v in value.items() if k != key or below}
    assert isinstance(value, list)
    assert isinstance(key, int)
    return [*value[:key], *([_without(value[key], tuple(rest))] if rest else []), *value[key + 1 :]]


def _find(written: YamlText, place: Place) -> tuple[Spot | None, Element, Place]:
    """The nearest element on the way to `place` that is written out there, its spot, and the keys that remain."""
    spot, element = None, written.tree
    for depth, key in enumerate(place):
        below = None if element.alias else element.get(key)
        if below is None:
            return spot, element, place[depth:]
        spot, element = Spot(element, key, below), below
    return spot, element, ()


def _set(written: YamlText, place: Place, value: object) -> YamlText:
    spot, element, rest = _find(written, place)
    if not rest and plain_equal(element.value, value):
        return written
    grows = rest and not element.alias and element.below()
    if grows and isinstance(rest[0], str):
        return _read(written, with_entries(written, element, {rest[0]: _with(None, rest[1:], value)}))
    if grows:
        return _read(written, with_item(written, element, _with(None, rest[1:], value)))
    new = _with(element.value, rest, value)
    return _read(written, with_value(written, spot, new) if spot else with_root(written, new))


def _remove(written: YamlText, place: Place) -> YamlText:
    spot, element, rest = _find(written, place)
    if rest:
        return _set(written, place[: -len(rest)], _without(element.value, rest))
    if spot is None:
        raise CannotEditError
    if len(spot.parent.below()) == 1:
        return _set(written, place[:-1], {} if isinstance(spot.key, str) else [])
    return _read(written, without(written, spot))


def _merge(written: YamlText, place: Place, value: object) -> YamlText:
    """`value` at `place`, by as small changes as there are."""
    _, element, rest = _find(written, place)
    old = element.value
    if rest or not old or not value or element.alias or plain_equal(old, value):
        return _set(written, place, value)
    if isinstance(old, dict) and isinstance(value, dict):
        return _merge_mapping(written, place, old, value)
    if isinstance(old, list) and isinstance(value, list):
        return _merge_list(written, place, old, value)
    return _set(written, place, value)


def _merge_mapping(written: YamlText, place: Place, old: dict[str, object], new: dict[str, object]) -> YamlText:
    gone, added = [key for key in old if key not in new], {key: new[key] for key in new if key not in old}
    for key in old:
        if key in new:
            written = _merge(written, (*place, key), new[key])
    if added:
        written = _read(written, with_entries(written, _find(written, place)[1], added))
    for key in gone:
        written = _remove(written, (*place, key))
    return written


def _merge_list(written: YamlText, place: Place, old: list[object], new: list[object]) -> YamlText:
    """Items that both begin and end with are kept; those between are changed, taken out, or added at the end."""
    shorter = min(len(old), len(new))
    first = next((i for i in range(shorter) if not plain_equal(old[i], new[i])), shorter)
    last = next((i for i in range(shorter - first) if not plain_equal(old[-1 - i], new[-1 - i])), shorter - first)
    if len(new) > len(old):
        last = 0
    changed = min(len(old), len(new)) - last
    for position in range(first, changed):
        written = _merge(written, (*place, position), new[position])
    for position in range(len(old), len(new)):
        written = _set(written, (*place, position), new[position])
    for position in reversed(range(changed, len(old) - last)):
        written = _remove(written, (*place, position))
    return written


def _read(before: YamlText, text: str) -> YamlText:
    tree = Tree(text, before.path).read()
    if tree.problems or tree.root is None:
        raise CannotEditError
    return replace(before, text=text, tree=tree.root)
