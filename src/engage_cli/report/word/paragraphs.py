"""The context of a paragraph in a Word document, and the paragraph properties that follow from it."""

from engage_cli.report.word.elements import Element, borders, w
from engage_cli.report.word.lines import Tone
from engage_cli.report.word.styles import BULLETS, STEP
from engage_cli.values import Value

_PAD = 170
"""The distance from the border of a card to its text, in twips."""


class Place(Value, kw_only=True):
    """The context in which a block is written."""

    tone: Tone
    width: float
    """The available width in millimetres."""
    style: str = ""
    """The style of paragraphs that have none of their own; empty: the default."""
    edge: str = ""
    """The colour of the line at the left, inside a card; empty: none."""
    ground: str = ""
    """The background colour; empty: none."""
    apart: int = 0
    """An indent that differs from one card to the next: Word merges borders of paragraphs with the same indent."""
    depth: int = 0
    """The number of lists that it is nested in."""
    number: int = 0
    """The id of the list of which the next paragraph is an item; 0: none."""
    whole: bool = False
    """Whether it stays on one page with what follows."""


def paragraph_properties(place: Place, style: str, *, breaks: bool) -> Element | None:
    """The paragraph properties for that style; `breaks`: it begins a page. None: there are none to set."""
    listed = _list_style(place)
    number = w("numPr", w("ilvl", val=place.depth - 1), w("numId", val=place.number)) if listed else None
    found = [
        w("pStyle", val=listed or style) if listed or style else None,
        w("keepNext") if place.whole else None,
        w("keepLines") if place.whole or place.edge else None,
        w("pageBreakBefore") if breaks else None,
        number,
        borders(left=(place.edge, 24, 6)) if place.edge else None,
        w("shd", val="clear", color="auto", fill=place.ground) if place.ground else None,
        _indent(place, style, listed),
    ]
    kept = [element for element in found if element is not None]
    return w("pPr", *kept) if kept else None


def _indent(place: Place, style: str, listed: str) -> Element | None:
    left, right = (_PAD, _PAD + place.apart) if place.edge else (0, 0)
    if listed == "CellList":
        return None
    if listed or (place.depth and style != "Cell"):
        hanging = {"hanging": STEP} if listed else {}
        return w("ind", left=left + STEP * place.depth, right=right, **hanging)
    return w("ind", left=left, right=right) if left else None


def _list_style(place: Place) -> str:
    if not place.number:
        return ""
    return "CellList" if place.style == "Cell" else "ListBullet" if place.number == BULLETS else "ListNumber"
