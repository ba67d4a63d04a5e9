"""Finds questionnaires: by path or id, beside a project, in the folders of `--questionnaires`, among those shipped."""

import os
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from engage_cli.errors import Message, UsageError
from engage_cli.shipped import shipped

FILE = "questionnaire.yaml"
BESIDE = "questionnaires"
"""Name of the folder beside a project in which its questionnaires may stand."""
PROJECT_FILE = "project.yaml"
_ID = rb"(?m)^id:[ \t]+([a-z0-9-]+)[ \t]*(?:#.*)?\r?$"
"""At the beginning of a line it is a key of the file itself."""


@cache
def shipped_questionnaires() -> tuple[tuple[str, Path], ...]:
    """(id, folder) of each shipped questionnaire, by id."""
    return tuple(_folders(shipped("questionnaires")))


def only_shipped() -> str | None:
    """The id of the shipped questionnaire, taken for files that name none; None where several are shipped."""
    shipped = shipped_questionnaires()
    return shipped[0][0] if len(shipped) == 1 else None


def known_questionnaires(beside: Path | None = None, folders: Sequence[Path] = ()) -> tuple[Path, ...]:
    """The folders of all questionnaires that can be found: shipped, in `folders`, within the folder `beside`; by id."""
    return tuple(folder for _, folder in sorted(dict(_known(beside, folders)).items()))


def default_path(id: str | None, *, folders: Sequence[Path] = (), judged: bool = False) -> Path:
    """The questionnaire meant on the command line: called `id` (a path or an id), else in the current folder, else
    the only one in `questionnaires`. Where there is none, the first shipped, unless it is to be `judged`: nobody may
    take its result for that of their own. Raises as `find_folder` does.
    """
    here = [Path()] if Path(FILE).is_file() else [folder for _, folder in _folders(Path(BESIDE))]
    if id or len(here) == 1:
        return questionnaire_path(id, beside=Path(), folders=folders) if id else here[0]
    if here or judged:
        from engage_cli.errors import join_words

        known = [name for name, _ in _known(Path(), folders)]
        message = Message.of("Which questionnaire is meant? This folder holds none, or several.")
        raise UsageError(
            message, Message.of("Name it. Possible here: {words}.", words=join_words(list(dict.fromkeys(known))))
        )
    return shipped_questionnaires()[0][1]


def _folders(parent: Path) -> Iterator[tuple[str, Path]]:
    if parent.is_dir():
        yield from ((one.name, one) for one in sorted(parent.iterdir()) if (one / FILE).is_file())


def questionnaire_path(reference: str, *, beside: Path | None = None, folders: Sequence[Path] = ()) -> Path:
    """The folder or file of the questionnaire called `reference`, a path or an id. Raises as `find_folder` does."""
    path = Path(reference)
    return path if _is_path(reference, path) else find_folder(reference, beside=beside, folders=folders)


def find_folder(id: str, *, beside: Path | None = None, folders: Sequence[Path] = ()) -> Path:
    """The folder of the questionnaire with this id, wherever the command was started.

    It is looked for in `questionnaires` within the folder `beside`, then in `folders`, among those shipped, and in
    `beside` itself. Raises UsageError where there is none, InputError where the one beside cannot be read.
    """
    known = dict(_known(beside, folders))
    if id in known:
        return known[id]
    if beside and _id_in(beside) == id:
        return beside
    hint = _elsewhere(id, beside) or _where(id, list(known))
    raise UsageError(Message.of("There is no questionnaire “{id}”.", id=id), hint)


def find_folders(id: str, *, beside: Path | None = None, folders: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Every folder with a questionnaire of this id, the nearest first: other versions of it may stand further off."""
    return tuple(folder for name, folder in reversed(list(_known(beside, folders))) if name == id)


def _elsewhere(id: str, beside: Path | None) -> Message | None:
    """What to do where it stands in a folder `questionnaires` of this folder, or of one above that of the project."""
    if not re.fullmatch(r"[a-z0-9-]+", id):
        return None
    here, above = Path.cwd(), Path(os.path.normpath(beside.absolute())).parents if beside else ()
    for folder in above:
        if (folder / BESIDE / id / FILE).is_file():
            near = Path() if folder == here else folder
            return Message.of(
                "It is in “{folder}”, which is not beside the project. To have it found, write into {file}: {line}",
                folder=near / BESIDE, file=near / "engage.yaml", line=f"questionnaires: [{BESIDE}]",
            )  # fmt: skip
    if (Path(BESIDE) / id / FILE).is_file():
        return Message.of(
            "It is in “{folder}”, which is not beside the project. To have it found: "
            "ENGAGE_QUESTIONNAIRES={folder}, or --questionnaires {folder} where the command takes it.",
            folder=BESIDE,
        )
    return None


def _where(id: str, known: list[str]) -> Message | None:
    from engage_cli.errors import closest_word, join_words, suggestion

    if closest_word(id, known):
        return suggestion(id, known)
    return Message.of(
        "Possible here: {words}. A questionnaire of your own stands in a folder “questionnaires” beside the project.",
        words=join_words(known),
    )


def _is_path(reference: str, path: Path) -> bool:
    return "/" in reference or "\\" in reference or path.suffix in (".yaml", ".yml") or os.path.lexists(path / FILE)


def _known(beside: Path | None, folders: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """(id, folder) of every questionnaire that can be named, the nearest last."""
    yield from shipped_questionnaires()
    for folder in reversed(folders):
        yield from _folders(folder)
    if beside:
        yield from _folders(beside / BESIDE)


def _id_in(folder: Path) -> str | None:
    """The id of the questionnaire in `folder` itself, if there is one, as far as possible without parsing it.

    Raises InputError.
    """
    if not (folder / FILE).exists():
        return None
    from engage_cli.files import yaml_reading
    from engage_cli.files.reading import read_bytes

    if plain := re.search(_ID, read_bytes(folder / FILE)):
        return plain[1].decode()

    value = yaml_reading.read(folder / FILE).value
    id = value.get("id") if isinstance(value, dict) else None
    return id if isinstance(id, str) else None
