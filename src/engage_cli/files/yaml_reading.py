"""Reads YAML: the only place that does, within limits, and every value knows where it is written.

What is written is what is meant: `no`, `on`, `12:30`, `1.10` are texts; only `null`, `~`, nothing at all, `true`,
`false` and numbers written as engage would write them are anything else. Keys are texts. Duplicate keys, tags, merge
keys and second documents are refused.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.errors import InputError, Message, Place, Problem, limit_problems
from engage_cli.files.reading import MAX_BYTES, foreign_file_problem, read_bytes, too_large_error
from engage_cli.files.yaml_elements import has_unsafe_characters
from engage_cli.values import Value

if TYPE_CHECKING:
    from engage_cli.files.yaml_elements import Element

BOM = "\ufeff"
_MAX_CONTROLS = 10
_ZEROS = 10
"""A file of which more than one byte in so many is zero is UTF-16, or no text at all."""


class Mark(Value):
    """Where something is written: line and column from 1, `start` and `end` as offsets into the text, in characters."""

    line: int
    column: int
    start: int
    end: int


class Document(Value, kw_only=True, eq=False):
    """A YAML file that was read."""

    path: str
    """The path of the file, as the user named it."""
    text: str
    """Every character of the file, a byte order mark included."""
    value: object
    """Its values, of dict, list, str, int, float, bool and None. Values repeated by aliases are the same objects."""
    tree: "Element"
    """Its elements; offsets do not count a byte order mark."""
    problems: tuple[Problem, ...] = ()
    """Problems with it as YAML although it could be read to its end; empty unless it was read `through`."""

    @property
    def digest(self) -> str:
        """`sha256:` and the hexadecimal digest of the file's bytes."""
        from hashlib import sha256

        return f"sha256:{sha256(self.text.encode()).hexdigest()}"

    def origin(self, place: Place) -> "tuple[Document, Place]":
        """The document in which the value at `place` is written, and its place there: here, this document and that
        place.
        """
        return self, place

    def has(self, place: Place) -> bool:
        """Whether anything is written at `place`, be it an empty value."""
        return self._nearest(place)[1] == len(place)

    def mark(self, place: Place) -> Mark:
        """Where the value at `place` is written; where it is absent, the nearest above it."""
        element, _ = self._nearest(place)
        return self._mark(element.start, element.content_end)

    def key_mark(self, place: Place) -> Mark:
        """Where the key of `place` is written; of a list item, the item; where it is absent, the nearest above it."""
        element, _ = self._nearest(place)
        if element.key is None:
            return self._mark(element.start, element.content_end)
        return self._mark(element.key.start_mark, element.key.end_mark.index)

    def _nearest(self, place: Place) -> "tuple[Element, int]":
        """The element at `place` or its nearest ancestor, and how many of the keys lead there."""
        element = self.tree
        for depth, key in enumerate(place):
            below = element.get(key)
            if below is None:
                return element, depth
            element = below
        return element, len(place)

    def _mark(self, start: "_Start", end: int) -> Mark:
        skipped = len(BOM) if self.text.startswith(BOM) else 0
        return Mark(start.line + 1, start.column + 1, start.index + skipped, end + skipped)


if TYPE_CHECKING:
    from typing import Protocol

    class _Start(Protocol):
        index: int
        line: int
        column: int


def read(path: Path, *, through: bool = False) -> Document:
    """The YAML document in the file `path`. Raises InputError as `parse` does."""
    return parse(decode_text(read_bytes(path), str(path)), str(path), through=through)


def parse(text: str, path: str, *, through: bool = False) -> Document:
    """The YAML document in `text`; problems name `path`.

    Raises InputError with all problems. With `through`, problems that reading can go past (a key used twice, a tag) are
    left in the document's `problems`, for those who look for other problems too: `schemas.find_problems` reports both.
    """
    from engage_cli.files.yaml_parsing import Tree

    body = text.removeprefix(BOM)
    if has_unsafe_characters(body):
        raise InputError(*limit_problems(_control_characters(body, path), _MAX_CONTROLS))
    tree = Tree(body, path).read()
    if tree.problems and not (through and tree.ended and tree.root):
        raise InputError(*limit_problems(tree.problems))
    if tree.root is None or tree.root.value is None:
        hint = Message.of("Was it saved? What each kind of file holds: engage schema")
        raise InputError(Problem(path=path, message=Message.of("The file is empty."), hint=hint))
    return Document(path=path, text=text, value=tree.root.value, tree=tree.root, problems=tuple(tree.problems))


def _control_characters(text: str, path: str) -> Iterator[Problem]:
    from engage_cli.files.yaml_errors import UNSAFE, control_character_fault

    for found in UNSAFE.finditer(text):
        message, hint = control_character_fault(found.group())
        line, column = _position(text[: found.start()])
        yield Problem(path=path, message=message, hint=hint, line=line, column=column)


def _position(before: str) -> tuple[int, int]:
    """Line and column of what follows `before`."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return len(lines), len(lines[-1]) + 1


def decode_text(content: bytes, path: str) -> str:
    """The text of `content`; problems name `path`. Raises InputError where it is too long or no UTF-8."""
    if len(content) > MAX_BYTES:
        raise too_large_error(path)
    if other := foreign_file_problem(path, content):
        raise InputError(other)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise _undecoded(content[: error.start].decode(), path) from None
    if content.count(0) > len(content) // _ZEROS:
        raise _undecoded(text.partition("\0")[0], path)
    return text


def _undecoded(before: str, path: str) -> InputError:
    """It is not UTF-8 after `before`."""
    line, column = _position(before.removeprefix(BOM))
    message = Message.of("The file is not encoded in UTF-8.")
    hint = Message.of("Is this the right file? If it is, save it as UTF-8 in a text editor.")
    return InputError(Problem(path=path, message=message, hint=hint, line=line, column=column))
