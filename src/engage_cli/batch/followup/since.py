"""Projects of a portfolio held against a moment: a milestone, a day, a revision of git, or the record of a batch."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from engage_cli.batch.manifest import opened
from engage_cli.batch.record_file import FILE
from engage_cli.batch.row_source import ProjectRow
from engage_cli.batch.stored import decoded
from engage_cli.errors import InputError, Message, UsageError
from engage_cli.followup.comparison import compare
from engage_cli.followup.finding import Around, named
from engage_cli.followup.moments import of_project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.rows import Row
from engage_cli.portfolio.since_moment import SinceAggregator, SinceMoment, Why
from engage_cli.project.loading import load_project
from engage_cli.project.milestones import load_milestones
from engage_cli.values import Value


class Reader(Value, kw_only=True):
    """How projects are read again."""

    moment: str
    """As it was typed."""
    day: dt.date
    """As of which they are read now."""
    folders: Sequence[Path] = ()
    """With more questionnaires."""
    step: Callable[[], None]
    """Called after each project."""


def since_moment(projects: Mapping[str, ProjectRow], questionnaire: Questionnaire, reader: Reader) -> SinceMoment:
    """What changed in `projects`, by key, since the moment. Raises UsageError where it is known of none of them."""
    sums = SinceAggregator(reader.moment)
    folder = Path(reader.moment)
    if (folder / FILE).is_file():
        _from_record(sums, projects, folder)
    elif folder.exists():
        message = Message.of("“{path}” is no folder that engage batch wrote.", path=folder)
        raise UsageError(message, _kinds())
    else:
        _from_projects(sums, projects, reader)
    order = [f"index:{one.id}" for one in questionnaire.indices]
    return sums.sums([*order, *(f"section:{one.id}" for one in questionnaire.walk())])


def _from_record(sums: SinceAggregator, projects: Mapping[str, ProjectRow], folder: Path) -> None:
    """From the results that a batch stored, which say what changed and not why."""
    with opened(folder, to_write=False) as manifest:
        old = {row.key: row for _name, line in manifest.rows() if (row := _row(line)) is not None}
    for key, one in projects.items():
        if key in old:
            sums.add_results(key, old[key], one.row)
        else:
            sums.leave_out(key, Why.NO_MOMENT)


def _row(line: str) -> Row | None:
    """None where the stored result is not one that this engage reads."""
    try:
        return decoded(line)
    except (ValueError, TypeError, ArithmeticError, AssertionError):
        return None


def _from_projects(sums: SinceAggregator, projects: Mapping[str, ProjectRow], reader: Reader) -> None:
    """From the answers of both moments. Raises UsageError where no project has the moment."""
    refused: list[UsageError] = []
    for key, one in projects.items():
        try:
            _add(sums, key, one, reader)
        except InputError:
            sums.leave_out(key, Why.UNREADABLE)
        except UsageError as error:
            refused.append(error)
            sums.leave_out(key, Why.NO_MOMENT)
        reader.step()
    if refused and len(refused) == len(projects):
        raise UsageError(refused[0].message, refused[0].hint or _kinds())


def _add(sums: SinceAggregator, key: str, one: ProjectRow, reader: Reader) -> None:
    loaded = load_project(Path(one.path), folders=reader.folders)
    milestones = load_milestones(loaded)
    around = Around(loaded=loaded, milestones=milestones, day=reader.day, folders=reader.folders)
    then, now = named(around, reader.moment), of_project(loaded, reader.day)
    try:
        found = compare(then, now, loaded.project, loaded.questionnaire)
    except UsageError:
        sums.leave_out(key, Why.QUESTIONNAIRE)
    else:
        sums.add(key, found)


def _kinds() -> Message:
    return Message.of(
        "Name a day (2026-11-23), a milestone, a revision of git (rev:HEAD~1), or a folder that engage batch wrote."
    )
