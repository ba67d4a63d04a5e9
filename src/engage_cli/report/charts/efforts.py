"""A step chart of what each amount of effort achieves, as SVG; a table beside it says the same in words."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from engage_cli.report.charts.charts import WIDTH, svg_image
from engage_cli.report.charts.svg import GRID, INK, MUTED, STRONG, diamond, dot, label, line
from engage_cli.values import Value

LEFT, RIGHT, TOP, HEIGHT = 34.0, 12.0, 12.0, 108.0
"""Margins of the step chart, with room for figures at the left, and the height of its plot area, in view box units."""
_SMALL = 7.5
"""The font size of figures."""
_MOST_TICKS = 6


class Mark(Value, kw_only=True):
    """A point of the chart: its effort `at`, its share (0 to 1), and whether it is the plan being described."""

    at: Fraction
    share: Fraction
    own: bool = False


class Level(Value):
    """A labelled horizontal line at a share from 0 to 1."""

    share: Fraction
    name: str


class Stairs(Value, kw_only=True):
    """The data of a step chart."""

    marks: tuple[Mark, ...]
    levels: tuple[Level, ...]
    """Lines whose names stand on them."""
    ticks: tuple[Level, ...]
    """Lines whose names stand at the left."""
    axis: str
    """The label of the horizontal axis."""


def draw_efforts(id: str, title: str, description: str, stairs: Stairs) -> str:
    """The step chart; each step begins at the effort from which the best plan reaches that share."""
    most = max((mark.at for mark in stairs.marks), default=Fraction(1)) or Fraction(1)
    body = (*_grid(stairs), *_ticks(most, stairs.axis), *_stairs(stairs.marks, most))
    return svg_image(id, title, description, body, height=TOP + HEIGHT + 30)


def _x(at: Fraction, most: Fraction) -> float:
    return LEFT + float(at / most) * (WIDTH - LEFT - RIGHT)


def _y(share: Fraction) -> float:
    return TOP + float(1 - share) * HEIGHT


def _grid(stairs: Stairs) -> Iterator[str]:
    for tick in stairs.ticks:
        y = _y(tick.share)
        yield line(LEFT, y, WIDTH - RIGHT, y, f'stroke="{GRID}" stroke-width=".75" class="c-grid"')
        yield label(LEFT - 4, y + 3, tick.name, size=_SMALL, anchor="end", colour=MUTED)
    for level in stairs.levels:
        y = _y(level.share)
        yield line(LEFT, y, WIDTH - RIGHT, y, f'stroke="{INK}" stroke-width=".75" stroke-dasharray="4 3" class="c-ink"')
        yield label(LEFT + 2, y - 2.5, level.name, size=_SMALL, anchor="start", colour=MUTED)


def _ticks(most: Fraction, axis: str) -> Iterator[str]:
    step = next(one for one in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**6) if most / one <= _MOST_TICKS)
    for at in range(0, int(most) + 1, step):
        yield label(_x(Fraction(at), most), TOP + HEIGHT + 11, str(at), size=_SMALL, anchor="middle", colour=MUTED)
    yield label(WIDTH - RIGHT, TOP + HEIGHT + 23, axis, size=_SMALL, anchor="end", colour=MUTED)


def _stairs(marks: Sequence[Mark], most: Fraction) -> Iterator[str]:
    style = f'stroke="{STRONG}" stroke-width="1.75" class="c-line"'
    for before, after in pairwise(marks):
        across, up = _x(after.at, most), _y(before.share)
        yield line(_x(before.at, most), up, across, up, style)
        yield line(across, up, across, _y(after.share), style)
    for mark in marks:
        yield (diamond if mark.own else dot)(_x(mark.at, most), _y(mark.share))
