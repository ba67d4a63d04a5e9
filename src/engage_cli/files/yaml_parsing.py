"""From the C parser's events to plain values and where each is written, on an explicit stack and within bounds.

The parser's own composer is not used: it recurses (50,000 open brackets end the program) and reads YAML 1.1.
"""

import re
from collections.abc import Callable
from typing import Any, NoReturn

import yaml
from yaml._yaml import CParser

from engage_cli.errors import MOST, Message, Place, Problem
from engage_cli.files.json_layout import is_json
from engage_cli.files.yaml_elements import Element, has_unsafe_characters, plain_value

MAX_DEPTH = 100
"""The most collections inside one another."""
MAX_VALUES = 100_000
"""The most values of a document, those that aliases repeat included."""

_BREAKS = {0x85: 0xE085, 0x2028: 0xE028, 0x2029: 0xE029}
"""Line breaks in YAML 1.1 only; the parser is shown private characters in their stead, so that lines are counted as
editors do and texts keep them."""
_BREAKS_BACK = {private: public for public, private in _BREAKS.items()}


_PAIR = r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
"""A character beyond U+FFFF as JSON escapes it, where the first backslash is not escaped itself."""
_FILL = "\ue0fe"
"""Stands behind an escape that is shorter than the one that was written, so that what follows keeps its place."""


def _joined(pair: re.Match[str]) -> str:
    high, low = int(pair[2], 16) - 0xD800, int(pair[3], 16) - 0xDC00
    return f"{pair[1]}\\U{0x10000 + (high << 10) + low:08X}{_FILL}{_FILL}"


class _Stop(Exception):  # not an error: the end of reading
    """Nothing that follows can be understood."""


class _Open:
    """A collection not yet closed, with the key whose value is awaited."""

    __slots__ = ("anchor", "as_key", "element", "key", "keyed")

    def __init__(self, element: Element, anchor: str | None, *, as_key: bool) -> None:
        self.element = element
        self.anchor = anchor
        self.as_key = as_key
        self.key: tuple[str, Any] | None = None
        self.keyed = isinstance(element.children, dict)


