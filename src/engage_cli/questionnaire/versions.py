"""The questionnaire of a given digest, wherever one is kept."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from engage_cli.errors import EngageError
from engage_cli.questionnaire import compiled, library
from engage_cli.questionnaire.loaded import LoadedQuestionnaire


def with_digest(
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
    for path in library.all_by_id(id, beside=beside, folders=folders):
        with suppress(EngageError):
            loaded = load(path, folders)
            if loaded.questionnaire.digest == digest:
                return loaded
    return None
