"""Voices stay on this machine: the line of .gitignore that keeps them out of a repository."""

import os
from enum import Enum
from pathlib import Path

from engage_cli.files.atomic_writing import write_atomically
from engage_cli.files.reading import text_of
from engage_cli.project.ignoring import IGNORE, GitIgnored, repository_of

LINE = "*.answers*.yaml"
"""Files of answers, their records and earlier ones that were kept."""


class Kept(Enum):
    """Whether git leaves the voices alone."""

    OUT = "out"
    """It does, or there is no repository."""
    EXPOSED = "exposed"
    """The line is missing."""
    TRACKED = "tracked"
    """The line is there, and git has taken a file in all the same."""


def kept_out(voice: Path) -> Kept:
    """Whether git leaves the file `voice` alone."""
    if repository_of(os.path.realpath(voice.parent)) is None or GitIgnored().contains(str(voice), folder=False):
        return Kept.OUT
    return Kept.TRACKED if LINE in _lines(voice.parent / IGNORE) else Kept.EXPOSED


def keep_out(voice: Path) -> Path:
    """Adds the line to the .gitignore of the folder of `voice`, and gives its path. Raises UsageError, InputError."""
    path = voice.parent / IGNORE
    before = text_of(path) if path.exists() else ""
    between = "\n" if before and not before.endswith("\n") else ""
    write_atomically(path, f"{before}{between}{LINE}\n")
    return path


def _lines(path: Path) -> list[str]:
    return text_of(path).splitlines() if path.is_file() else []
