"""Charts as SVG text: a radar and bars. Shape and place carry the meaning; colour only helps the eye.

Sizes are in units of the view box. Colours are presentation attributes, so that the same drawing prints as it stands,
and each piece has a class, so that a screen style sheet can recolour it.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from textwrap import wrap

from engage_cli.report.escaping import plain
from engage_cli.scoring.results import Range

INK, MUTED, GRID, PALE, STRONG, WARM = "#1b2733", "#566270", "#cfd6dd", "#cfe3ea", "#1f6b87", "#9a3f12"
FONT = 'font-family="Inter, sans-serif"'

WIDTH = 340
"""Of both charts: one column of a page, the width of a telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One section: shares from 0 to 1 of its full points; None: no result, or nothing expected or aimed for."""

    label: str
    figure: str
    """The result in words."""
    evidenced: Range | None
    declared: Range | None
    expected: Fraction | None
    target: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    title: str
    axes: tuple[Axis, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """A line of the grid."""

    share: Fraction
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """Words for the marks."""

    evidenced: str
    missing: str
    declared: str
    expected: str
    target: str


def svg(id: str, title: str, description: str, height: float, body: Iterator[str], width: float = WIDTH) -> str:
    """An image with a name and a description for those who cannot see it; the PDF takes `title` as its alternative text."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 {width} {height:g}" '
        f'aria-labelledby="{id}-title" aria-describedby="{id}-desc" {FONT}>'
        f'<title id="{id}-title">{_text(title)}</title><desc id="{id}-desc">{_text(description)}</desc>'
        f'<defs><pattern id="{id}-hatch" width="4" height="4" patternUnits="userSpaceOnUse">'
        f'<path d="M-1 1l2 -2M0 4l4 -4M3 5l2 -2" stroke="{STRONG}" stroke-width="1" class="c-line"/></pattern></defs>'
    )
    return f"{head}{''.join(body)}</svg>"


# ── radar ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

CENTRE = (WIDTH / 2, 152.0)
RADIUS = 96.0


def radar(id: str, axes: Sequence[Axis], rings: Sequence[Ring]) -> Iterator[str]:
    """The body of a radar, 300 units high, of the axes that have a result; at least three."""
    shown = [a for a in axes if a.evidenced is not None]
    count = len(shown)
    low = [_at(i, count, a.evidenced.low) for i, a in enumerate(shown) if a.evidenced]
    high = [_at(i, count, a.evidenced.high) for i, a in enumerate(shown) if a.evidenced]
    if low != high:
        yield _polygon(high, f'fill="url(#{id}-hatch)" stroke="{STRONG}" stroke-width="1" class="c-line"')
    yield _polygon(low, f'fill="{PALE}" stroke="{STRONG}" stroke-width="1.75" stroke-linejoin="round" class="c-area"')
    yield from _web(count, rings)
    if all(a.expected is not None for a in shown):
        expected = [_at(i, count, a.expected or Fraction(0)) for i, a in enumerate(shown)]
        yield _polygon(expected, f'fill="none" stroke="{INK}" stroke-width="1.25" stroke-dasharray="4 3" class="c-ink"')
    for index, axis in enumerate(shown):
        yield from _radar_marks(index, count, axis)
        yield _radar_label(index, count, axis.label)


def _web(count: int, rings: Sequence[Ring]) -> Iterator[str]:
    for ring in rings:
        points = [_at(i, count, ring.share) for i in range(count)]
        yield _polygon(points, f'fill="none" stroke="{GRID}" stroke-width=".75" class="c-grid"')
    for index in range(count):
        x, y = _at(index, count, Fraction(1))
        yield _line(*CENTRE, x, y, f'stroke="{GRID}" stroke-width=".75" class="c-grid"')
    for ring in rings:
        x, y = _at(0, count, ring.share)
        yield _label(x + 3, y + 8, ring.label, 7.5, "start", MUTED)


def _radar_marks(index: int, count: int, axis: Axis) -> Iterator[str]:
    assert axis.evidenced is not None
    if axis.expected is not None:
        yield square(*_at(index, count, axis.expected))
    if axis.declared is not None and axis.declared != axis.evidenced:
        yield triangle(*_at(index, count, axis.declared.low))
    if axis.target is not None:
        yield diamond(*_at(index, count, axis.target))
    yield dot(*_at(index, count, axis.evidenced.low))


def _radar_label(index: int, count: int, label: str) -> str:
    angle = _angle(index, count)
    x, y = CENTRE[0] + (RADIUS + 12) * math.cos(angle), CENTRE[1] + (RADIUS + 12) * math.sin(angle)
    side = math.cos(angle)
    anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
    lines = wrap(label, 13, break_long_words=False) or [""]
    top = y + 3 - (len(lines) - 1) * (10 if math.sin(angle) < -0.9 else 0 if math.sin(angle) > 0.9 else 5)
    return "".join(_label(x, top + 10 * i, line, 8.5, anchor, INK) for i, line in enumerate(lines))


def _angle(index: int, count: int) -> float:
    return 2 * math.pi * index / count - math.pi / 2


def _at(index: int, count: int, share: Fraction) -> tuple[float, float]:
    angle, length = _angle(index, count), RADIUS * float(share)
    return CENTRE[0] + length * math.cos(angle), CENTRE[1] + length * math.sin(angle)


