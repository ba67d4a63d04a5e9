"""The radar and the bar charts of results, as SVG text. Shape and position carry the meaning; colour only helps."""

import math
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from textwrap import wrap

from engage_cli.report.charts.svg import (
    GRID,
    INK,
    MUTED,
    PALE,
    STRONG,
    box,
    diamond,
    dot,
    escape_svg,
    label,
    line,
    polygon,
    square,
    triangle,
    wrap_label,
)
from engage_cli.scoring.question_scores import Range
from engage_cli.values import Value

FONT = 'font-family="Inter, sans-serif"'

WIDTH = 340
"""The width of a chart in units of its view box: one column of a page, or the width of a telephone."""

Body = Iterable[str]


class Axis(Value, kw_only=True):
    """A section in a chart. Values are shares of its full points, 0 to 1; None: no result, or nothing expected or
    targeted."""

    label: str
    figure: str
    """The result in short, such as "1.8"."""
    words: str
    """The result in full, for people who do not see the chart."""
    evidenced: Range | None
    declared: Range | None
    expected: Fraction | None
    target: Fraction | None


class AxisGroup(Value, kw_only=True):
    """Sections drawn together under one title."""

    title: str
    axes: tuple[Axis, ...]


class Ring(Value):
    """A grid line at `share` (0 to 1) with its label."""

    share: Fraction
    label: str


class Legend(Value, kw_only=True):
    """The legend's words for each kind of mark; an empty one is left out."""

    evidenced: str
    missing: str
    declared: str
    expected: str
    target: str


