"""Tables of a Word document: column widths, header rows, and the elements."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from engage_cli.report.pdf.elements import Node
from engage_cli.report.pdf.styles import parse_styles
from engage_cli.report.word.elements import Element, replace_invalid_characters, w
from engage_cli.report.word.styles import TABLE
from engage_cli.shipped import shipped
from engage_cli.values import Value

_LEAST = 0.06
"""The minimum width of a column, as a share of the page width."""
_ROOM = 0.16
"""The minimum width of a column to write in, as a share of the page width."""
_SIGN = 0.0118
"""The width of one character of a column's longest word, as a share of the page width."""


class Row(Value, kw_only=True):
    """A table row with its cells."""

    node: Node
    cells: tuple[Node, ...]
    head: bool
    """Whether it is the header row."""


class TablePlan(Value, kw_only=True):
    """A table as it is to be written."""

    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    """Column widths as shares of the page width; they add up to 1."""
    caption: Node | None
    about: str
    """The alternative text of the table."""
    room: bool
    """Whether people write in it by hand."""


def plan_table(node: Node, about: str) -> TablePlan:
    """The rows and column widths of a table; `about` describes it where it has no caption."""
    rows = tuple(_rows(node, head=False))
    caption = next((kid for kid in _elements(node) if kid["t"] == "caption"), None)
    return TablePlan(
        rows=rows,
        widths=_of_style(node, _count(rows)) or _widths(rows),
        caption=caption,
        about=_text(caption) if caption else about,
        room="room-table" in node["c"],
    )


def _elements(node: Node) -> list[Node]:
    return [kid for kid in node["k"] if not isinstance(kid, str)]


def _rows(node: Node, *, head: bool) -> Iterator[Row]:
    for kid in _elements(node):
        if kid["t"] == "tr":
            cells = tuple(cell for cell in _elements(kid) if cell["t"] in ("td", "th"))
            if cells:
                yield Row(node=kid, cells=cells, head=head)
        elif kid["t"] in ("thead", "tbody", "tfoot"):
            yield from _rows(kid, head=kid["t"] == "thead")


def _text(node: Node) -> str:
    return "".join(kid if isinstance(kid, str) else f"{_text(kid)} " for kid in node["k"])


def _count(rows: Sequence[Row]) -> int:
    return max((sum(cell.get("span", 1) for cell in row.cells) for row in rows), default=0)


@cache
def _sheet() -> Mapping[str, Mapping[str, int]]:
    """The column widths in our style sheet, by class of table: the same in every document."""
    sheet = (shipped("report_templates") / "style.css").read_text(encoding="utf-8")
    return parse_styles(f"<style>{sheet}</style>").widths


def _of_style(node: Node, count: int) -> tuple[float, ...] | None:
    """The widths that a table's classes ask for, with unnamed columns equally wide; None where they ask for none."""
    asked: dict[str, int] = {}
    for name in node["c"]:
        asked |= _sheet().get(name, {})
    named = [asked.get(str(number), 0) / 100 for number in range(1, count + 1)]
    if not any(named):
        return None
    left = max(0.1, (1 - sum(named)) / max(named.count(0), 1))
    widths = [width or left for width in named]
    return tuple(width / sum(widths) for width in widths)


def _widths(rows: Sequence[Row]) -> tuple[float, ...]:
    """Widths that fit the longest word of each column; the rest goes to the columns with most text."""
    count = _count(rows)
    columns: list[list[str]] = [[] for _ in range(count)]
    for row in rows:
        if len(row.cells) == count:
            for column, cell in zip(columns, row.cells, strict=True):
                column.append(_text(cell))
    least = [_least(column) for column in columns]
    wanted = [(1 + sum(map(len, column)) / max(len(column), 1)) ** 0.65 for column in columns]
    left = max(0, 1 - sum(least))
    widths = [low + left * want / sum(wanted) for low, want in zip(least, wanted, strict=True)]
    return tuple(width / sum(widths) for width in widths)


def _least(column: Sequence[str]) -> float:
    """The minimum width for a column's texts, the heading first; with a heading only, room to write."""
    if not any(text.strip() for text in column[1:]):
        return _ROOM
    longest = max(len(word) for text in column for word in text.split())
    return max(_LEAST, min(0.2, _SIGN * longest + 0.02))


def table_element(plan: TablePlan, width: float) -> Element:
    """The element of a table without rows."""
    look = {"firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
    properties = w(
        "tblPr", w("tblStyle", val=TABLE), w("tblW", w=round(width), type="dxa"), w("tblLayout", type="fixed"),
        w("tblLook", val="0620", **look), w("tblCaption", val=replace_invalid_characters(plan.about.strip())[:255]),
    )  # fmt: skip
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=round(width * share)) for share in plan.widths)))


def row_element(found: Row, *, room: bool) -> Element:
    """The element of a row without cells; with `room`, high enough to write in by hand."""
    high = w("trHeight", val=740, hRule="atLeast") if room and not found.head else None
    return w("tr", w("trPr", w("cantSplit"), high, w("tblHeader") if found.head else None))


def cell_element(node: Node, width: int) -> Element:
    """The element of a cell without text, `width` wide."""
    span = node.get("span", 1)
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa"), w("gridSpan", val=span) if span > 1 else None))


def align_right(made: Element) -> None:
    """Right-aligns the paragraphs of a cell, as for figures."""
    for paragraph in made.findall("{*}p"):
        properties = paragraph.find("{*}pPr")
        if properties is not None:
            properties.append(w("jc", val="right"))
