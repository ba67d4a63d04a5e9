"""What each effort brings, as a table for a terminal."""

from fractions import Fraction
from itertools import pairwise

from engage_cli.planning.goal import Point
from engage_cli.planning.plan import Plan
from engage_cli.terminal.screens.plan_page import Page, band_of

ROWS = 9
"""Of the table, where all would be too many."""


def efforts(page: Page) -> list[str]:
    """The table; of a long one, the rows where most changes."""
    _, plan = page.say.tr.gettext, page.plan
    if len(plan.frontier) < 2:
        return []
    shown = plan.frontier if page.session.verbose or len(plan.frontier) <= ROWS else _some(plan)
    rows = [_row(page, point) for point in shown]
    head = ("", _("steps"), _("share"), _("band"), _("requirements open"))
    used = [0, *(column for column in range(1, len(head)) if any(row[column] for row in rows))]
    cells = [[row[column] for column in used] for row in rows]
    title = _("What each effort brings")
    lines = page.tables([head[column] for column in used[1:]], [(title, cells)], right=(1, 2), fold=())
    left = len(plan.frontier) - len(shown)
    more = page.say.count("{n} more effort between: -v shows it.", "{n} more efforts between: -v shows them.", left)
    return [*lines, *(page.wrap(page.style.dim(more)) if left else [])]


def _row(page: Page, point: Point) -> list[str]:
    _, say, plan = page.say.tr.gettext, page.say, page.plan
    own = bool(plan.steps) and (point.effort, point.open) == (plan.result.effort, plan.result.open)
    band = " · ".join(part for part in (band_of(page, point), _("this plan") if own else "") if part)
    open_ = say.number(point.open) if any(one.open for one in plan.frontier) else ""
    effort = _("effort {n}").format(n=say.number(point.effort))
    return [effort, say.number(point.steps), say.percent(point.share), band, open_]


def _some(plan: Plan) -> list[Point]:
    """First and last, the plan's own, those that change a band or a gate, and some between at equal distances."""
    points = list(plan.frontier)
    kept = {0, len(points) - 1}
    kept |= {at for at, point in enumerate(points) if point.effort == plan.result.effort}
    kept |= {at for at, (old, new) in enumerate(pairwise(points), 1) if old.band != new.band or old.open > new.open}
    for part in range(1, ROWS):
        wanted = Fraction(part * points[-1].effort, ROWS)
        if len(kept) < ROWS:
            kept.add(min(range(len(points)), key=lambda at: abs(points[at].effort - wanted)))
    return [points[at] for at in sorted(kept)]
