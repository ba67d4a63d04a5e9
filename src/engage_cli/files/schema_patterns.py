"""The patterns of the published schemas: what is wrong with a text that does not match, and what to do."""

from engage_cli.errors import Message
from engage_cli.text import SEEN

_ID = "^[a-z0-9-]+$"
_QUESTION = "^[a-z0-9-]+(\\.[a-z0-9-]+)+$"
_DOTTED = "^[a-z0-9-]+(\\.[a-z0-9-]+)*$"
_VERSION = "^[0-9]{1,6}\\.[0-9]{1,6}\\.[0-9]{1,6}$"
_LANGUAGE = "^[a-z]{2}$"
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
"""By pattern of the schemas: what is wrong with a value that does not match, and what to do."""
