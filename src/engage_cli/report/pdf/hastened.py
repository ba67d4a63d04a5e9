"""Makes WeasyPrint faster without changing a report: the bytes before compression stay the same, which tests check.

Values that no rule of the page sets are computed by a shorter path, which WeasyPrint would take hundreds of thousands
of times in full. The parts of fontTools that subset fonts are imported when used: HarfBuzz does it where installed.
Both apply only to versions of WeasyPrint that were tried.
"""

import importlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import metadata
from types import ModuleType
from typing import Any

TRIED = ("70.",)
"""Prefixes of the WeasyPrint versions that were tried."""
_LATER = ("fontTools.subset", "fontTools.varLib.instancer")
"""Modules from which WeasyPrint imports only functions that it seldom calls."""
_ORDERED = ("float", "display", "position", "page")
"""Properties whose computed values depend on each other."""


@contextmanager
def fast_styling(weasyprint: Any) -> Iterator[None]:
    """Within the block, WeasyPrint styles by the shorter path, if this version is one that was tried."""
    if not weasyprint.__version__.startswith(TRIED):
        yield
        return
    from weasyprint.css import AnonymousStyle, ComputedStyle

    plain = _plain()
    longer = ComputedStyle.__missing__, AnonymousStyle.__missing__
    ComputedStyle.__missing__ = _shorter(longer[0], plain)
    AnonymousStyle.__missing__ = _shortest(longer[1], plain)
    try:
        yield
    finally:
        ComputedStyle.__missing__, AnonymousStyle.__missing__ = longer


def compress_streams(pdf: Any) -> None:
    """Compresses the streams of a PDF faster than the library would: a third of the time, for 1% more bytes."""
    import zlib

    import pydyf

    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.compress:
            whole = pydyf.Stream(item.stream).data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
            item.stream, item.compress, item.extra["Filter"] = [zlib.compress(whole, 7)], False, "/FlateDecode"


class _Later(ModuleType):
    """Stands in for a module until one of its functions is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*given: Any, **named: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*given, **named)

        return called


@contextmanager
def lazy_font_tools() -> Iterator[None]:
    """Within the block, imports of the fontTools subsetter give a stand-in that loads it when it is called."""
    tried = metadata.version("weasyprint").startswith(TRIED)
    standing = [name for name in _LATER if tried and name not in sys.modules]
    sys.modules.update({name: _Later(name) for name in standing})
    try:
        yield
    finally:
        for name in standing:
            del sys.modules[name]


Plain = Mapping[str, tuple[bool, Any, tuple[str, ...]]]


def _plain() -> Plain:
    """Properties whose value, where no rule sets one, is the parent's or the initial one unchanged.

    Maps each to: whether it is inherited, its initial value, and the other names under which a rule may set it.
    """
    from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
    from weasyprint.css.functions import check_math
    from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

    def others(name: str) -> tuple[str, ...]:
        named = PHYSICAL_FUNCTIONS.get(name)
        return tuple({named(block="ttb", inline=way) for way in ("ltr", "rtl")}) if named else ()

    return {
        name: (name in INHERITED, value, others(name))
        for name, value in INITIAL_VALUES.items()
        if name not in _ORDERED
        and not name.startswith(("text_decoration_", "__"))
        and (name in INHERITED or name not in INITIAL_NOT_COMPUTED)
        and not check_math(value)
    }


def _shortest(longer: Any, plain: Plain) -> Any:
    """The shorter path for a box without an element: no rule applies to it."""

    def missing(style: Any, name: str) -> Any:
        found = plain.get(name)
        if found is None:
            return longer(style, name)
        value = style[name] = style.parent_style[name] if found[0] else found[1]
        return value

    return missing


def _shorter(longer: Any, plain: Plain) -> Any:
    """The shorter path for an element."""
    from weasyprint.css.functions import check_math

    def missing(style: Any, name: str) -> Any:
        found = plain.get(name)
        if found is None or name in style.cascaded:
            return longer(style, name)
        inherited, value, others = found
        for other in others:
            if other in style.cascaded:
                return longer(style, name)
        if inherited:
            if style.parent_style is None:
                return longer(style, name)
            value = style.parent_style[name]
            if value.__class__ not in (str, int, float) and check_math(value):
                return longer(style, name)
        style[name] = value
        return value

    return missing
