"""Keeps voices out of git repositories by a line in .gitignore."""

import os
from enum import Enum
from pathlib import Path

from engage_cli.files.atomic_writing import write_atomically
from engage_cli.files.reading import read_text
from engage_cli.project.ignoring import IGNORE, GitIgnored, repository_of

LINE = "*.answers*.yaml"
"""The pattern of files of answers, of their histories, and of earlier ones that were kept."""


class GitProtection(Enum):
    """Whether git leaves the files of voices alone."""

    OUT = "out"
    """It does, or there is no repository."""
    EXPOSED = "exposed"
    """The line is missing from .gitignore."""
    TRACKED = "tracked"
    """The line is there, but a file is tracked already."""


def git_protection(voice: Path) -> GitProtection:
    """Whether git leaves the file `voice` alone."""
    if repository_of(os.path.realpath(voice.parent)) is None or GitIgnored().contains(str(voice), folder=False):
        return GitProtection.OUT
    return GitProtection.TRACKED if LINE in _lines(voice.parent / IGNORE) else GitProtection.EXPOSED


def ignore_voices(voice: Path) -> Path:
    """Adds the line to the .gitignore beside `voice`, and gives its path.

    Raises UsageError or InputError where it cannot be written.
    """
    path = voice.parent / IGNORE
    before = read_text(path) if path.exists() else ""
    between = "\n" if before and not before.endswith("\n") else ""
    write_atomically(path, f"{before}{between}{LINE}\n")
    return path


def _lines(path: Path) -> list[str]:
    return read_text(path).splitlines() if path.is_file() else []
