"""Formats of files that engage writes: their names, how they are made, and the marks by which engage knows them again.

There is a row for each in the registries of `report.formats`, `report.comparison.formats`, `report.actions.formats`,
`portfolio.documents.formats`, `portfolio.letters.formats`, `campaign.documents.formats` and `check.formats.formats`.
"""

import os
import re
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from types import MappingProxyType
from typing import IO, Any, Generic, TypeVar

from engage_cli.errors import Message
from engage_cli.values import Value

Asked = TypeVar("Asked")
Mark = Callable[[bytes], bool]
"""Whether the content of a file was written by engage in a format, by something that people do not write."""


class PatternMark(Value):
    """A mark that is a pattern in the content of a file."""

    pattern: bytes
    """A regular expression."""

    def __call__(self, content: bytes) -> bool:
        return re.search(self.pattern, content) is not None


class JsonMark(Value):
    """A mark that is a shape of JSON."""

    matches: Callable[[Any], bool]

    def __call__(self, content: bytes) -> bool:
        import json

        try:
            return bool(self.matches(json.loads(content)))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return False


def has_no_mark(_content: bytes) -> bool:
    """The mark of a format that has no place for one: no file bears it, so none is replaced unless that is asked
    for.
    """
    return False


def _made_by_engage(value: Any) -> bool:
    return "format_version" in value and isinstance(value.get("provenance", value)["engage"], str)


MARKED_PAGE = PatternMark(rb'\A[^\0]{,1000}<meta name="generator" content="engage \d')
MARKED_PDF = PatternMark(rb"(?s)\A%PDF-.*<(?:xmp:CreatorTool|pdf:Keywords)>engage \d")
MARKED_TEXT = PatternMark(rb"\bsha256:[0-9a-f]{64}\b[^\n]*\bengage \d+\.\d")
MARKED_JSON = JsonMark(_made_by_engage)
MARKED_PROPERTIES = PatternMark(rb"<dc:description>engage \d")
"""Who made a page, a PDF or a workbook stands in its properties; in Markdown, the questionnaire's digest before it."""


class Limited(Value):
    """The content of a file whose reader takes only so much, and remarks on what was left out."""

    content: bytes | str | IO[bytes]
    remarks: tuple[Message, ...] = ()
    """The remarks on what is left out."""


Made = bytes | str | IO[bytes] | Limited
"""The content of a file, or a file to be read from its beginning: what is too large to be held."""


def _called(make: Callable[[], Made]) -> Made:
    return make()


class Document(Value):
    """A document to write to a file or to send."""

    made: bytes | IO[bytes]
    ours: Mark
    """Whether the content of a file is such a document, written by engage: then it may be replaced."""
    binary: bool = False
    """Whether a terminal cannot show it."""
    remarks: tuple[Message, ...] = ()
    """The remarks on what is left out, because its reader takes only so much."""

    @property
    def content(self) -> bytes:
        """The whole content."""
        if isinstance(self.made, bytes):
            return self.made
        self.made.seek(0)
        return self.made.read()

    @property
    def size(self) -> int:
        """The number of bytes."""
        return len(self.made) if isinstance(self.made, bytes) else self.made.seek(0, os.SEEK_END)

    def close(self) -> None:
        """Closes the file that holds the content, where there is one."""
        if not isinstance(self.made, bytes):
            self.made.close()


class Format(Value, Generic[Asked], kw_only=True):
    """A format in which something can be written."""

    name: str
    """The name typed on the command line."""
    title: str = ""
    """The name that people use, as "PDF"; a msgid where it can be translated."""
    words: str = ""
    """The msgid of whom or what it is for; empty where the title says it."""
    suffix: str = ""
    """The suffix of its files, with the dot; empty where a name does not tell the format."""
    media_type: str = "text/plain; charset=utf-8"
    write: Callable[[Asked], Made]
    """Makes the content for what is asked; imports what it needs when it is called."""
    kinds: tuple[str, ...] = ()
    """The kinds of documents that it can hold; empty: all of them."""
    attaches: bool = False
    """Whether other files can be attached to it."""
    laid_out: bool = False
    """Whether a PDF engine lays it out, which takes seconds."""
    binary: bool = False
    """Whether a terminal cannot show it."""
    shows_unreadable: bool = False
    """Whether a check shows in it which files cannot be read; the others leave that to stderr."""
    says_supposed: bool = False
    """Whether a check tells in it that something is supposed, and not judged as it is."""
    ours: Mark = has_no_mark
    """The mark of its files; see `Document`."""

    def can_be(self, kind: str) -> bool:
        """Whether a document of `kind` can be written in this format."""
        return not self.kinds or kind in self.kinds

    def document(self, asked: Asked, run: Callable[[Callable[[], Made]], Made] = _called) -> Document:
        """The document for what is asked, in this format; `run` calls the function that makes it."""
        made = run(partial(self.write, asked))
        content, remarks = (made.content, made.remarks) if isinstance(made, Limited) else (made, ())
        return Document(content.encode() if isinstance(content, str) else content, self.ours, self.binary, remarks)

    def text(self, asked: Asked) -> str:
        """The text for what is asked, in a format that is not binary."""
        return self.document(asked).content.decode()


class LazyFunction(Value):
    """A function named as `package.module:function`, imported when it is called: a run needs one format of many."""

    function: str

    def __call__(self, asked: Any) -> Any:
        module, _, name = self.function.partition(":")
        return getattr(import_module(module), name)(asked)


def registry(*rows: Format[Asked]) -> Mapping[str, Format[Asked]]:
    """The formats by name, in the order of choices and help texts."""
    return MappingProxyType({row.name: row for row in rows})


PDF = partial(
    Format, name="pdf", title="PDF", suffix=".pdf", media_type="application/pdf", laid_out=True, binary=True,
    ours=MARKED_PDF,
)  # fmt: skip
HTML = partial(
    Format, name="html", title="HTML", suffix=".html", media_type="text/html; charset=utf-8", ours=MARKED_PAGE
)
MARKDOWN = partial(
    Format, name="md", title="Markdown", suffix=".md", media_type="text/markdown; charset=utf-8", ours=MARKED_TEXT
)
WORD = partial(
    Format, name="docx", title="Word", suffix=".docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document", binary=True,
    ours=MARKED_PROPERTIES,
)  # fmt: skip
XLSX = partial(
    Format, name="xlsx", title="Excel", suffix=".xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", binary=True,
    ours=LazyFunction("engage_cli.portfolio.workbook:is_our_workbook"),
)  # fmt: skip
JSON = partial(Format, name="json", title="JSON", suffix=".json", media_type="application/json", ours=MARKED_JSON)
"""Kinds of files that several registries have."""
