"""Replaces, inserts and removes values in the text of a YAML document; each function gives the new text."""

from collections.abc import Mapping

from engage_cli.files.yaml_elements import Element
from engage_cli.files.yaml_rendering import Layout, Rendered, render_block, render_entries, render_items
from engage_cli.files.yaml_text import BREAK, COLON, HEADER, CannotEditError, Splice, Spot, YamlText


def with_root(written: YamlText, value: object) -> str:
    """The document with `value` as all that it says."""
    tree = written.tree
    if not tree.block or not value or not isinstance(value, dict | list):
        return written.spliced((tree.start.index, written.end_of(tree), written.flow(value)))
    return written.spliced(_alike(written, tree, value))


def with_value(written: YamlText, spot: Spot, value: object) -> str:
    """The document with `value` in place of the one at `spot`."""
    element = spot.element
    if spot.parent.style:
        return written.spliced(_in_flow(written, spot, value))
    at, column = written.indicator(spot)
    new = _rendered(spot, value, written.layout(spot.parent), column)
    if element.block:
        return _over_block(written, spot, at, value, new)
    if element.style in ("|", ">"):
        return _over_literal(written, element, at, new)
    return _over_inline(written, element, at, column, new)


def _rendered(spot: Spot, value: object, layout: Layout, column: int) -> Rendered:
    """What stands behind the colon or dash: a mapping or list begins behind a dash, but below a key."""
    if spot.element.key is not None:
        return render_block(value, layout, column)
    item = render_items([value], layout, column)
    return Rendered(item.lines[0][column + len("- ") :], item.lines[1:], item.needs_break)


def with_entries(written: YamlText, mapping: Element, new: Mapping[str, object]) -> str:
    """The document with the keys `new` at the end of a mapping that is not empty."""
    if mapping.style:
        added = ", ".join(f"{written.flow(key)}: {written.flow(value)}" for key, value in new.items())
        return _appended_in_flow(written, mapping, added)
    column = mapping.below()[0].key.start_mark.column
    return with_lines(written, mapping, render_entries(new, written.layout(mapping), column), column)


def with_item(written: YamlText, listed: Element, value: object) -> str:
    """The document with one more item at the end of a list that is not empty."""
    if listed.style:
        return _appended_in_flow(written, listed, written.flow(value))
    written.refuse_anchor(listed)
    column = listed.start.column
    under_key = listed.key is not None and listed.key.start_mark.column == column
    return with_lines(written, listed, render_items([value], written.layout(listed), column), column + under_key)


def without(written: YamlText, spot: Spot) -> str:
    """The document without the value at `spot` and its key; the mapping or list keeps another."""
    below = spot.parent.below()
    number = next(i for i, element in enumerate(below) if element is spot.element)
    if spot.parent.style:
        return written.spliced(_flow_removal(written, below, number))
    start = written.entry_start(spot.parent, number)
    end = written.end_of(spot.element)
    line = written.line_start(start)
    if written.text[line:start].strip():  # it stands behind the dash of a list
        following = written.entry_start(spot.parent, number + 1)
        kept = "#" in written.text[end:following]
        return written.spliced((start, written.line_end(end) if kept else following, ""))
    end = written.line_end(end)
    if written.is_careful:
        end = written.past_comments(end, deeper_than=spot.parent.start.column, blank=True)
    return written.spliced((line, written.next_line(end), ""))


def _over_block(written: YamlText, spot: Spot, at: int, value: object, new: Rendered) -> str:
    old = spot.element
    written.refuse_anchor(old)
    start, end = old.start.index, written.end_of(old)
    behind_dash = not BREAK.search(written.text, at, start)
    same_kind = isinstance(value, Mapping if isinstance(old.children, dict) else list)
    if value and isinstance(value, Mapping | list) and (behind_dash or same_kind):
        return written.spliced(_alike(written, old, value))
    if behind_dash:
        below = written.line_break + written.lines(new) if new.lines else ""
        return written.spliced((start, end, new.head + below + written.needed_break(new, end)))
    head = (at, at, f" {new.head}" if new.head else "")
    first = written.line_start(start)
    if not new.lines:
        return written.spliced(head, (first, written.next_line(written.line_end(end)), ""))
    return written.spliced(head, (first, end, written.lines(new) + written.needed_break(new, end)))


def _alike(written: YamlText, old: Element, value: object) -> Splice:
    """A mapping or list where another begins."""
    written.refuse_anchor(old)
    column, end = old.start.column, written.end_of(old)
    layout = written.layout(old)
    new = render_entries(value, layout, column) if isinstance(value, Mapping) else _items(value, layout, column)
    return old.start.index, end, written.lines(new)[column:] + written.needed_break(new, end)


