"""Reads the history of a project for an export, up to the day as of which everything else is read."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from engage_cli.files import yaml_reading
from engage_cli.followup.moments import moment_of_milestone, results_then
from engage_cli.portfolio.export.followed import MilestoneCell, ProjectHistory
from engage_cli.project.history import history_path, read_history
from engage_cli.project.loading import LoadedProject
from engage_cli.project.milestones import KeptMilestone, load_milestones


def load_history(
    loaded: LoadedProject, day: dt.date, folders: Sequence[Path], milestones: bytes, history: bytes
) -> ProjectHistory:
    """The milestones and replaced values of `loaded`, from the contents of the two files beside it.

    Raises InputError for a file that cannot be used.
    """
    text = yaml_reading.decode_text(milestones, str(loaded.path)) if milestones else ""
    known = load_milestones(loaded, text).by_date if text or loaded.project.milestones else ()
    record = read_history(history, str(history_path(loaded.path))) if history else ()
    return ProjectHistory(
        milestones=tuple(_cells(loaded, (one for one in known if one.milestone.date <= day), folders)),
        replaced=tuple((place, one) for place, one in enumerate(record, 1) if one.on <= day),
    )


def _cells(loaded: LoadedProject, kept: Iterator[KeptMilestone], folders: Sequence[Path]) -> Iterator[MilestoneCell]:
    for one in kept:
        milestone = one.milestone
        known = milestone.frozen if one.intact else None
        yield MilestoneCell(
            name=milestone.name,
            date=milestone.date,
            version=milestone.questionnaire.version if milestone.questionnaire else None,
            scope=milestone.scope,
            intact=one.intact,
            results=known or results_then(moment_of_milestone(one, loaded, folders), loaded.project),
        )
