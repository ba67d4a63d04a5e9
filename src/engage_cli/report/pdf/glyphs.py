"""Characters that no font at hand can draw: a PDF may not hold one (PDF/A, PDF/UA), so a square stands for it."""

import re
from functools import cache
from typing import Any

from engage_cli.shipped import shipped

SQUARE = "□"
"""In the shipped font."""

_SURE = re.compile(r"[^\x00-\u024f]")
"""What the shipped font may lack."""

_NOTE = re.compile(r'<p class="undrawn">.*?</p>\s*', re.DOTALL)
"""What the page says of squares, where there are some."""


def replace_undrawable(page: str) -> str:
    """`page` with a square for each character, joined ones and their variants together, that would be drawn as nothing.

    Call it once Pango is loaded and fonts are settled.
    """
    unusual = "".join(sorted(set(_SURE.findall(page))))
    return replace_characters(page, "".join(c for c in unusual if c not in shipped_font_signs() and not _drawn(c)))


def replace_characters(page: str, missing: str) -> str:
    """`page` with a square for each of the characters `missing`; where there is none, nothing is said of squares."""
    if not missing:
        return _NOTE.sub("", page)
    one = f"[{re.escape(missing)}]"
    return re.sub(rf"{one}(?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d{one})*", SQUARE, page)


@cache
def shipped_font_signs() -> frozenset[str]:
    """What the shipped font draws, of what is beyond Latin letters; `fonts/signs.txt` lists it."""
    return frozenset((shipped("report_templates") / "fonts" / "signs.txt").read_text(encoding="utf-8"))


def _drawn(character: str) -> bool:
    pango, layout = _layout()
    content = character.encode()
    pango.pango_layout_set_text(layout, content, len(content))
    return bool(pango.pango_layout_get_unknown_glyphs_count(layout) == 0)


_READY: dict[str, Any] = {}


def _layout() -> tuple[Any, Any]:
    """A line of text to try characters in, with Pango: its own count of what it cannot draw."""
    from weasyprint.text.ffi import ffi, gobject, pango, pangoft2

    if not _READY:
        ffi.cdef("int pango_layout_get_unknown_glyphs_count (PangoLayout *layout);")
        _READY["map"] = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        _READY["context"] = ffi.gc(pango.pango_font_map_create_context(_READY["map"]), gobject.g_object_unref)
        _READY["layout"] = ffi.gc(pango.pango_layout_new(_READY["context"]), gobject.g_object_unref)
    return pango, _READY["layout"]