def svg_image(id: str, title: str, description: str, body: Body, *, height: float) -> str:
    """A complete SVG image with an accessible name and description; a PDF reads only `title` aloud."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="0 0 {WIDTH} {height:g}" '
        f'aria-labelledby="{id}-title" aria-describedby="{id}-desc" {FONT}>'
        f'<title id="{id}-title">{escape_svg(title)}</title><desc id="{id}-desc">{escape_svg(description)}</desc>'
        f'<defs><pattern id="{id}-hatch" width="4" height="4" patternUnits="userSpaceOnUse">'
        f'<path d="M-1 1l2 -2M0 4l4 -4M3 5l2 -2" stroke="{STRONG}" stroke-width="1" class="c-line"/></pattern></defs>'
    )
    return f"{head}{''.join(body)}</svg>"


# ── radar ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

CENTRE = (WIDTH / 2, 126.0)
RADIUS = 96.0
RADAR_HEIGHT = 252.0


def draw_radar(id: str, axes: Sequence[Axis], rings: Sequence[Ring]) -> Iterator[str]:
    """The elements of a radar chart, `RADAR_HEIGHT` high, of at least three axes that have a result."""
    shown = [a for a in axes if a.evidenced is not None]
    count = len(shown)
    low = [_at(i, count, a.evidenced.low) for i, a in enumerate(shown) if a.evidenced]
    high = [_at(i, count, a.evidenced.high) for i, a in enumerate(shown) if a.evidenced]
    if low != high:
        yield polygon(high, f'fill="url(#{id}-hatch)" stroke="{STRONG}" stroke-width="1" class="c-line"')
    yield polygon(low, f'fill="{PALE}" stroke="{STRONG}" stroke-width="1.75" stroke-linejoin="round" class="c-area"')
    yield from _web(count, rings)
    if all(a.expected is not None for a in shown):
        expected = [_at(i, count, a.expected or Fraction(0)) for i, a in enumerate(shown)]
        yield polygon(expected, f'fill="none" stroke="{INK}" stroke-width="1.25" stroke-dasharray="4 3" class="c-ink"')
    for index, axis in enumerate(shown):
        yield from _radar_marks(index, count, axis)
        yield _radar_label(index, count, axis.label)


def _web(count: int, rings: Sequence[Ring]) -> Iterator[str]:
    for ring in rings:
        points = [_at(i, count, ring.share) for i in range(count)]
        yield polygon(points, f'fill="none" stroke="{GRID}" stroke-width=".75" class="c-grid"')
    for index in range(count):
        x, y = _at(index, count, Fraction(1))
        yield line(*CENTRE, x, y, f'stroke="{GRID}" stroke-width=".75" class="c-grid"')
    for ring in rings:
        x, y = _at(0, count, ring.share)
        after = x + 4 + 4.6 * len(ring.label)  # a plate under the figure, that it is read over the hatching
        yield box(x + 2, after, y + 1, 8.5, 'fill="#ffffff" fill-opacity=".85" class="c-hollow"')
        yield label(x + 3, y + 8, ring.label, size=7.5, anchor="start", colour=MUTED)


def _radar_marks(index: int, count: int, axis: Axis) -> Iterator[str]:
    assert axis.evidenced is not None
    if axis.target is not None:
        yield diamond(*_at(index, count, axis.target))
    if axis.declared is not None and axis.declared != axis.evidenced:
        yield triangle(*_at(index, count, axis.declared.low))
    if axis.expected is not None:
        yield square(*_at(index, count, axis.expected))
    yield dot(*_at(index, count, axis.evidenced.low))


def _radar_label(index: int, count: int, words: str) -> str:
    angle = _angle(index, count)
    x, y = CENTRE[0] + (RADIUS + 12) * math.cos(angle), CENTRE[1] + (RADIUS + 12) * math.sin(angle)
    side = math.cos(angle)
    anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
    room = 13 if abs(side) > 0.9 else 17  # less at the sides, where the web is widest
    lines = wrap(words, room, break_long_words=False) or [""]
    top = y + 3 - (len(lines) - 1) * (10 if math.sin(angle) < -0.9 else 0 if math.sin(angle) > 0.9 else 5)
    return "".join(label(x, top + 10 * i, part, size=8.5, anchor=anchor, colour=INK) for i, part in enumerate(lines))


def _angle(index: int, count: int) -> float:
    return 2 * math.pi * index / count - math.pi / 2


def _at(index: int, count: int, share: Fraction) -> tuple[float, float]:
    angle, length = _angle(index, count), RADIUS * float(share)
    return CENTRE[0] + length * math.cos(angle), CENTRE[1] + length * math.sin(angle)


# ── bars ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


class BarLayout(Value, kw_only=True):
    """The layout of a bar chart, in units of the view box."""

    left: float
    """The x coordinate at which a bar starts."""
    right: float
    """The x coordinate at which a full bar ends."""
    height: float
    """The height of a row."""
    drop: float
    """The distance from the top of a row to its bar."""
    room: float | None = None
    """The width for a name in front of the bar; None: the name stands above the bar."""

    def name(self, axis: Axis) -> list[str]:
        """The name of an axis, wrapped into lines; nothing is cut."""
        return (wrap_label(axis.label, self.room, NAME_SIZE) if self.room else [axis.label]) or [""]

    def height_of(self, axis: Axis) -> float:
        """The height of the row of `axis`."""
        return self.height + NAME_LINE * (len(self.name(axis)) - 1)

    def x(self, share: Fraction) -> float:
        """The x coordinate of a share (0 to 1), in units of the view box."""
        return self.left + (self.right - self.left) * float(share)


TALL = BarLayout(left=4, right=WIDTH - 10, height=24, drop=12)
"""The layout with names above the bars."""
BAR = 8.0
NAME_LINE, NAME_SIZE = 10.5, 9.0


def short_bar_layout(groups: Sequence[AxisGroup]) -> BarLayout:
    """A layout with names in front of the bars, and room behind them for the longest figure."""
    longest = max((len(a.figure) for g in groups for a in g.axes), default=0)
    return BarLayout(left=138, right=WIDTH - 20 - 4.6 * longest, height=16, drop=4, room=130)


def draw_bars(id: str, groups: Sequence[AxisGroup], rings: Sequence[Ring], rows: BarLayout) -> Iterator[str]:
    """The elements of a bar chart with a row for each section, `bars_height(groups, rows)` high."""
    top = 2.0
    for group in groups:
        if group.title:
            yield label(4, top + 9, group.title, size=9, anchor="start", colour=MUTED, weight=600)
            top += 16
        for axis in group.axes:
            yield from _bar(id, axis, top, rings, rows)
            top += rows.height_of(axis)
        top += 4
    for ring in rings:
        yield label(rows.x(ring.share), top + 4, ring.label, size=7.5, anchor="middle", colour=MUTED)


def bars_height(groups: Sequence[AxisGroup], rows: BarLayout) -> float:
    """The height of the bar chart of `groups`, in units of the view box."""
    return sum(sum(map(rows.height_of, g.axes)) + (20 if g.title else 4) for g in groups) + 10


def _bar(id: str, axis: Axis, top: float, rings: Sequence[Ring], rows: BarLayout) -> Iterator[str]:
    first = 8.5 if rows is TALL else 11
    for number, part in enumerate(rows.name(axis)):
        yield label(4, top + first + number * NAME_LINE, part, size=NAME_SIZE, anchor="start", colour=INK)
    yield label(WIDTH - 10, top + first, axis.figure, size=8.5, anchor="end", colour=MUTED)
    yield from _track(id, axis, top + rows.drop, rings, rows)


def _track(id: str, axis: Axis, y: float, rings: Sequence[Ring], rows: BarLayout) -> Iterator[str]:
    start = rows.x(Fraction(0))
    yield box(start, rows.x(Fraction(1)), y, BAR, 'fill="#eef1f4" class="c-track"')
    for ring in rings:
        x = rows.x(ring.share)
        yield line(x, y, x, y + BAR, 'stroke="#ffffff" stroke-width="1" class="c-tick"')
    if axis.evidenced is not None:
        low, high = rows.x(axis.evidenced.low), rows.x(axis.evidenced.high)
        if high > low:
            yield box(low, high, y, BAR, f'fill="url(#{id}-hatch)" stroke="{STRONG}" stroke-width=".5" class="c-line"')
        if low > start:
            yield box(start, low, y, BAR, f'fill="{STRONG}" class="c-bar"')
    yield from _bar_marks(axis, y, rows)


def _bar_marks(axis: Axis, y: float, rows: BarLayout) -> Iterator[str]:
    middle = y + BAR / 2
    if axis.target is not None:
        yield diamond(rows.x(axis.target), middle)
    if axis.declared is not None and axis.declared != axis.evidenced:
        yield triangle(rows.x(axis.declared.low), middle)
    if axis.expected is not None:
        x = rows.x(axis.expected)
        yield line(x, y - 2, x, y + BAR + 2, f'stroke="{INK}" stroke-width="1.5" class="c-ink"')
        yield square(x, middle)


# ── legend ────────────────────────────────────────────────────────────────────────────────────────────────────────────

LINE = 16.0


def draw_legend(id: str, words: Legend) -> Iterator[str]:
    """The elements of the legend, `legend_height(words)` high."""
    for (name, mark), (x, y) in zip(_marks(id, words), _places(words), strict=True):
        said = label(17, 11.5, name, size=9, anchor="start", colour=INK)
        yield f'<g transform="translate({x:.1f} {y:.1f})">{mark}{said}</g>'


def legend_height(words: Legend) -> float:
    """The height of the legend, in units of the view box."""
    return max((y for _, y in _places(words)), default=0) + LINE


def _marks(id: str, words: Legend) -> list[tuple[str, str]]:
    """The marks that the legend explains, as (drawing, words)."""
    hatched = f'fill="url(#{id}-hatch)" stroke="{STRONG}" stroke-width=".5" class="c-line"'
    marks = (
        (words.evidenced, box(0, 12, 4, 8, f'fill="{STRONG}" class="c-bar"')),
        (words.missing, box(0, 12, 4, 8, hatched)),
        (words.declared, triangle(6, 8)),
        (words.expected, square(6, 8)),
        (words.target, diamond(6, 8)),
    )
    return [(name, mark) for name, mark in marks if name]


def _places(words: Legend) -> list[tuple[float, float]]:
    """The position of each legend entry, left to right, wrapped into as many lines as needed."""
    found, x, y = [], 4.0, 0.0
    for name, _ in _marks("", words):
        width = 17 + 5.1 * len(name) + 14
        if x + width > WIDTH + 14 and x > 4:
            x, y = 4.0, y + LINE
        found.append((x, y))
        x += width
    return found
