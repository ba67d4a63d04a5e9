"""Escaping of texts for Markdown, HTML and CSS, and isolation of right-to-left texts in a line."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from engage_cli.text import without_controls

if TYPE_CHECKING:
    from markupsafe import Markup

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")

_MARKUP = re.compile(
    r"""
      [\\`*\[\]<>|~]                     # always
    | _(?![^\W_]) | (?<![^\W_])_         # an underscore inside a word is one
    | &(?=\#|\w+;)                       # what looks like an entity
    | \$(?=\S)                           # mathematics on some sites
    | ^\#(?=\#{0,5}(?:\s|$))             # a heading
    | ^[-+](?=\s|$) | ^[-=](?=[-=]*$)    # a list, a line, the underline of a heading
    | :(?=[a-z0-9_+-]+:)                 # a picture by name
    """,
    re.VERBOSE,
)
_BLANKS = re.compile(r"[ \t\n\u2028\u2029]+")
"""Whitespace to collapse; the no-break space is part of a text and not among it."""
SEEN = 4096
"""Number of escaped texts cached, as a questionnaire's texts recur in every report of a batch."""

NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


def shorten(text: str, most: int) -> str:
    """`text`, cut at a space where it is longer than `most` characters."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0].rstrip(" \u00a0.,;:") + "…"


_SENTENCE_END = re.compile(r"(?<!\b\w)(?<!\b\w\w)[.!?…](?:\u00a0?[»”’\")])*(?=\s+[«“(\"\u00a0]*[A-ZÀ-ÖØ-Þ\d])")
"""The end of a sentence, but not a full stop after one or two letters: “M.”, “p.”, “Dr.”."""


def shorten_to_sentence(text: str, most: int) -> str:
    """`text`, cut after a sentence that ends in the second half of `most` characters, else as `shorten` cuts."""
    if len(text) <= most:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text) if most // 2 <= found.end() <= most]
    return text[: ends[-1]] if ends else shorten(text, most)


@lru_cache(SEEN)
def escape_markdown(text: str) -> str:
    """`text` on one line, escaped so that a Markdown reader shows exactly its characters.

    A text with right-to-left letters is isolated, so that it does not reorder its surroundings.
    """
    line = _BLANKS.sub(" ", without_controls(text)).strip(" ")
    escaped = NUMBERED.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", line))
    return f"\u2068{escaped}\u2069" if _RIGHT_TO_LEFT.search(line) else escaped


@lru_cache(SEEN)
def escape_html(text: str) -> "Markup":
    """`text` escaped so that a browser shows exactly its characters."""
    from markupsafe import escape

    return escape(without_controls(text))


def mark_safe(text: str) -> "Markup":
    """Marks `text` as escaped already, or as our own markup, so that templates insert it unchanged. The only way to do
    so."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704  # each caller says why


_STEERING = re.compile(r"[\x00-\x1f\"-'*+<-=>@\[-^`{-\x7f]")
"""Of ASCII, all but letters, digits, blanks and the marks of a sentence."""


def quote_css(text: str) -> str:
    """`text` as a quoted CSS string, safe inside a `style` element."""
    inside = _STEERING.sub(lambda m: f"\\{ord(m[0]):x} ", without_controls(text).replace("\n", " "))
    return f'"{inside}"'


def escape_link_target(url: str) -> str:
    """`url` escaped as the target of a Markdown link."""
    return re.sub(r"[^\w:/?#@!$&'*+,;=.~%-]", lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode()), url)
