"""Many files brought along, one after the other: what is wrong with one is in its row, and ends nothing."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from engage_cli.errors import ConflictError, InputError, Message, Problem, UsageError
from engage_cli.files import yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.project.frozen.entries import SEAL, made
from engage_cli.project.loading import Load, LoadedProject, named
from engage_cli.project.migration.migrating import (
    Migration,
    check_writable,
    look_at_answers,
    look_at_project,
    voices,
    write,
)
from engage_cli.project.migration.standing import Compared, answered_under, compared
from engage_cli.project.milestones import freeze, load_milestones
from engage_cli.project.recognising import ANSWERS
from engage_cli.questionnaire import compiled
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.scoring.assessment import assess
from engage_cli.values import Value, replace


class Wanted(Value, kw_only=True):
    """What is to be done."""

    folders: tuple[Path, ...] = ()
    """Where questionnaires are looked for besides."""
    write: bool = False
    brief: bool = False
    """Without results: only how many questions are answered."""
    milestone: Callable[[str], str] | None
    """The name of the milestone that is kept before, by the version that is gone to; None: none is kept."""
    day: Callable[[LoadedProject], dt.date]
    """As of which day a project is read."""


class Row(Value, kw_only=True):
    """One file, and what came of it."""

    path: str
    problems: tuple[Problem, ...] = ()
    """Why it stays as it is."""
    migration: Migration | None = None
    compared: Compared | None = None
    """Of a project that there is something to do with."""
    milestone: str | None = None
    """The name of the one that was kept before."""
    written: bool = False
    voices: tuple["Row", ...] = ()
    """Of a project: the files of answers beside it. Their paths name respondents."""

    @property
    def every(self) -> tuple["Row", ...]:
        """This one, then the files of answers beside it, each by itself."""
        return (replace(self, voices=()), *self.voices)

    @property
    def pending(self) -> bool:
        """Whether there is something to do, or was."""
        return self.migration is not None and self.migration.pending


def run(files: Sequence[Path], wanted: Wanted, step: Callable[[Row], None]) -> tuple[Row, ...]:
    """A row for each file, that of a project with those of the voices beside it; `step` is called with each."""
    load, rows = cache(compiled.load), []
    for file in files:
        rows.append(_row(file, wanted, load))
        step(rows[-1])
    return tuple(rows)


def _row(file: Path, wanted: Wanted, load: Load) -> Row:
    if file.name.endswith(ANSWERS):
        return _tried(file, lambda: _answers(file, _of_answers(file, wanted, load), wanted))
    row = _tried(file, lambda: _project(file, wanted, load))
    if row.migration is None:
        return row
    questionnaire = row.migration.questionnaire

    def beside(voice: Path) -> Row:
        return _tried(voice, lambda: _answers(voice, questionnaire, wanted))

    return replace(row, voices=tuple(map(beside, voices(row.migration.path))))


def _tried(file: Path, work: Callable[[], Row]) -> Row:
    try:
        return work()
    except InputError as error:
        return Row(path=str(file), problems=error.problems)
    except (UsageError, ConflictError) as error:
        return Row(path=str(file), problems=(Problem(path=str(file), message=error.message, hint=error.hint),))


def _project(file: Path, wanted: Wanted, load: Load) -> Row:
    migration = look_at_project(file, folders=wanted.folders, load=load)
    row = Row(path=str(migration.path), migration=migration)
    if not migration.pending or migration.before is None:
        return row
    row = replace(row, compared=compared(migration, wanted.day(migration.before), brief=wanted.brief))
    if not wanted.write:
        return row
    check_writable(migration)
    milestone = _kept(migration, wanted)
    write(migration)
    return replace(row, written=True, milestone=milestone)


def _answers(file: Path, questionnaire: LoadedQuestionnaire, wanted: Wanted) -> Row:
    migration = look_at_answers(file, questionnaire)
    row = Row(path=str(file), migration=migration)
    if not (wanted.write and migration.pending):
        return row
    write(migration)
    return replace(row, written=True)


def _of_answers(file: Path, wanted: Wanted, load: Load) -> LoadedQuestionnaire:
    document = yaml_reading.read(file)
    root = Node(document, (), document.value)
    return named(root, ("questionnaire", "id"), file, wanted.folders, load)


def _kept(migration: Migration, wanted: Wanted) -> str | None:
    """The name of the milestone of the project as it was; None where nothing was answered, or none is wanted."""
    if wanted.milestone is None or migration.before is None:
        return None
    old = answered_under(migration)
    if old is None:
        message = Message.of(
            "How the project stands cannot be kept: there is no list of version {version}.", version=migration.version
        )
        raise UsageError(message, Message.of("To write it without a milestone before, add --no-milestone."))
    if not old.project.answers:
        return None
    assessment = assess(old.questionnaire.questionnaire, old.project, as_of=wanted.day(old))
    name = wanted.milestone(migration.questionnaire.questionnaire.version)
    entry, known = made(name, assessment), load_milestones(old)
    for number in range(2, len(known.kept) + 3):
        taken = known.named(str(entry["name"]))
        if taken is None:
            freeze(old, assessment, str(entry["name"]))
            break
        if taken.node.value.get(SEAL) == entry[SEAL]:  # it was kept, and what followed did not come about
            break
        entry = made(f"{name} ({number})", assessment)
    return str(entry["name"])
