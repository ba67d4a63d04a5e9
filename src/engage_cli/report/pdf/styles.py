"""Reads from a style sheet what an engine without CSS needs: colours, column widths, paper, page footer."""

import re
from collections.abc import Mapping

from engage_cli.values import Value, asdict


class Styles(Value):
    """What a style sheet says of colours, tables and pages."""

    colours: Mapping[str, str]
    """Hexadecimal colour (#rrggbb) by variable name."""
    widths: Mapping[str, Mapping[str, int]]
    """By class of table, then column number from 1: the width in per cent of the table."""
    paper: str
    margins: tuple[int, ...]
    """Page margins in millimetres: top, sides, bottom."""
    feet: Mapping[str, tuple[str, ...]]
    """By language, the footer's words: at the left, before the page number, after it."""
    middle: Mapping[str, str]
    """By language, the words in the middle of the footer, where there are any."""

    def values(self) -> dict[str, object]:
        """The styles as plain values for JSON."""
        return asdict(self)


_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\b")
_WIDTH = re.compile(r"\.([\w-]+) th:nth-child\((\d+)\) *\{ *width: (\d+)%")
_PAPER = re.compile(r"@page\s*\{\s*size:\s*(a4|letter)", re.IGNORECASE)
_MARGINS = re.compile(r"@page\s*\{[^@}]*margin:\s*(\d+)mm (\d+)mm (\d+)mm", re.IGNORECASE)
_PAGE = re.compile(r"@page ([a-z]{2,3}) \{(.*?)\n\}", re.DOTALL)
_STRING = r'"((?:[^"\\]|\\.)*)"'
_CORNER = re.compile(r"@(bottom-\w+) \{ content: ([^;\n]*); \}")


def parse_styles(page: str) -> Styles:
    """Parses the style sheet of a page; of several rules for the same thing the last counts, as in a browser."""
    sheet = "\n".join(_STYLE.findall(page))
    widths: dict[str, dict[str, int]] = {}
    for name, column, width in _WIDTH.findall(sheet):
        widths.setdefault(name, {})[column] = int(width)
    feet = {language: {n: _strings(c) for n, c in _CORNER.findall(body)} for language, body in _PAGE.findall(sheet)}
    return Styles(
        colours=dict(_COLOUR.findall(sheet)),
        widths=widths,
        paper=(["a4", *_PAPER.findall(sheet)][-1]).lower(),
        margins=tuple(map(int, [("17", "17", "19"), *_MARGINS.findall(sheet)][-1])),
        feet={k: (*f.get("bottom-left", ("",)), *f.get("bottom-right", ("", ""))) for k, f in feet.items()},
        middle={k: f["bottom-center"][0] for k, f in feet.items() if f.get("bottom-center")},
    )


def _strings(content: str) -> tuple[str, ...]:
    """The string literals in a CSS `content` value, unescaped."""
    return tuple(
        re.sub(r"\\([0-9a-fA-F]{1,6}) ?|\\(.)", lambda m: chr(int(m[1], 16)) if m[1] else m[2], text)
        for text in re.findall(_STRING, content)
    )
