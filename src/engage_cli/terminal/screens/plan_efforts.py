"""What each effort brings, as a table for a terminal."""

from engage_cli.planning.goal import Point
from engage_cli.terminal.screens.plan_page import Page


def efforts(page: Page) -> list[str]:
    """The table; of a long one, the rows where most changes."""
    _, plan = page.say.tr.gettext, page.plan
    if len(plan.frontier) < 2:
        return []
    shown = plan.frontier if page.session.verbose else page.about.some
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
    band = " · ".join(
        part for part in (page.about.band(point), _("this plan") if page.about.is_own(point) else "") if part
    )
    open_ = say.number(point.open) if any(one.open for one in plan.frontier) else ""
    effort = _("effort {n}").format(n=say.number(point.effort))
    return [effort, say.number(point.steps), say.percent(point.share), band, open_]
