"""Actions as a table: for spreadsheets, and for issue trackers, which read title, description and due date."""

import csv
import io

from engage_cli.model.project import Action
from engage_cli.report.actions.formats import HEADS, ActionsRequest
from engage_cli.report.actions.texts import describe_action
from engage_cli.text import no_formula, without_controls


def render_csv(request: ActionsRequest) -> str:
    """The actions as CSV: UTF-8 with the byte order mark that Excel wants, and no cell that it reads as a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADS)
    for action in request.assessment.project.actions:
        writer.writerow([no_formula(without_controls(cell)) for cell in _cells(action, request)])
    return "\ufeff" + file.getvalue()


def _cells(action: Action, request: ActionsRequest) -> list[str]:
    dates = [day.isoformat() if day else "" for day in (action.due, action.done)]
    return [
        action.do,
        describe_action(action, request),
        dates[0],
        (action.owner or "") if request.names else "",
        action.status,
        action.id,
        action.question or "",
        action.recommendation or "",
        dates[1],
        action.because or "",
    ]
