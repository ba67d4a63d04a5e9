"""Marks and primitives of the charts, as SVG text.

Sizes are in units of the view box. Colours are presentation attributes, so that the same drawing prints as it stands,
and each piece has a class, so that a screen style sheet can recolour it.
"""

from collections.abc import Sequence
from html import escape

from engage_cli.model.theme import COLOURS
from engage_cli.text import without_controls

INK, MUTED, GRID, PALE, STRONG, WARM = (COLOURS[name][0] for name in ("ink", "muted", "line", "pale", "accent", "warm"))


def dot(x: float, y: float) -> str:
    """A filled circle with its centre at (x, y)."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{STRONG}" class="c-bar"/>'


def square(x: float, y: float) -> str:
    """A hollow square with its centre at (x, y)."""
    return (
        f'<rect x="{x - 2.6:.1f}" y="{y - 2.6:.1f}" width="5.2" height="5.2" fill="#ffffff" stroke="{INK}" '
        f'stroke-width="1.25" class="c-ink c-hollow"/>'
    )


def triangle(x: float, y: float) -> str:
    """A hollow triangle with its centre at (x, y)."""
    return (
        f'<path d="M{x:.1f} {y - 3.8:.1f}l4 6.8h-8z" fill="#ffffff" stroke="{STRONG}" stroke-width="1.25" '
        f'class="c-line c-hollow"/>'
    )


def diamond(x: float, y: float) -> str:
    """A filled diamond with its centre at (x, y)."""
    return f'<path d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z" fill="{WARM}" class="c-warm"/>'


def polygon(points: Sequence[tuple[float, float]], style: str) -> str:
    """A closed line through `points`; `style` is a string of SVG attributes."""
    return f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" {style}/>'


def line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    """A line from (x1, y1) to (x2, y2); `style` is a string of SVG attributes."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {style}/>'


def box(x1: float, x2: float, y: float, height: float, style: str) -> str:
    """A rectangle from x1 to x2 with its top at `y`; `style` is a string of SVG attributes."""
    return f'<rect x="{x1:.1f}" y="{y:.1f}" width="{max(x2 - x1, 0.1):.1f}" height="{height:g}" {style}/>'


def label(x: float, y: float, words: str, *, size: float, anchor: str, colour: str, weight: int = 400) -> str:
    """An escaped text at (x, y); `anchor` ("start", "middle" or "end") says which part of it stands there."""
    kind = "c-text" if colour == INK else "c-muted"
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{colour}" '
        f'font-weight="{weight}" class="{kind}">{escape_svg(words)}</text>'
    )


_NARROW, _WIDE = "  .,:;'’ilj|!()", "mwMWŒœ@%—"


def wrap_label(words: str, room: float, size: float) -> list[str]:
    """`words` in lines of about `room` units at most, broken at spaces and, in a longer word, anywhere."""
    lines: list[str] = []
    for word in words.split(" "):
        if lines and _width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines += _pieces(word, room, size)
    return lines


def _pieces(word: str, room: float, size: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and _width(pieces[-1] + letter, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _width(words: str, size: float) -> float:
    """The approximate width of `words` in the font Inter, in units of the view box."""
    ems = (
        0.29 if c in _NARROW else 0.9 if c in _WIDE else 0.38 if c in "frt-" else 0.68 if c.isupper() else 0.575
        for c in words
    )
    return size * sum(ems)


def escape_svg(words: str) -> str:
    """`words` escaped for use as text in SVG."""
    return escape(without_controls(words))
