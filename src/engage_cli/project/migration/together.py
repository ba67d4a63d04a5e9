"""The voices beside a project that is brought along, told by numbers: the name of each file says who answered."""

from collections.abc import Iterator, Sequence

from engage_cli.errors import Message, Problem
from engage_cli.project.migration.moves import Part
from engage_cli.project.migration.running import Row
from engage_cli.values import Value


class ToldOfVoices(Value, kw_only=True):
    """Numbers of files and answers."""

    count: int
    pending: int
    """Files to be brought along, or that were."""
    written: int
    failed: int
    carried: int
    """Answers that are carried along..."""
    beside: int
    """...and that are kept beside."""


def told_of_voices(voices: Sequence[Row]) -> ToldOfVoices:
    """What becomes of them, taken together."""
    moves = [move for row in voices if row.migration for move in row.migration.found.of(Part.ANSWERS)]
    return ToldOfVoices(
        count=len(voices),
        pending=sum(row.pending for row in voices),
        written=sum(row.written for row in voices),
        failed=sum(bool(row.problems) for row in voices),
        carried=sum(move.now is not None for move in moves),
        beside=sum(move.beside for move in moves),
    )


def problems(rows: Sequence[Row]) -> Iterator[Problem]:
    """What is wrong with each file; with voices beside a project, how many cannot be brought along."""
    for row in rows:
        yield from row.problems
        if failed := told_of_voices(row.voices).failed:
            said = Message.plural(
                "{count} voice beside the project cannot be brought along.",
                "{count} voices beside the project cannot be brought along.",
                failed,
            )
            hint = Message.of("--with-names says which, and why.")
            yield Problem(path=row.path, message=said, hint=hint)