# ── bars ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

LEFT, RIGHT = 8.0, WIDTH - 8.0
ROW = 27.0


def bars(id: str, groups: Sequence[Group], rings: Sequence[Ring]) -> Iterator[str]:
    """The body of a bar chart, `bars_height(groups)` high: a row for each section, its name above its bar."""
    top = 4.0
    for group in groups:
        if group.title:
            yield _label(LEFT, top + 10, group.title, 9, "start", MUTED, weight=600)
            top += 17
        for axis in group.axes:
            yield from _bar(id, axis, top, rings)
            top += ROW
        top += 5
    for ring in rings:
        yield _label(_x(ring.share), top + 5, ring.label, 7.5, "middle", MUTED)


def bars_height(groups: Sequence[Group]) -> float:
    return sum(len(g.axes) * ROW + (22 if g.title else 5) for g in groups) + 18


def _bar(id: str, axis: Axis, top: float, rings: Sequence[Ring]) -> Iterator[str]:
    yield _label(LEFT, top + 8.5, axis.label, 9, "start", INK)
    yield _label(RIGHT, top + 8.5, axis.figure, 8.5, "end", MUTED)
    yield from _track(id, axis, top + 13, 8, rings)


def _track(id: str, axis: Axis, y: float, height: float, rings: Sequence[Ring]) -> Iterator[str]:
    yield _box(_x(Fraction(0)), _x(Fraction(1)), y, height, 'fill="#eef1f4" class="c-track"')
    for ring in rings:
        yield _line(_x(ring.share), y, _x(ring.share), y + height, 'stroke="#ffffff" stroke-width="1" class="c-tick"')
    if axis.evidenced is not None:
        low, high = _x(axis.evidenced.low), _x(axis.evidenced.high)
        if high > low:
            yield _box(low, high, y, height, f'fill="url(#{id}-hatch)" stroke="{STRONG}" stroke-width=".5" class="c-line"')
        if axis.evidenced.low > 0:
            yield _box(_x(Fraction(0)), low, y, height, f'fill="{STRONG}" class="c-bar"')
    yield from _bar_marks(axis, y, height)


def _bar_marks(axis: Axis, y: float, height: float) -> Iterator[str]:
    if axis.expected is not None:
        x = _x(axis.expected)
        yield _line(x, y - 2, x, y + height + 2, f'stroke="{INK}" stroke-width="1.5" class="c-ink"')
        yield square(x, y + height / 2)
    if axis.declared is not None and axis.declared != axis.evidenced:
        yield triangle(_x(axis.declared.low), y + height / 2)
    if axis.target is not None:
        yield diamond(_x(axis.target), y + height / 2)


def _x(share: Fraction) -> float:
    return LEFT + (RIGHT - LEFT) * float(share)


# ── legend and marks ──────────────────────────────────────────────────────────────────────────────────────────────────


def legend(id: str, words: Legend) -> Iterator[str]:
    """The body of the legend, `LEGEND_HEIGHT` high and twice `WIDTH` wide."""
    marks = (
        (words.evidenced, _box(0, 12, 4, 8, f'fill="{STRONG}" class="c-bar"')),
        (words.missing, _box(0, 12, 4, 8, f'fill="url(#{id}-hatch)" stroke="{STRONG}" stroke-width=".5" class="c-line"')),
        (words.declared, triangle(6, 8)),
        (words.expected, square(6, 8)),
        (words.target, diamond(6, 8)),
    )
    x = 0.0
    for text, mark in marks:
        yield f'<g transform="translate({x:.1f} 0)">{mark}{_label(17, 11.5, text, 9, "start", INK)}</g>'
        x += 17 + 5.2 * len(text) + 16


LEGEND_HEIGHT = 17


def dot(x: float, y: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{STRONG}" class="c-bar"/>'


def square(x: float, y: float) -> str:
    return (
        f'<rect x="{x - 2.6:.1f}" y="{y - 2.6:.1f}" width="5.2" height="5.2" fill="#ffffff" stroke="{INK}" '
        f'stroke-width="1.25" class="c-ink c-hollow"/>'
    )


def triangle(x: float, y: float) -> str:
    return (
        f'<path d="M{x:.1f} {y - 3.8:.1f}l4 6.8h-8z" fill="#ffffff" stroke="{STRONG}" stroke-width="1.25" '
        f'class="c-line c-hollow"/>'
    )


def diamond(x: float, y: float) -> str:
    return f'<path d="M{x:.1f} {y - 4.2:.1f}l4.2 4.2l-4.2 4.2l-4.2 -4.2z" fill="{WARM}" class="c-warm"/>'


def _polygon(points: Sequence[tuple[float, float]], style: str) -> str:
    return f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}" {style}/>'


def _line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {style}/>'


def _box(x1: float, x2: float, y: float, height: float, style: str) -> str:
    return f'<rect x="{x1:.1f}" y="{y:.1f}" width="{max(x2 - x1, 0.1):.1f}" height="{height:g}" {style}/>'


def _label(x: float, y: float, text: str, size: float, anchor: str, colour: str, weight: int = 400) -> str:
    kind = "c-text" if colour == INK else "c-muted"
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{colour}" '
        f'font-weight="{weight}" class="{kind}">{_text(text)}</text>'
    )


def _text(text: str) -> str:
    return escape(plain(text))
