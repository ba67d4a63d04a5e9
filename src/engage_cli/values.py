"""What engage's values are made of.

A value is frozen, holds no more than its fields and equals another with the same ones. msgspec makes such a class about
ten times sooner than `dataclasses` does, and its instances several times sooner: every command makes some hundred
classes before it says a word, and scoring makes values by the thousand.
"""

from typing import dataclass_transform

from msgspec import Struct, field
from msgspec.structs import asdict, fields, replace

__all__ = ["Value", "asdict", "field", "fields", "replace"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Value(Struct, frozen=True):
    """The root of all values. `kw_only=True` is said by each class: it holds for the fields of that class alone."""
