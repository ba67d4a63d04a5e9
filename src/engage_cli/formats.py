"""Formats: how what engage writes is called, how it is made, and how engage knows it again. One row for each, in the
registries of `report.formats`, `report.comparison.formats`, `report.actions.formats`, `portfolio.documents.formats`,
`portfolio.letters.formats`, `campaign.documents.formats` and `check.formats.formats`."""

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
"""Whether the content of a file bears what engage writes, and people do not, into that format."""


class Bearing(Value):
    """The mark of a format whose files match a pattern."""

    pattern: bytes
    """A regular expression."""

    def __call__(self, content: bytes) -> bool:
        return re.search(self.pattern, content) is not None


class JsonBearing(Value):
    """The mark of a format whose files are JSON of a shape that `fits` tells."""

    fits: Callable[[Any], bool]

    def __call__(self, content: bytes) -> bool:
        import json

        try:
            return bool(self.fits(json.loads(content)))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            return False


def unmarked(_content: bytes) -> bool:
    """Of a format that has no place for a mark: its files are replaced where that is asked for, only."""
    return False


def _made_by_engage(value: Any) -> bool:
    return "format_version" in value and isinstance(value.get("provenance", value)["engage"], str)


MARKED_PAGE = Bearing(rb'\A[^\0]{,1000}<meta name="generator" content="engage \d')
MARKED_PDF = Bearing(rb"(?s)\A%PDF-.*<(?:xmp:CreatorTool|pdf:Keywords)>engage \d")
MARKED_TEXT = Bearing(rb"\bsha256:[0-9a-f]{64}\b[^\n]*\bengage \d+\.\d")
MARKED_JSON = JsonBearing(_made_by_engage)
MARKED_PROPERTIES = Bearing(rb"<dc:description>engage \d")
"""Who made a page, a PDF or a workbook stands in its properties; in Markdown, the questionnaire's digest before it."""


class Limited(Value):
    """What a format makes where its reader takes only so much."""

    content: bytes | str | IO[bytes]
    remarks: tuple[Message, ...] = ()
    """What is left out of it."""


Made = bytes | str | IO[bytes] | Limited
"""A file, from its beginning: what is too large to be held."""


def _called(make: Callable[[], Made]) -> Made:
    return make()


class Document(Value):
    """Something to write to a file or to send."""

    made: bytes | IO[bytes]
    ours: Mark
    """Whether the content of a file is such a document, written by engage: then it may be replaced."""
    binary: bool = False
    """A terminal cannot show it."""
    remarks: tuple[Message, ...] = ()
    """What is left out of it, because its reader takes only so much."""

    @property
    def content(self) -> bytes:
        """The whole of it."""
        if isinstance(self.made, bytes):
            return self.made
        self.made.seek(0)
        return self.made.read()

    @property
    def size(self) -> int:
        """In bytes."""
        return len(self.made) if isinstance(self.made, bytes) else self.made.seek(0, os.SEEK_END)

    def close(self) -> None:
        """Lets go of its file, where it is in one."""
        if not isinstance(self.made, bytes):
            self.made.close()


class Format(Value, Generic[Asked], kw_only=True):
    """One format."""

    name: str
    """What is typed for it on the command line."""
    title: str = ""
    """What people call it: "PDF"; a msgid where it is not a name."""
    words: str = ""
    """A msgid: whom or what it is for, where the title does not say it."""
    suffix: str = ""
    """Of its files, with the dot; empty where the name of a file does not say the format."""
    media_type: str = "text/plain; charset=utf-8"
    write: Callable[[Asked], Made]
    """Makes its content of what is asked; imports what it needs when it is called."""
    kinds: tuple[str, ...] = ()
    """The kinds of document that it can be; empty: all of them."""
    attaches: bool = False
    """Other files may stand in it."""
    laid_out: bool = False
    """A PDF engine lays it out, which takes seconds."""
    binary: bool = False
    """A terminal cannot show it."""
    shows_unreadable: bool = False
    """Of a check: people see in it which files cannot be read; the others leave that to stderr."""
    says_supposed: bool = False
    """Of a check: its readers are told where something is supposed, and not judged as it is."""
    ours: Mark = unmarked
    """See `Document`."""

    def can_be(self, kind: str) -> bool:
        """Whether a document of that kind can be written so."""
        return not self.kinds or kind in self.kinds

    def document(self, asked: Asked, run: Callable[[Callable[[], Made]], Made] = _called) -> Document:
        """What is asked, in this format; `run` calls what makes it."""
        made = run(partial(self.write, asked))
        content, remarks = (made.content, made.remarks) if isinstance(made, Limited) else (made, ())
        return Document(content.encode() if isinstance(content, str) else content, self.ours, self.binary, remarks)

    def text(self, asked: Asked) -> str:
        """What is asked, in a format that is not binary."""
        return self.document(asked).content.decode()


class Lazily(Value):
    """`package.module:function`, imported when it is called: of many formats, a run needs one."""

    function: str

    def __call__(self, asked: Any) -> Any:
        module, _, name = self.function.partition(":")
        return getattr(import_module(module), name)(asked)


def registry(*rows: Format[Asked]) -> Mapping[str, Format[Asked]]:
    """The rows by name, in their order: that of choices and help texts."""
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
    ours=Lazily("engage_cli.portfolio.workbook:is_our_workbook"),
)  # fmt: skip
JSON = partial(Format, name="json", title="JSON", suffix=".json", media_type="application/json", ours=MARKED_JSON)
"""Kinds of files that several registries have."""
