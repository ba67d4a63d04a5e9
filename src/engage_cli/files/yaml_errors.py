"""Explains errors of the YAML parser in engage's own words, with what to do about them."""

import re
from collections.abc import Callable
from typing import Any

from engage_cli.errors import Message, Problem
from engage_cli.text import NO_BREAK
from engage_cli.values import Value

UNSAFE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A control character, half a surrogate pair, or no character at all."""

_KEY = r"[\w.$-]+"
_NO_BREAK = re.compile(rf"^ *{NO_BREAK}|^[ -]*-{NO_BREAK}|^[ -]*{_KEY}(?:{NO_BREAK}+:|:{NO_BREAK})")
"""A no-break space where the structure of the file is written: at the margin, after a hyphen, around a colon."""
_COMMENT = re.compile(r"[{\[][^\"'#]*\s#")
_DASH = re.compile(r"^\s*[–—•·]\s")
_HALF = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
Said = tuple[Message, Message | None]


class _Fault(Value):
    """What the parser said, and the text around it."""

    what: str
    mark: Any
    context: Any
    """The mark where the construct began that is being read; that of the fault where there is none."""
    text: str

    @property
    def character(self) -> str:
        """The one at the fault, "" at the end of the file."""
        return self.text[self.mark.index : self.mark.index + 1]

    @property
    def opener(self) -> str:
        """The character that began the construct."""
        return self.text[self.context.index : self.context.index + 1]

    @property
    def before(self) -> str:
        """The fault's line up to it."""
        return self.text[self.mark.index - self.mark.column : self.mark.index]


def explain_yaml_error(error: Any, text: str, path: str) -> Problem:
    """The parser's `error` (a YAMLError) in `text`, as a problem of the file at `path`."""
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        return Problem(path=path, message=_UNSETTLED[0], hint=_UNSETTLED[1], line=line, column=1)
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Problem(path=path, message=_GENERIC[0], hint=_GENERIC[1])
    context = getattr(error, "context_mark", None) or mark
    fault = _Fault(str(error.problem), mark, context, text)
    say = next((say for part, say in _SENTENCES if part in f"{error.context}: {error.problem}"), None)
    message, hint = say(fault) if say else _GENERIC
    if any(part in fault.what for part in _AT_CONTEXT):
        mark = context
    line, column = _written(mark, text)
    hint = _unseen(text, line + 1) or hint
    return Problem(path=path, message=message, hint=hint, line=line + 1, column=column + 1)


def _unseen(text: str, line: int) -> Message | None:
    """What to mend on `line` (from 1) of `text`, where it is no YAML, or on the one before; None for nothing."""
    lines = text.split("\n")
    for number in (line, line - 1):
        written = lines[number - 1] if 0 < number <= len(lines) else ""
        if _NO_BREAK.search(written):
            return Message.of("There is a no-break space on line {line}: put an ordinary space.", line=number)
        if _COMMENT.search(written):
            return Message.of("In YAML what follows # is a comment: put a text with # between quotation marks.")
        if _DASH.search(written):
            sign = written.strip()[0]
            return Message.of("Begin an item of a list with a hyphen and a space, not with “{sign}”.", sign=sign)
    return None


def _written(mark: Any, text: str) -> tuple[int, int]:
    """Line and column of `mark`, from 0; past the end of what is written, those of that end."""
    end = len(text.rstrip())
    if mark.index <= end:
        return mark.line, mark.column
    begin = text.rfind("\n", 0, end) + 1
    return text.count("\n", 0, end), end - begin


def control_character_fault(text: str) -> Said:
    """What is wrong with the first unsafe character of `text`, named by its code, and what to do."""
    found = UNSAFE.search(text)
    code = f"U+{ord(found.group()):04X}" if found else ""
    return Message.of("A control character ({code}) is not allowed.", code=code), Message.of("Delete it.")


_GENERIC: Said = (
    Message.of("This cannot be read as YAML."),
    Message.of("Check the indentation, the colons and the quotation marks of this line and the one before."),
)
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?= |\r?$)", re.MULTILINE)
"""The marks that git leaves around what two people wrote."""
_UNSETTLED: Said = (
    Message.of("Two versions of this file were merged, and git could not settle them here."),
    Message.of("Keep what is right, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>."),
)
_QUOTE = Message.of("Put the text between quotation marks.")


def _colon(fault: _Fault) -> Said:
    message = Message.of("A “:” is not expected here.")
    if re.search(r":\s", fault.before):
        return message, Message.of("Put a text that holds “: ” between quotation marks.")
    return message, Message.of("Check the indentation, and that a space follows each “:” on the line before.")


def _cannot_begin(fault: _Fault) -> Said:
    if fault.character == "\t":
        return _tab(fault)
    return Message.of("A text cannot begin with “{character}”.", character=fault.character), _QUOTE


def _cannot_begin_so(fault: _Fault) -> Said:
    return Message.of("A text cannot begin with “{character}”.", character=fault.opener), _QUOTE


def _tab(_: _Fault) -> Said:
    return Message.of("A tab cannot be used to indent."), Message.of("Use spaces.")


