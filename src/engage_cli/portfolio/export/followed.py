"""The history of a project as an export contains it: its milestones, and values that were replaced."""

import datetime as dt

from engage_cli.model.project import FrozenScores
from engage_cli.project.history import Replaced, Saved
from engage_cli.values import Value


class MilestoneCell(Value, kw_only=True):
    """One milestone of a project."""

    name: str
    date: dt.date
    version: str | None
    """The version of the questionnaire answered then; None where it is not known."""
    scope: str
    intact: bool
    """Whether its content is unchanged since it was made."""
    results: FrozenScores | None
    """The scores recorded then, else computed again; None where the questionnaire of that time is missing."""


class ProjectHistory(Value, kw_only=True):
    """The milestones and replaced values of a project."""

    milestones: tuple[MilestoneCell, ...] = ()
    """In the order of their days."""
    replaced: tuple[tuple[int, Replaced | Saved], ...] = ()
    """Each with its position in the record."""
