"""Loads projects as they are, and as they would be under a new questionnaire. No file is touched."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from engage_cli.errors import EngageError
from engage_cli.files import yaml_reading
from engage_cli.files.nodes import Node
from engage_cli.files.yaml_reading import Document
from engage_cli.project import loading
from engage_cli.project.loading import Load, LoadedProject
from engage_cli.project.migration.migrating import plan_project
from engage_cli.project.migration.moves import Move, Part
from engage_cli.questionnaire.library import only_shipped
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.values import replace


class CurrentReader:
    """Loads projects as they are, and keeps the last one."""

    def __init__(self) -> None:
        self.last: LoadedProject | None = None

    def __call__(self, path: Path, *, folders: Sequence[Path], load: Load) -> LoadedProject:
        """Raises InputError."""
        self.last = None
        self.last = loading.load_project(path, folders=folders, load=load)
        return self.last


class ProposedReader:
    """Loads projects as they would be, and keeps what would have to be answered anew in the last one."""

    def __init__(self, today: CurrentReader, new: LoadedQuestionnaire | None) -> None:
        self._today, self._new = today, new
        self.moves: tuple[Move, ...] = ()

    def __call__(self, path: Path, *, folders: Sequence[Path], load: Load) -> LoadedProject:
        """Raises InputError."""
        self.moves = ()
        if self._new is None:
            last = self._today.last
            return last if last and last.path == path else loading.load_project(path, folders=folders, load=load)
        return self._brought(path, self._new)

    def concerns(self, path: Path) -> bool:
        """Whether the project at `path` answers the new questionnaire or its base; so too where nobody can tell."""
        if self._new is None:
            return True
        new = self._new.questionnaire
        return self._answered(path) in (None, new.id, *([new.base.id] if new.base else []))

    def waiting(self) -> Iterator[Move]:
        """Answers and facts of the last project that would be kept beside, until they are looked at afresh."""
        return (move for move in self.moves if move.is_unplaced and move.part in (Part.ANSWERS, Part.FACETS))

    def _brought(self, path: Path, new: LoadedQuestionnaire) -> LoadedProject:
        """The project brought along, as `engage migrate` does it; over an overlay, by way of its base."""
        base = new.base if self._answered(path) != new.questionnaire.id else None
        migration = plan_project(path, base or new)
        self.moves = migration.moves.moves
        assert migration.after is not None  # of a project
        if base is None:
            return migration.after
        return loading.project_from(_naming(migration.after.document, new), migration.after.path, new)

    def _answered(self, path: Path) -> str | None:
        last = self._today.last
        return last.questionnaire.questionnaire.id if last and last.path == path else _named(path)


def _named(path: Path) -> str | None:
    """The id of the questionnaire that the project at `path` answers; None where it cannot be read."""
    try:
        document = yaml_reading.read(path, through=True)
    except EngageError:
        return None
    if not isinstance(document.value, dict):
        return None
    about = Node(document, (), document.value).get("assessment", "questionnaire", "id")
    return str(about.value) if about else only_shipped()


def _naming(document: Document, questionnaire: LoadedQuestionnaire) -> Document:
    """The document as if it named `questionnaire`."""
    assert isinstance(document.value, dict)  # it was read as a project
    named = {"id": questionnaire.questionnaire.id, "version": questionnaire.questionnaire.version}
    assessment = {**(document.value.get("assessment") or {}), "questionnaire": named}
    return replace(document, value={**document.value, "assessment": assessment})
