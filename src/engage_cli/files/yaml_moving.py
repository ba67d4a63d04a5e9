"""Makes many changes to a YAML file at once: keys renamed, short values replaced, entries moved with their comments.

What cannot be cut cleanly is left to `yaml_editing`, which makes the text say what is meant in any case.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from engage_cli.errors import InputError, Place
from engage_cli.files import yaml_reading
from engage_cli.files.yaml_editing import plain_equal, set_mapping
from engage_cli.files.yaml_elements import Element
from engage_cli.files.yaml_reading import BOM, Document
from engage_cli.files.yaml_rendering import Rendered, render_inline, render_scalar
from engage_cli.files.yaml_splicing import with_lines
from engage_cli.files.yaml_text import CannotEditError, Splice, YamlText
from engage_cli.values import Value


class Changes(Value, kw_only=True):
    """Changes to a document, by places of the document as it is now."""

    keys: Mapping[Place, str]
    """The new key of each entry that is renamed."""
    values: Mapping[Place, object]
    """The new value at each place where it is replaced."""
    moved: tuple[Place, ...]
    """The places of entries that are taken out."""
    targets: Mapping[Place, Place]
    """The new place of entries that are taken out; missing mappings are made at the end of the nearest one there is."""


def apply_changes(document: Document, changes: Changes, wanted: Mapping[str, object]) -> Document:
    """The document after `changes`, which then says `wanted`. Raises UsageError as `yaml_editing` does."""
    moved = document
    with suppress(CannotEditError, InputError):
        moved = yaml_reading.parse(_moved(document, changes), document.path)
    text = set_mapping(moved, (), wanted)
    return moved if text == moved.text else yaml_reading.parse(text, document.path)


def reorder_entries(document: Document, place: Place, wanted: Sequence[str]) -> str:
    """The text with the entries of the block mapping at `place` in the order `wanted`, each with the comments above it.

    Raises CannotEditError where it is written in another way.
    """
    body = document.text.removeprefix(BOM)
    written = YamlText(document.path, body, document.tree)
    _, holder = _spot(written, place)
    names = list(holder.children) if isinstance(holder.children, dict) else []
    if not holder.block or sorted(names) != sorted(wanted) or len(names) < 2:
        raise CannotEditError
    extents = [_extent(written, (*place, name)) for name in names]
    starts = [_above(body, start, extents[n - 1][1] if n else start) for n, (start, _) in enumerate(extents)]
    ends = [*starts[1:], extents[-1][1]]
    if not body[: ends[-1]].endswith("\n"):
        raise CannotEditError
    entries = {name: body[start:end] for name, start, end in zip(names, starts, ends, strict=True)}
    text = body[: starts[0]] + "".join(entries[name] for name in wanted) + body[ends[-1] :]
    result = yaml_reading.parse(document.text[: len(document.text) - len(body)] + text, document.path)
    if result.problems or not plain_equal(result.value, document.value):
        raise CannotEditError
    return result.text


def _above(text: str, start: int, least: int) -> int:
    """Where the comments begin that stand right above the line at `start`, no further up than `least`."""
    while start > least:
        before = text.rfind("\n", 0, start - 1) + 1
        if before < least or not text[before:start].lstrip(" ").startswith("#"):
            break
        start = before
    return start


def _moved(document: Document, changes: Changes) -> str:
    body = document.text.removeprefix(BOM)
    written = YamlText(document.path, body, document.tree)
    lifted = {place: _lines(written, place) for place in changes.moved}
    splices = [
        *(_key(written, place, key) for place, key in changes.keys.items()),
        *(_value(written, place, value) for place, value in changes.values.items()),
        *(_out(written, place) for place in changes.moved),
    ]
    mark = document.text[: len(document.text) - len(body)]
    text = mark + written.spliced(*splices)
    return _put(yaml_reading.parse(text, document.path), changes.targets, lifted) if changes.targets else text


def _spot(written: YamlText, place: Place) -> tuple[Element, Element]:
    """What holds the value at `place`, and the value: both written out there."""
    parent, element = written.tree, written.tree
    for key in place:
        below = None if element.alias else element.get(key)
        if below is None:
            raise CannotEditError
        parent, element = element, below
    return parent, element


def _key(written: YamlText, place: Place, key: str) -> Splice:
    parent, element = _spot(written, place)
    start, end = element.key.start_mark.index, element.key.end_mark.index
    if written.text[start : start + 1] in "&*!":
        raise CannotEditError
    return start, end, render_scalar(key, flow=bool(parent.style))


def _value(written: YamlText, place: Place, value: object) -> Splice:
    parent, element = _spot(written, place)
    start, end = element.start.index, element.end.index
    plain = element.children is None and not element.alias and element.style not in ("|", ">") and start < end
    if not plain or written.text[start : start + 1] == "&":
        raise CannotEditError
    return start, end, render_inline(value, flow=bool(parent.style))


def _extent(written: YamlText, place: Place) -> tuple[int, int]:
    """The lines of an entry of a block mapping that has others, as indices: its first, and the one behind it."""
    parent, element = _spot(written, place)
    key = element.key
    if not parent.block or key is None:
        raise CannotEditError
    start, stop = (
        written.line_start(key.start_mark.index),
        written.line_end(max(written.end_of(element), key.end_mark.index)),
    )
    if written.text[start : key.start_mark.index].strip(" ") or (
        element.block and written.text[element.start.index] == "&"
    ):
        raise CannotEditError
    return start, written.next_line(stop)


def _out(written: YamlText, place: Place) -> Splice:
    return (*_extent(written, place), "")


def _lines(written: YamlText, place: Place) -> tuple[str, ...]:
    """The lines of an entry, without the indentation of its key."""
    start, end = _extent(written, place)
    _, element = _spot(written, place)
    column = int(element.key.start_mark.column)
    return tuple(_outdented(written.text[start:end].splitlines(), column))


def _outdented(lines: Iterable[str], column: int) -> Iterator[str]:
    for line in lines:
        if line[:column].strip(" "):
            raise CannotEditError
        yield line[column:]


def _put(document: Document, kept: Mapping[Place, Place], lifted: Mapping[Place, tuple[str, ...]]) -> str:
    """The text with the lifted entries at the end of the mapping that is there already."""
    body = document.text.removeprefix(BOM)
    written = YamlText(document.path, body, document.tree)
    depth = _depth(document, kept.values())
    holder = written.tree
    for key in next(iter(kept.values()))[:depth]:
        found = holder.get(key)
        assert found is not None
        holder = found
    if not holder.block or not isinstance(holder.children, dict) or holder.alias:
        raise CannotEditError
    column, step = holder.below()[0].key.start_mark.column, written.layout(holder).step
    if any(place[-1] != source[-1] for source, place in kept.items()):
        raise CannotEditError
    entries = {place[depth:]: lifted[source] for source, place in kept.items()}
    lines = tuple(_nested(entries, column, step))
    text = with_lines(written, holder, Rendered("", lines), column)
    return document.text[: len(document.text) - len(body)] + text


def _depth(document: Document, places: Iterable[Place]) -> int:
    """How much of the way to all of `places`, which begin alike, is there already."""
    every = list(places)
    common = 0
    while all(len(place) > common + 1 and place[: common + 1] == every[0][: common + 1] for place in every):
        if not document.has(every[0][: common + 1]):
            return common
        common += 1
    raise CannotEditError  # there is something of that kind already: to be added to with care


def _nested(entries: Mapping[Place, tuple[str, ...]], column: int, step: int) -> Iterator[str]:
    open_keys: Place = ()
    for place, lines in entries.items():
        above = place[:-1]
        for depth, key in enumerate(above):
            if open_keys[: depth + 1] != above[: depth + 1]:
                yield f"{' ' * (column + depth * step)}{render_scalar(str(key))}:"
        open_keys, indent = above, " " * (column + len(above) * step)
        yield from (indent + line if line else "" for line in lines)