class Tree:
    """The elements of one document while it is parsed."""

    def __init__(self, text: str, path: str) -> None:
        self.root: Element | None = None
        self.problems: list[Problem] = []
        self.ended = False
        """Everything was read, whatever is wrong with it."""
        self._text = text
        self._path = path
        self._open: list[_Open] = []
        self._anchors: dict[str, Element] = {}
        self._values = 0
        self._escapes = "\\" in text
        """Only an escape brings in a character that the text itself does not have."""
        self._documents = 0
        self._filled = "\\u" in text and re.search(_PAIR, text) is not None and _FILL not in text and is_json(text)
        """It is JSON with characters written as two halves, which YAML does not know."""
        self._swapped = any(chr(c) in text for c in _BREAKS) and not any(chr(c) in text for c in _BREAKS_BACK)

    def read(self) -> "Tree":
        """Parses all that limits and syntax allow, and gives itself; `problems` has what is wrong."""
        handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._mapping,
            yaml.SequenceStartEvent: self._sequence,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        try:
            self._refuse_tag_directives()
            text = re.sub(_PAIR, _joined, self._text) if self._filled else self._text
            parser = CParser(text.translate(_BREAKS) if self._swapped else text)
            while (event := parser.get_event()) is not None:
                if handler := handlers.get(type(event)):
                    handler(event)
            self.ended = True
        except _Stop:
            pass
        except yaml.YAMLError as error:
            from engage_cli.files.yaml_errors import explain_yaml_error

            self.problems.append(explain_yaml_error(error, self._text, self._path))
        return self

    def _refuse_tag_directives(self) -> None:
        """They only serve tags, and the parser's time grows with the square of their number."""
        directive = re.search("^%TAG", self._text, re.MULTILINE) if "%TAG" in self._text else None
        if directive:
            line = self._text.count("\n", 0, directive.start()) + 1
            message = Message.of("Tags such as “{tag}” are not allowed.", tag="%TAG")
            self.problems.append(Problem(path=self._path, message=message, line=line, column=1))
            raise _Stop

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            message = Message.of("The file holds more than one document.")
            self._stop(event, message, Message.of("Keep one; take out the lines “---” and “...” between them."))

    def _scalar(self, event: Any) -> None:
        value: str = event.value
        if self._swapped:
            value = value.translate(_BREAKS_BACK)
        if self._filled:
            value = value.replace(_FILL, "")
        if event.tag is not None:
            self._refuse_tag(event)
        if self._escapes and event.style and has_unsafe_characters(value):
            from engage_cli.files.yaml_errors import control_character_fault

            self._problem(event, *control_character_fault(value))
        top = self._open[-1] if self._open else None
        if top and top.keyed and top.key is None:
            self._key(top, value, event)
            return
        self._count(event, 1)
        element = Element(value if event.style or event.tag else plain_value(value), event)
        if event.anchor is not None:
            self._anchors[event.anchor] = element
        self._attach(element)

    def _key(self, top: _Open, key: str, event: Any) -> None:
        children: Any = top.element.children
        top.key = (key, event)
        if key == "<<" and not event.style:
            hint = Message.of("Write out what should stand here.")
            self._problem(event, Message.of("Merge keys (“<<”) are not allowed."), hint)
        elif not key and not event.style:
            self._problem(event, Message.of("A key is missing before “:”."))
        elif key in children:
            first = children[key].key.start_mark.line + 1
            message = Message.of("The key “{key}” is already used on line {line}.", key=key, line=first)
            self._problem(event, message, Message.of("Keep one of the two, or rename one."))

    def _mapping(self, event: Any) -> None:
        self._begin(Element({}, event, {}), event)

    def _sequence(self, event: Any) -> None:
        self._begin(Element([], event, []), event)

    def _begin(self, element: Element, event: Any) -> None:
        element.style = "{" if event.flow_style else ""
        if event.tag is not None:
            self._refuse_tag(event)
        as_key = self._awaits_key
        if as_key and not any(one.as_key for one in self._open):
            self._refuse_key(event)
        self._count(event, 1)
        self._bound_depth(event, 1)
        self._open.append(_Open(element, event.anchor, as_key=as_key))

    def _close(self, event: Any) -> None:
        closed = self._open.pop()
        closed.element.end = event.end_mark
        if closed.anchor is not None:
            self._anchors[closed.anchor] = closed.element
        if closed.as_key:
            self._open[-1].key = ("", event)
        else:
            self._attach(closed.element)

    def _alias(self, event: Any) -> None:
        meant = self._anchors.get(event.anchor)
        if meant is None:
            message = Message.of("Nothing before “*{name}” is marked “&{name}”.", name=event.anchor)
            self._stop(event, message, Message.of("Put the text between quotation marks if it begins with “*”."))
        if self._awaits_key:
            self._refuse_key(event)
            self._open[-1].key = ("", event)
            return
        self._count(event, meant.size)
        self._bound_depth(event, meant.height)
        repeated = Element(meant.value, event, meant.children) if meant.children is not None else _again(meant, event)
        repeated.alias, repeated.size, repeated.height = True, meant.size, meant.height
        self._attach(repeated)

    def _attach(self, element: Element) -> None:
        if not self._open:
            self.root = element
            return
        top = self._open[-1]
        parent = top.element
        parent.size += element.size
        if parent.height <= element.height:
            parent.height = element.height + 1
        value: Any = parent.value
        children: Any = parent.children
        if top.key:
            key, element.key = top.key
            value[key] = element.value
            children[key] = element
            top.key = None
        else:
            value.append(element.value)
            children.append(element)

    @property
    def _awaits_key(self) -> bool:
        return bool(self._open) and self._open[-1].keyed and self._open[-1].key is None

    def _count(self, event: Any, more: int) -> None:
        self._values += more
        if self._values > MAX_VALUES:
            self._stop(event, Message.of("The file holds more than {limit} values.", limit=MAX_VALUES))

    def _bound_depth(self, event: Any, more: int) -> None:
        if len(self._open) + more > MAX_DEPTH:
            del self._open[:]  # the place would be a hundred keys long
            self._stop(event, Message.of("Values are nested more than {limit} levels deep.", limit=MAX_DEPTH))

    def _refuse_tag(self, event: Any) -> None:
        tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
        hint = Message.of("Take the tag out; put a text that begins with “!” between quotation marks.")
        self._problem(event, Message.of("Tags such as “{tag}” are not allowed.", tag=tag), hint)

    def _refuse_key(self, event: Any) -> None:
        hint = Message.of("Put a text that begins with “[”, “{{” or “*” between quotation marks.")
        self._problem(event, Message.of("A key must be a text on one line."), hint)

    def _problem(self, event: Any, message: Message, hint: Message | None = None) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        place = self._place()
        self.problems.append(
            Problem(path=self._path, message=message, hint=hint, line=line, column=column, place=place)
        )
        if len(self.problems) > MOST:
            raise _Stop

    def _stop(self, event: Any, message: Message, hint: Message | None = None) -> NoReturn:
        self._problem(event, message, hint)
        raise _Stop

    def _place(self) -> Place:
        """The path to what is being read."""
        place: list[str | int] = []
        for one in self._open:
            if isinstance(one.element.children, list):
                place.append(len(one.element.children))
            elif one.key:
                place.append(one.key[0])
        return tuple(place)


def _again(meant: Element, event: Any) -> Element:
    """A scalar repeated by an alias."""
    event.style = ""
    return Element(meant.value, event)
