"""Languages: which ones there are, how each writes numbers and dates, its catalogue.

Message ids are English sentences; other languages are catalogues. Nothing is global: a `Translator` is passed down.
"""

import gettext
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

from engage_cli.values import Value

NBSP = "\u00a0"

Translator = gettext.NullTranslations
"""Has `gettext(text)` and `ngettext(one, many, n)`."""


def N_(text: str) -> str:  # noqa: N802  # the name that gettext gives it everywhere
    """`text`, an English message id, unchanged: it is translated later, when the language is known."""
    return text


class Language(Value, kw_only=True):
    """A language, and how it writes what no catalogue can say."""

    code: str
    """Two letters: what is typed for --lang, and the folder of its catalogue."""
    locale: str
    """The language with its country, as in "fr-CA"."""
    name: str
    """Its name in itself."""
    column: str
    """The message id for the heading of a column in it."""
    group: str
    """What stands between groups of three digits."""
    point: str
    """What stands before decimals."""
    percent: str
    """A whole percentage, with a place for `{n}`."""
    colon: str
    """What stands after a heading or a name."""
    date: str
    """A date in running text, of `{day}`, `{month}` and `{year}`."""
    months: tuple[str, ...]
    day_first: bool
    """Whether 10/11/2026 is the tenth of November; if not, it could be either."""
    first: str = "1"
    """How the first day of a month is written."""
    yes: tuple[str, ...]
    """The words for "yes", in lower case; the first is the name of the choice."""
    no: tuple[str, ...]
    unknown: tuple[str, ...]
    singular: Callable[[Fraction], bool]
    """Whether a number takes the singular."""


_ROWS = (
    Language(
        code="fr",
        locale="fr-CA",
        name="Français",
        column=N_("In French"),
        group=NBSP,
        point=",",
        percent=f"{{n}}{NBSP}%",
        colon=f"{NBSP}:",
        date=f"{{day}}{NBSP}{{month}}{NBSP}{{year}}",
        months=tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),
        day_first=True,
        first="1er",
        yes=("oui", "o"),
        no=("non", "n"),
        unknown=("inconnu", "inconnue"),
        singular=lambda amount: amount < 2,
    ),
    Language(
        code="en",
        locale="en-CA",
        name="English",
        column=N_("In English"),
        group=",",
        point=".",
        percent="{n}%",
        colon=":",
        date="{month} {day}, {year}",
        day_first=False,
        months=tuple("January February March April May June July August September October November December".split()),
        yes=("yes", "y"),
        no=("no", "n"),
        unknown=("unknown",),
        singular=lambda amount: amount == 1,
    ),
)

LANGUAGE: Mapping[str, Language] = {row.code: row for row in _ROWS}
LANGUAGES = tuple(LANGUAGE)
"""The codes of the languages."""
DEFAULT = "fr"
LANG = "ENGAGE_LANG"
"""The variable that names the language; its row stands in `environment`."""
SOURCE = "en"
"""The language of the message ids; each of the others has a catalogue."""

_LOCALES = Path(__file__).parent / "locale"


@cache
def translator(language: str) -> Translator:
    """The catalogue of `language`, a code of LANGUAGES.

    Raises FileNotFoundError where it was not compiled: nobody is shown English instead of their language.
    """
    if language == SOURCE:
        return gettext.NullTranslations()
    return gettext.translation("engage", _LOCALES, languages=[language])


def language_of(environment: Mapping[str, str]) -> str:
    """The language that the environment asks for: ENGAGE_LANG, then the locale by POSIX order, then French."""
    wishes = [environment.get(LANG, "")]
    locale = next((v for k in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := environment.get(k))), "")
    if locale and locale.split(".")[0] not in ("C", "POSIX"):
        wishes += [*environment.get("LANGUAGE", "").split(":"), locale]
    return next((w[:2].lower() for w in wishes if w[:2].lower() in LANGUAGES), DEFAULT)


def half_up(value: Fraction | int | float, digits: int = 0) -> int:
    """`value` in units of the last of `digits` decimals: 2.25 to one decimal is 23.

    All that is shown is rounded by this.
    """
    top, bottom = value.as_integer_ratio()
    units: int = (2 * top * 10**digits + bottom) // (2 * bottom)
    return units


def number(value: Fraction | int | float, language: str, digits: int = 0) -> str:
    """`value` rounded half up to `digits` decimals, with the separators of `language`."""
    row = LANGUAGE[language]
    whole, rest = divmod(half_up(value, digits), 10**digits)
    text = f"{whole:,}".replace(",", row.group)
    return f"{text}{row.point}{rest:0{digits}}" if digits else text


def percent(value: Fraction | int | float, language: str) -> str:
    """A share (1 = whole) as a whole percentage; never "100 %" for less than all, never "0 %" for more than nothing."""
    whole = half_up(value, 2)
    if whole == 100 and value < 1:
        whole = 99
    if whole == 0 and value > 0:
        whole = 1
    return LANGUAGE[language].percent.format(n=whole)


def long_date(day: date, language: str) -> str:
    """`day` as in running text: "1er novembre 2026" (no-break spaces), "November 1, 2026"."""
    row = LANGUAGE[language]
    number = row.first if day.day == 1 else str(day.day)
    return row.date.format(day=number, month=row.months[day.month - 1], year=day.year)
