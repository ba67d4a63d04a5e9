"""What becomes of each thing that a project says, when it is brought to another version of its questionnaire."""

from enum import StrEnum
from typing import Any

from engage_cli.errors import Message, Place, Problem
from engage_cli.model.text import Text
from engage_cli.values import Value

Plain = Any
Why = Message | Text


class Part(StrEnum):
    """What it is; the key that it stands under."""

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
    """One thing said, and where it goes."""

    part: Part
    place: Place
    """Where it stands in the file."""
    id: str
    """Its id: of the question, facet or section; of an action or a waiver, what it is about."""
    was: Plain
    """Its value, as YAML has it."""
    now: str | None
    """The id that it has afterwards; None: it has no place, and is kept beside."""
    value: Plain = None
    """The value that it has there."""
    also_beside: bool = False
    """A part of it has no place: the whole is kept beside too."""
    why: Why | None = None
    """Why it, or a part of it, has no place."""
    successors: tuple[str, ...] = ()
    """Questions that ask now what it answered; they are asked anew."""
    version: str
    """The one that it was said to."""

    @property
    def beside(self) -> bool:
        """Whether it is kept beside."""
        return self.now is None or self.also_beside

    @property
    def same(self) -> bool:
        """Whether nothing of it changes."""
        return self.now == self.id and self.value == self.was and not self.also_beside


class Moved(Value, kw_only=True):
    """Everything that a file says, and where it goes; or why it cannot go."""

    moves: tuple[Move, ...]
    problems: tuple[Problem, ...] = ()

    def of(self, *parts: Part) -> tuple[Move, ...]:
        """The moves of these parts."""
        return tuple(move for move in self.moves if move.part in parts)
