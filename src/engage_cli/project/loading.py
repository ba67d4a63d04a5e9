"""Loads projects: reads the file, finds its questionnaire and checks the one against the other.

Begin with `load_project`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from glob import escape
from pathlib import Path
from typing import Any

from engage_cli.errors import EngageError, InputError, Message, Place, Problem, UsageError, sort_problems
from engage_cli.files import schemas, yaml_reading
from engage_cli.files.nodes import Node, position, valid_part
from engage_cli.files.yaml_reading import Document
from engage_cli.model.project import Project
from engage_cli.project import parsing
from engage_cli.project.placing import UNPLACED, Placement, place_project, without_places
from engage_cli.project.recognising import find_project_file
from engage_cli.questionnaire import compiled, library
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.values import Value, replace

FILE = library.PROJECT_FILE

Load = Callable[[Path, tuple[Path, ...]], LoadedQuestionnaire]
"""Reads the questionnaire in a folder or file; the folders are those in which the base of an overlay may stand."""


class LoadedProject(Value, kw_only=True):
    """A project as its file has it, with its questionnaire."""

    project: Project
    document: Document
    questionnaire: LoadedQuestionnaire
    path: Path
    remarks: tuple[Problem, ...] = ()
    """Remarks, not errors: the project answers another version, or says what has no place in this one."""

    def files(self) -> Iterator[Path]:
        """The paths it was read from: its own file, the files kept beside it, and those of its questionnaire."""
        yield self.path
        for kept in ("milestones", "history", "*.answers"):
            yield from self.path.parent.glob(f"{escape(self.path.stem)}.{kept}.yaml")
        yield from self.questionnaire.files()

    def locate(self, place: Place) -> tuple[str, int, int]:
        """The file, line and column of a place of the project file.

        Where the place is absent, of the nearest above it.
        """
        return str(self.document.path), *position(self.document, place)


def load_project(
    path: Path,
    questionnaire: LoadedQuestionnaire | None = None,
    *,
    folders: Sequence[Path] = (),
    load: Load | None = None,
) -> LoadedProject:
    """The project in the file or folder `path`, with its own questionnaire unless one is given.

    Its questionnaire is looked for beside it, in `folders`, and among those shipped, and read by `load`: for many
    projects, one that remembers. Raises InputError with everything that is wrong in the project, or in its
    questionnaire.
    """
    file = find_project_file(path)
    document = yaml_reading.read(file, through=True)
    return project_from(document, file, questionnaire, folders, load)


def project_from(
    document: Document,
    file: Path,
    questionnaire: LoadedQuestionnaire | None,
    folders: Sequence[Path] = (),
    load: Load | None = None,
) -> LoadedProject:
    """The project in `document`, already read from `file`. Raises InputError."""
    _refuse_milestones(document)
    against_schema = schemas.find_problems(document, "project")
    sound = valid_part(document.value, against_schema)
    unnamed = questionnaire is None and any(map(_about_reference, against_schema))
    if not isinstance(sound, dict) or "charter" not in sound or unnamed:
        raise InputError(*against_schema)
    root = Node(document, (), sound)
    try:
        questionnaire = questionnaire or questionnaire_named_at(
            root, ("assessment", "questionnaire", "id"), file, folders, load
        )
    except InputError as error:
        raise InputError(*sort_problems(against_schema), *error.problems) from None
    except EngageError:
        if against_schema:
            raise InputError(*against_schema) from None
        raise
    placed = place_project(root, questionnaire.questionnaire)
    if against_schema or placed.problems:
        raise InputError(*sort_problems((*against_schema, *placed.problems)))
    project = parsing.parse_project(without_places(root.value, placed.places), questionnaire.questionnaire)
    return LoadedProject(
        project=_with_what_is_kept(project, root.value.get("assessment") or {}, placed, questionnaire),
        document=document,
        questionnaire=questionnaire,
        path=file,
        remarks=placed.remarks,
    )


def _with_what_is_kept(
    project: Project, assessment: Mapping[str, Any], placed: Placement, questionnaire: LoadedQuestionnaire
) -> Project:
    """With what was said to other versions of the questionnaire and is kept beside."""
    if not placed.unplaced and UNPLACED not in assessment:
        return project
    from engage_cli.project.migration.earlier import earlier_answers

    kept = earlier_answers(assessment, questionnaire.questionnaire, placed.unplaced)
    return replace(project, unplaced=placed.unplaced, earlier=kept)


def _refuse_milestones(document: Document) -> None:
    value = document.value
    if isinstance(value, dict) and "milestones" in value and "charter" not in value:
        message = Message.of("These are the milestones of a project. Name the project itself.")
        raise InputError(Problem(path=document.path, message=message))


def _about_reference(problem: Problem) -> bool:
    """Whether it leaves unsaid which questionnaire is answered: against the wrong one, more would seem wrong."""
    place = problem.place
    within = place == ("assessment", "questionnaire", "id")[: len(place)]
    return within and (len(place) > 1 or (len(place) == 1 and not problem.partial))


def questionnaire_named_at(
    root: Node, place: Place, file: Path, folders: Sequence[Path], load: Load | None = None
) -> LoadedQuestionnaire:
    """The questionnaire whose id is written at `place` below `root`; without an id, the only one shipped.

    Raises InputError where there is none of that id, or where several are shipped and none is named.
    """
    id = root.get(*place)
    name = str(id.value) if id else library.only_shipped()
    if name is None:
        hint = Message.of("Possible here: {words}.", words=", ".join(dict(library.shipped_questionnaires())))
        message = Message.of("It does not say which questionnaire it answers: {key}.", key=".".join(map(str, place)))
        raise InputError(root.problem(message, hint))
    try:
        folder = library.find_folder(name, beside=file.parent, folders=folders)
        return (load or compiled.load)(folder, tuple(folders))
    except UsageError as error:
        raise InputError((id or root).problem(error.message, error.hint)) from None
