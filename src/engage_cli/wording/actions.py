"""Actions in words."""

import datetime as dt

from engage_cli.model.project import Action
from engage_cli.wording.assessments import Wording


def state_text(action: Action, day: dt.date, w: Wording) -> str:
    """The state of an action on `day`: "open", "late", "done, May 3, 2027", "dropped: no money"."""
    status = w.action_status(action.status)
    if action.overdue(day):
        return w.tr.gettext("{status}, late").format(status=status)
    if action.done is not None and action.status == "done":
        return w.tr.gettext("{status}, {date}").format(status=status, date=w.date(action.done))
    if action.because and action.status == "dropped":
        return w.tr.gettext("{name}: {text}").format(name=status, text=action.because)
    return status


def taken_text(action: Action, w: Wording) -> str:
    """The remark on a step that `action` already covers."""
    return w.tr.gettext("done, to be looked at again") if action.finished else w.tr.gettext("taken up")
