"""Languages: which one, its catalogue, its numbers and dates.

Message ids are English sentences; French (Québec) is a catalogue. Nothing is global: a `Translator` is passed down.
"""

import gettext
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

LANGUAGES = ("fr", "en")
DEFAULT = "fr"
NBSP = "\u00a0"

Translator = gettext.NullTranslations
"""Has `gettext(text)` and `ngettext(one, many, n)`."""


def N_(text: str) -> str:  # noqa: N802  # the name that gettext gives it everywhere
    """`text`, an English message id, unchanged: it is translated later, when the language is known."""
    return text


_LOCALES = Path(__file__).parent / "locale"


@cache
def translator(language: str) -> Translator:
    """The catalogue of `language` ("fr" or "en"); English is the message ids themselves.

    Raises FileNotFoundError where the French catalogue was not compiled: French people are never shown English instead.
    """
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("engage", _LOCALES, languages=[language])


def language_of(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for: ENGAGE_LANG, then the locale by POSIX order, then French."""
    wishes = [environment.get("ENGAGE_LANG", "")]
    locale = next((v for k in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := environment.get(k))), "")
    if locale and locale.split(".")[0] not in ("C", "POSIX"):
        wishes += [*environment.get("LANGUAGE", "").split(":"), locale]
    return next((w[:2].lower() for w in wishes if w[:2].lower() in LANGUAGES), DEFAULT)


def half_up(value: Fraction | int | float, digits: int = 0) -> int:
    """`value` in units of the last of `digits` decimals: 2.25 to one is 23. The one way to round what is shown."""
    top, bottom = value.as_integer_ratio()
    units: int = (2 * top * 10**digits + bottom) // (2 * bottom)
    return units


def number(value: Fraction | int | float, language: str, digits: int = 0) -> str:
    """`value` rounded half up to `digits` decimals, grouped and pointed as fr-CA or en-CA do."""
    whole, rest = divmod(half_up(value, digits), 10**digits)
    group, point = (NBSP, ",") if language == "fr" else (",", ".")
    text = f"{whole:,}".replace(",", group)
    return f"{text}{point}{rest:0{digits}}" if digits else text


def percent(value: Fraction | int | float, language: str) -> str:
    """A share (1 = whole) in whole per cents; never "100 %" for less than all, never "0 %" for more than nothing."""
    whole = half_up(value, 2)
    if whole == 100 and value < 1:
        whole = 99
    if whole == 0 and value > 0:
        whole = 1
    return f"{whole}{NBSP}%" if language == "fr" else f"{whole}%"


_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "en": "January February March April May June July August September October November December".split(),
}


def long_date(day: date, language: str) -> str:
    """`day` as written in running text: "1er novembre 2026" (no-break spaces), "November 1, 2026"."""
    month = _MONTHS[language][day.month - 1]
    if language == "fr":
        return NBSP.join(("1er" if day.day == 1 else str(day.day), month, str(day.year)))
    return f"{month} {day.day}, {day.year}"
