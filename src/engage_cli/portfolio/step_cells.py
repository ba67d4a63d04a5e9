"""What a portfolio keeps of the path of one project: its steps that concern it, as ids, without notes."""

import datetime as dt

from engage_cli.scoring.path import StepStanding, StepState, path_of
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value


class StepCell(Value, kw_only=True, array_like=True, cache_hash=True):
    """One step of the path, as it stands in a project."""

    id: str
    state: StepState
    waits: bool
    """Somebody is to act now: carry it out, or say whether it concerns the project."""
    late: bool
    """Its time came in an earlier phase."""
    facets: tuple[str, ...]
    """Facts that nobody knows and that decide whether it concerns the project."""
    date: dt.date | None
    """When it was done or skipped."""


def step_cells(assessment: Assessment) -> tuple[StepCell, ...]:
    """The steps of the path, in its order."""
    return tuple(map(_cell, path_of(assessment)))


def _cell(one: StepStanding) -> StepCell:
    return StepCell(
        id=one.step.id,
        state=one.state,
        waits=one.waits,
        late=one.late,
        facets=tuple(facet.id for facet in one.waits_for),
        date=one.note.date if one.note else None,
    )
