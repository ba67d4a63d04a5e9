"""What the catalogue cannot see: a message inside an f-string is not extracted before Python 3.12."""

import ast
import re

from .conftest import ROOT

SOURCES = sorted(p for p in (ROOT / "src/engage_cli").rglob("*.py") if "compiled" not in p.parts)
KEYWORDS = {"_", "gettext", "ngettext", "of", "plural"}
MAYBE = re.compile(r"\{.*\b(?:" + "|".join(KEYWORDS) + r")\(|f\"{3}")
"""In the text of a module that may have one: a call within braces, or an f-string of several lines."""


def name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_no_message_stands_in_an_f_string() -> None:
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in SOURCES
        for source in [path.read_text(encoding="utf-8")]
        if MAYBE.search(source)
        for text in ast.walk(ast.parse(source))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and name(call) in KEYWORDS
        and call.args
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []
