"""Finds the version of a questionnaire that has a given digest."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from engage_cli.errors import EngageError
from engage_cli.questionnaire import compiled, library
from engage_cli.questionnaire.loaded import LoadedQuestionnaire


def find_by_digest(
    digest: str,
    known: Iterable[LoadedQuestionnaire],
    *,
    id: str,
    beside: Path | None = None,
    folders: Sequence[Path] = (),
    load: Callable[[Path, Sequence[Path]], LoadedQuestionnaire] = compiled.load,
) -> LoadedQuestionnaire | None:
    """The questionnaire whose files have this digest: among those `known`, then among all called `id` that are found
    beside the folder `beside`, in `folders` and among those shipped. None where there is none that can be read."""
    for loaded in known:
        if loaded.questionnaire.digest == digest:
            return loaded
    for path in library.find_folders(id, beside=beside, folders=folders):
        with suppress(EngageError):
            loaded = load(path, folders)
            if loaded.questionnaire.digest == digest:
                return loaded
    return None
