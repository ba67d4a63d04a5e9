"""Charter values given without an interview, as `key=value` pairs or files; all their problems are reported at once."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from engage_cli.dates import NotADate, parse_day
from engage_cli.errors import InputError, Message, Place, Problem, UsageError, suggestion
from engage_cli.files.nodes import position
from engage_cli.files.yaml_reading import Document
from engage_cli.i18n import LANGUAGE
from engage_cli.model.project import Charter, FacetValue, nobody_knows
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Facet, FacetType
from engage_cli.text import is_blank
from engage_cli.values import Value, replace
from engage_cli.wizard.charter.publiccode import charter_keys, is_publiccode
from engage_cli.wizard.charter.texts import FIELDS, Said, TextField

YES = ("true", *(word for row in LANGUAGE.values() for word in row.yes))
NO = ("false", *(word for row in LANGUAGE.values() for word in row.no))
NESTED = {"facets": "", "lead": "lead.", "dates": "dates."}
"""Keys of a charter that contain further keys, with the prefix of these."""


class Setting(Value):
    """One value, with its source."""

    key: str
    value: object
    """A text, a boolean, a list of texts, or None for unknown."""
    origin: str
    """The source for error messages: a file, or the option as typed."""
    line: int | None = None


class _Wrong(Exception):  # carries a message to its setting, and goes no further
    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message.text)
        self.message, self.hint = message, hint


def parse_settings(pairs: Iterable[str], option: str) -> Iterator[Setting]:
    """The settings of `key=value` pairs. Raises UsageError for a pair without a value."""
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(
                Message.of("{option} takes KEY=VALUE; “{pair}” has no value.", option=option, pair=pair),
                Message.of("For example: {option} name=…", option=option),
            )
        yield Setting(key.strip(), value.strip(), f"{option} {pair}")


def settings_in_document(document: Document, language: str) -> Iterator[Setting]:
    """The settings in a project file's charter, a publiccode.yml, or a plain mapping of keys and facts.

    Raises InputError where the document is none of these.
    """
    value: object = document.value
    place: Place = ()
    if isinstance(value, dict) and is_publiccode(value):
        yield from _of_publiccode(document, value, language)
        return
    if isinstance(value, dict) and "charter" in value:
        value, place = value["charter"], ("charter",)
    if not isinstance(value, dict):
        message = Message.of("Keys and values are expected here: name, phase and so on.")
        raise InputError(Problem(path=document.path, line=1, message=message))
    for key, one in value.items():
        if key in NESTED and isinstance(one, dict):
            inner = [(f"{NESTED[key]}{name}", (*place, key, name), two) for name, two in one.items()]
        else:
            inner = [(str(key), (*place, key), one)]
        for name, where, said in inner:
            yield Setting(name, said, document.path, position(document, where)[0])


def _of_publiccode(document: Document, value: dict[str, Any], language: str) -> Iterator[Setting]:
    for key, place, said in charter_keys(value, language):
        yield Setting(key, said, document.path, position(document, place)[0])


def apply_settings(
    charter: Charter, settings: Iterable[Setting], questionnaire: Questionnaire, *, language: str, today: dt.date
) -> Charter:
    """`charter` with every setting applied; dates are read as in `language`. Raises InputError with all problems."""
    problems = []
    for setting in settings:
        try:
            field = FIELDS.get(setting.key)
            if field is not None:
                charter = field.put(charter, _said(field, setting.value, language, today))
            else:
                charter = _with_fact(charter, setting, questionnaire)
        except _Wrong as wrong:
            problems.append(Problem(path=setting.origin, line=setting.line, message=wrong.message, hint=wrong.hint))
    if problems:
        raise InputError(*problems)
    return charter


def missing_keys(charter: Charter, questionnaire: Questionnaire) -> tuple[str, ...]:
    """The keys that a project has to have and `charter` lacks."""
    required = [facet.id for facet in questionnaire.facets if facet.required and facet.id not in charter.facets]
    return (*([] if charter.name else ["name"]), *required)


def _said(field: TextField, value: object, language: str, today: dt.date) -> Said:
    """The value of a field, a text or a day; None only where that is allowed."""
    if value is None and not field.required:
        return None
    if not isinstance(value, str) or is_blank(value):
        raise _Wrong(Message.of("“{key}” takes a text.", key=field.key))
    if not field.is_date:
        return value
    day = parse_day(value, language, today)
    if isinstance(day, NotADate):
        raise _Wrong(day.message)
    return day


def _with_fact(charter: Charter, setting: Setting, questionnaire: Questionnaire) -> Charter:
    facet = questionnaire.facet(setting.key)
    if facet is None:
        known = (*FIELDS, *(f.id for f in questionnaire.facets))
        raise _Wrong(Message.of("There is nothing called “{key}”.", key=setting.key), suggestion(setting.key, known))
    return replace(charter, facets={**charter.facets, facet.id: _facet_value(facet, setting.value)})


def _facet_value(facet: Facet, value: object) -> FacetValue:
    word = value.casefold() if isinstance(value, str) else value
    if value in (None, "?") or nobody_knows(value):
        if facet.required:
            raise _Wrong(Message.of("“{key}” has to be known.", key=facet.id))
        return None
    match facet.type:
        case FacetType.YES_NO:
            return _yes_or_no(facet, word)
        case FacetType.ONE:
            return _choices(facet, [value])[0]
        case FacetType.MANY:
            listed = (
                value if isinstance(value, list) else [part.strip() for part in str(value).split(",") if part.strip()]
            )
            return _as_many_as_allowed(facet, _choices(facet, listed))


def _yes_or_no(facet: Facet, word: object) -> bool:
    if word is True or word in YES:
        return True
    if word is False or word in NO:
        return False
    raise _Wrong(Message.of("“{key}” takes yes, no or unknown.", key=facet.id))


def _choices(facet: Facet, values: list[object]) -> tuple[str, ...]:
    ids = [choice.id for choice in facet.choices]
    for value in values:
        if value not in ids:
            raise _Wrong(
                Message.of("“{key}” has no choice “{value}”.", key=facet.id, value=value), suggestion(value, ids)
            )
    return tuple(dict.fromkeys(map(str, values)))


def _as_many_as_allowed(facet: Facet, chosen: tuple[str, ...]) -> tuple[str, ...]:
    least = max(facet.least, int(facet.required))
    if len(chosen) < least:
        raise _Wrong(Message.of("“{key}” takes at least {count}.", key=facet.id, count=least))
    if facet.most is not None and len(chosen) > facet.most:
        raise _Wrong(Message.of("“{key}” takes at most {count}.", key=facet.id, count=facet.most))
    return chosen
