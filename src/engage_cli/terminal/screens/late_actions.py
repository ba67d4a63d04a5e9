"""Actions past their day, on the page of results."""

from engage_cli.model.project import Action
from engage_cli.scoring.actions import in_order
from engage_cli.terminal.screens.result_page import ResultPage


def late_lines(page: ResultPage) -> list[str]:
    """Actions past their day, for the page of results; none where there are none."""
    late = [one for one in in_order(page.a.project.actions) if one.overdue(page.a.as_of)]
    if not late:
        return []
    rows = [line for one in late for line in page.wrap(_late(one, page), later="    ")]
    return [page.title(page.say.tr.gettext("Actions past their day")), *rows]


def _late(action: Action, page: ResultPage) -> str:
    assert action.due is not None
    said = page.say.tr.gettext("{do} · due {date}").format(do=action.do, date=page.say.date(action.due))
    return f"{said} · {action.owner}" if action.owner else said
