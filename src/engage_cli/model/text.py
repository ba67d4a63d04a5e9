"""Texts in the languages of a questionnaire."""

from collections.abc import Mapping
from typing import Self

from engage_cli.values import Value


class Text(Value):
    """One sentence or paragraph in one or more languages; the first is the questionnaire's own."""

    versions: tuple[tuple[str, str], ...]
    """(language, words), at least one."""

    @classmethod
    def of(cls, versions: Mapping[str, str]) -> Self:
        """A text from language → words, at least one."""
        return cls(tuple(versions.items()))

    def to(self, language: str) -> str:
        """The text in `language`; where it has none, in the questionnaire's first language."""
        for known, words in self.versions:
            if known == language:
                return words
        return self.versions[0][1]


class GlossaryEntry(Value, kw_only=True):
    """A term of a questionnaire, with its explanation."""

    id: str
    term: Text
    note: Text | None = None
