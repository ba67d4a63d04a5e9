"""Which project file a person means, and what they may have meant where there is none."""

from contextlib import suppress
from pathlib import Path

from engage_cli.errors import InputError, Message, Problem, closest, listed
from engage_cli.project.recognising import Kind, is_yaml, kind_of
from engage_cli.questionnaire.library import PROJECT_FILE


def project_file(path: Path) -> Path:
    """The file that `path` means: itself, or the project.yaml of a folder.

    Raises InputError where neither is there, with the name that was probably meant.
    """
    with suppress(PermissionError):  # reading the file will say so
        if path.is_dir():
            if not (path / PROJECT_FILE).exists():
                message = Message.of("This folder has no file called {name}.", name=PROJECT_FILE)
                raise InputError(Problem(path=str(path), message=message, hint=_hint(PROJECT_FILE, path)))
            return path / PROJECT_FILE
        if not path.exists() and path.parent.is_dir():
            message = Message.of("There is no such file.")
            raise InputError(Problem(path=str(path), message=message, hint=_hint(path.name, path.parent)))
    return path


def _hint(name: str, folder: Path) -> Message:
    """The file or folder there whose name is most alike, else the projects that there are, else how to begin one."""
    names = sorted(one.name for one in folder.iterdir() if is_yaml(one.name) or (one / PROJECT_FILE).is_file())
    alike = closest(name, [one.casefold() for one in names])
    if alike is not None:
        guess = next(one for one in names if one.casefold() == alike)
        return Message.of("Did you mean “{guess}”?", guess=folder / guess if folder.name else guess)
    if there := [str(folder / one) for one in names if _is_project(folder / one)]:
        return Message.of("Projects there: {names}.", names=listed(there))
    return Message.of("Check the name and the folder. To begin a project: {command}", command="engage new")


def _is_project(path: Path) -> bool:
    return path.is_dir() or kind_of(path) is Kind.PROJECT
