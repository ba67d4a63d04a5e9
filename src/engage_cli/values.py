"""What engage's values are made of.

A value is frozen, holds no more than its fields and equals another with the same ones. msgspec makes such a class about
ten times sooner than `dataclasses` does, and its instances several times sooner: every command makes some hundred
classes before it says a word, and scoring makes values by the thousand.
"""

from enum import StrEnum
from typing import Self, dataclass_transform

from msgspec import Struct, field
from msgspec.structs import asdict, fields, replace

__all__ = ["Value", "Worded", "asdict", "field", "fields", "replace"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(Struct, frozen=True):
    """The root of all values. `kw_only=True` is said by each class: it holds for the fields of that class alone."""


class Worded(StrEnum):
    """Words to type, each with what it means: `FULL = "full", N_("the full report")`."""

    words: str
    """A msgid; empty where the word says enough."""

    def __new__(cls, value: str, words: str = "", *more: object) -> Self:
        """The member `value`; an `__init__` takes what `more` an enumeration says of each."""
        del more
        member = str.__new__(cls, value)
        member._value_ = value
        member.words = words
        return member
