"""Finds the moments meant on the command line: a milestone, a day, a file, a revision of git, or now."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from engage_cli.dates import parse_unambiguous_day
from engage_cli.errors import Message, UsageError, suggestion
from engage_cli.followup.moments import Moment, moment_of_milestone, moment_of_project
from engage_cli.project.loading import LoadedProject, load_project
from engage_cli.project.milestones import KeptMilestone, LoadedMilestones
from engage_cli.typed import quoted
from engage_cli.values import Value

REVISION = "rev:"


class MomentSources(Value, kw_only=True):
    """Where moments are looked for."""

    loaded: LoadedProject
    milestones: LoadedMilestones
    day: dt.date
    """The day as of which the project itself is read."""
    given_day: dt.date | None = None
    """The day given by --as-of, for every file; None where none was given."""
    folders: Sequence[Path] = ()


def find_moments(around: MomentSources, start: str | None, end: str | None) -> tuple[Moment, Moment]:
    """The moments called `start` and `end`; by default the last milestone before the end, and the project as it stands.

    Raises UsageError where there is no such moment, InputError where a file cannot be used.
    """
    later = find_moment(around, end) if end is not None else moment_of_project(around.loaded, around.day)
    earlier = find_moment(around, start) if start is not None else _last_before(around, later)
    return earlier, later


def find_moment(around: MomentSources, text: str) -> Moment:
    """The moment called `text`. Raises UsageError where there is none, InputError where a file cannot be used."""
    kept = around.milestones.find(text)
    if kept is not None:
        return _moment(around, kept)
    day = parse_unambiguous_day(text)
    if isinstance(day, dt.date):
        return _on(around, day)
    if text.startswith(REVISION):
        from engage_cli.followup.revisions import load_revision

        loaded = load_revision(around.loaded.path, text.removeprefix(REVISION), around.folders)
        return _of_file(around, loaded, text)
    if Path(text).exists():
        return _of_file(around, load_project(Path(text), folders=around.folders), text)
    raise UsageError(day.message, _known(around)) if day.is_ambiguous else _unknown(around, text)


def _moment(around: MomentSources, kept: KeptMilestone) -> Moment:
    return moment_of_milestone(kept, around.loaded, around.folders)


def _of_file(around: MomentSources, loaded: LoadedProject, name: str) -> Moment:
    return moment_of_project(loaded, around.given_day or loaded.project.date or around.day, name)


def _on(around: MomentSources, day: dt.date) -> Moment:
    """The last milestone of `day` or before it."""
    past = [kept for kept in around.milestones.by_date if kept.milestone.date <= day]
    if not past:
        message = Message.of("There is no milestone of {date} or before.", date=day.isoformat())
        raise UsageError(message, _known(around))
    return _moment(around, past[-1])


def _last_before(around: MomentSources, later: Moment) -> Moment:
    past = [kept for kept in around.milestones.by_date if kept.milestone.name != later.name]
    past = [kept for kept in past if kept.milestone.date <= later.date] or past
    if not past:
        hint = Message.of(
            "Keep one: {command}. Or name a file or a revision: --from rev:HEAD~1",
            command=Message.of("engage milestone {project} NAME", project=quoted(around.loaded.path)),
        )
        raise UsageError(Message.of("There is no milestone to compare with."), hint)
    return _moment(around, past[-1])


def _known(around: MomentSources) -> Message | None:
    names = [kept.milestone.name for kept in around.milestones.by_date]
    return Message.of("There are: {names}.", names=", ".join(names)) if names else None


def _unknown(around: MomentSources, text: str) -> UsageError:
    names = [kept.milestone.name for kept in around.milestones.by_date]
    message = Message.of("There is no milestone or file “{name}”.", name=text)
    kinds = Message.of("Name a milestone, a day (2026-11-23), a file, or a revision of git (rev:HEAD~1).")
    return UsageError(message, suggestion(text, names) or kinds)
