"""The days in a project that cannot lie in the future: when something was answered, agreed, done or kept."""

import datetime as dt
from collections.abc import Iterator

from engage_cli.errors import Place
from engage_cli.model.project import Project


def latest(project: Project) -> dt.date | None:
    """The last of the days that are past by what they say."""
    return max((day for _, day in claimed_days(project)), default=None)


def claimed_days(project: Project) -> Iterator[tuple[Place, dt.date]]:
    """Each such day with its place in the project file. Evidence is left to its own rule and its answer."""
    found: list[tuple[Place, dt.date | None]] = [(("assessment", "date"), project.date)]
    for id, answer in project.answers.items():
        found.append((("assessment", "answers", id, "reviewed"), answer.reviewed))
        if answer.agreed:
            found.append((("assessment", "answers", id, "agreed", "on"), answer.agreed.on))
    found += ((("assessment", "apart", id, "on"), one.on) for id, one in project.apart.items())
    found += ((("assessment", "actions", at, "done"), one.done) for at, one in enumerate(project.actions))
    found += ((("assessment", "path", id, "date"), note.date) for id, note in project.path.items())
    found += ((("milestones", at, "date"), one.date) for at, one in enumerate(project.milestones))
    yield from ((place, day) for place, day in found if day)
