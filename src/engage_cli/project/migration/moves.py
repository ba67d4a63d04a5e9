"""What a migration does with each thing that a project says: its new id and value, or why it has none."""

from enum import StrEnum
from typing import Any

from engage_cli.errors import Message, Place, Problem
from engage_cli.model.text import Text
from engage_cli.values import Value

Plain = Any
Why = Message | Text


class Part(StrEnum):
    """The kind of thing that moves, by the key that it stands under."""

    FACETS = "facets"
    ANSWERS = "answers"
    TARGETS = "targets"
    PATH = "path"
    APART = "apart"
    TO_CHECK = "to_check"
    ACTIONS = "actions"
    WAIVERS = "waivers"
    SPEAKS_FOR = "speaks_for"


class Move(Value, kw_only=True):
    """One thing that a file says, and where the migration puts it."""

    part: Part
    place: Place
    """Its place in the file before the migration."""
    id: str
    """Its old id, of a question, facet or section; for an action or a waiver, the id of what that is about."""
    old_value: Plain
    """Its value before, as YAML has it."""
    new_id: str | None
    """Its new id; None where it has no place and is kept under `x-unplaced`."""
    new_value: Plain = None
    """Its value after, as YAML has it."""
    also_beside: bool = False
    """Whether a part of it has no place, so that the whole is kept under `x-unplaced` too."""
    reason: Why | None = None
    """Why it, or a part of it, has no place; None where it has one."""
    successors: tuple[str, ...] = ()
    """The ids of the questions that ask now what it answered; they are asked anew."""
    version: str
    """The version of the questionnaire that it was said to."""

    @property
    def is_unplaced(self) -> bool:
        """Whether it has no place and is kept under `x-unplaced`."""
        return self.new_id is None or self.also_beside

    @property
    def is_unchanged(self) -> bool:
        """Whether the migration changes nothing of it."""
        return self.new_id == self.id and self.new_value == self.old_value and not self.also_beside


class Moves(Value, kw_only=True):
    """The moves of everything in a file, or the problems that keep it from being migrated."""

    moves: tuple[Move, ...]
    problems: tuple[Problem, ...] = ()

    def parts(self, *parts: Part) -> tuple[Move, ...]:
        """The moves of the kinds `parts`, in the order of the file."""
        return tuple(move for move in self.moves if move.part in parts)
