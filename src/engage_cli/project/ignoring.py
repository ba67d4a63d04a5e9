"""Tells which files git ignores, and which the patterns of settings leave out."""

import os
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.errors import InputError
from engage_cli.files.reading import read_bytes

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE = ".gitignore"
_GIT = ".git"
"""A folder at the top of a repository; a file where it is a worktree or a module."""


@cache
def repository_of(folder: str) -> str | None:
    """The top of the repository that the absolute path `folder` is in; None where it is in none."""
    if os.path.lexists(os.path.join(folder, _GIT)):
        return folder
    parent = os.path.dirname(folder)
    return None if parent == folder else repository_of(parent)


class GitIgnored:
    """The files that git ignores below the folders walked.

    Git is asked where it is installed, else the .gitignore files are read.
    """

    def __init__(self) -> None:
        self._by_git: dict[str, frozenset[str] | None] = {}
        """Of a repository: absolute paths ignored, folders as a whole; None: git cannot say."""

    def contains(self, path: str, *, folder: bool) -> bool:
        """Whether the file or `folder` at `path` is ignored; of a folder within an ignored one, False."""
        absolute = os.path.abspath(path)
        repository = repository_of(os.path.dirname(absolute))
        if repository is None:
            return False
        if repository not in self._by_git:
            self._by_git[repository] = _listed(repository)
        known = self._by_git[repository]
        return absolute in known if known is not None else _by_files(absolute, repository, folder=folder)


def _listed(repository: str) -> frozenset[str] | None:
    """What git itself says: tracked files are never ignored."""
    command = ["git", "-C", repository, "ls-files", "-oiz", "--exclude-standard", "--directory"]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    names = (os.fsdecode(name) for name in done.stdout.split(b"\0") if name)
    return frozenset(os.path.normpath(os.path.join(repository, name)) for name in names)


def _by_files(path: str, repository: str, *, folder: bool) -> bool:
    """By the rules of each folder from the repository's down; a later rule wins."""
    inner, found = os.path.relpath(path, repository), False
    parts = inner.split(os.sep)
    for depth in range(len(parts)):
        spec = _rules(os.path.join(repository, *parts[:depth]))
        if spec is None:
            continue
        said = spec.check_file("/".join(parts[depth:]) + ("/" if folder else "")).include
        found = found if said is None else said
    return found


@cache
def _rules(folder: str) -> "GitIgnoreSpec | None":
    """The rules that stand in `folder`; None where there are none."""
    try:
        lines = read_bytes(Path(folder, IGNORE)).decode("utf-8", "replace").splitlines()
    except InputError:
        return None
    return parse_patterns(tuple(lines))


@cache
def parse_patterns(lines: Sequence[str]) -> "GitIgnoreSpec":
    """The patterns in `lines`, read as git does. Raises ValueError for one that it cannot read."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)
