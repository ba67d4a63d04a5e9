"""Values as JSON that people and `diff` read."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import msgspec

from engage_cli.text import encodable

AT_ONCE = 500
"""Items of a list that are written together."""


def json_text(values: Any) -> str:
    """Indented by two, letters as they are, one line break at the end; same values, same text.

    Bytes of file names that are not UTF-8 are shown as escapes: JSON is UTF-8, whatever files are called.
    """
    return msgspec.json.format(encode_json(values), indent=2).decode() + "\n"


def iter_json_parts(
    values: Mapping[str, Any], name: str, lists: Iterable[tuple[str, Iterable[bytes]]]
) -> Iterator[bytes]:
    """What `json_text` gives of `values` with a last key `name`, an object of lists of objects; never held whole.

    Each of those objects is given as its `encode_members`, with commas between them.
    """
    yield json_text({**values, name: {}}).removesuffix("{}\n}\n").encode()
    before = b"{"
    for key, items in lists:
        yield before + b"\n    " + bytes(encode_json(key)) + b": "
        yield from _list(iter(items))
        before = b","
    yield (b"{}" if before == b"{" else b"\n  }") + b"\n}\n"


def encode_members(values: Mapping[str, Any]) -> bytes:
    """Members of an object, some of all it has, as `iter_json_parts` takes them: nothing where there are none."""
    return msgspec.json.format(encode_json(values), indent=2)[1:-2].replace(b"\n", b"\n      ")


def _list(items: Iterator[bytes]) -> Iterator[bytes]:
    """A list of objects at the depth of two keys."""
    before = b"["
    while some := list(islice(items, AT_ONCE)):
        yield before + b",".join([b"\n      {%b\n      }" % item for item in some])
        before = b","
    yield b"[]" if before == b"[" else b"\n    ]"


def encode_json(values: Any) -> msgspec.Raw:
    """A part of such values, encoded: it takes a tenth of the memory until all of them are."""
    try:
        return msgspec.Raw(msgspec.json.encode(values))
    except UnicodeEncodeError:
        return msgspec.Raw(msgspec.json.encode(_encodable(values)))


def json_for_script(values: Any) -> str:
    """On one line, such that no HTML reader takes it for the end of its script element or for a comment."""
    text = msgspec.json.encode(values)  # as bytes it is half as large, whatever its letters are
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign.encode(), f"\\u{ord(sign):04x}".encode())
    return text.decode()


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
