"""Finds the lines of tables and keys in a TOML file; the library gives values only."""

import re
from collections.abc import Iterator

from engage_cli.errors import Place

_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_NAME = rf"({_PART}(?:\s*\.\s*{_PART})*)"
_TABLE = re.compile(rf"(\s*\[\[?\s*){_NAME}\s*\]")
_KEY = re.compile(rf"(\s*){_NAME}\s*=")
_AT = re.compile(r"line (\d+), column (\d+)")


def position(text: str, place: Place) -> tuple[int | None, int | None]:
    """The line and column, from 1, of the key at `place`, or of the nearest table that holds it.

    None for both where neither exists. Keys within braces and items of lists are not looked for.
    """
    found = dict(reversed(list(_names(text))))
    held = (place[:count] for count in range(len(place), 0, -1))
    return next((found[one] for one in held if one in found), (None, None))


def _names(text: str) -> Iterator[tuple[Place, tuple[int, int]]]:
    """Every table and key by its full name, with its position."""
    table: Place = ()
    for number, line in enumerate(text.splitlines(), 1):
        if match := _TABLE.match(line):
            table = _parts(match[2])
            yield table, (number, len(match[1]) + 1)
        elif match := _KEY.match(line):
            yield (*table, *_parts(match[2])), (number, len(match[1]) + 1)


def _parts(name: str) -> Place:
    return tuple(part.strip("\"'") for part in re.findall(_PART, name))


def error_position(error: ValueError) -> tuple[int | None, int | None]:
    """The line and column that an error of the library names; None for both where it names none."""
    match = _AT.search(str(error))
    return (int(match[1]), int(match[2])) if match else (None, None)
