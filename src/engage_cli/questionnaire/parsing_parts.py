"""Parses the values of a questionnaire from YAML that follows its schema: each field is read by its type."""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args, get_origin

from engage_cli.model.condition import Condition
from engage_cli.model.scales import Expected, Label, Period
from engage_cli.model.text import Text
from engage_cli.questionnaire.parsing_conditions import parse_condition
from engage_cli.values import Value, fields

Values = Mapping[str, Any]
Kind = TypeVar("Kind", bound=Value)
Read = Callable[["Reader", Any], Any]

_LANGUAGE = re.compile("[a-z]{2}")


class TextReader:
    """Reads texts; one without a language is in the first of `languages`."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages

    def text(self, value: str | Values) -> Text:
        """The text in `value`, its versions in the order of the questionnaire's languages, others after them."""
        if isinstance(value, str):
            return Text(((self.languages[0], value),))
        order = [*(one for one in self.languages if one in value), *(one for one in value if one not in self.languages)]
        return Text(tuple((one, value[one]) for one in order))


class Reader(TextReader):
    """Reads whole values, such as scales, facets or resources, by the types of their fields."""

    def __init__(self, languages: tuple[str, ...], timeline: tuple[str, ...] = ()) -> None:
        """`timeline`: ids of its steps; empty without a timeline."""
        super().__init__(languages)
        self._timeline = timeline

    def value(self, kind: type[Kind], written: Values, **given: Any) -> Kind:
        """A value of `kind` from the mapping `written`, apart from the fields `given`. Other keys are left out."""
        found = {
            name: read(self, written[key])
            for name, key, read in _fields(kind)
            if name not in given and written.get(key) is not None
        }
        return kind(**found, **given)

    def values(self, kind: type[Kind], written: Values) -> tuple[Kind, ...]:
        """The values of `kind` in a mapping by their ids, in its order."""
        return tuple(self.value(kind, _identified(one)) for one in written.items())

    def tags(self, written: Values) -> Iterator[Label]:
        """The tags of every group, each with the name of its group."""
        for group, value in written.items():
            named = {"heading": self.text(value["label"])} if "label" in value else {}
            yield from (self.value(Label, _identified(one), group=group, **named) for one in value["choices"].items())

    def expected(self, value: str | Values) -> Expected:
        """The choice that is enough, always or by the steps of the timeline."""
        return Expected(always=value) if isinstance(value, str) else Expected(by_time=self.by_time(value))

    def by_time(self, value: Values) -> tuple[tuple[str, str], ...]:
        """Pairs (step, choice) in the order of the timeline's steps."""
        return tuple((step, value[step]) for step in self._timeline if step in value)


@cache
def _fields(kind: type[Value]) -> tuple[tuple[str, str, Read], ...]:
    """(name, key in YAML, how it is read) of each field."""
    return tuple((one.name, one.encode_name, _read(_certain(one.type))) for one in fields(kind))


def _certain(kind: Any) -> Any:
    """The type `kind` without None."""
    others = [one for one in get_args(kind) if one is not NoneType]
    return others[0] if NoneType in get_args(kind) and len(others) == 1 else kind


def _read(kind: Any) -> Read:
    """How a value of the type `kind` is read from what is written. A mapping of many things has their ids as keys."""
    if kind in _SPECIAL:
        return _SPECIAL[kind]
    if get_origin(kind) is tuple:
        one = _read(get_args(kind)[0])
        return lambda reader, many: tuple(
            one(reader, value) for value in (map(_identified, many.items()) if isinstance(many, dict) else many)
        )
    if get_origin(kind) is Mapping:
        inner = _read(get_args(kind)[1])
        return lambda reader, value: {key: inner(reader, one) for key, one in value.items()}
    if isinstance(kind, type) and issubclass(kind, Value):
        return lambda reader, value: reader.value(kind, value)
    return (lambda _, value: kind(value)) if isinstance(kind, type) and issubclass(kind, Enum) else _as_written


def _as_written(_reader: "Reader", value: Any) -> Any:
    return value


def _identified(pair: tuple[str, str | Values]) -> Values:
    id, value = pair
    return {"id": id, **with_label(value)}


def with_label(value: str | Values) -> Values:
    """`value` as a mapping with a label; a bare text, or a text by language, becomes the label."""
    return {"label": value} if isinstance(value, str) or all(map(_LANGUAGE.fullmatch, value)) else value


def exact_number(value: float) -> Fraction:
    """The fraction that `value` was written as: 0.1 is a tenth."""
    return Fraction(str(value))


def parse_period(value: str | None) -> Period | None:
    """The period of an ISO 8601 duration of whole calendar units, as in `P12M`; None for None."""
    if value is None:
        return None
    units = {unit: int(number) for number, unit in re.findall(r"([0-9]+)([YMD])", value)}
    return Period(years=units.get("Y", 0), months=units.get("M", 0), days=units.get("D", 0))


_SPECIAL: dict[Any, Read] = {
    Text: Reader.text,
    Expected: Reader.expected,
    tuple[tuple[str, str], ...]: Reader.by_time,
    Fraction: lambda _, value: exact_number(value),
    Period: lambda _, value: parse_period(value),
    Condition: lambda _, value: parse_condition(value),
    Condition | None: lambda _, value: parse_condition(value),
}
"""Types whose values are written otherwise than they are kept."""
