"""Text on a screen of a given width."""

import textwrap
import unicodedata

from engage_cli.text import is_blank, without_controls
from engage_cli.wizard.asker import Paragraph

NARROWEST, WIDEST = 40, 120


def width_within(columns: int) -> int:
    """The width to wrap to on a screen of `columns`: one column is left free for cursors and scroll bars."""
    return max(NARROWEST, min(WIDEST, columns - 1))


def wrap_paragraph(paragraph: Paragraph, width: int) -> list[str]:
    """The lines of a paragraph; no-break spaces, its own line breaks and addresses stay intact.

    Control characters and direction overrides are removed.
    """
    first, rest = " " * paragraph.indent, " " * (paragraph.indent + paragraph.hang)
    lines: list[str] = []
    for part in without_controls(paragraph.text).split("\n"):
        lines += textwrap.wrap(
            part,
            width,
            initial_indent=rest if lines else first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return lines


def clean_input(typed: str) -> str:
    """Typed text, stripped and without control characters; line breaks stay, tabs become spaces.

    Empty where nothing visible is left.
    """
    if is_blank(typed):
        return ""
    kept = "".join(c for c in typed.replace("\r\n", "\n").replace("\t", " ") if c == "\n" or not _control(c))
    return "\n".join(line.rstrip() for line in kept.split("\n")).strip()


def _control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs")
