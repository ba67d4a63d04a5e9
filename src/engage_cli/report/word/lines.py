"""Inline content of a Word document: runs of text, links, line breaks, small pictures."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from docx.oxml.ns import qn

from engage_cli.i18n import LANGUAGE
from engage_cli.report.pdf.elements import Node
from engage_cli.report.word.elements import Element, is_right_to_left, run, w
from engage_cli.report.word.package import Package
from engage_cli.report.word.pictures import Pictures
from engage_cli.values import Value, replace

_BY_CLASS: Mapping[str, str] = MappingProxyType(
    {
        "chip": "Mark", "mark": "Mark", "muted": "Label", "ref": "Label", "label": "Label", "number": "Number",
        "title": "Strong", "reserve": "Emphasis",
    }
)  # fmt: skip
_BY_TAG = MappingProxyType(
    {"strong": "Strong", "b": "Strong", "em": "Emphasis", "i": "Emphasis", "cite": "Emphasis", "th": "Strong"}
)


class Tone(Value, kw_only=True):
    """How text at a place is written: its language and character style."""

    language: str
    own: str
    """The main language of the document."""
    style: str = ""
    """The id of the character style; empty: none."""
    warning: bool = False


class Lines:
    """Makes the runs of text, links and pictures of one document."""

    def __init__(self, package: Package, pictures: Pictures, targets: Mapping[str, str]) -> None:
        self._package = package
        self._pictures = pictures
        self._targets = targets
        """Ids that links lead to, with the names of their bookmarks."""
        self._bookmarks = 0

    def part(self, language: str) -> list[Element]:
        """The start and the end of the bookmark around all content in `language`."""
        self._bookmarks += 1
        return [
            w("bookmarkStart", id=self._bookmarks, name=section_bookmark(language)),
            w("bookmarkEnd", id=self._bookmarks),
        ]

    def bookmark(self, node: Node) -> list[Element]:
        """The bookmark of a node, where some link leads to it."""
        name = self._targets.get(node.get("id", ""))
        if name is None:
            return []
        self._bookmarks += 1
        return [w("bookmarkStart", id=self._bookmarks, name=name), w("bookmarkEnd", id=self._bookmarks)]

    def runs(self, kids: Sequence[Node | str], tone: Tone) -> Iterator[Element]:
        """The runs of a paragraph, from the nodes in it."""
        for kid in kids:
            if isinstance(kid, str):
                yield run(kid, _properties(kid, tone))
            else:
                yield from self._inline(kid, tone)

    def _inline(self, node: Node, tone: Tone) -> Iterator[Element]:
        tag = node["t"]
        if tag == "br":
            yield w("r", w("br"))
        elif tag == "word":
            yield run("".join(node["k"]), _properties("".join(node["k"]), tone))
        elif tag == "img":
            yield from self._pictures.in_line(node)
        else:
            yield from self.bookmark(node)
            yield from self._linked(node, self._toned(node, tone))

    def _toned(self, node: Node, tone: Tone) -> Tone:
        found = [style for name in node["c"] if (style := _BY_CLASS.get(name))] or [_BY_TAG.get(node["t"], "")]
        warning = tone.warning or "alert" in node["c"] or "late" in node["c"]
        style = "Warning" if warning and found[0] == "Mark" else found[0]
        return replace(tone, style=style or tone.style, language=node.get("lang", tone.language), warning=warning)

    def _linked(self, node: Node, tone: Tone) -> Iterator[Element]:
        href = node.get("href", "")
        if href.startswith("#"):
            target = self._targets.get(href[1:])
            found = self.runs(node["k"], tone)
            yield from [w("hyperlink", *found, anchor=target, history=1)] if target else found
        elif href:
            link = w("hyperlink", *self.runs(node["k"], replace(tone, style="Hyperlink")), history=1)
            link.set(qn("r:id"), self._package.address(href))
            yield link
        else:
            yield from self.runs(node["k"], tone)


def section_bookmark(language: str) -> str:
    """The name of the bookmark around all content in a language."""
    return f"part_{language}"


def bookmark_names(nodes: Sequence[Node | str]) -> dict[str, str]:
    """A name that Word accepts for each id that links lead to and some element has."""
    wanted, there = set[str](), dict[str, None]()
    for node in inner_nodes(nodes):
        wanted |= {node["href"][1:]} if node.get("href", "").startswith("#") else set()
        there |= {node["id"]: None} if "id" in node else {}
    return {id: f"e{number}" for number, id in enumerate((id for id in there if id in wanted), 1)}


def inner_nodes(nodes: Sequence[Node | str]) -> Iterator[Node]:
    """All elements among `nodes` and inside them."""
    for node in nodes:
        if not isinstance(node, str):
            yield node
            yield from inner_nodes(node["k"])


def _properties(text: str, tone: Tone) -> Element | None:
    """The properties of a run: style, direction and language; None where it needs none."""
    found = [
        w("rStyle", val=tone.style) if tone.style else None,
        w("rtl") if is_right_to_left(text) else None,
        w("lang", val=LANGUAGE[tone.language].locale) if tone.language != tone.own else None,
    ]
    kept = [element for element in found if element is not None]
    return w("rPr", *kept) if kept else None
