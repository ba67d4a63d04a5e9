"""Shipped questionnaires, loaded from their compiled form where it is up to date; see `files.compiled`."""

from collections.abc import Sequence
from pathlib import Path

from engage_cli.files.compiled import load_compiled, save_compiled
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.questionnaire.library import FILE, shipped_questionnaires
from engage_cli.questionnaire.loaded import LoadedQuestionnaire, SourceNodes, files_named_in
from engage_cli.shipped import shipped
from engage_cli.values import Value

READERS = ("i18n.py", "model/*.py", "questionnaire/parsing_*.py", "questionnaire/building.py")


class Compiled(Value):
    """What is stored of a shipped questionnaire: its frozen values, and the names of its files."""

    questionnaire: Questionnaire
    referenced_files: tuple[str, ...]


def load(path: Path, folders: Sequence[Path] = ()) -> LoadedQuestionnaire:
    """The questionnaire in the folder or file `path`, from its compiled form where there is one.

    The base of an overlay is looked for in `folders` too. Raises InputError.
    """
    folder = path.parent if path.name == FILE else path
    found = load_compiled(folder, Compiled, READERS) if folder.parent == shipped("questionnaires") else None
    if found is None:
        from engage_cli.questionnaire import loading

        return loading.load_questionnaire(path, folders)
    return LoadedQuestionnaire(
        questionnaire=found.questionnaire,
        path=folder / FILE,
        sources=lambda: _written(folder),
        referenced_files=found.referenced_files,
    )


def compile_shipped() -> None:
    """Writes the compiled form of every shipped questionnaire. Raises InputError where one is not valid."""
    from engage_cli.questionnaire import loading

    for _, folder in shipped_questionnaires():
        save_compiled(
            folder, Compiled(loading.load_questionnaire(folder).questionnaire, files_named_in(folder / FILE)), READERS
        )


def _written(folder: Path) -> SourceNodes:
    from engage_cli.questionnaire import loading

    return loading.load_questionnaire(folder).sources()
