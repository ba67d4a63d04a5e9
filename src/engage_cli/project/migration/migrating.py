"""Migrates one file to the version of the questionnaire that is installed: planned first, written when wanted."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from engage_cli.errors import ConflictError, InputError, Message, Problem, UsageError, unwritable
from engage_cli.files import atomic_writing, yaml_reading
from engage_cli.files.nodes import Node, position, problem_at
from engage_cli.files.yaml_reading import Document
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project import answers_file, loading
from engage_cli.project.loading import Load, LoadedProject
from engage_cli.project.migration.editing import migrate_document
from engage_cli.project.migration.mapping import AnswerNodes, map_moves
from engage_cli.project.migration.moves import Moves
from engage_cli.project.recognising import ANSWERS
from engage_cli.questionnaire.history.migration_path import MigrationPath, version_numbers
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.values import Value, replace


class Migration(Value, kw_only=True):
    """A planned migration: a file, and what it becomes."""

    document: Document
    path: Path
    questionnaire: LoadedQuestionnaire
    version: str | None
    """The version that the file answers; None where it does not say."""
    moves: Moves
    """The moves of everything that the file says."""
    text: str
    """The text of the file after the migration; its present text where nothing changes."""
    before: LoadedProject | None = None
    """The project as it stands, as far as it fits this version; None for a file of answers."""
    after: LoadedProject | None = None
    """The project after the migration; None for a file of answers."""

    @property
    def has_changes(self) -> bool:
        """Whether the migration changes anything."""
        return self.text != self.document.text


def plan_project(
    path: Path,
    questionnaire: LoadedQuestionnaire | None = None,
    *,
    folders: Sequence[Path] = (),
    load: Load | None = None,
) -> Migration:
    """The planned migration of the project in the file or folder `path`.

    Raises InputError where it cannot be migrated.
    """
    file = path / loading.FILE if path.is_dir() else path
    document = yaml_reading.read(file, through=True)
    try:
        before = loading.project_from(document, file, questionnaire, folders, load)
    except InputError as error:
        raise InputError(*_half_way(error.problems, document)) from None
    loaded, root = before.questionnaire, Node(document, (), document.value)
    about = root.get("assessment", "questionnaire", "version")
    holders = AnswerNodes(facets=root.get("charter"), answers=root.get("assessment"), whole=True)
    found, written = _brought(document, about, holders, loaded.questionnaire)
    after = before if written is document else _proved_project(written, before)
    version = about.value if about else None
    return Migration(
        document=document, path=file, questionnaire=loaded, version=version, moves=found, text=written.text,
        before=before, after=after,
    )  # fmt: skip


def plan_answers(path: Path, questionnaire: LoadedQuestionnaire) -> Migration:
    """The planned migration of the file of answers at `path`. Raises InputError where it cannot be migrated."""
    document = yaml_reading.read(path, through=True)
    answers_file.answers_from(document, path, questionnaire)
    root = Node(document, (), document.value)
    about = root.get("questionnaire", "version")
    holders = AnswerNodes(facets=root, answers=root, whole=False)
    found, written = _brought(document, about, holders, questionnaire.questionnaire)
    if written is not document:
        with _placed_in(document):
            answers_file.answers_from(written, path, questionnaire)
    return Migration(
        document=document, path=path, questionnaire=questionnaire, version=about.value if about else None,
        moves=found, text=written.text,
    )  # fmt: skip


def find_voices(project: Path) -> tuple[Path, ...]:
    """The files of answers beside the project in the file `project`."""
    return tuple(sorted(project.parent.glob(f"{project.stem}.*{ANSWERS}")))


def write_migration(migration: Migration) -> None:
    """Writes the migrated file.

    Raises ConflictError where the file was changed since the plan, UsageError where it cannot be written.
    """
    atomic_writing.save(migration.path, migration.document, lambda _: migration.text, _refuse_changed)


def check_writable(migration: Migration) -> None:
    """Raises what `write_migration` would raise, as far as that can be told without writing."""
    if yaml_reading.read(migration.path).text != migration.document.text:
        _refuse_changed(migration.document)
    if not os.access(migration.path.resolve(), os.W_OK):
        raise unwritable(migration.path, PermissionError(13, "no permission"))


def _refuse_changed(current: Document) -> None:
    message = Message.of("“{path}” was changed by somebody else meanwhile.", path=current.path)
    raise ConflictError(message, Message.of("Nothing was written. Try again: it will be looked at anew."))


def _brought(
    document: Document, about: Node | None, holders: AnswerNodes, questionnaire: Questionnaire
) -> tuple[Moves, Document]:
    """Where everything goes, and the document after that; itself where nothing does. Raises InputError."""
    nothing = Moves(moves=())
    if about is None or about.value == questionnaire.version:
        return nothing, document
    way = MigrationPath(questionnaire, about.value)
    _refuse_without_way(about, way)
    found = map_moves(holders, way)
    if found.problems:
        raise InputError(*sorted(found.problems, key=lambda one: (one.line or 0, one.column or 0)))
    try:
        return found, migrate_document(document, found, questionnaire, whole=holders.whole)
    except UsageError as error:
        raise InputError(problem_at(document, (), error.message, error.hint)) from None


def _refuse_without_way(about: Node, way: MigrationPath) -> None:
    new = way.questionnaire.version
    if version_numbers(way.version) > version_numbers(new):
        message = Message.of(
            "It answers version {old}, which is newer than the questionnaire here, {new}.", old=way.version, new=new
        )
        raise InputError(about.problem(message, Message.of("Update engage, or the questionnaire.")))
    if not way.is_complete:
        message = Message.of("There is no way from version {old} to {new}.", old=way.version, new=new)
        hint = Message.of(
            "The questionnaire names no migration from {number}: ask who wrote it.",
            number=version_numbers(way.version)[0],
        )
        raise InputError(about.problem(message, hint))


def _half_way(problems: tuple[Problem, ...], document: Document) -> Iterator[Problem]:
    """The problems of a project that cannot be read; where it says that it is brought along already, with that."""
    root = Node(document, (), document.value)
    version = root.get("assessment", "questionnaire", "version")
    misfits = [one for one in problems if one.place[:2] in (("assessment", "answers"), ("charter", "facets"))]
    yield from problems
    if version is not None and misfits:
        message = Message.of(
            "It says that it answers version {version}, and holds what that version does not have.",
            version=version.value,
        )
        hint = Message.of(
            "Was this file only half migrated? Write here the version that the answers were given to, then try again."
        )
        yield version.problem(message, hint)


def _proved_project(written: Document, before: LoadedProject) -> LoadedProject:
    with _placed_in(before.document):
        return loading.project_from(written, before.path, before.questionnaire)


@contextmanager
def _placed_in(document: Document) -> Iterator[None]:
    """What is wrong with the text afterwards is said at the lines of `document`, as it is now."""
    try:
        yield
    except InputError as error:
        places = ((one, *position(document, one.place)) for one in error.problems)
        raise InputError(*(replace(one, line=line, column=column) for one, line, column in places)) from None
