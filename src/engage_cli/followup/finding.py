"""Which moments are meant by what was typed: a milestone, a day, a file, a revision of git; or nothing."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from engage_cli.dates import only_day
from engage_cli.errors import Message, UsageError, suggestion
from engage_cli.followup.moments import Moment, of_milestone, of_project
from engage_cli.project.loading import LoadedProject, load_project
from engage_cli.project.milestones import KeptMilestone, LoadedMilestones
from engage_cli.typed import quoted
from engage_cli.values import Value

REVISION = "rev:"


class Around(Value, kw_only=True):
    """Where moments are looked for."""

    loaded: LoadedProject
    milestones: LoadedMilestones
    day: dt.date
    """As of which the project is read as it stands."""
    asked: dt.date | None = None
    """The same, where the command line says it: then of every file."""
    folders: Sequence[Path] = ()


def both(around: Around, start: str | None, end: str | None) -> tuple[Moment, Moment]:
    """The moments from `start` to `end`: the last milestone before the end, and the project as it stands, where they
    are left out. Raises UsageError where there is none of that name, InputError for a file that cannot be used."""
    later = named(around, end) if end is not None else of_project(around.loaded, around.day)
    earlier = named(around, start) if start is not None else _last_before(around, later)
    return earlier, later


def named(around: Around, text: str) -> Moment:
    """The moment called `text`. Raises UsageError, InputError."""
    kept = around.milestones.find(text)
    if kept is not None:
        return _moment(around, kept)
    day = only_day(text)
    if isinstance(day, dt.date):
        return _on(around, day)
    if text.startswith(REVISION):
        from engage_cli.followup.revisions import load_revision

        loaded = load_revision(around.loaded.path, text.removeprefix(REVISION), around.folders)
        return _of_file(around, loaded, text)
    if Path(text).exists():
        return _of_file(around, load_project(Path(text), folders=around.folders), text)
    raise UsageError(day.message, _known(around)) if day.nearly else _unknown(around, text)


def _moment(around: Around, kept: KeptMilestone) -> Moment:
    return of_milestone(kept, around.loaded, around.folders)


def _of_file(around: Around, loaded: LoadedProject, name: str) -> Moment:
    return of_project(loaded, around.asked or loaded.project.date or around.day, name)


def _on(around: Around, day: dt.date) -> Moment:
    """The last milestone of `day` or before it."""
    past = [kept for kept in around.milestones.by_date if kept.milestone.date <= day]
    if not past:
        message = Message.of("There is no milestone of {date} or before.", date=day.isoformat())
        raise UsageError(message, _known(around))
    return _moment(around, past[-1])


def _last_before(around: Around, later: Moment) -> Moment:
    past = [kept for kept in around.milestones.by_date if kept.milestone.name != later.name]
    past = [kept for kept in past if kept.milestone.date <= later.date] or past
    if not past:
        hint = Message.of(
            "Keep one: {command}. Or name a file or a revision: --from rev:HEAD~1",
            command=Message.of("engage milestone {project} NAME", project=quoted(around.loaded.path)),
        )
        raise UsageError(Message.of("There is no milestone to compare with."), hint)
    return _moment(around, past[-1])


def _known(around: Around) -> Message | None:
    names = [kept.milestone.name for kept in around.milestones.by_date]
    return Message.of("There are: {names}.", names=", ".join(names)) if names else None


def _unknown(around: Around, text: str) -> UsageError:
    names = [kept.milestone.name for kept in around.milestones.by_date]
    message = Message.of("There is no milestone or file “{name}”.", name=text)
    kinds = Message.of("Name a milestone, a day (2026-11-23), a file, or a revision of git (rev:HEAD~1).")
    return UsageError(message, suggestion(text, names) or kinds)
