"""What a portfolio keeps of the actions of a project, finished ones included."""

import datetime as dt

from engage_cli.scoring.actions import question_to_review
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value


class ActionCell(Value, kw_only=True, array_like=True):
    """One action of a project."""

    id: str
    question: str | None
    due: dt.date | None
    status: str
    do: str
    owner: str | None
    again: bool = False
    """Whether it is done and the answer that it should raise has to be reviewed."""
    recommendation: str | None = None
    done: dt.date | None = None


def action_cells(a: Assessment) -> tuple[ActionCell, ...]:
    """The actions of an assessment, in the order of its file."""
    return tuple(
        ActionCell(
            id=x.id, question=x.question, due=x.due, status=x.status, do=x.do, owner=x.owner,
            again=question_to_review(x, a.questions) is not None, recommendation=x.recommendation, done=x.done,
        )
        for x in a.project.actions
    )  # fmt: skip
