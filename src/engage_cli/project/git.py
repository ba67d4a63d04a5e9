"""Asks git about files. Nothing is fetched, and nothing of the working tree is touched."""

import os
import subprocess
from pathlib import Path

from engage_cli.errors import Message, UsageError

SECONDS = 30
"""Seconds that git may take for one answer: it only reads what is there."""


_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE")
"""Hooks run with these: they would lead git to another repository than that of the file."""


def run_git(
    folder: Path, *words: str, without: Message | None = None, given: bytes | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """Runs `git WORDS` in `folder` and gives the finished process.

    Raises UsageError where git is not installed or does not answer in time. `without` says what to do without git;
    `given` is its standard input.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    environment |= {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = ["git", "-C", str(folder), *words]
    try:
        return subprocess.run(command, input=given, capture_output=True, env=environment, check=False, timeout=SECONDS)
    except FileNotFoundError:
        raise UsageError(Message.of("git is not installed."), without) from None
    except subprocess.TimeoutExpired:
        raise UsageError(Message.of("git does not answer.")) from None


def is_shallow(folder: Path) -> bool:
    """Whether the clone in `folder` has only the last revisions."""
    return run_git(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
