"""Counts for the voices beside a migrated project: the name of each file says who answered, and is not shown."""

from collections.abc import Iterator, Sequence

from engage_cli.errors import Message, Problem
from engage_cli.project.migration.moves import Part
from engage_cli.project.migration.running import MigrationRow
from engage_cli.values import Value


class VoiceCounts(Value, kw_only=True):
    """How many files of voices, and how many of their answers, a migration concerns."""

    count: int
    """The number of files."""
    pending: int
    """The number of files that change, or were changed."""
    written: int
    """The number of files written."""
    failed: int
    """The number of files that cannot be migrated."""
    carried: int
    """The number of answers carried over."""
    beside: int
    """The number of answers kept under `x-unplaced`."""


def count_voices(voices: Sequence[MigrationRow]) -> VoiceCounts:
    """The counts over all `voices`."""
    moves = [move for row in voices if row.migration for move in row.migration.moves.parts(Part.ANSWERS)]
    return VoiceCounts(
        count=len(voices),
        pending=sum(row.has_changes for row in voices),
        written=sum(row.written for row in voices),
        failed=sum(bool(row.problems) for row in voices),
        carried=sum(move.new_id is not None for move in moves),
        beside=sum(move.is_unplaced for move in moves),
    )


def migration_problems(rows: Sequence[MigrationRow]) -> Iterator[Problem]:
    """The problems of each file; for voices beside a project, only how many cannot be migrated."""
    for row in rows:
        yield from row.problems
        if failed := count_voices(row.voices).failed:
            said = Message.plural(
                "{count} voice beside the project cannot be brought along.",
                "{count} voices beside the project cannot be brought along.",
                failed,
            )
            hint = Message.of("--with-names says which, and why.")
            yield Problem(path=row.path, message=said, hint=hint)
