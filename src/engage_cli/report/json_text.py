"""JSON text that people and `diff` can read."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import msgspec

from engage_cli.text import encodable

AT_ONCE = 500
"""Number of list items written together."""


def json_text(values: Any) -> str:
    """`values` as JSON, indented by two, with non-ASCII letters as they are and one line end; deterministic.

    Bytes of file names that are not UTF-8 are shown as escapes, as JSON has to be UTF-8.
    """
    return msgspec.json.format(encode_json(values), indent=2).decode() + "\n"


def iter_json_parts(
    values: Mapping[str, Any], name: str, lists: Iterable[tuple[str, Iterable[bytes]]]
) -> Iterator[bytes]:
    """The chunks of what `json_text` gives for `values` with a last key `name`, a mapping of lists of objects.

    The whole text is never held in memory. Each object comes as its `encode_members`, with commas between them.
    """
    yield json_text({**values, name: {}}).removesuffix("{}\n}\n").encode()
    before = b"{"
    for key, items in lists:
        yield before + b"\n    " + bytes(encode_json(key)) + b": "
        yield from _list(iter(items))
        before = b","
    yield (b"{}" if before == b"{" else b"\n  }") + b"\n}\n"


def encode_members(values: Mapping[str, Any]) -> bytes:
    """Some members of an object, as `iter_json_parts` takes them; empty where `values` is."""
    return msgspec.json.format(encode_json(values), indent=2)[1:-2].replace(b"\n", b"\n      ")


def _list(items: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks of a list of objects, indented by two levels."""
    before = b"["
    while some := list(islice(items, AT_ONCE)):
        yield before + b",".join([b"\n      {%b\n      }" % item for item in some])
        before = b","
    yield b"[]" if before == b"[" else b"\n    ]"


def encode_json(values: Any) -> msgspec.Raw:
    """`values` as encoded JSON, which takes a tenth of the memory of the values until all parts are put together."""
    try:
        return msgspec.Raw(msgspec.json.encode(values))
    except UnicodeEncodeError:
        return msgspec.Raw(msgspec.json.encode(_encodable(values)))


def json_for_script(values: Any) -> str:
    """`values` as JSON on one line, safe inside a `script` element: it cannot end the element or begin a comment."""
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
