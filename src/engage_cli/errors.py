"""Errors, and messages to the person who can correct them.

Messages stay untranslated until the edge, where `cli` knows the language: see `Message.say`.
"""

import errno
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Self

from engage_cli.i18n import SOURCE, Translator, number
from engage_cli.values import Value, field

_LONGEST_VALUE = 1000
"""Characters of what a file holds that a message repeats; lists of what is possible are shorter."""
_GROUPED = 10_000
"""From where on the digits of a number are written in groups; before, it may be a year."""
LISTED = 20
"""How many possible words a hint lists in full."""
_LONGEST_WORD = 100
"""Characters; what is longer is a mistake of another kind, and takes long to compare."""
_SHORT, _ALIKE, _ALIKE_SHORT = 8, 0.6, 0.65
"""How much two words have to share, from 0 to 1; words of fewer than 8 characters are easily alike by chance."""

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
        """A message whose `{name}` places are filled by `values` when it is said."""
        return cls(text, values)

    @classmethod
    def plural(cls, one: str, many: str, count: int, /, **values: object) -> Self:
        """A message that is `one` or `many` by the plural rule of the language it is said in; `{count}` is filled."""
        return cls(one, {"count": count, **values}, many, count)

    def __str__(self) -> str:
        """In English, for those who debug."""
        return self.text.format(**self.values)

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
    if isinstance(value, int) and value >= _GROUPED:
        return number(value, translator.info().get("language", SOURCE)[:2])
    return shortened(value, _LONGEST_VALUE) if isinstance(value, str) else value


def shortened(text: str, most: int) -> str:
    """`text`, or its beginning where it has more than `most` characters."""
    return text if len(text) <= most else f"{text[:most]}…"


class Problem(Value, kw_only=True):
    """One problem in one file."""

    path: str
    """As the user named it."""
    message: Message
    hint: Message | None = None
    line: int | None = None
    """From 1; None where the file as a whole is meant."""
    column: int | None = None
    """From 1, in characters."""
    place: Place = ()
    rule: str = ""
    """The id of the rule of a check that reports the same; empty where none does."""
    subject: str = ""
    """The subject on which that rule reports it."""
    partial: bool = False
    """Whether the value at `place` is of the right kind and can be read: only something within it is missing or too
    much.
    """


MOST = 100
"""The most problems of one file that are shown: nobody reads more, and a hostile file could have a million."""


def limit_problems(found: Iterable[Problem], most: int = MOST) -> tuple[Problem, ...]:
    """The first `most` of the problems `found` in one file, after one that gives their number where there are more."""
    some = tuple(islice(found, most + 1))
    if len(some) <= most:
        return some
    message = Message.of("This file has more than {count} problems; {count} of them follow.", count=most)
    return Problem(path=some[0].path, message=message), *some[:most]


def sort_problems(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems of one file by where they stand; those of the file as a whole first."""
    return tuple(sorted(found, key=lambda p: (p.line or 0, p.column or 0)))


def closest_word(word: object, known: Iterable[str]) -> str | None:
    """The word of `known` that was probably meant; None where none is near."""
    if len(str(word)) > _LONGEST_WORD:
        return None
    from difflib import get_close_matches

    alike = _ALIKE if len(str(word)) >= _SHORT else _ALIKE_SHORT
    found = get_close_matches(str(word).casefold(), list(known), n=1, cutoff=alike)
    return found[0] if found else None


def closest_file(name: str, there: Iterable[str]) -> str | None:
    """The name there that was probably meant; an ending that two names share does not make them alike."""
    from difflib import SequenceMatcher

    pairs = ((_without_shared_end(name.casefold(), one.casefold()), one) for one in there)
    alike = [(SequenceMatcher(None, *pair).ratio(), one) for pair, one in pairs if closest_word(pair[0], pair[1:])]
    return max(alike)[1] if alike else None


def _without_shared_end(one: str, other: str) -> tuple[str, str]:
    """Both, less the parts after a dot in which they end alike."""
    ours, theirs = one.split("."), other.split(".")
    while len(ours) > 1 < len(theirs) and ours[-1] == theirs[-1]:
        del ours[-1], theirs[-1]
    return ".".join(ours), ".".join(theirs)


def suggestion(word: object, known: Iterable[str]) -> Message | None:
    """A hint with the word that was probably meant and the possible ones; None where `known` is empty."""
    words = list(dict.fromkeys(known))
    guess = closest_word(word, words)
    if guess and len(words) == 1:
        return Message.of("Did you mean “{guess}”?", guess=guess)
    if guess and len(words) > LISTED:
        return Message.of("Did you mean “{guess}”?", guess=guess)
    if guess:
        return Message.of("Did you mean “{guess}”? Possible here: {words}.", guess=guess, words=join_words(words))
    return Message.of("Possible here: {words}.", words=join_words(words)) if words else None


def join_words(words: Sequence[str], most: int = LISTED) -> str:
    """The words joined by commas; only the first `most` where there are more."""
    return ", ".join(words[:most]) + (", …" if len(words) > most else "")


class EngageError(Exception):
    """The base of all errors that engage raises on purpose; any other exception is a fault of engage (exit code 3)."""


class InputError(EngageError):
    """Files cannot be used; holds all their problems at once (exit code 2)."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{p.path}:{p.line}: {p.message}" for p in problems))
        self.problems = problems


