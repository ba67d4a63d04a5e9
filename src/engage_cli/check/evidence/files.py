"""Looks for the files that evidence names, in the folder of the project and at the top of its repository.

Much evidence is kept elsewhere, and `where` is written for people. Only what reads as a path of a file is looked for,
and only where its first folder exists: “SharePoint/…” says nothing of this repository.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from engage_cli.project.ignoring import repository_of

_FILE = r"""[^:<>"|?*\x00-\x1f]*[^\s/\\.:<>"|?*]\.[A-Za-z][A-Za-z0-9]{1,4}"""
"""The name of a file, with folders or not, and an ending of two to five letters or digits."""
_ADDRESS = r"(?i)https?://\S+"


def is_address(where: str) -> bool:
    """Whether `where` is the address of a web page."""
    return re.fullmatch(_ADDRESS, where.strip()) is not None


def missing_places(project: Path, page_gone: Callable[[str], bool] | None) -> Callable[[str], bool]:
    """A function that tells whether nothing is at a place that evidence of `project` names.

    Of pages, `page_gone` tells. None of pages where that is None.
    """
    folders = _folders(project)

    def gone(where: str) -> bool:
        if is_address(where):
            return page_gone(where.strip()) if page_gone else False
        path = _path(where)
        if path is None:
            return False
        return not any(_is_there(one / path) for one in folders) and any(_begins(one, path) for one in folders)

    return gone


def candidate_paths(project: Path, where: str) -> Iterator[Path]:
    """The paths at which the file that evidence of `project` names may be."""
    path = None if is_address(where) else _path(where)
    yield from (folder / path for folder in _folders(project)) if path else ()


def _folders(project: Path) -> list[Path]:
    here = project.parent.absolute()
    return list(dict.fromkeys((here, Path(repository_of(str(here)) or here))))


def _path(where: str) -> str | None:
    """The path of a file that `where` reads as; None where it is none."""
    path = where.strip().replace("\\", "/")
    return path if re.fullmatch(_FILE, path) and not path.startswith(("/", "~")) else None


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return True


def _begins(folder: Path, path: str) -> bool:
    """Whether the first folder of `path` is there; a bare name, or one that begins with a dot, is meant from here."""
    first, slash, _ = path.partition("/")
    return not slash or first in (".", "..") or _is_there(folder / first)
