"""Valid files spoilt as people, programs and bad luck spoil them: bytes and lines, or the values of the tree."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

PIECES = (
    *(
        b"\x00",
        b"\xff",
        b"\xe9",
        b"\x1b[2J",
        b"\t",
        b"\r",
        b"\r\n",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xae",
        b"\xe2\x80\xa8",
        b"\xc2\x85",
    ),
    *(
        b": ",
        b":",
        b"- ",
        b"? ",
        b"&a ",
        b"*a",
        b"!!python/name:os.system ",
        b"!x ",
        b"<<: *a\n",
        b"%YAML 9.9\n",
        b"---\n",
        b"...\n",
    ),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b"'",
        b'"',
        b"|\n",
        b">\n",
        b"#",
        b"@",
        b"`",
        b"\\",
        b"{}",
        b"[]",
        b"~",
        b"null",
        b"no",
        b".inf",
    ),
    *(
        b"2026-02-30",
        b"0000-00-00",
        b"12:30",
        b"1.10",
        b"0x1F",
        b"9" * 5000,
        b"[" * 200,
        b"- " * 200,
        b"k: 1\n" * 3,
        b"x" * 70_000,
    ),
)
"""What is put into a file at any place."""

VALUES: tuple[Any, ...] = (
    *(
        None,
        True,
        False,
        0,
        1,
        -1,
        0.5,
        10**15,
        1e300,
        "",
        " ",
        "a",
        "é",
        "\u202e",
        "\n",
        "\r\nx",
        "unknown",
        "yes",
        "all",
        "not",
        "any",
    ),
    *(
        "2026-10-01",
        "2026-02-30",
        "P1D",
        "P99999D",
        "1.0.0",
        "a.b",
        "x-y",
        "{x}",
        "{",
        "%s",
        "<b>",
        "{{ 7*7 }}",
        "../x",
        "/etc/passwd",
        "k" * 3000,
    ),
    *(
        [],
        {},
        [[]],
        [{}],
        [None],
        {"a": 1},
        {"fr": "x"},
        {"en": ""},
        {"at_least": "a"},
        {"not": {"not": {}}},
        {"all": [{}, {"any": []}]},
    ),
)
"""What is put in the place of a value."""


def spoilt_bytes(content: bytes, r: random.Random) -> bytes:
    """`content` after one to four accidents."""
    for _ in range(r.choice((1, 1, 1, 2, 4))):
        content = r.choice(_ACCIDENTS)(content, r)
    return content


def _insert(content: bytes, r: random.Random) -> bytes:
    at = r.randint(0, len(content))
    return content[:at] + r.choice(PIECES) + content[at:]


def _cut(content: bytes, r: random.Random) -> bytes:
    at = r.randint(0, len(content))
    return content[:at] + content[at + r.choice((1, 2, 10, 200, len(content))) :]


def _flip(content: bytes, r: random.Random) -> bytes:
    changed = bytearray(content or b"x")
    changed[r.randrange(len(changed))] = r.randrange(256)
    return bytes(changed)


def _lines(content: bytes, r: random.Random) -> bytes:
    """A line taken out, written twice, or moved in or out."""
    lines = content.split(b"\n")
    at = r.randrange(len(lines))
    kept = r.choice(([], [lines[at]] * 2, [b"  " + lines[at]], [lines[at][2:]], [lines[r.randrange(len(lines))]]))
    return b"\n".join([*lines[:at], *kept, *lines[at + 1 :]])


def _encoded(content: bytes, r: random.Random) -> bytes:
    return content.decode("utf-8", "replace").encode(r.choice(("utf-16", "utf-16-le", "latin-1", "cp1252")), "replace")


_ACCIDENTS = (*[_insert] * 4, *[_cut] * 2, *[_flip] * 2, *[_lines] * 6, _encoded)


def spoilt_tree(value: Any, r: random.Random) -> bytes:
    """`value` with one to four places changed, as YAML in flow style."""
    value = copy.deepcopy(value)
    words = [word for word in _words(value) if isinstance(word, str)]
    for _ in range(r.choice((1, 1, 1, 2, 4))):
        _change(value, words, r)
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _change(value: Any, words: list[str], r: random.Random) -> None:
    holders = list(_holders(value))
    if not holders:
        return
    holder = r.choice(holders)
    key = r.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    match r.choice(("value", "word", "swap", "remove", "rename", "again")):
        case "value":
            holder[key] = copy.deepcopy(r.choice(VALUES))
        case "word":
            holder[key] = r.choice(words)
        case "swap":
            holder[key] = copy.deepcopy(r.choice(holders))
        case "remove":
            del holder[key]
        case "again" if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        case _ if isinstance(holder, dict):
            name = r.choice((f"{key}s", f"{key[1:]}", f"{key}.x", key.upper(), r.choice(words)))
            holder[name] = holder.pop(key)
        case _:
            pass


def _holders(value: Any) -> Iterator[Any]:
    """Mappings and lists that hold something."""
    if isinstance(value, dict | list) and value:
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _holders(inner)


def _words(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)
    else:
        yield value
