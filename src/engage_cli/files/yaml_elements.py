"""Elements: the values of a YAML document with how they are written."""

from typing import Any

_WORDS: dict[str, object] = {"": None, "~": None, "null": None}
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
_LONGEST_INTEGER = 16
"""Characters; longer ones are not exact in JSON, so they stay text."""


def plain_value(text: str) -> object:
    """The value of unquoted `text`: null, a truth value, a number written as engage would write it, else the text
    itself.
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-0123456789":
        try:
            if text.isdecimal() or text[1:].isdecimal():
                return int(text) if len(text) <= _LONGEST_INTEGER and str(int(text)) == text else text
            return float(text) if len(text) <= 24 and repr(float(text)) == text and text[-1].isdecimal() else text
        except ValueError:
            return text
    return text


def has_unsafe_characters(text: str) -> bool:
    """Whether `text` holds a control character, half a surrogate pair, or no character at all.

    Nearly every text is seen to be safe without the pattern, which takes longer to build than a file to read.
    """
    for blank in "\n\r\t\u00a0\u202f":
        text = text.replace(blank, "")
    if text.isprintable():
        return False
    from engage_cli.files.yaml_errors import UNSAFE

    return UNSAFE.search(text) is not None


class Element:
    """A value as it is written.

    `start` and `end` are the parser's marks: index in characters, line and column from 0. Those of block collections
    end where the next thing begins; see `content_end`.
    """

    __slots__ = ("alias", "children", "end", "height", "key", "size", "start", "style", "value")

    def __init__(self, value: object, event: Any, children: "dict[str, Element] | list[Element] | None" = None) -> None:
        self.value = value
        self.start = event.start_mark
        self.end = event.end_mark
        self.children = children
        self.style: str = "" if children is not None else event.style or ""
        """Of a scalar: "", ", ', | or >. Of a collection: "{" in flow style, "" in block style."""
        self.key: Any = None
        """The event of the key before it, in a mapping."""
        self.alias = False
        self.size = 1
        self.height = 1

    def get(self, key: str | int) -> "Element | None":
        """The element below `key`; None where there is none."""
        below = self.children
        if isinstance(below, dict):
            return below.get(key) if isinstance(key, str) else None
        if isinstance(below, list) and isinstance(key, int) and 0 <= key < len(below):
            return below[key]
        return None

    def below(self) -> "list[Element]":
        """The elements that a collection holds, in the order written."""
        return list(self.children.values()) if isinstance(self.children, dict) else self.children or []

    @property
    def block(self) -> bool:
        """Whether it is a mapping or a list in block style."""
        return self.children is not None and not self.style and not self.alias

    @property
    def content_end(self) -> int:
        """The index behind the last character of the value, before any comments and blank lines that follow."""
        element = self
        while element.block and element.children:
            element = element.below()[-1]
        return int(element.end.index)
