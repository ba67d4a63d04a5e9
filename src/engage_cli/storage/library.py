"""Where questionnaires are found: by path, beside a project, in named folders, among those shipped."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from engage_cli.errors import InputError, Message, UsageError
from engage_cli.shipped import shipped

FILE = "questionnaire.yaml"


def shipped_questionnaires() -> tuple[tuple[str, Path], ...]:
    """(id, folder) of each shipped questionnaire, by id."""
    return tuple(_folders(shipped("questionnaires")))


def _folders(parent: Path) -> Iterator[tuple[str, Path]]:
    if parent.is_dir():
        yield from ((one.name, one) for one in sorted(parent.iterdir()) if (one / FILE).is_file())


def questionnaire_path(reference: str, *, beside: Path | None = None, folders: Sequence[Path] = ()) -> Path:
    """The folder or file of the questionnaire called `reference`, a path or an id.

    An id is looked for in the folder `beside` (its own questionnaire.yaml, then its `questionnaires`), then in
    `folders`, then among those shipped. Raises UsageError where there is none.
    """
    path = Path(reference)
    if _is_path(reference, path):
        return path
    known = dict(_known(beside, folders))
    if reference in known:
        return known[reference]
    if beside and _id_in(beside) == reference:
        return beside
    from engage_cli.storage.nodes import suggestion

    raise UsageError(Message.of("There is no questionnaire “{id}”.", id=reference), suggestion(reference, known))


def _is_path(reference: str, path: Path) -> bool:
    return "/" in reference or "\\" in reference or path.suffix in (".yaml", ".yml") or (path / FILE).is_file()


def _known(beside: Path | None, folders: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """(id, folder) of every questionnaire that can be named, the nearest last."""
    yield from shipped_questionnaires()
    for folder in reversed(folders):
        yield from _folders(folder)
    if beside:
        yield from _folders(beside / "questionnaires")


def _id_in(folder: Path) -> str | None:
    """The id of the questionnaire in `folder` itself, if there is one that can be read."""
    from engage_cli.storage import strict_yaml

    try:
        value = strict_yaml.read(folder / FILE).value
    except InputError:
        return None
    id = value.get("id") if isinstance(value, dict) else None
    return id if isinstance(id, str) else None
