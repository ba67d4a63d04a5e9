"""What is kept beside a project, as an export gives it: its milestones, and what was replaced."""

import datetime as dt

from engage_cli.model.project import FrozenScores
from engage_cli.project.history import Replaced, Saved
from engage_cli.values import Value


class MilestoneCell(Value, kw_only=True):
    """One milestone."""

    name: str
    date: dt.date
    version: str | None
    """Of the questionnaire that was answered then."""
    scope: str
    intact: bool
    """Whether it says what it said when it was made."""
    results: FrozenScores | None
    """As they were written down then, else worked out again; None where the questionnaire of then is not at hand."""


class Followed(Value, kw_only=True):
    """What a project keeps of former times."""

    milestones: tuple[MilestoneCell, ...] = ()
    """By day."""
    replaced: tuple[tuple[int, Replaced | Saved], ...] = ()
    """Each with its place in the record."""
