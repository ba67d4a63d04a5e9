"""Parses an HTML page into an element tree, for every engine and writer that is not a browser."""

import re
from html import unescape
from html.parser import HTMLParser
from xml.etree import ElementTree as ET  # of our own page, and of drawings that we made

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
INLINE = frozenset(
    "a abbr b bdi bdo br cite code em i img label mark q s small span strong sub sup svg time u wbr".split()
)
UNSEEN = frozenset("style script template title form nav".split())
ENDS_A_PARAGRAPH = frozenset(
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr main nav ol p pre section table ul".split()
)
INSIDE = {
    "tr": frozenset(("thead", "tbody", "tfoot")),
    "td": frozenset(("tr",)),
    "th": frozenset(("tr",)),
    "li": frozenset(("ul", "ol")),
}
"""By element, the parents it needs: a browser inserts them where they are missing."""

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_NAME = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_OURS = re.compile(r'<svg xmlns="http://www\.w3\.org/2000/svg" class="chart"')
_EMPTY = re.compile(rf"<((?:{'|'.join(VOID)})\b[^<>]*)(?<!/)>")
_CAPITAL = re.compile("<[A-Z]")
_DOCTYPE = re.compile(r"\A\s*<!doctype html>", re.IGNORECASE)


def parse_html(html: str) -> ET.Element:
    """The elements of a page, or of a part of one, under one root; missing end tags are added.

    A drawing is an element `svg` without children; its attribute `source` has the markup, `alt` its accessible name.
    """
    source, drawings = _apart(html)
    root = _quickly(source)
    if root is None:
        root = _Builder.of(source).root
    for drawing in root.iter("svg"):
        written = drawings[int(drawing.get("data-drawing", ""))]
        named = _NAME.search(written)
        drawing.attrib |= {"source": written, "alt": unescape(named[1]) if named else ""}
    return root


def parse_well_formed(html: str) -> ET.Element | None:
    """The element `html` of a page that needs no repair, with its drawings; None where a browser would repair it.

    It takes a sixth of the time of a parser that repairs as browsers do. None, too, where drawings are not ours.
    """
    source, drawings = _apart(html)
    found = _Builder.of(source)
    if found.mended or len(found.root) != 1 or not all(map(_OURS.match, drawings)):
        return None
    for place in [*found.root.iter("svg")]:
        drawing = _parsed(drawings[int(place.attrib.pop("data-drawing"))])
        place.tag, place.text, place[:] = drawing.tag, drawing.text, list(drawing)
        place.attrib.update(drawing.attrib)
    return found.root[0]


def _apart(html: str) -> tuple[str, list[str]]:
    """The page with each drawing replaced by its number, and the drawings."""
    drawings: list[str] = []

    def aside(found: re.Match[str]) -> str:
        drawings.append(found[0])
        return f'<svg data-drawing="{len(drawings) - 1}"></svg>'

    return _SVG.sub(aside, html), drawings


def _quickly(html: str) -> ET.Element | None:
    """The tree of markup that is well-formed XML too, in a tenth of the time; None where it is not."""
    if _CAPITAL.search(html):
        return None
    closed = _EMPTY.sub(r"<\1/>", _DOCTYPE.sub("", html))
    try:
        return _parsed(f"<page>{closed}</page>")
    except ET.ParseError:
        return None


def _parsed(xml: str) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314  # made by our own templates and charts


class _Builder(HTMLParser):
    """Builds the tree of a page that may need repair."""

    def __init__(self) -> None:
        super().__init__()
        self.root = ET.Element("page")
        self.opened = [self.root]
        self.names: list[str] = []
        self.mended = False
        """A browser would make something else of it than what is written."""

    @classmethod
    def of(cls, html: str) -> "_Builder":
        builder = cls()
        builder.feed(html)
        builder.close()
        builder.mended |= bool(builder.names)
        return builder

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.mended |= self._moves(tag)
        if tag in ENDS_A_PARAGRAPH and "p" in self.names:
            self.handle_endtag("p")
        element = ET.SubElement(self.opened[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self.opened.append(element)
            self.names.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.mended |= tag not in VOID
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.mended |= self.names[-1:] != [tag]
        if tag in self.names:
            while self.names.pop() != tag:
                self.opened.pop()
            self.opened.pop()

    def handle_data(self, data: str) -> None:
        inside = self.opened[-1]
        if len(inside):
            inside[-1].tail = (inside[-1].tail or "") + data
        else:
            inside.text = (inside.text or "") + data

    def _moves(self, tag: str) -> bool:
        """Whether a browser would move an element that begins here, or close another one before it."""
        if not self.names:
            return tag != "html"
        if tag in ENDS_A_PARAGRAPH and "p" in self.names:
            return True
        return tag in INSIDE and self.names[-1] not in INSIDE[tag]
