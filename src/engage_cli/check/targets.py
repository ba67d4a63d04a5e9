"""The files that a check writes to."""

from collections.abc import Iterable
from pathlib import Path

from engage_cli.errors import Message, UsageError
from engage_cli.formats import Mark
from engage_cli.values import Value


class Target(Value):
    """A file to write."""

    option: str
    """The option that names it."""
    path: Path
    ours: Mark
    """The mark of files that may be replaced there."""


def refuse_same(targets: Iterable[Target]) -> None:
    """Raises UsageError where two targets name the same file; devices may be named twice."""
    from engage_cli.files.outputs import file_identity, is_special

    before: dict[object, str] = {}
    for target in targets:
        same = file_identity(target.path)
        if same in before and not is_special(target.path):
            message = Message.of(
                "{name} and {other} name the same file: “{path}”.",
                name=before[same],
                other=target.option,
                path=target.path,
            )
            raise UsageError(message, Message.of("Name another file."))
        before[same] = target.option
