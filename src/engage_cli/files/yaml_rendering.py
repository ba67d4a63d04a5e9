"""Renders plain values as YAML that people like to read, and that engage reads back as the same values."""

import re
from collections.abc import Mapping
from itertools import chain

from engage_cli.files.yaml_elements import plain_value
from engage_cli.values import Value, replace


class Layout(Value):
    """The indentation of a file, in columns."""

    step: int = 2
    """From a key to the keys of the mapping below it."""
    dash: int = 2
    """From a key to the dashes of the list below it; 0 puts them under the key."""
    literals: bool = True
    """Whether texts of several lines stand below a `|`; if not, they are quoted on one line."""


class Rendered(Value):
    """A value in block style: what stands behind the colon or dash, and the lines below, indented from column 0."""

    head: str
    lines: tuple[str, ...] = ()
    needs_break: bool = False
    """Whether the last line ends in a line break that is part of the value."""


def render_block(value: object, layout: Layout, column: int = 0) -> Rendered:
    """`value` behind a key at `column` of its line; the lines below it carry their whole indentation.

    Raises TypeError for anything but None, truth values, numbers, texts, lists, tuples and mappings.
    """
    if isinstance(value, Mapping) and value:
        return _joined("", render_entries(value, layout, column + layout.step))
    if isinstance(value, list | tuple) and value:
        return _joined("", render_items(value, layout, column + layout.dash))
    if layout.literals and isinstance(value, str) and _is_literal(value):
        indent = " " * (column + layout.step)
        lines = tuple(indent + line if line else "" for line in value.removesuffix("\n").split("\n"))
        return Rendered("|" if value.endswith("\n") else "|-", lines, needs_break=value.endswith("\n"))
    return Rendered(render_inline(value))


def render_entries(mapping: Mapping[str, object], layout: Layout, column: int) -> Rendered:
    """The keys and values of `mapping` as lines, with the keys at `column`."""
    return _joined("", *(_entry(render_scalar(key), value, layout, column) for key, value in mapping.items()))


def render_items(values: list[object] | tuple[object, ...], layout: Layout, column: int) -> Rendered:
    """The items of a list as lines, with the dashes at `column`."""
    return _joined("", *(_item(value, layout, column) for value in values))


def render_inline(value: object, *, flow: bool = False) -> str:
    """`value` on one line; with `flow`, as it may stand within brackets."""
    if isinstance(value, str):
        return render_scalar(value, flow=flow)
    if isinstance(value, Mapping):
        return (
            "{"
            + ", ".join(f"{render_scalar(k, flow=True)}: {render_inline(v, flow=True)}" for k, v in value.items())
            + "}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(render_inline(item, flow=True) for item in value) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    raise TypeError(f"{type(value).__name__} is no value of a YAML file")


def render_scalar(text: str, *, flow: bool = False) -> str:
    """`text` unquoted where nobody could take it for anything else, else between double quotation marks."""
    return text if _is_plain(text, flow=flow) else _quoted(text)


def _entry(key: str, value: object, layout: Layout, column: int) -> Rendered:
    below = render_block(value, layout, column)
    first = " " * column + key + ":" + (f" {below.head}" if below.head else "")
    return Rendered("", (first, *below.lines), below.needs_break)


def _item(value: object, layout: Layout, column: int) -> Rendered:
    """An item; that of a mapping or list begins behind the dash."""
    dash = " " * column + "- "
    if value and isinstance(value, Mapping | list | tuple):
        inner = column + 2
        below = (
            render_entries(value, layout, inner) if isinstance(value, Mapping) else render_items(value, layout, inner)
        )
        first, *rest = below.lines
        return Rendered("", (dash + first[inner:], *rest), below.needs_break)
    below = render_block(value, replace(layout, step=2), column)
    return Rendered("", (dash + below.head, *below.lines), below.needs_break)


def _joined(head: str, *parts: Rendered) -> Rendered:
    return Rendered(head, tuple(chain.from_iterable(part.lines for part in parts)), parts[-1].needs_break)


_OPENERS = set("-?:,[]{}#&*!|>'\"%@`=~")
_INVISIBLE = re.compile("[\x85\u2028\u2029\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Breaks that other readers of YAML see, and marks of direction that would reorder the line in an editor."""
_OTHERS_READ = re.compile(
    r"(?i:y|n|yes|no|on|off|null|true|false|nan|[-+]?\.(inf|nan)|<<)"
    r"|[-+]?(0x[\da-fA-F_]+|0o?[0-7_]+|0b[01_]+|\d[\d_]*(\.[\d_]*)?([eE][-+]?\d+)?|\.\d[\d_]*)"
    r"|[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?"
)
"""What some reader of YAML takes for a truth value or a number: quoted, to be clear."""


def _is_plain(text: str, *, flow: bool) -> bool:
    if not text or text[0] in _OPENERS or text != text.strip() or not isinstance(plain_value(text), str):
        return False
    if any(c in text for c in "\n\r\t") or ": " in text or " #" in text or text.endswith(":"):
        return False
    if flow and any(c in text for c in ",[]{}:"):
        return False
    if text.startswith(("---", "...")):
        return False
    return not _OTHERS_READ.fullmatch(text) and not _INVISIBLE.search(text)


def _is_literal(text: str) -> bool:
    """Whether `text` keeps its sense as lines below a `|`."""
    lines = text.removesuffix("\n").split("\n")
    return (
        len(lines) > 1
        and bool(lines[0])
        and bool(lines[-1])
        and lines[0][0] not in " \t"
        and not any(line.isspace() for line in lines)
        and "\r" not in text
        and not _INVISIBLE.search(text)
    )


_ESCAPES = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\t"): "\\t", ord("\r"): "\\r"}


def _quoted(text: str) -> str:
    escaped = text.translate(_ESCAPES)
    return '"' + _INVISIBLE.sub(lambda found: f"\\u{ord(found.group()):04X}", escaped) + '"'
