"""Texts by people, and names of files, made safe to show: they steer no terminal, no page and no line."""

import re

LONGEST_NAME, LONGEST_PROSE = 500, 20_000
"""Characters that a name (of a person, a document, a project) and any other text may have: no report shows more."""
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a text for a formula where it comes first."""
_CONTROLS = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb]"
"""Characters that print nothing and may confuse a reader or a terminal; tab and newline stay."""
_STEERING = r"[\u202a-\u202e\u2066-\u2069]"
"""Orders to write in another direction: an unclosed one would turn what follows it around."""
_UNSEEN = (
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""All that acts on a line and is not seen itself, marks of direction and breaks of lines among it."""
_LONE = "[\ud800-\udfff]"
"""Halves of characters: Python keeps a byte of a file name that is not UTF-8 as one of them."""
SEEN = (
    "[^\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""A character that is seen, as a pattern: no space of any kind, no control, nothing that Unicode lets be ignored."""
NO_BREAK = "[\u00a0\u2007\u202f\u3000]"
"""A space that looks like any other and is none to YAML: word processors and some keyboards write it."""
_BYTES = range(0xDC80, 0xDD00)
_BREAKS = str.maketrans("\t\n\x85\u2028\u2029", "     ")


def is_blank(text: str) -> bool:
    """Whether `text` shows nothing: it is empty, or of spaces and invisible characters alone."""
    first = text[:1]
    seen = "!" <= first <= "~" or "\xae" <= first <= "\u024f"  # nearly always, and sooner than the pattern is built
    return not seen and re.search(SEEN, text) is None


def encodable(text: str) -> str:
    r"""`text` as UTF-8 can write it: bytes of a file name that are not UTF-8 become escapes, `caf\xe9.yaml`."""
    return text if text.isascii() else re.sub(_LONE, lambda found: _escape(ord(found[0])), text)


def _escape(half: int) -> str:
    return f"\\x{half - 0xDC00:02x}" if half in _BYTES else f"\\u{half:04x}"


def without_controls(text: str) -> str:
    """`text` without control characters (shown as U+FFFD) and without orders to change direction; lines stay."""
    return re.sub(_STEERING, "", re.sub(_CONTROLS, "\ufffd", encodable(text).replace("\r\n", "\n")))


def escaped(text: str) -> str:
    r"""`text` on one line; what would break it, move the cursor or turn the writing around becomes an escape: `\n`."""
    if text.isprintable():
        return text
    return re.sub(_UNSEEN, lambda found: found[0].encode("unicode_escape").decode(), encodable(text))


def without_ci_commands(line: str) -> str:
    """`line` changed so that no CI runner takes it for a command, such as `::error::`."""
    start = len(line) - len(line.lstrip())
    return f"{line[:start]}\\x3a{line[start + 1 :]}" if line.startswith("::", start) else line


def one_line(text: str) -> str:
    """`text` on one line, as prose: blanks and breaks become one space, control characters are removed."""
    if text.replace("\N{NO-BREAK SPACE}", "").isprintable():
        return text
    found = re.sub(_UNSEEN, "", without_controls(text.translate(_BREAKS)))
    return " ".join(part for part in found.split(" ") if part)


def no_formula(text: str) -> str:
    """`text` for a cell of a spreadsheet, after an apostrophe where it would be taken for a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text
