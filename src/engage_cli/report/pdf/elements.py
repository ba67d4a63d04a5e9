"""An HTML page as plain values, for an engine that is not a browser to lay out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engage_cli.report.page_tree import INLINE, UNSEEN, VOID, parse_html
from engage_cli.values import Value

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Node = dict[str, Any]
"""An element: `t` its name, `c` its classes, `k` its children (elements and texts), `n` how many characters it holds,
and where it has them, `id`, `href`, `lang`, `level` (of a heading), `span` (columns of a cell), `svg` or
`src`, `alt`."""

HEADINGS = {f"h{n}": n for n in range(1, 7)}

LONGEST = 26
"""Maximum number of characters in a word that is never broken: 30 mm of text."""

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BLANKS_OF_A_LINE = re.compile(r"[ \t\r\f]+")
_LONG = re.compile(rf"[^\s\u00a0\u200b]{{{LONGEST + 1},}}")


@dataclass(slots=True)
class _Open:
    """An element whose end tag has not been read yet."""

    node: Node
    as_typed: bool
    """Whether line breaks in it are kept, as in `pre`."""


class Page(Value):
    """An HTML page as a tree of plain values."""

    title: str
    language: str
    body: list[Node | str]
    ids: frozenset[str]
    """The ids that links in the page may lead to."""


def parse_page(html: str) -> Page:
    """Parses a page; whitespace is collapsed as in a browser, drawings are kept as they are."""
    reader = _Reader()
    reader.inside(parse_html(html))
    return Page(reader.title, reader.language, reader.root["k"], frozenset(reader.ids))


class _Reader:
    def __init__(self) -> None:
        self.title = self.language = ""
        self.ids: set[str] = set()
        self.root: Node = {"t": "html", "c": [], "k": [], "n": 0}
        self.opened = [_Open(self.root, as_typed=False)]
        self.starts = True
        """A blank here would begin a line."""
        self.last: list[Any] = []
        """The children that the last text stands at the end of."""
        self.level = 0

    # ── what it reads ─────────────────────────────────────────────────────────────────────────────────────────────

    def inside(self, element: "Element") -> None:
        """Reads the content of an element."""
        self._data(element.text or "")
        for child in element:
            self._element(child)
            self._data(child.tail or "")

    def _element(self, element: "Element") -> None:
        tag = element.tag
        if tag == "html":
            self.language = element.get("lang", "")
            self.inside(element)
        elif tag == "title":
            self.title = self.title or element.text or ""
        elif tag not in UNSEEN and element.get("hidden") is None:
            self._begin("img" if tag == "svg" else tag, element.attrib)
            if tag not in VOID and tag != "svg":
                self.inside(element)
                self._end()

    def _data(self, data: str) -> None:
        if self.opened[-1].as_typed:
            self._lines(_BLANKS_OF_A_LINE.sub(" ", data))
        else:
            self._text(_BLANKS.sub(" ", data))

    # ── what it builds ────────────────────────────────────────────────────────────────────────────────────────────

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        classes = given.get("class", "").split()
        node: Node = {"t": tag, "c": classes, "k": [], "n": 0}
        if tag not in INLINE or tag == "br":
            self._edge()
        node |= self._own(tag, given)
        parent = self.opened[-1]
        parent.node["k"].append(node)
        if tag == "br":
            self._edge()
        elif tag == "img":
            self.starts, self.last = False, []
        if tag not in VOID:
            self.opened.append(_Open(node, as_typed="own" in classes or parent.as_typed))

    def _own(self, tag: str, given: dict[str, str]) -> Iterator[tuple[str, object]]:
        """The attributes of an element that layout needs, besides its classes."""
        if "id" in given and given["id"] not in self.ids:
            self.ids.add(given["id"])
            yield "id", given["id"]
        if tag == "a" and given.get("href", "").startswith(("#", "https://", "http://", "mailto:")):
            yield "href", given["href"]
        if "lang" in given:
            yield "lang", given["lang"]
        if tag in HEADINGS:
            self.level = min(HEADINGS[tag], self.level + 1)  # a level left out is a fault in a PDF
            yield "level", self.level
        if given.get("colspan", "").isdigit():
            yield "span", int(given["colspan"])
        if tag == "img":
            yield ("svg", given["source"]) if "source" in given else ("src", given.get("src", ""))
            yield "alt", given.get("alt", "")

    def _end(self) -> str:
        """Closes the innermost open element and returns its tag."""
        node = self.opened.pop().node
        if node["t"] not in INLINE:
            self._edge()
        self.opened[-1].node["n"] += node["n"]
        return str(node["t"])

    def _edge(self) -> None:
        """Marks a line boundary: whitespace on either side of it is dropped."""
        if self.last and isinstance(self.last[-1], str):
            self.last[-1] = self.last[-1].rstrip(" ")
            if not self.last[-1]:
                self.last.pop()
        self.starts, self.last = True, []

    def _lines(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self._begin("br", {})
            self._text(line)

    def _text(self, text: str) -> None:
        shown = text.lstrip(" ") if self.starts else text
        if not shown:
            return
        inside = self.opened[-1].node
        inside["k"] += _breakable(shown)
        inside["n"] += len(shown)
        self.starts, self.last = shown.endswith(" "), inside["k"]


def _breakable(text: str) -> Iterator[Node | str]:
    """`text` with break points in words longer than a line: an address at its punctuation, others every eight
    characters."""
    at = 0
    for found in _LONG.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        pieces = re.findall(rf".{{1,{LONGEST}}}?(?:[/.?&=_:-]+|$)|.{{8}}", found[0])
        yield {"t": "word", "c": [], "k": pieces, "n": 0}
        at = found.end()
    if at < len(text):
        yield text[at:]
