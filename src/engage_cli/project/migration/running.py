"""Migrates many files, one after the other; what is wrong with one is kept in its row and stops no other.

Begin with `migrate_files`.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from engage_cli.errors import ConflictError, InputError, Message, Problem, UsageError
from engage_cli.files import yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.project.frozen.entries import SEAL, milestone_entry
from engage_cli.project.loading import Load, LoadedProject, questionnaire_named_at
from engage_cli.project.migration.migrating import (
    Migration,
    check_writable,
    find_voices,
    plan_answers,
    plan_project,
    write_migration,
)
from engage_cli.project.migration.standing import BeforeAndAfter, answered_under, compare_before_and_after
from engage_cli.project.milestones import add_milestone, load_milestones
from engage_cli.project.recognising import ANSWERS
from engage_cli.questionnaire import compiled
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.scoring.assessment import assess
from engage_cli.values import Value, replace


class MigrationOptions(Value, kw_only=True):
    """The options of a migration."""

    folders: tuple[Path, ...] = ()
    """Folders of questionnaires, besides those beside the projects."""
    write: bool = False
    """Whether to write the files; if not, the migration is only shown."""
    without_results: bool = False
    """Whether to leave results out and only count answered questions, which takes half of the time."""
    milestone: Callable[[str], str] | None
    """Names the milestone that is kept before, from the version migrated to; None: no milestone is kept."""
    day: Callable[[LoadedProject], dt.date]
    """Gives the day as of which a project is assessed."""


class MigrationRow(Value, kw_only=True):
    """One file, and what its migration came to."""

    path: str
    problems: tuple[Problem, ...] = ()
    """Why it is not migrated; empty where it is."""
    migration: Migration | None = None
    compared: BeforeAndAfter | None = None
    """The project before and after; None for files of answers, and where nothing changes."""
    milestone: str | None = None
    """The name of the milestone that was kept; None where none was."""
    written: bool = False
    """Whether the file was written."""
    voices: tuple["MigrationRow", ...] = ()
    """For a project, the rows of the files of answers beside it. Their paths name respondents."""

    @property
    def all_rows(self) -> tuple["MigrationRow", ...]:
        """This row, then those of its voices."""
        return (replace(self, voices=()), *self.voices)

    @property
    def has_changes(self) -> bool:
        """Whether there is, or was, something to migrate."""
        return self.migration is not None and self.migration.has_changes


def migrate_files(
    files: Sequence[Path], options: MigrationOptions, step: Callable[[MigrationRow], None]
) -> tuple[MigrationRow, ...]:
    """A row for each of `files`, with rows for the voices beside each project; `step` is called after each."""
    load, rows = cache(compiled.load), []
    for file in files:
        rows.append(_row(file, options, load))
        step(rows[-1])
    return tuple(rows)


def _row(file: Path, options: MigrationOptions, load: Load) -> MigrationRow:
    if file.name.endswith(ANSWERS):
        return _tried(file, lambda: _answers(file, _of_answers(file, options, load), options))
    row = _tried(file, lambda: _project(file, options, load))
    if row.migration is None:
        return row
    questionnaire = row.migration.questionnaire

    def beside(voice: Path) -> MigrationRow:
        return _tried(voice, lambda: _answers(voice, questionnaire, options))

    return replace(row, voices=tuple(map(beside, find_voices(row.migration.path))))


def _tried(file: Path, work: Callable[[], MigrationRow]) -> MigrationRow:
    try:
        return work()
    except InputError as error:
        return MigrationRow(path=str(file), problems=error.problems)
    except (UsageError, ConflictError) as error:
        return MigrationRow(path=str(file), problems=(Problem(path=str(file), message=error.message, hint=error.hint),))


def _project(file: Path, options: MigrationOptions, load: Load) -> MigrationRow:
    migration = plan_project(file, folders=options.folders, load=load)
    row = MigrationRow(path=str(migration.path), migration=migration)
    if not migration.has_changes or migration.before is None:
        return row
    row = replace(
        row, compared=compare_before_and_after(migration, options.day(migration.before), brief=options.without_results)
    )
    if not options.write:
        return row
    check_writable(migration)
    milestone = _kept(migration, options)
    write_migration(migration)
    return replace(row, written=True, milestone=milestone)


def _answers(file: Path, questionnaire: LoadedQuestionnaire, options: MigrationOptions) -> MigrationRow:
    migration = plan_answers(file, questionnaire)
    row = MigrationRow(path=str(file), migration=migration)
    if not (options.write and migration.has_changes):
        return row
    write_migration(migration)
    return replace(row, written=True)


def _of_answers(file: Path, options: MigrationOptions, load: Load) -> LoadedQuestionnaire:
    document = yaml_reading.read(file)
    root = Node(document, (), document.value)
    return questionnaire_named_at(root, ("questionnaire", "id"), file, options.folders, load)


def _kept(migration: Migration, options: MigrationOptions) -> str | None:
    """The name of the milestone of the project as it was; None where nothing was answered, or none is options."""
    if options.milestone is None or migration.before is None:
        return None
    old = answered_under(migration)
    if old is None:
        message = Message.of(
            "How the project stands cannot be kept: there is no list of version {version}.", version=migration.version
        )
        raise UsageError(message, Message.of("To write it without a milestone before, add --no-milestone."))
    if not old.project.answers:
        return None
    assessment = assess(old.questionnaire.questionnaire, old.project, as_of=options.day(old))
    name = options.milestone(migration.questionnaire.questionnaire.version)
    entry, known = milestone_entry(name, assessment), load_milestones(old)
    for number in range(2, len(known.kept) + 3):
        taken = known.find(str(entry["name"]))
        if taken is None:
            add_milestone(old, assessment, str(entry["name"]))
            break
        if taken.node.value.get(SEAL) == entry[SEAL]:  # it was kept, and what followed did not come about
            break
        entry = milestone_entry(f"{name} ({number})", assessment)
    return str(entry["name"])
