"""What can go wrong, said so that the person at the screen can mend it.

Messages are kept untranslated until the edge, where `cli` knows the language: see `Message.say`.
"""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Self

from engage_cli.i18n import Translator
from engage_cli.values import Value, field

_LONGEST_VALUE = 1000
"""Characters of what a file holds that a message repeats; lists of what is possible are shorter."""

Place = tuple[str | int, ...]
"""A key path inside a document: `("assessment", "answers", "a.b", "choice")`. List items are counted from 0."""


class Message(Value):
    """A sentence for a person: an English msgid, its values by name, and its plural where it counts something."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)
    many: str | None = None
    count: int = 1

    @classmethod
    def of(cls, text: str, /, **values: object) -> Self:
        """A sentence with `{name}` places filled by `values` when it is said."""
        return cls(text, values)

    @classmethod
    def plural(cls, one: str, many: str, count: int, /, **values: object) -> Self:
        """`one` or `many` by the plural rule of the language it is said in; `{count}` is given."""
        return cls(one, {"count": count, **values}, many, count)

    def say(self, translator: Translator) -> str:
        """The sentence in the translator's language; values that are messages are said in it too."""
        text = (
            translator.gettext(self.text)
            if self.many is None
            else translator.ngettext(self.text, self.many, self.count)
        )
        return text.format(**{name: _said(value, translator) for name, value in self.values.items()})


def _said(value: object, translator: Translator) -> object:
    if isinstance(value, Message):
        return value.say(translator)
    return shortened(value, _LONGEST_VALUE) if isinstance(value, str) else value


def shortened(text: str, most: int) -> str:
    """`text`, or its beginning where it has more than `most` characters."""
    return text if len(text) <= most else f"{text[:most]}…"


class Problem(Value, kw_only=True):
    """One thing wrong in one file."""

    path: str
    """As the user named it."""
    message: Message
    hint: Message | None = None
    line: int | None = None
    """From 1; None where the file as a whole is meant."""
    column: int | None = None
    """From 1, in characters."""
    place: Place = ()
    partial: bool = False
    """What stands at `place` is of the right kind and can be read: only something within it is missing or too much."""


MOST = 100
"""How many problems of one file are said: nobody reads more, and a hostile file could have a million."""


def bounded(found: Iterable[Problem], most: int = MOST) -> tuple[Problem, ...]:
    """The first `most` of the problems `found` in one file; where there are more, one before them that says so."""
    some = tuple(islice(found, most + 1))
    if len(some) <= most:
        return some
    message = Message.of("This file has more than {count} problems; {count} of them follow.", count=most)
    return Problem(path=some[0].path, message=message), *some[:most]


def in_order(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems of one file by where they stand; those of the file as a whole first."""
    return tuple(sorted(found, key=lambda p: (p.line or 0, p.column or 0)))


class EngageError(Exception):
    """Root of what engage raises on purpose; anything else is our own error (exit code 3)."""


class InputError(EngageError):
    """Files that cannot be used, with all their problems at once (exit code 2)."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{p.path}:{p.line}: {p.message.text.format(**p.message.values)}" for p in problems))
        self.problems = problems


class UsageError(EngageError):
    """A command that cannot be carried out as asked (exit code 2)."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message.text.format(**message.values))
        self.message = message
        self.hint = hint


class ConflictError(EngageError):
    """The file was changed by somebody else where this session wants to write; nothing was written (exit code 2)."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message.text.format(**message.values))
        self.message = message
        self.hint = hint


class MissingLibraryError(UsageError):
    """A library of the system or an optional package is needed and absent (exit code 2)."""
