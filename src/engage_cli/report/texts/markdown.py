"""Converts our HTML pages to Markdown: what they say, without what only a screen or paper needs.

A few classes get a meaning that only styling gives them in HTML: `label` (what follows is about it), `title` (a name),
`number` (of a step), `chip` and `muted` (an aside).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from engage_cli.report.page_tree import INLINE, UNSEEN, parse_html
from engage_cli.report.templates.escaping import NUMBERED, SEEN, escape_link_target, escape_markdown

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LINKS = ("https://", "http://", "mailto:")
"""Beginnings of links that are kept; links within the page would lead nowhere."""

_BLANKS = " \t\r\n\f"
_LINE_END = re.compile(r"\n(?=[^\n])")

Block = tuple[str, bool]
"""The lines of a block, and whether it is a list item without a number."""


def html_to_markdown(html: str, *, colon: str) -> str:
    """The Markdown of a part of a page, without a final line end; `colon` is the colon as the language spaces it."""
    return _joined(_Writer(colon).inside(parse_html(html)))


def _joined(blocks: Iterable[Block], *, before: bool = False) -> str:
    """Blocks with one empty line between them, none between list items; `before`: the first one follows a block."""
    lines: list[str] = []
    for text, item in blocks:
        lines += [text] if not lines or (item and before) else ["", text]
        before = item or (before and len(lines) == 1)
    return "\n".join(lines)


def _item(mark: str, blocks: Iterable[Block]) -> str:
    return mark + _LINE_END.sub("\n" + " " * len(mark), _joined(blocks, before=True))


class _Writer:
    def __init__(self, colon: str) -> None:
        self.colon = colon
        self.level = 0
        """Of the heading that this part of the page stands under."""

    # ── blocks ────────────────────────────────────────────────────────────────────────────────────────────────────

    def inside(self, element: "Element") -> list[Block]:
        """The blocks in an element, and paragraphs made of the words between them."""
        blocks: list[Block] = []
        words = [text] if (text := _text(element.text)) not in ("", " ") else []
        for child in element:
            if child.tag in INLINE:
                words.append(self._inline(child, words))
            else:
                if words:
                    blocks += _paragraph(words)
                    words = []
                blocks += self._block(child)
            if child.tail and ((text := _text(child.tail)) != " " or words):
                words.append(text)
        return blocks + _paragraph(words) if words else blocks

    def _block(self, element: "Element") -> list[Block]:
        tag, above = element.tag, self.level
        if tag in UNSEEN or element.get("hidden") is not None:
            return []
        blocks = _BLOCKS.get(tag, _Writer.inside)(self, element)
        if tag not in _HEADINGS:
            self.level = above
        return blocks

    def heading(self, element: "Element") -> list[Block]:
        self.level = int(element.tag[1])
        return [(f"{'#' * self.level} {self._line(element)}", False)]

    def paragraph(self, element: "Element") -> list[Block]:
        """A paragraph; `details`, and what begins with a label, become list items."""
        line, classes = _begun(self._line(element)), _classes(element)
        if not line:
            return []
        if "details" in classes or (len(element) and "label" in _classes(element[0]) and not _text(element.text)):
            return [(f"- {line}", True)]
        return [(self._label(line) if "label" in classes else line, False)]

    def items(self, element: "Element") -> list[Block]:
        numbered = element.tag == "ol"
        items = [
            _item(f"{number}. " if numbered else "- ", self.inside(child)) for number, child in enumerate(element, 1)
        ]
        return [("\n".join(items), not numbered)] if items else []

    def header(self, element: "Element") -> list[Block]:
        """A document header, with the title first."""
        return sorted(self.inside(element), key=lambda block: not block[0].startswith("# "))

    def small_print(self, element: "Element") -> list[Block]:
        """Small print, as a paragraph."""
        return [(f"*{text}*", False) for text, _ in self.inside(element)]

    # ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────

    def table(self, element: "Element") -> list[Block]:
        """A table; a list with an item for each row where cells contain more than words."""
        captions = [(f"{'#' * (self.level + 1)} {self._line(found)}", False) for found in element.iter("caption")]
        head, *rows = [list(row) for row in element.iter("tr")] or [[]]
        if any(part.tag not in INLINE for row in rows for cell in row for part in cell):
            return [*captions, ("\n".join(map(self._row_item, rows)), True)]
        rules = ["---:" if _FIGURES & _classes(cell) else "---" for cell in head]
        lines = [self._row(head), f"| {' | '.join(rules)} |", *map(self._row, rows)]
        return [*captions, ("\n".join(lines), False)] if rows else captions

    def _row(self, cells: Sequence["Element"]) -> str:
        texts = []
        for cell in cells:
            line = self._line(cell)
            texts.append(f"**{line}**" if cell.get("scope") == "rowgroup" else line)
            columns = cell.get("colspan", "1")
            texts += [""] * (int(columns) - 1 if columns.isdigit() else 0)
        return f"| {' | '.join(texts)} |"

    def _row_item(self, cells: Sequence["Element"]) -> str:
        """A table row as a list item: what it is about, then short cells on the line, and long ones below."""
        heads: list[str] = []
        below: list[Block] = []
        for cell in cells:
            blocks = self.inside(cell)
            if not heads or all(part.tag in INLINE for part in cell):
                heads += [text for text, _ in blocks[:1]]
                blocks = blocks[1:]
            below += [(text if item else f"- {text}", True) for text, item in blocks]
        first = self._label(heads[0]) + " " + ", ".join(heads[1:]) if heads[1:] else "".join(heads)
        return _item("- ", [(first, False), *below])

    # ── lines ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _line(self, element: "Element") -> str:
        return _drawn_together(self._words(element) if len(element) else _text(element.text))

    def _words(self, element: "Element") -> str:
        """The words of an element on one line."""
        words = [_text(element.text)]
        for child in element:
            words.append(self._inline(child, words))
            if child.tail:
                words.append(_text(child.tail))
        return "".join(words)

    def _inline(self, element: "Element", before: Sequence[str]) -> str:
        """An inline element, following the words `before`."""
        tag, given = element.tag, element.attrib
        if tag in _ALONE:
            return _ALONE[tag] or _text(given.get("alt"))
        if "hidden" in given or "aria-hidden" in given:
            return ""
        words = self._words(element) if len(element) else _text(element.text)
        if tag in _MARKS:
            return _wrapped(_MARKS[tag], words, _MARKS[tag])
        if tag == "a" and given.get("href", "").startswith(LINKS):
            return _wrapped("[", words, f"]({escape_link_target(given['href'])})")
        return self._classed(_names(given["class"]), words, before) if "class" in given else words

    def _classed(self, classes: frozenset[str], words: str, before: Sequence[str]) -> str:
        if "label" in classes:
            return self._label(words)
        if "title" in classes:
            return _wrapped("**", words, "**")
        if "number" in classes:
            return f"{words}."
        if "chip" in classes or ("muted" in classes and _ends_a_word(before) and words[:1] not in "(·"):
            return _wrapped("(", words, ")")
        return words

    def _label(self, words: str) -> str:
        return words if words.endswith((":", "?", "!", ".", "…")) else words + self.colon


_HEADINGS = frozenset(f"h{n}" for n in range(1, 7))
_FIGURES = frozenset(("n", "c"))
"""Classes of right-aligned columns."""
_ALONE = MappingProxyType({"br": ", ", "wbr": "\u200b", "img": "", "svg": "", "input": ""})
"""The text of elements without content; empty: their alternative text."""
_MARKS = MappingProxyType({"strong": "**", "b": "**", "em": "*", "i": "*", "cite": "*"})
_BLOCKS: Mapping[str, Callable[[_Writer, "Element"], list[Block]]] = MappingProxyType(
    {
        **dict.fromkeys(_HEADINGS, _Writer.heading),
        "p": _Writer.paragraph,
        "ul": _Writer.items,
        "ol": _Writer.items,
        "table": _Writer.table,
        "header": _Writer.header,
        "footer": _Writer.small_print,
    }
)
"""The writer's method for each block element that needs more than its content."""


