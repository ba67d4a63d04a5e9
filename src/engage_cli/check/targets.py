"""Where a check writes."""

from collections.abc import Iterable
from pathlib import Path

from engage_cli.errors import Message, UsageError
from engage_cli.formats import Mark
from engage_cli.values import Value


class Target(Value):
    """A file to write."""

    option: str
    """That names it."""
    path: Path
    ours: Mark
    """Of what may be replaced there."""


def refuse_same(targets: Iterable[Target]) -> None:
    """Raises UsageError where two name the same file; devices take everything."""
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
