"""Loads questionnaires from YAML: one file, or one with sections and resources in files beside it, or an overlay."""

from collections.abc import Sequence
from pathlib import Path

from engage_cli.errors import InputError
from engage_cli.files import yaml_reading
from engage_cli.questionnaire import building
from engage_cli.questionnaire.documents import QuestionnaireFiles, open_files
from engage_cli.questionnaire.library import FILE
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.questionnaire.overlay.resolving import is_overlay


def load_questionnaire(path: Path, folders: Sequence[Path] = ()) -> LoadedQuestionnaire:
    """The questionnaire in the folder or file `path`; the base of an overlay is looked for in `folders` too.

    Raises InputError with everything that is wrong with it.
    """
    file = path / FILE if path.is_dir() else path
    document = yaml_reading.read(file, through=True)
    if is_overlay(document):
        from engage_cli.questionnaire.overlay import loading

        return loading.load_overlay(document, file, folders)
    files, found = open_files(document, file.parent)
    if found or files is None:
        raise InputError(*found)
    return _loaded(files, file)


def _loaded(files: QuestionnaireFiles, file: Path) -> LoadedQuestionnaire:
    questionnaire = building.build_questionnaire(files)
    written = building.source_nodes(files)
    return LoadedQuestionnaire(questionnaire=questionnaire, path=file, sources=lambda: written)
