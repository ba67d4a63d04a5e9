"""What a portfolio keeps of a project's path: the steps that concern it, as ids without notes."""

import datetime as dt

from engage_cli.scoring.path import StepStanding, StepState, step_standings
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value


class StepCell(Value, kw_only=True, array_like=True, cache_hash=True):
    """A step of the path in one project."""

    id: str
    state: StepState
    waits: bool
    """Whether somebody has to act now: carry it out, or say whether it concerns the project."""
    late: bool
    """Whether it was due in an earlier phase."""
    facets: tuple[str, ...]
    """The unknown facts that decide whether it concerns the project."""
    date: dt.date | None
    """The day on which it was done or skipped."""


def step_cells(assessment: Assessment) -> tuple[StepCell, ...]:
    """The steps of an assessment's path, in the order of the path."""
    return tuple(map(_cell, step_standings(assessment)))


def _cell(one: StepStanding) -> StepCell:
    return StepCell(
        id=one.step.id,
        state=one.state,
        waits=one.is_pending,
        late=one.is_late,
        facets=tuple(facet.id for facet in one.waits_for),
        date=one.note.date if one.note else None,
    )
