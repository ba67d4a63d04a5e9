"""Compares the projects of a portfolio with a moment: a milestone, a day, a Git revision, or the record of a batch."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from engage_cli.batch.manifest import open_manifest
from engage_cli.batch.record_file import FILE
from engage_cli.batch.row_source import ProjectRow
from engage_cli.batch.stored import decode_stored
from engage_cli.errors import InputError, Message, UsageError
from engage_cli.followup.comparison import Comparison, compare_moments
from engage_cli.followup.finding import MomentSources, find_moment
from engage_cli.followup.moments import moment_of_project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.rows import Row
from engage_cli.portfolio.since_moment import Found, NotComparedReason, SinceAggregator, SinceMoment, check_comparable
from engage_cli.project.loading import load_project
from engage_cli.project.milestones import load_milestones
from engage_cli.values import Value


class ReadingOptions(Value, kw_only=True):
    """How projects are read at both moments."""

    moment: str
    """As it was typed."""
    day: dt.date
    """The day as of which they are read now."""
    folders: Sequence[Path] = ()
    """Folders with more questionnaires."""
    step: Callable[[], None]
    """Called after each project, to show progress."""


class MomentReader:
    """Reads projects at an earlier moment."""

    def __init__(self, reader: ReadingOptions) -> None:
        """Raises UsageError for a folder that engage batch did not write."""
        self._reader, self._record = reader, _record(Path(reader.moment))
        self._refused: list[UsageError] = []
        self._asked = 0

    def read(self, one: ProjectRow) -> Found:
        """A comparison of both moments, the results of then, or why the project is not compared."""
        if self._record is not None:
            return check_comparable(self._record.get(one.row.key, NotComparedReason.NO_MOMENT), one.row)
        self._asked += 1
        try:
            return check_comparable(_compared(one, self._reader), one.row)
        except InputError:
            return NotComparedReason.UNREADABLE
        except UsageError as error:
            self._refused.append(error)
            return NotComparedReason.NO_MOMENT
        finally:
            self._reader.step()

    def finish(self) -> None:
        """Raises UsageError where no project that was read has the moment."""
        if self._refused and len(self._refused) == self._asked:
            raise UsageError(self._refused[0].message, self._refused[0].hint or _kinds())


def changes_since(
    projects: Mapping[str, ProjectRow], questionnaire: Questionnaire, reader: ReadingOptions
) -> SinceMoment:
    """What changed in `projects` (by key) since the moment. Raises UsageError where none of them has it."""
    sums, moment = SinceAggregator(reader.moment), MomentReader(reader)
    for one in projects.values():
        sums.add(moment.read(one), one.row)
    moment.finish()
    order = [f"index:{one.id}" for one in questionnaire.indices]
    return sums.sums([*order, *(f"section:{one.id}" for one in questionnaire.walk())])


def _record(folder: Path) -> dict[str, Row] | None:
    """Results by project key that a batch stored, which tell what changed but not why; None where there is no
    record."""
    if not (folder / FILE).is_file():
        if folder.exists():
            raise UsageError(Message.of("“{path}” is no folder that engage batch wrote.", path=folder), _kinds())
        return None
    with open_manifest(folder, to_write=False) as manifest:
        return {row.key: row for _name, line in manifest.rows() if (row := decode_stored(line)) is not None}


def _compared(one: ProjectRow, reader: ReadingOptions) -> Comparison | NotComparedReason:
    """The comparison of a project's answers at both moments. Raises UsageError where it lacks the moment,
    InputError."""
    loaded = load_project(Path(one.path), folders=reader.folders)
    milestones = load_milestones(loaded)
    around = MomentSources(loaded=loaded, milestones=milestones, day=reader.day, folders=reader.folders)
    then, now = find_moment(around, reader.moment), moment_of_project(loaded, reader.day)
    try:
        return compare_moments(then, now, loaded.project, loaded.questionnaire)
    except UsageError:
        return NotComparedReason.QUESTIONNAIRE


def _kinds() -> Message:
    return Message.of(
        "Name a day (2026-11-23), a milestone, a revision of git (rev:HEAD~1), or a folder that engage batch wrote."
    )
