"""The text of a YAML document, cut at the parser's marks: what is not replaced keeps every byte.

Indices and columns are in characters, from 0, and do not count a byte order mark.
"""

import re
from operator import itemgetter
from typing import Any

from engage_cli.files.json_layout import json_value
from engage_cli.files.yaml_elements import Element
from engage_cli.files.yaml_rendering import Layout, Rendered, render_inline
from engage_cli.values import Value

Splice = tuple[int, int, str]
"""A replacement in a text: from, to (excluded), and the new text."""

COLON = re.compile(r"\s*:")
HEADER = re.compile(r"[|>][-+\d]*")
BREAK = re.compile(r"\r\n|\r|\n")


class CannotEditError(Exception):
    """The value is written in a way in which it cannot be changed without touching what is around it."""


class Spot(Value):
    """A value, the element that holds it, and the key or position that leads to it."""

    parent: Element
    key: str | int
    element: Element


class YamlText(Value):
    """The text of a document and its elements."""

    path: str
    text: str
    tree: Element
    is_careful: bool = False
    """Whether to write nothing that the lines below could join: texts are quoted, comments go with what they follow."""
    is_json: bool = False
    """Whether it is JSON, and has to stay so."""

    def flow(self, value: object) -> str:
        """`value` on one line, as it may stand within brackets."""
        return json_value(value) if self.is_json else render_inline(value, flow=True)

    def past_comments(self, end: int, *, deeper_than: int, blank: bool = False) -> int:
        """The end of the last of the comment lines that follow the line ending at `end` and are indented deeper than
        `deeper_than`.
        """
        while (start := self.next_line(end)) < len(self.text):
            stop = self.line_end(start)
            line = self.text[start:stop]
            comment = line.lstrip(" ").startswith("#") and len(line) - len(line.lstrip(" ")) > deeper_than
            if not comment and not (blank and not line.strip()):
                break
            end = stop
        return end

    def entry_start(self, collection: Element, number: int) -> int:
        """The index of the key, or of the dash, of the n-th value of a block collection."""
        below = collection.below()
        if number >= len(below):
            return self.line_end(self.end_of(collection))
        if isinstance(collection.children, dict):
            return int(below[number].key.start_mark.index)
        self.refuse_anchor(collection)
        if number == 0:
            return int(collection.start.index)
        before = self.line_end(self.end_of(below[number - 1]))
        index = self.next_line(self.past_comments(before, deeper_than=-1, blank=True)) + int(collection.start.column)
        if self.text[index : index + 1] != "-":
            raise CannotEditError
        return index

    def indicator(self, spot: Spot) -> tuple[int, int]:
        """The index behind the colon or dash before a value in block style, and the column of its key or dash."""
        if spot.element.key is None:
            assert isinstance(spot.key, int)
            return self.entry_start(spot.parent, spot.key) + 1, spot.parent.start.column
        colon = COLON.match(self.text, spot.element.key.end_mark.index)
        if not colon:
            raise CannotEditError
        return colon.end(), int(spot.element.key.start_mark.column)

    def end_of(self, element: Element) -> int:
        """The index behind the last character of a value; blank lines behind a text below a `|` are not part of it."""
        while element.block:
            element = element.below()[-1]
        start, end = element.start.index, element.end.index
        if element.style not in ("|", ">") or element.alias:
            return int(end)
        written = self.text[start:end]
        header = HEADER.search(written)
        if header and "+" in header.group():
            return int(end) - (2 if written.endswith("\r\n") else written.endswith(("\n", "\r")))
        return int(start) + len(written.rstrip("\r\n"))

    def refuse_anchor(self, collection: Element) -> None:
        """Raises CannotEditError for a block collection with an anchor: its mark is that of the anchor, and where
        its first line is, is not known.
        """
        if self.text[collection.start.index] == "&":
            raise CannotEditError

    def layout(self, near: Element) -> Layout:
        """The layout of the elements near `near`, else of the rest of the file."""
        step, dash = _indentation(near)
        if step is None or dash is None:
            far_step, far_dash = _indentation(self.tree)
            step, dash = step or far_step, far_dash if dash is None else dash
        step = step or dash or 2
        return Layout(step, step if dash is None else dash, literals=not self.is_careful)

    def spliced(self, *splices: Splice) -> str:
        """The text with all `splices`, which do not overlap; of two at one index, the first comes first."""
        pieces: list[str] = []
        done = 0
        for start, end, new in sorted(splices, key=itemgetter(0)):
            pieces += self.text[done:start], new
            done = end
        return "".join((*pieces, self.text[done:]))

    def lines(self, rendered: Rendered) -> str:
        """The lines of a rendered value, with the line breaks of this file."""
        return self.line_break.join(rendered.lines)

    def needed_break(self, rendered: Rendered, end: int) -> str:
        """The line break that must end the file where the last text inserted ends in one; else empty."""
        return self.line_break if rendered.needs_break and end == len(self.text) else ""

    @property
    def line_break(self) -> str:
        """The line break of this file."""
        found = BREAK.search(self.text)
        return found.group() if found else "\n"

    def line_start(self, index: int) -> int:
        """The index of the first character of the line that `index` is on."""
        return max(self.text.rfind("\n", 0, index), self.text.rfind("\r", 0, index)) + 1

    def line_end(self, index: int) -> int:
        """The index behind the last character of the line that `index` is on, before its line break."""
        found = BREAK.search(self.text, index)
        return found.start() if found else len(self.text)

    def next_line(self, end: int) -> int:
        """The index behind the line break at `end`; `end` itself at the end of the file."""
        found = BREAK.match(self.text, end)
        return found.end() if found else end


def _indentation(element: Element) -> tuple[int | None, int | None]:
    """Columns from keys to the mappings and to the lists below them, as first found in `element`."""
    step: int | None = None
    dash: int | None = None
    waiting: list[Any] = [element]
    while waiting and (step is None or dash is None):
        parent = waiting.pop(0)
        for below in parent.below() if parent.block else ():
            waiting.append(below)
            if below.key is None or not below.block or below.start.line == below.key.start_mark.line:
                continue
            columns = below.start.column - below.key.start_mark.column
            if isinstance(below.children, dict):
                step = columns if step is None else step
            else:
                dash = columns if dash is None else dash
    return step, dash
