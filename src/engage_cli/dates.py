"""Parses dates as people write them, in any of engage's languages.

What could mean two days is refused, never guessed.
"""

import datetime as dt
import re
from collections.abc import Mapping

from engage_cli.errors import Message
from engage_cli.i18n import LANGUAGE
from engage_cli.slugs import comparable
from engage_cli.values import Value

_DAYS_AGO: Mapping[str, int] = {
    "aujourd'hui": 0, "aujourdhui": 0, "today": 0, "hier": 1, "yesterday": 1, "demain": -1, "tomorrow": -1,
}  # fmt: skip
_MONTHS = {comparable(name): number for row in LANGUAGE.values() for number, name in enumerate(row.months, 1)}
_LETTERS_ENOUGH = 3
"""Of a month's name, where no other begins so."""
_SMALL = ("le", "the", "of", "de")
_FIRST_DAY = 1
_MOST_DAYS = 31
_PARTS = 3
"""Day, month and year."""
EXAMPLE = Message.of("October 15, 2026")


class NotADate(Value):
    """The reason why what was typed is not taken for a day."""

    message: Message
    is_ambiguous: bool = False
    """Whether it names days of which one has to be chosen."""


def parse_day(typed: str, language: str, today: dt.date) -> dt.date | NotADate:
    """The day that `typed` means to a person who speaks `language`; a month alone means its first day.

    Understood: 2026-10-15, 2026-10, 15 octobre 2026, October 15, 2026, octobre 2026, 15/10/2026 (day first where the
    language has it so, or where one number is no month), today, yesterday, tomorrow.
    """
    text = _plain(typed)
    if (ago := days_ago(typed)) is not None:
        return today - dt.timedelta(days=ago)
    return _in_figures(text, day_first=LANGUAGE[language].day_first) or _in_words(text) or _refused(typed)


def parse_unambiguous_day(typed: str, today: dt.date | None = None) -> dt.date | NotADate:
    """The only day that `typed` can mean, in whatever language: for what nobody looks over before it counts.

    A month without its day means none; “today” and “yesterday” do where it is known which day it is.
    """
    text = _plain(typed)
    if (ago := days_ago(typed)) is not None:
        return today - dt.timedelta(days=ago) if today else _refused(typed)
    found = _in_figures(text, day_first=False) or _in_words(text) or _refused(typed)
    if isinstance(found, dt.date) and len(re.findall(r"\d+|[^\W\d_]{3,}", text.replace("the", ""))) < _PARTS:
        return NotADate(Message.of("“{typed}” is a month: write the day too.", typed=typed), is_ambiguous=True)
    return found


def days_ago(typed: str) -> int | None:
    """How long ago “today”, “yesterday” or “tomorrow” is, in whatever language; None for what is none of them."""
    return _DAYS_AGO.get(_plain(typed))


def _plain(typed: str) -> str:
    return comparable(typed.strip().removesuffix("."))


def _in_figures(text: str, *, day_first: bool) -> dt.date | NotADate | None:
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", text):
        return _day(int(match[1]), int(match[2]), int(match[3] or _FIRST_DAY))
    if match := re.fullmatch(r"(\d{1,2})[-/.](\d{4})", text):
        return _day(int(match[2]), int(match[1]), _FIRST_DAY)
    if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text):
        return _by_position(int(match[1]), int(match[2]), int(match[3]), day_first=day_first)
    return None


def _by_position(first: int, second: int, year: int, *, day_first: bool) -> dt.date | NotADate | None:
    """Two numbers before a year: the day first where the language has it so, else the only way that makes a date."""
    of_day, of_month = _day(year, second, first), _day(year, first, second)
    if day_first:
        return of_day or of_month
    if of_day and of_month and of_day != of_month:
        message = Message.of(
            "“{typed}” may be {one} or {other}: write the one that is meant.",
            typed=f"{first}/{second}/{year}",
            one=of_day.isoformat(),
            other=of_month.isoformat(),
        )
        return NotADate(message, is_ambiguous=True)
    return of_month or of_day


def _in_words(text: str) -> dt.date | None:
    """A month by its name, with its year, and a day before or after it."""
    words = re.findall(r"\d+|[^\W\d_]+", re.sub(r"(?<=\d)(?:er|st|nd|rd|th)\b", "", text))
    numbers = [int(word) for word in words if word.isdecimal()]
    months = [_month(word) for word in words if not word.isdecimal() and word not in _SMALL]
    years = [number for number in numbers if number > _MOST_DAYS]
    days = [number for number in numbers if number <= _MOST_DAYS] or [_FIRST_DAY]
    match years, months, days:
        case [year], [int(month)], [day]:
            return _day(year, month, day)
        case _:
            return None


def _lacks_year(text: str) -> bool:
    """Whether it names a month and perhaps a day: 31 january, 31/01, 31/01/27."""
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2})?", text):
        return True
    words = re.findall(r"[^\W\d_]+", re.sub(r"(?<=\d)(?:er|st|nd|rd|th)\b", "", text))
    months = [_month(word) for word in words if word not in _SMALL]
    return len(months) == 1 and months[0] is not None and not re.search(r"\d{3}", text)


def _month(word: str) -> int | None:
    """The month that begins so, in whatever language; None where none does, or two."""
    if word in _MONTHS:
        return _MONTHS[word]
    begun = {number for name, number in _MONTHS.items() if len(word) >= _LETTERS_ENOUGH and name.startswith(word)}
    return begun.pop() if len(begun) == 1 else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if year >= 1000 else None
    except ValueError:
        return None


def _refused(typed: str) -> NotADate:
    if _lacks_year(_plain(typed)):
        return NotADate(Message.of("“{typed}”: write the year too, in four figures.", typed=typed), is_ambiguous=True)
    return NotADate(Message.of("“{typed}” is not a date. For example: {date}", typed=typed, date=EXAMPLE))
