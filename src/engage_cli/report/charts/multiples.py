"""Small multiples as SVG: one small chart of the same scale for each section, to compare their courses."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from textwrap import shorten

from engage_cli.report.charts.charts import WIDTH, svg_image
from engage_cli.report.charts.svg import GRID, INK, MUTED, STRONG, dot, label, line
from engage_cli.values import Value

ACROSS = 3
"""Number of charts in a row."""
_GAP, _HEAD, _HIGH, _FOOT = 14.0, 12.0, 34.0, 10.0
_WIDE = (WIDTH - _GAP * (ACROSS - 1)) / ACROSS
_TALL = _HEAD + _HIGH + _FOOT
_NAME, _FIGURE = 8.0, 7.5
_LETTERS = 18
"""Maximum number of characters in a line of a chart's name."""


class Series(Value, kw_only=True):
    """One small chart: its name, its shares over time (0 to 1, None: no result), and the last value in words."""

    name: str
    shares: tuple[Fraction | None, ...]
    figure: str


def draw_multiples(id: str, title: str, description: str, series: Sequence[Series]) -> str:
    """The charts in rows; each goes from 0 at the bottom to 1 at the top, with moments evenly spaced."""
    rows = (len(series) + ACROSS - 1) // ACROSS
    body = [piece for at, one in enumerate(series) for piece in _chart(one, at % ACROSS, at // ACROSS)]
    return svg_image(id, title, description, body, height=rows * _TALL)


def _chart(one: Series, column: int, row: int) -> Iterator[str]:
    left, top = column * (_WIDE + _GAP), row * _TALL
    right, high, low = left + _WIDE, top + _HEAD, top + _HEAD + _HIGH
    yield label(left, top + 8, shorten(one.name, _LETTERS, placeholder="…"), size=_NAME, anchor="start", colour=INK)
    yield label(right, top + 8, one.figure, size=_FIGURE, anchor="end", colour=MUTED)
    for y in (high, low):
        yield line(left, y, right, y, f'stroke="{GRID}" stroke-width=".75" class="c-grid"')
    points = list(_points(one.shares, left, low))
    for before, after in pairwise(points):
        if before and after:
            yield line(*before, *after, f'stroke="{STRONG}" stroke-width="1.5" class="c-line"')
    yield from (dot(*point) for point in points if point)


def _points(shares: Sequence[Fraction | None], left: float, low: float) -> Iterator[tuple[float, float] | None]:
    inset, last = 3.0, max(len(shares) - 1, 1)
    for at, share in enumerate(shares):
        x = left + inset + (_WIDE - 2 * inset) * at / last
        yield None if share is None else (x, low - float(share) * _HIGH)