def _over_literal(written: YamlText, old: Element, at: int, new: Rendered) -> str:
    header = HEADER.match(written.text, old.start.index)
    if not header:
        raise CannotEditError
    head = _head(old, at, header.end(), new)
    first, end = written.line_end(header.end()), max(written.end_of(old), written.line_end(header.end()))
    lines = written.line_break + written.lines(new) + written.needed_break(new, end) if new.lines else ""
    return written.spliced(head, (first, end, lines))


def _over_inline(written: YamlText, old: Element, at: int, column: int, new: Rendered) -> str:
    start, end = old.start.index, old.end.index
    empty = start == end
    if not new.lines:
        return written.spliced((at, at, f" {new.head}") if empty else (start, end, new.head))
    if not empty and BREAK.search(written.text, at, start):
        return _over_inline_below(written, old, at, new)
    head = (at, at, f" {new.head}" if new.head else "") if empty else _head(old, at, end, new)
    behind = written.line_end(at if empty else end)
    if not new.head:
        behind = written.past_comments(behind, deeper_than=column)
    lines = written.line_break + written.lines(new) + written.needed_break(new, behind)
    return written.spliced(head, (behind, behind, lines))


def _head(old: Element, at: int, end: int, new: Rendered) -> Splice:
    """What comes in place of `old`, up to `end`, on the line of its key or dash."""
    if old.key is not None and new.head:
        return old.start.index, end, new.head
    return at, end, f" {new.head}" if new.head else ""  # lines below align with what stands one space behind a dash


def _over_inline_below(written: YamlText, old: Element, at: int, new: Rendered) -> str:
    """A value on a line below its key: lines come instead, a comment behind it moves to a line of its own."""
    first, last = written.line_start(old.start.index), written.line_end(old.end.index)
    comment = written.text[old.end.index : last].strip()
    kept = written.line_break + " " * old.start.column + comment if comment else ""
    head = (at, at, f" {new.head}" if new.head else "")
    return written.spliced(head, (first, last, written.lines(new) + kept + written.needed_break(new, last)))


def _in_flow(written: YamlText, spot: Spot, value: object) -> Splice:
    element, new = spot.element, written.flow(value)
    start, end = element.start.index, element.end.index
    if start < end:
        return start, end, new
    if element.key is None:
        raise CannotEditError
    behind = element.key.end_mark.index
    colon = COLON.match(written.text, behind)
    return (colon.end(), colon.end(), f" {new}") if colon else (behind, behind, f": {new}")


def _appended_in_flow(written: YamlText, collection: Element, added: str) -> str:
    if written.text[collection.start.index] not in "{[":  # a single pair without braces, within a list
        raise CannotEditError
    behind = _flow_end(written, collection.below()[-1])
    space = " " if written.text[behind - 1] == ":" else ""  # a comma right behind would be part of the key
    return written.spliced((behind, behind, f"{space}, {added}"))


def _flow_removal(written: YamlText, below: list[Element], number: int) -> Splice:
    if number + 1 < len(below):
        return _flow_start(below[number]), _flow_start(below[number + 1]), ""
    return _flow_end(written, below[number - 1]), _flow_end(written, below[number]), ""


def _flow_end(written: YamlText, element: Element) -> int:
    end = int(element.end.index)
    if element.key is None or element.start.index < end:
        return end
    colon = COLON.match(written.text, element.key.end_mark.index)
    return colon.end() if colon else int(element.key.end_mark.index)


def with_lines(written: YamlText, collection: Element, new: Rendered, column: int) -> str:
    """The document with the lines of `new`, indented already, behind a collection and the comments that follow at
    `column`.
    """
    end = written.end_of(collection)
    last = written.line_end(end)
    behind = written.past_comments(last, deeper_than=column - 1 if column else 0)
    splices = [(behind, behind, written.line_break + written.lines(new) + written.needed_break(new, behind))]
    if last == len(written.text):
        splices += _closing(written, collection)
    return written.spliced(*splices)


def _closing(written: YamlText, collection: Element) -> list[Splice]:
    """A text below a `|` that the end of the file ends: it gets a line break behind it, which is not part of it."""
    while collection.block:
        collection = collection.below()[-1]
    header = HEADER.match(written.text, collection.start.index)
    if not header or collection.style not in ("|", ">") or str(collection.value).endswith("\n"):
        return []
    return [(header.start(), header.end(), header.group().rstrip("+-") + "-")]


def _items(value: object, layout: Layout, column: int) -> Rendered:
    assert isinstance(value, list | tuple)
    return render_items(value, layout, column)


def _flow_start(element: Element) -> int:
    return int((element.key.start_mark if element.key else element.start).index)
