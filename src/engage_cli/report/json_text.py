"""Values as JSON that people and `diff` read."""

from typing import Any

import msgspec

from engage_cli.text import encodable


def json_text(values: Any) -> str:
    """Indented by two, letters as they are, one line break at the end; same values, same text.

    Bytes of file names that are not UTF-8 are shown as escapes: JSON is UTF-8, whatever files are called.
    """
    return msgspec.json.format(encoded(values), indent=2).decode() + "\n"


def encoded(values: Any) -> msgspec.Raw:
    """A part of such values, encoded: it takes a tenth of the memory until all of them are."""
    try:
        return msgspec.Raw(msgspec.json.encode(values))
    except UnicodeEncodeError:
        return msgspec.Raw(msgspec.json.encode(_encodable(values)))


def json_in_page(values: Any) -> str:
    """On one line, such that no HTML reader takes it for the end of its script element or for a comment."""
    return msgspec.json.encode(values).decode().translate(_IN_PAGE)


_IN_PAGE = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def _encodable(value: Any) -> Any:
    match value:
        case str():
            return encodable(value)
        case dict():
            return {_encodable(key): _encodable(item) for key, item in value.items()}
        case list() | tuple():
            return [_encodable(item) for item in value]
        case _:
            return value
