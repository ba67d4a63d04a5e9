"""Writes paragraphs, lists and tables of a Word document from the elements of a page."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from engage_cli.model.theme import Theme
from engage_cli.report.page_tree import INLINE
from engage_cli.report.pdf.elements import Node
from engage_cli.report.word import tables
from engage_cli.report.word.elements import MM, Element, field_end, field_start, run, w
from engage_cli.report.word.lines import Lines, inner_nodes, section_bookmark
from engage_cli.report.word.paragraphs import Place, paragraph_properties
from engage_cli.report.word.pictures import Pictures, equalize_heights
from engage_cli.report.word.styles import BULLETS, hex_colour
from engage_cli.values import replace

_STYLES = MappingProxyType(
    {
        "kicker": "Subtitle", "lead": "Lead", "intro": "Introduction", "note": "Quote", "details": "Details",
        "resources": "Details", "ask": "Aside", "fall": "Aside", "small": "Aside", "muted": "Aside", "evidence": "Cell",
        "annex": "Annex",
    }
)  # fmt: skip
"""Paragraph styles by class of element."""
_LONG = 650
"""Number of characters from which a card may break across pages."""


class Blocks:
    """Writes the blocks of one document into `target`."""

    def __init__(self, target: Element, lines: Lines, pictures: Pictures, theme: Theme, *, full: bool) -> None:
        self.target = target
        self.lists = 0
        """Numbered ones, so far."""
        self._lines = lines
        self._pictures = pictures
        self._theme = theme
        self._full = full
        self._waiting: list[Element] = []
        """Bookmarks that the next paragraph takes."""
        self._cards = 0
        self._breaks = False
        """The next paragraph begins a page."""
        self._listed = 0
        """Where begins what a table of contents lists."""
        self._heading = ""
        """The last one: what a table without a caption is about."""

    def article(self, kids: Sequence[Node | str], place: Place) -> None:
        """Writes all content of one language between the bookmarks that its table of contents covers."""
        self._listed = len(self.target)
        self.write(kids, place)
        first = next((element for element in self.target[self._listed :] if element.tag == _P), None)
        if self._full and first is not None:
            begin, end = self._lines.part(place.tone.language)
            first.insert(int(len(first) and first[0].tag == _PROPERTIES), begin)
            self.target[-1].append(end)

    def write(self, kids: Sequence[Node | str], place: Place) -> None:
        """Writes `kids`: runs of inline nodes as paragraphs, other nodes as blocks."""
        line: list[Node | str] = []
        for kid in kids:
            if isinstance(kid, str) or (kid["t"] in INLINE | {"word"} and "svg" not in kid):
                line.append(kid)
                continue
            place = self._line(line, place)
            line = []
            self._block(kid, place)
        self._line(line, place)

    def _line(self, kids: Sequence[Node | str], place: Place) -> Place:
        """Writes a paragraph of inline nodes; returns the place for what follows: after the first paragraph of a list
        item, without a number."""
        if not any(not isinstance(kid, str) or kid.strip() for kid in kids):
            return place
        self._paragraph(kids, place)
        return replace(place, number=0)

    def _block(self, node: Node, place: Place) -> None:
        self._waiting += self._lines.bookmark(node)
        write = _BY_TAG.get(node["t"]) or next((_BY_CLASS[c] for c in node["c"] if c in _BY_CLASS), Blocks._inside)
        write(self, node, place)

    def _inside(self, node: Node, place: Place) -> None:
        self.write(node["k"], place)

    # ── paragraphs ────────────────────────────────────────────────────────────────────────────────────────────────

    def _paragraph(self, kids: Sequence[Node | str], place: Place, style: str = "") -> Element:
        marks, self._waiting = self._waiting, []
        paragraph = w(
            "p",
            paragraph_properties(place, style or place.style, breaks=self._breaks),
            *marks,
            *self._lines.runs(kids, place.tone),
        )
        self.target.append(paragraph)
        self._breaks = False
        return paragraph

    def paragraph(self, node: Node, place: Place) -> None:
        """Writes a paragraph in the style that its classes ask for."""
        if not node["k"]:
            return
        if "box" in node["c"]:
            self.card({**node, "k": [{**node, "c": []}]}, place)
            return
        style = next((_STYLES[name] for name in node["c"] if name in _STYLES), "")
        if "note" in node["c"] and place.edge:  # the line at its left is the card’s
            place = replace(place, tone=replace(place.tone, style="Emphasis"))
        self._paragraph(node["k"], place, style)

    def heading(self, node: Node, place: Place) -> None:
        """Writes a heading of its level."""
        self._heading = _words(node)
        self._paragraph(node["k"], replace(place, whole=False), f"Heading{min(node['level'], 4)}")

    # ── lists ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def items(self, node: Node, place: Place) -> None:
        """Writes a list with bullets or numbers; a definition list becomes paragraphs that begin with their term."""
        items = [kid for kid in node["k"] if not isinstance(kid, str) and kid["t"] == "li"]
        if "facts" in node["c"]:
            for item in items:
                self._fact(item, place)
            return
        number = BULLETS
        if node["t"] == "ol":
            self.lists += 1
            number = BULLETS + self.lists
        for item in items:
            self._waiting += self._lines.bookmark(item)
            self.write(item["k"], replace(place, depth=place.depth + 1, number=number))

    def _fact(self, item: Node, place: Place) -> None:
        label, *rest = [kid for kid in item["k"] if not isinstance(kid, str) or kid.strip()] or [""]
        paragraph = self._paragraph([label], place, "Fact")
        paragraph.append(w("r", w("tab")))
        if rest and isinstance(rest[0], str):
            rest[0] = rest[0].lstrip(" ")
        paragraph.extend(self._lines.runs(rest, place.tone))

    # ── groups ────────────────────────────────────────────────────────────────────────────────────────────────────

    def card(self, node: Node, place: Place) -> None:
        """Writes a card: its content with a coloured line at the left."""
        classes = node["c"]
        warning = "alert" in classes
        found = next((c for of, c in _EDGES.items() if of in classes), "line")
        ground = "warm-soft" if warning else "soft" if "box" in classes and "decision" not in classes else ""
        inner = replace(
            place,
            edge=hex_colour(self._theme, found),
            ground=hex_colour(self._theme, ground) if ground else "",
            apart=self._cards % 2,
            tone=replace(place.tone, warning=warning),
        )
        self._cards += 1
        before = len(self.target)
        self.write(node["k"], inner)
        if node["n"] < _LONG:
            _keep(self.target[before : None if "decision" in classes else -1])

    def notice(self, node: Node, place: Place) -> None:
        """Writes small print, kept on one page with the end of what precedes it."""
        for element in self.target[-2:]:
            _keep(element.findall("{*}tr")[-2:] if element.tag != _P else [element])
        self.write(node["k"], replace(place, style="Notice"))

    def page(self, node: Node, place: Place) -> None:
        """Writes a part that, in a full report, has a page of its own: what follows begins another page."""
        self.write(node["k"], place)
        self._breaks = self._full

    def contents(self, node: Node, place: Place) -> None:
        """Writes the table of contents: a field that Word can update with page numbers, filled with links until
        then."""
        self.write([kid for kid in node["k"] if not isinstance(kid, str) and "level" in kid], place)
        links = [kid for kid in inner_nodes(node["k"]) if kid["t"] == "a"]
        before = len(self.target)
        for link in links:
            self._paragraph([link], place, "TOC1")
        if links:
            self.target[before][1:1] = field_start(f'TOC \\o "2-2" \\h \\z \\b {section_bookmark(place.tone.language)}')
            self._paragraph([], place, "TOC1").append(field_end())
        self._listed = len(self.target)

    def room(self, _node: Node, place: Place) -> None:
        """Writes empty lines to write on."""
        self._paragraph([], place, "Room")

    def pair(self, node: Node, place: Place) -> None:
        """Writes pictures side by side; anything else one below the other."""
        halves = [kid for kid in node["k"] if not isinstance(kid, str)]
        drawings = [kid for half in halves for kid in half["k"] if not isinstance(kid, str) and "svg" in kid]
        if len(drawings) != len(halves) or not drawings:
            self.write(node["k"], place)
            return
        each = place.width / max(len(drawings), 2) - 3
        self._pictured(drawings, each, replace(place, whole=True))

    def drawing(self, node: Node, place: Place) -> None:
        """Writes a chart as a paragraph of its own."""
        if "svg" in node:
            self._pictured([node], place.width / 2 - 3, replace(place, whole=False))

    def _pictured(self, drawings: Sequence[Node], width: float, place: Place) -> None:
        paragraph = self._paragraph([], place)
        for number, found in enumerate(equalize_heights(drawings)):
            if number:
                paragraph.append(run("  "))
            paragraph.append(self._pictures.chart(found, width))

    # ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────

    def table(self, node: Node, place: Place) -> None:
        """Writes a table whose first row is repeated on every page."""
        plan = tables.plan_table(node, self._heading)
        if not plan.rows:
            return
        if plan.caption is not None:
            self._paragraph(plan.caption["k"], place, "Caption")
        made, outer = tables.table_element(plan, place.width * MM), self.target
        for row in plan.rows:
            made.append(self._row(row, plan, place))
        self.target = outer
        self.target.extend([made, w("p", w("pPr", w("spacing", before=0, after=0, line=120, lineRule="exact")))])

    def _row(self, row: tables.Row, plan: tables.TablePlan, place: Place) -> Element:
        made, at = tables.row_element(row, room=plan.room), 0
        self._waiting += self._lines.bookmark(row.node)
        for cell in row.cells:
            span = cell.get("span", 1)
            made.append(self._cell(cell, sum(plan.widths[at : at + span]) * place.width, place, row))
            at += span
        return made

    def _cell(self, cell: Node, width: float, place: Place, row: tables.Row) -> Element:
        made = self.target = tables.cell_element(cell, round(width * MM))
        style = "CellHeading" if row.head else "Cell"
        tone = replace(place.tone, style="Strong" if cell["t"] == "th" and not row.head else "")
        within = Place(tone=tone, width=width, style=style, whole=row.head or "group" in row.node["c"])
        self.write(cell["k"], within)
        if not len(made) or made[-1].tag != _P:
            self._paragraph([], replace(place, whole=within.whole), style)
        if "n" in cell["c"]:
            tables.align_right(made)
        return made


_P = w("p").tag
_PROPERTIES = w("pPr").tag


_EDGES = {"alert": "warm", "good": "good", "action": "accent", "talk": "accent", "decision": "ink"}
"""Colours of cards by class."""
_BY_TAG: Mapping[str, Callable[[Blocks, Node, Place], None]] = MappingProxyType(
    {
        **dict.fromkeys((f"h{n}" for n in range(1, 7)), Blocks.heading),
        "p": Blocks.paragraph,
        "ul": Blocks.items,
        "ol": Blocks.items,
        "table": Blocks.table,
        "footer": Blocks.notice,
        "img": Blocks.drawing,
    }
)
_BY_CLASS: Mapping[str, Callable[[Blocks, Node, Place], None]] = MappingProxyType(
    {
        "card": Blocks.card,
        "box": Blocks.card,
        "pair": Blocks.pair,
        "room": Blocks.room,
        "rule": Blocks.room,
        "toc-part": Blocks.contents,
        "glance": Blocks.page,
    }
)


def _keep(elements: Sequence[Element]) -> None:
    """Sets elements to stay on one page with what follows."""
    for paragraph in (paragraph for element in elements for paragraph in element.iter(_P)):
        paragraph.get_or_add_pPr().get_or_add_keepNext()


def _words(node: Node) -> str:
    return "".join(kid if isinstance(kid, str) else _words(kid) for kid in node["k"])
