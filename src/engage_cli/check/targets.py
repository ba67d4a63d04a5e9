"""Where a check may write: over nothing that it reads, and nowhere twice."""

import os
from collections.abc import Iterable
from pathlib import Path

from engage_cli.errors import Message, UsageError

Target = tuple[str, Path]
"""An option and the file that it names."""
ANOTHER = Message.of("Name another file.")


def refuse_overwriting(targets: Iterable[Target], read: Iterable[Path]) -> None:
    """Raises UsageError where a target is a file that is `read`, or the same as another; devices take everything."""
    taken = {_identity(path) for path in read}
    before: dict[object, str] = {}
    for option, path in targets:
        if path.exists() and not path.is_file():
            continue
        same = _identity(path)
        if same in taken:
            message = Message.of("{name} would overwrite “{path}”, which this check reads.", name=option, path=path)
            raise UsageError(message, ANOTHER)
        if same in before:
            message = Message.of(
                "{name} and {other} name the same file: “{path}”.", name=before[same], other=option, path=path
            )
            raise UsageError(message, ANOTHER)
        before[same] = option


def _identity(path: Path) -> object:
    """The same for all names of one file."""
    try:
        state = path.stat()
    except OSError:
        return os.path.realpath(path)
    return state.st_dev, state.st_ino
