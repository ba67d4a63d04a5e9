"""Documents as people write them: the same values in many styles, with comments and blank lines all over."""

import json
from dataclasses import dataclass
from itertools import dropwhile
from typing import Any

from hypothesis import strategies as st

KEYS = st.sampled_from(["a", "b.c", "d-e", "clé", "no", "é", "x y", "id"])
_WORDS = (
    'x|deux mots|no|1.10|12:30|2026-10-02|a: b|a #b|l\'eau|"cité"|- x|# x|😀 é|*|&a|!t|{x}|[| x ||a\tb|\tx|@|%|x:|?|-|~'
)
_MORE_WORDS = "true|1|\u2028|x\u0085y|שלום|---|...|a,b|>|\ufeff|un\ndeux|un\ndeux\n|un\n\n  deux\n|\n|fin\n\n"
TEXTS = st.one_of(
    st.sampled_from(["|", *_WORDS.split("|"), *_MORE_WORDS.split("|")]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=6),
)
LEAVES = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    LEAVES,
    lambda below: st.one_of(st.lists(below, max_size=3), st.dictionaries(KEYS, below, max_size=3)),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


@dataclass
class Pen:
    """Writes a value as somebody might, choosing by chance."""

    draw: Any
    step: int
    dash: int

    def chance(self, of: int = 3) -> bool:
        return bool(self.draw(st.integers(0, of)) == 0)

    def comment(self) -> str:
        return str(self.draw(st.sampled_from(["", "", "  # note", " #: { [ \t'\"", "   "])))

    def between(self, column: int) -> list[str]:
        if not self.chance():
            return []
        comment = " " * self.draw(st.sampled_from([column, column, 0, column + 3])) + "# entre"
        return list(self.draw(st.sampled_from([[""], [comment], [comment, ""], ["", comment]])))

    def scalar(self, value: str | float | bool | None, *, flow: bool) -> str:
        if value is None:
            return "null" if flow else str(self.draw(st.sampled_from(["null", "~", ""])))
        if not isinstance(value, str):
            return repr(value) if isinstance(value, float) else json.dumps(value)
        plain = value.isalpha() and value.isascii() and value.lower() not in ("true", "false", "null")
        simple: bool = value.isprintable()
        ways = ['"'] + ["'"] * simple + ["plain"] * (2 * plain)
        way = str(self.draw(st.sampled_from(ways)))
        if way == "plain":
            return value
        return "'" + value.replace("'", "''") + "'" if way == "'" else quoted(value)

    def flow(self, value: Any) -> str:
        space = str(self.draw(st.sampled_from(["", " "])))
        if isinstance(value, dict):
            pairs = (f"{self.scalar(k, flow=True)}: {self.flow(v)}" for k, v in value.items())
            return "{" + space + ", ".join(pairs) + space + "}"
        if isinstance(value, list):
            return "[" + space + ", ".join(map(self.flow, value)) + space + "]"
        return self.scalar(value, flow=True)

    def literal(self, value: object) -> bool:
        if not isinstance(value, str) or not value.isascii() or "\t" in value or not value[:1].strip():
            return False
        return value.endswith("\n") and not value.endswith("\n\n") and self.chance(1)

    def behind(self, value: Any, column: int, *, item: bool = False) -> tuple[str, list[str]]:
        """What stands behind the colon or dash, and the lines below."""
        if self.literal(value):
            indent = " " * (column + self.step)
            return "|", [indent + line if line else "" for line in value.removesuffix("\n").split("\n")]
        if not value or not isinstance(value, dict | list) or self.chance():
            written = self.flow(value) if isinstance(value, dict | list) else self.scalar(value, flow=False)
            return written + self.comment(), []
        inner = column + (self.step if item or isinstance(value, dict) else self.dash)
        return self.comment(), self.lines(value, inner)

    def lines(self, value: Any, column: int) -> list[str]:
        lines: list[str] = []
        margin = " " * column
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            lines += self.between(column) if not self.after_literal(lines) else []
            if isinstance(value, dict):
                head, below = self.behind(item, column)
                lines += [f"{margin}{self.scalar(key, flow=False)}:{' ' if head else ''}{head}", *below]
            elif item and isinstance(item, dict | list) and self.chance(1):
                first, *rest = self.compact(item, column + 2)
                lines += [f"{margin}- {first.lstrip(' ')}", *rest]
            else:
                head, below = self.behind(item, column, item=True)
                lines += [f"{margin}-{' ' if head else ''}{head}", *below]
        return lines

    def after_literal(self, lines: list[str]) -> bool:
        """Comments deeper than a literal text would be part of it: none are put there."""
        return any(line.endswith("|") for line in lines[-6:])

    def compact(self, value: Any, column: int) -> list[str]:
        """Lines of which the first is no comment."""
        lines = self.lines(value, column)
        return list(dropwhile(lambda line: not line.strip() or line.lstrip().startswith("# entre"), lines))


def quoted(text: str) -> str:
    escaped = json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\x85", "\\u0085")
    return escaped.replace("\u2029", "\\u2029").replace("\ufeff", "\\ufeff").replace("\x7f", "\\u007f")


@st.composite
def documents(draw: Any) -> tuple[str, dict[str, Any]]:
    """A text and the mapping that it says."""
    value = draw(MAPPINGS)
    step = draw(st.sampled_from([2, 2, 4, 3]))
    pen = Pen(draw, step, draw(st.sampled_from([step, 0])))
    head = draw(st.sampled_from([[], ["# tête"], ["---"], ["# tête", ""]]))
    tail = draw(st.sampled_from([[], ["# fin"], ["", ""]]))
    lines = [*head, *pen.lines(value, 0), *tail]
    line_break = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    ends = [line_break] if pen.after_literal(lines) else [line_break, line_break, ""]  # a literal text has its own
    text = line_break.join(lines) + draw(st.sampled_from(ends))
    return draw(st.sampled_from(["", "\ufeff"])) + text, value


def places(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a value."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(place for key, item in below for place in places(item, (*at, key)))]