def _open_quote(fault: _Fault) -> Said:
    message = Message.of("The quotation mark opened here is never closed.")
    if fault.opener == "'":
        return message, Message.of("Within single quotation marks an apostrophe is written twice: ''.")
    return message, Message.of('Add the missing quotation mark; within double ones, write \\" for another.')


def _open_bracket(fault: _Fault) -> Said:
    line = fault.context.line + 1
    message = Message.of("The “{bracket}” of line {line} is not closed.", bracket=fault.opener, line=line)
    return message, Message.of("Add the missing bracket or comma, or put the text between quotation marks.")


def _not_a_key(fault: _Fault) -> Said:
    if fault.before.rstrip()[-1:] in ("'", '"'):
        message = Message.of("Text follows a closing quotation mark.")
        return message, Message.of(
            "Put the whole text between one pair; within single ones, write '' for an apostrophe."
        )
    if fault.character in ("]", "}", ","):
        return _not_a_value(fault)
    if fault.character == ":":
        return Message.of("A key is missing before “:”."), None
    if fault.mark.line == fault.context.line:
        return _GENERIC
    message = Message.of("This line does not continue what began on line {line}.", line=fault.context.line + 1)
    return message, Message.of("Give it the same indentation as the lines that it belongs with.")


def _not_an_item(fault: _Fault) -> Said:
    message = Message.of("A list item is expected here, beginning with “- ”.")
    return message, Message.of("The list began on line {line}: check the indentation.", line=fault.context.line + 1)


def _not_a_value(fault: _Fault) -> Said:
    if not fault.character.strip():
        return Message.of("A value is missing here."), _GENERIC[1]
    return Message.of("“{character}” is not expected here.", character=fault.character), Message.of(
        "Check the brackets and commas before it, or put the text between quotation marks."
    )


def _no_colon(_: _Fault) -> Said:
    message = Message.of("A “:” is missing after this.")
    return message, Message.of(
        "Write the key, “:”, a space, the value; indent the lines of a long text further than its key."
    )


def _no_space(_: _Fault) -> Said:
    message = Message.of("A space is missing after this “:”.")
    hint = Message.of("Write the key, “:”, a space, the value; a text that ends in “:” between quotation marks.")
    return message, hint


def _escape(fault: _Fault) -> Said:
    half = _HALF.search(fault.text, max(fault.mark.index - 6, 0), fault.mark.index + 6)
    if half:
        message = Message.of(
            "“{escape}” is half of a character, a notation that YAML does not have.", escape=half.group()
        )
        return message, Message.of(
            "Write the character itself. Writing it as two halves is allowed only in a file that is JSON throughout."
        )
    message = Message.of("This “\\” begins nothing that YAML knows.")
    return message, Message.of("Within double quotation marks write “\\\\”, or use single ones.")


def _block_text(fault: _Fault) -> Said:
    message = Message.of("Nothing may follow “{character}” on its line.", character=fault.opener)
    return message, Message.of("Begin the text on the next line, indented.")


def _dash(_: _Fault) -> Said:
    message = Message.of("A list cannot begin on the line of its key.")
    return message, Message.of("Put each item on a line of its own, or the text between quotation marks.")


def _after_the_end(_: _Fault) -> Said:
    message = Message.of("Something follows the end of the document.")
    return message, Message.of("Check the indentation, the brackets and the quotation marks before it.")


def _directive(_: _Fault) -> Said:
    return Message.of("A line cannot begin with “%”."), _QUOTE


def _tag(_: _Fault) -> Said:
    message = Message.of("Tags such as “{tag}” are not allowed.", tag="!")
    return message, Message.of("Take the tag out; put a text that begins with “!” between quotation marks.")


_SENTENCES: tuple[tuple[str, Callable[[_Fault], Said]], ...] = (
    ("mapping values are not allowed", _colon),
    ("cannot start any token", _cannot_begin),
    ("tab character", _tab),
    ("quoted scalar: found unexpected", _open_quote),
    ("did not find expected ',' or", _open_bracket),
    ("did not find expected key", _not_a_key),
    ("did not find expected '-'", _not_an_item),
    ("did not find expected node content", _not_a_value),
    ("mapping keys are not allowed", _not_a_value),
    ("could not find expected ':'", _no_colon),
    ("plain scalar: found unexpected ':'", _no_space),
    ("unknown escape", _escape),
    ("hexdecimal", _escape),
    ("escape code", _escape),
    ("expected alphabetic or numeric", _cannot_begin_so),
    ("scanning an a", _cannot_begin_so),
    ("expected comment or line break", _block_text),
    ("indentation indicator", _block_text),
    ("block sequence entries are not allowed", _dash),
    ("<document start>", _after_the_end),
    ("incompatible YAML document", _directive),
    ("directive", _directive),
    ("tag", _tag),
)
"""Part of what libyaml says (its context, a colon, its problem), the first that fits, and how we say it."""

_AT_CONTEXT = (
    "found unexpected end",
    "found unexpected document",
    "could not find expected ':'",
    "alphabetic or numeric",
    "comment or line break",
)
"""Where the beginning of the construct is the place to mend, not the end that was not found."""
