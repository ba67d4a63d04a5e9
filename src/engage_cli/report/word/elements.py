"""Builders for WordprocessingML elements, with their children in the order that its schema requires."""

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any
"""An element of lxml, which ships no types."""

MM = 56.7
"""Twips (twentieths of a point, Word's unit of length) in a millimetre."""
EMU = 36_000
"""English metric units (Word's unit for drawings) in a millimetre."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def w(tag: str, *children: Element, **given: object) -> Element:
    """A WordprocessingML element `w:tag` with its attributes; children that are None are left out."""
    element = OxmlElement(f"w:{tag}", {qn(f"w:{name}"): str(value) for name, value in given.items()})
    for child in children:
        if child is not None:
            element.append(child)
    return element


def replace_invalid_characters(text: str) -> str:
    """`text` with U+FFFD for characters that XML does not allow."""
    return _NO_XML.sub("\ufffd", text)


def run(text: str, properties: Element | None = None) -> Element:
    """A run of text; spaces at its ends are preserved."""
    said = w("t")
    said.text = replace_invalid_characters(text)
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return w("r", properties, said)


def is_right_to_left(text: str) -> bool:
    """Whether `text` has letters of a script written from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def field(code: str, shown: str) -> list[Element]:
    """The runs of a field that Word computes, such as PAGE or NUMPAGES; `shown` is its value until then."""
    return [*field_start(code), run(shown), field_end()]


def field_start(code: str) -> list[Element]:
    """The runs that open a field."""
    instruction = w("instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    begin, separate = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate"))
    return [begin, w("r", instruction), separate]


def field_end() -> Element:
    """The run that closes a field."""
    return w("r", w("fldChar", fldCharType="end"))


def borders(**sides: tuple[str, int, int]) -> Element:
    """The borders of a paragraph, by side: (colour, width in eighths of a point, distance in points)."""
    order = [side for side in ("top", "left", "bottom", "right") if side in sides]
    return w("pBdr", *(_border(side, *sides[side]) for side in order)) if order else None


def _border(side: str, colour: str, size: int, space: int) -> Element:
    return w(side, val="single", sz=size, space=space, color=colour)
