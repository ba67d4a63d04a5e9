"""Digests of everything that results depend on besides the project file: engage itself, questionnaires, templates."""

import os
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from engage_cli import __version__
from engage_cli.batch.manifest import DependencyDigests
from engage_cli.batch.messages import Bundle, RunSettings
from engage_cli.errors import InputError
from engage_cli.files.reading import read_bytes
from engage_cli.questionnaire.library import FILE
from engage_cli.shipped import shipped

BESIDE = "questionnaires"
"""The name of the folder beside a project that may contain its questionnaires."""
MOST = 2000
"""Maximum number of files in a folder of templates."""


class DependencyKeys:
    """Computes each digest once for a run; `settings` must not contain bundles."""

    def __init__(self, settings: RunSettings) -> None:
        self._settings = settings
        near = [_digest(bundle) for folder in settings.folders for bundle in child_bundles(Path(folder))]
        shared = [*near, _digest(folder_bundle(shipped("questionnaires")))]
        self._rows = _sum([__version__, str(settings.quick), *shared])
        templates = [shipped("report_templates"), *([Path(settings.templates)] if settings.templates else [])]
        day = settings.as_of.isoformat() if settings.as_of else ""
        self._documents = _sum(
            [
                self._rows,
                day,
                repr(settings.shape),
                *settings.languages,
                *(_digest(folder_bundle(folder)) for folder in templates),
            ]
        )
        self._known: dict[str, DependencyDigests] = {}

    def keys(self, path: str) -> DependencyDigests:
        """The digests for the project file at `path`."""
        folder = os.path.dirname(path)  # ten thousand times
        if folder not in self._known:
            beside = [_digest(bundle) for bundle in questionnaires_beside(Path(folder))]
            self._known[folder] = DependencyDigests(_sum([self._documents, *beside]), _sum([self._rows, *beside]))
        return self._known[folder]


def questionnaires_beside(folder: Path) -> list[Bundle]:
    """Bundles of the questionnaires beside a project in `folder`."""
    found = child_bundles(folder / BESIDE)
    return [*found, _bundle(folder)] if os.path.isfile(folder / FILE) else found


def bundle_name(bundle: Bundle) -> str:
    """The name of a bundle in `RunSettings`, derived from its content."""
    return f"bundle-{_digest(bundle)[:16]}"


def child_bundles(parent: Path) -> list[Bundle]:
    """Bundles of the questionnaires in the folder `parent`."""
    try:
        return [_bundle(one) for one in sorted(parent.iterdir()) if (one / FILE).is_file()] if parent.is_dir() else []
    except OSError:  # reading the project will say so
        return []


def folder_bundle(folder: Path) -> Bundle:
    """A bundle of all files under `folder`, in order."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())[:MOST]
    return tuple((file.relative_to(folder).as_posix(), _content(file)) for file in files)


def _bundle(folder: Path) -> Bundle:
    """A bundle of one questionnaire's files, with paths as in a folder of questionnaires."""
    from engage_cli.errors import InputError
    from engage_cli.files import yaml_reading

    names = [FILE]
    id: object = folder.name
    try:
        value = yaml_reading.read(folder / FILE).value
    except InputError:
        value = None
    if isinstance(value, dict):
        id = value.get("id", id)
        sections = value.get("sections")
        mentioned = [*(sections if isinstance(sections, list) else ()), value.get("resources")]
        names += [name for name in mentioned if isinstance(name, str) and _inside(folder, name)]
    return tuple((f"{id}/{name}", _content(folder / name)) for name in dict.fromkeys(names))


def _inside(folder: Path, name: str) -> bool:
    file = folder / name
    try:
        return file.resolve().is_relative_to(folder.resolve()) and file.is_file()
    except (OSError, ValueError):  # no name of a file
        return False


def _content(file: Path) -> bytes:
    """The bytes of a file; empty where it cannot be read, as reading the project or making its report will say so."""
    try:
        return read_bytes(file)
    except InputError:
        return b""


def _digest(bundle: Bundle) -> str:
    total = sha256()
    for name, content in bundle:
        total.update(f"{name}\0{len(content)}\0".encode(errors="surrogatepass") + content)
    return total.hexdigest()


def _sum(parts: Sequence[str]) -> str:
    return sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:32]
