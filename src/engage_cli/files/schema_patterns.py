"""Explains texts and keys that do not match the patterns of the schemas: what is wrong, and what to write.

It also knows what word processors and habits leave: a no-break space, a comma for a point.
"""

import re
from decimal import Decimal

from engage_cli.errors import Message, Place
from engage_cli.files.yaml_reading import Document
from engage_cli.slugs import slug
from engage_cli.text import NO_BREAK, SEEN

_ID = "^[a-z0-9-]+$"
_QUESTION = "^[a-z0-9-]+(\\.[a-z0-9-]+)+$"
_DOTTED = "^[a-z0-9-]+(\\.[a-z0-9-]+)*$"
_VERSION = "^[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}$"
_LANGUAGE = "^[a-z]{2}$"
Said = tuple[Message, Message | None]
"""What is wrong, and a hint where there is one."""
_PER_CENT, _FEW = 100, 5
"""What a number of per cents is; fewer than five are rather a mistake of another kind."""
_NEAR = 80
"""Characters around a key."""
_IDS = (_ID, _QUESTION, _DOTTED)
DATE = "^[1-9][0-9]{3}-"
PERIOD = "^P(?=[0-9])([0-9]{1,3}Y)?([0-9]{1,4}M)?([0-9]{1,5}D)?$"
_DIGEST = "^sha256:[0-9a-f]{64}$"

_NOT_ID = (
    Message.of("“{value}” is not an id."),
    Message.of("Lower-case letters without accents, digits and hyphens only."),
)

PATTERNS: dict[str, tuple[Message, Message]] = {
    SEEN: (
        Message.of("This text is empty."),
        Message.of("Spaces and characters that nobody sees do not count as words."),
    ),
    _ID: _NOT_ID,
    _DOTTED: _NOT_ID,
    _QUESTION: (
        Message.of("“{value}” is not a question id."),
        Message.of("Write a section and a word with a dot between: section.word."),
    ),
    _VERSION: (Message.of("“{value}” is not a version."), Message.of("Write three numbers: 1.0.0.")),
    _LANGUAGE: (Message.of("“{value}” is not a language."), Message.of("Write two letters, such as fr or en.")),
    DATE: (Message.of("“{value}” is not a date."), Message.of("Write year, month and day: 2026-11-23.")),
    "^(?!!?/*$)[^#].*$": (
        Message.of("“{value}” is no pattern of files."),
        Message.of("Write it as in .gitignore: drafts/, *.local.yaml, charters/**."),
    ),
    PERIOD: (Message.of("“{value}” is not a duration."), Message.of("Write years, months or days: P1Y, P12M, P90D.")),
    _DIGEST: (
        Message.of("“{value}” is not a digest."),
        Message.of("Leave the line out; engage writes it with the next answer."),
    ),
    "^sha256:[0-9a-f]{64,64}$": (
        Message.of("“{value}” is not a digest."),
        Message.of("Leave the line out; engage questionnaire overlay pin writes it."),
    ),
    "^sha256:[0-9a-f]{16,64}$": (
        Message.of("“{value}” is not a fingerprint."),
        Message.of("Leave the line out; engage questionnaire overlay pin writes it."),
    ),
    "^[0-9]{1,60}/[1-9][0-9]{0,59}$": (
        Message.of("“{value}” is not a fraction."),
        Message.of("Write it as 7/12; 0 and 1 stand as they are."),
    ),
    "^engage [ -~]+$": (
        Message.of("“{value}” is not a command of engage."),
        Message.of("Write it on one line, as it is typed, with {shape} for the project.", shape="{project}"),
    ),
    "^#[0-9a-fA-F]{6}$": (
        Message.of("“{value}” is not a colour."),
        Message.of('Write it as "#1f6b87", in quotes.'),
    ),
}
"""What is wrong with a value that does not match a pattern of the schemas, and what to write, by the pattern."""


_NO_BREAK = Message.of("Word processors and some keyboards write such spaces: put an ordinary one.")
_DECIMAL = Message.of("Write a decimal with a point, not with a comma.")
_COMMA = Message.of("Put a text that holds a comma between quotation marks.")


def no_break_fault(text: str) -> tuple[Message, Message] | None:
    """What is wrong with a key or id with a no-break space, and what to write; None where it has none."""
    if not re.search(NO_BREAK, text):
        return None
    return Message.of("There is a no-break space in “{text}”.", text=text), _NO_BREAK


def key_fault(document: Document, place: Place) -> tuple[Message, Message] | None:
    """What is wrong with the key at `place`, a no-break space or what a comma cut off, and what to write; else None."""
    document, place = document.origin(place)
    if not place or not document.has(place) or not isinstance(place[-1], str):
        return None
    if said := no_break_fault(place[-1]):
        return said
    mark = document.key_mark(place)
    before = document.text[max(0, mark.start - _NEAR) : mark.start].rstrip()
    after = document.text[mark.end : mark.end + _NEAR].lstrip()
    key = place[-1]
    if after[:1] not in (",", "}"):
        return None
    if ":" in key:
        return Message.of("A space is missing after this “:”."), Message.of("Write the key, “:”, a space, the value.")
    if before[-1:] != ",":
        return None
    message = Message.of("“{key}” stands after a comma, and nothing follows it.", key=key)
    return message, _DECIMAL if key.isdecimal() else _COMMA


def pattern_fault(pattern: str, value: object) -> Said:
    """What is wrong with a `value` that does not match `pattern`, and what to write."""
    message, hint = PATTERNS[pattern]
    if pattern in _IDS and (said := no_break_fault(str(value))):
        return said
    return Message(message.text, {"value": value}), None if value == "" else _id_meant(pattern, str(value)) or hint


def _id_meant(pattern: str, value: str) -> Message | None:
    """The id that was probably meant; None where none can be made of `value`, or where no id is wanted."""
    if pattern not in _IDS:
        return None
    guess = ".".join(map(slug, value.split(".")))
    if not re.search(pattern, guess):
        return None
    return Message.of("Did you mean “{guess}”? {rule}", guess=guess, rule=PATTERNS[pattern][1])


def is_number_like(text: str) -> bool:
    """Whether people read a number or a percentage in `text`."""
    return text.removesuffix("%").rstrip().replace(",", ".", 1).replace(".", "", 1).isdecimal()


def yaml_number(text: str) -> str:
    """The number in `text` as YAML has it: a point for decimals, no needless zero; a percentage as a share."""
    number = Decimal(text.removesuffix("%").rstrip().replace(",", "."))
    return format((number / _PER_CENT if text.endswith("%") else number).normalize(), "f")


def percent_hint(name: str, limit: float, value: object) -> Message | None:
    """A hint to write a percentage as a share, where `value` is one and the `limit` is that of a share; else None."""
    if name != "maximum" or limit != 1 or not isinstance(value, int | float) or not _FEW <= value <= _PER_CENT:
        return None
    return Message.of("Write a share from 0 to 1: {value}.", value=yaml_number(f"{value}%"))
