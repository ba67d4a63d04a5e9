"""Formats: how what engage writes is called, how it is made, and how engage knows it again. One row for each, in the
registries of `report.formats`, `portfolio.documents.formats` and `check.formats.formats`."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from engage_cli.errors import Message
from engage_cli.values import Value

Asked = TypeVar("Asked")

_SIGNATURE = re.compile(rb'engage \d+\.\d+|"engage": "\d+\.\d+')
"""In text the engine's name and version, in JSON a key of that name."""


def signed(content: bytes) -> bool:
    """Whether text, a page, a PDF or JSON bears engage's signature."""
    return _SIGNATURE.search(content) is not None


class Limited(Value):
    """What a format makes where its reader takes only so much."""

    content: bytes | str
    remarks: tuple[Message, ...] = ()
    """What is left out of it."""


class Document(Value):
    """Something to write to a file or to send."""

    content: bytes
    ours: Callable[[bytes], bool] = signed
    """Whether the content of a file is such a document, written by engage: then it may be replaced."""
    binary: bool = False
    """A terminal cannot show it."""
    remarks: tuple[Message, ...] = ()
    """What is left out of it, because its reader takes only so much."""


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
    write: Callable[[Asked], bytes | str | Limited]
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
    ours: Callable[[bytes], bool] = signed
    """See `Document`."""

    def can_be(self, kind: str) -> bool:
        """Whether a document of that kind can be written so."""
        return not self.kinds or kind in self.kinds

    def document(self, asked: Asked) -> Document:
        """What is asked, in this format."""
        made = self.write(asked)
        content, remarks = (made.content, made.remarks) if isinstance(made, Limited) else (made, ())
        return Document(content.encode() if isinstance(content, str) else content, self.ours, self.binary, remarks)

    def text(self, asked: Asked) -> str:
        """What is asked, in a format that is not binary."""
        return self.document(asked).content.decode()


def lazily(function: str) -> Callable[[Any], Any]:
    """`package.module:function`, imported when it is called: of many formats, a run needs one."""
    module, _, name = function.partition(":")

    def called(asked: Any) -> Any:
        return getattr(import_module(module), name)(asked)

    return called


def registry(*rows: Format[Asked]) -> Mapping[str, Format[Asked]]:
    """The rows by name, in their order: that of choices and help texts."""
    return MappingProxyType({row.name: row for row in rows})


PDF = partial(Format, name="pdf", title="PDF", suffix=".pdf", media_type="application/pdf", laid_out=True, binary=True)
HTML = partial(Format, name="html", title="HTML", suffix=".html", media_type="text/html; charset=utf-8")
MARKDOWN = partial(Format, name="md", title="Markdown", suffix=".md", media_type="text/markdown; charset=utf-8")
JSON = partial(Format, name="json", title="JSON", suffix=".json", media_type="application/json")
"""Kinds of files that several registries have."""