class UsageError(EngageError):
    """A command cannot be carried out as asked (exit code 2)."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


class ConflictError(EngageError):
    """The file was changed by somebody else where this session wants to write; nothing was written (exit code 2)."""

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.hint = hint


class MissingLibraryError(UsageError):
    """A library of the system or an optional package is needed and absent (exit code 2)."""


def unwritable(path: object, why: Exception | Message) -> UsageError:
    """The error for a file or folder that cannot be written, with the system's reason or another."""
    if isinstance(why, FileNotFoundError):
        why = Message.of("Its folder does not exist.")
    reason = why if isinstance(why, Message) else system_reason(why)
    return UsageError(Message.of("“{path}” cannot be written. {reason}", path=path, reason=reason))


_HELD_ON_WINDOWS = (5, 32, 33)
"""ERROR_ACCESS_DENIED, of a file to replace that is open, ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION."""
_REFUSALS = {
    errno.EACCES: Message.of("There is no permission."),
    errno.EPERM: Message.of("There is no permission."),
    errno.EROFS: Message.of("Nothing can be written there."),
    errno.ENOENT: Message.of("It does not exist."),
    errno.EEXIST: Message.of("A file stands where a folder is needed."),
    errno.ENOTDIR: Message.of("A file stands where a folder is needed."),
    errno.EISDIR: Message.of("It is a folder."),
    errno.ELOOP: Message.of("Symbolic links form a circle."),
    errno.ENAMETOOLONG: Message.of("The name is too long."),
    errno.ENOSPC: Message.of("The disk is full."),
    errno.EDQUOT: Message.of("The disk is full."),
    errno.EFBIG: Message.of("The file is too large."),
    errno.EIO: Message.of("The disk reports a reading or writing error."),
    errno.EMFILE: Message.of("Too many files are open."),
    errno.ENFILE: Message.of("Too many files are open."),
    errno.EBUSY: Message.of("Another program is using it."),
    errno.ETXTBSY: Message.of("Another program is using it."),
    errno.EINVAL: Message.of("The system does not allow this operation here."),
    errno.ENXIO: Message.of("Nothing answers at that address."),
    errno.ENODEV: Message.of("Nothing answers at that address."),
    errno.ESTALE: Message.of("The network folder is gone."),
    errno.ENOTEMPTY: Message.of("The folder is not empty."),
    errno.EXDEV: Message.of("It is on another disk."),
    errno.EPIPE: Message.of("The program that read the output has stopped."),
    errno.ENOMEM: Message.of("There is not enough memory."),
    errno.ECONNREFUSED: Message.of("Nothing answers at that address."),
    errno.EHOSTUNREACH: Message.of("The machine cannot be reached."),
    errno.ENETUNREACH: Message.of("The machine cannot be reached."),
    errno.ETIMEDOUT: Message.of("There was no answer in time."),
}


def system_error_message(error: OSError) -> Message:
    """The message for an error of the system that nothing else explains: which file, and why."""
    if error.filename is None:
        return system_reason(error)
    return Message.of("“{path}” cannot be used. {reason}", path=str(error.filename), reason=system_reason(error))


def system_reason(error: Exception) -> Message:
    """The system's reason as a sentence; before Python 3.13 a RuntimeError means that links lead in a circle."""
    code = error.errno if isinstance(error, OSError) else errno.ELOOP if isinstance(error, RuntimeError) else None
    if getattr(error, "winerror", None) in _HELD_ON_WINDOWS:
        return Message.of("Another program has it open, or there is no permission.")
    unknown = Message.of("The system refuses ({code}).", code=errno.errorcode.get(code or 0, type(error).__name__))
    return _REFUSALS.get(code or 0, unknown)