def _paragraph(words: Sequence[str]) -> list[Block]:
    line = _begun(_drawn_together("".join(words)))
    return [(line, False)] if line else []


def _classes(element: "Element") -> frozenset[str]:
    return _names(element.get("class", ""))


@lru_cache(SEEN)
def _names(classes: str) -> frozenset[str]:
    return frozenset(classes.split())


@lru_cache(SEEN)
def _text(text: str | None) -> str:
    """A text escaped, with whitespace at either end collapsed to one space."""
    bare = (text or "").strip(_BLANKS)
    if not text or not bare:
        return " " if text else ""
    return f"{' ' * (text[0] in _BLANKS)}{escape_markdown(bare)}{' ' * (text[-1] in _BLANKS)}"


def _drawn_together(line: str) -> str:
    while "  " in line:
        line = line.replace("  ", " ")
    return line.strip(" ")


def _begun(line: str) -> str:
    """`line`, escaped where its first words would be read as a list marker."""
    return NUMBERED.sub(r"\1\\\2", line) if line[:1].isdigit() else line


def _wrapped(start: str, words: str, end: str) -> str:
    """Words between emphasis marks, with spaces moved outside, as Markdown requires."""
    bare = words.strip(" ")
    return words.replace(bare, f"{start}{bare}{end}", 1) if bare else words


def _ends_a_word(words: Sequence[str]) -> bool:
    """Whether an aside that follows `words` needs brackets."""
    last = next((bare[-1] for text in reversed(words) if (bare := text.rstrip(" "))), "")
    return last.isalnum() or last in "*)»”’…"
