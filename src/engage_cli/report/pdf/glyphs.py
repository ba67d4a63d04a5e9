"""Replaces characters that no installed font can draw, which PDF/A and PDF/UA forbid, by a square."""

import re
from functools import cache
from typing import Any

from engage_cli.shipped import shipped

SQUARE = "□"
"""The replacement character, which the shipped font has."""

_SURE = re.compile(r"[^\x00-\u024f]")
"""Characters that the shipped font may lack."""

_NOTE = re.compile(r'<p class="undrawn">.*?</p>\s*', re.DOTALL)
"""The note in a page that explains squares, removed where there are none."""


def replace_undrawable(page: str) -> str:
    """`page` with a square for each grapheme cluster that would be drawn as nothing.

    Call it once Pango is loaded and the fonts are set up.
    """
    unusual = "".join(sorted(set(_SURE.findall(page))))
    return replace_characters(page, "".join(c for c in unusual if c not in shipped_font_signs() and not _drawn(c)))


def replace_characters(page: str, missing: str) -> str:
    """`page` with a square for each character of `missing`; a note explains the squares where there are any."""
    if not missing:
        return _NOTE.sub("", page)
    one = f"[{re.escape(missing)}]"
    return re.sub(rf"{one}(?:[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d{one})*", SQUARE, page)


@cache
def shipped_font_signs() -> frozenset[str]:
    """The characters beyond Latin letters that the shipped font draws, as `fonts/signs.txt` lists them."""
    return frozenset((shipped("report_templates") / "fonts" / "signs.txt").read_text(encoding="utf-8"))


def _drawn(character: str) -> bool:
    pango, layout = _layout()
    content = character.encode()
    pango.pango_layout_set_text(layout, content, len(content))
    return bool(pango.pango_layout_get_unknown_glyphs_count(layout) == 0)


_READY: dict[str, Any] = {}


def _layout() -> tuple[Any, Any]:
    """A Pango layout to try characters in: it counts the glyphs that it cannot draw."""
    from weasyprint.text.ffi import ffi, gobject, pango, pangoft2

    if not _READY:
        ffi.cdef("int pango_layout_get_unknown_glyphs_count (PangoLayout *layout);")
        _READY["map"] = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
        _READY["context"] = ffi.gc(pango.pango_font_map_create_context(_READY["map"]), gobject.g_object_unref)
        _READY["layout"] = ffi.gc(pango.pango_layout_new(_READY["context"]), gobject.g_object_unref)
    return pango, _READY["layout"]
