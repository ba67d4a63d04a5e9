"""Dates as people write them, in any of our languages; what could mean two days is refused, never guessed."""

import datetime as dt
import re
from collections.abc import Mapping

from engage_cli.errors import Message
from engage_cli.i18n import LANGUAGE, long_date
from engage_cli.slugs import bare
from engage_cli.values import Value
from engage_cli.wizard.asker import Asker, Paragraph, Speech, Tone

_DAYS_AGO: Mapping[str, int] = {"aujourd'hui": 0, "aujourdhui": 0, "today": 0, "hier": 1, "yesterday": 1}
_MONTHS = {bare(name): number for row in LANGUAGE.values() for number, name in enumerate(row.months, 1)}
_LETTERS_ENOUGH = 3
"""Of a month's name, where no other begins so."""
_SMALL = ("le", "the", "of", "de")
_FIRST_DAY = 1
_MOST_DAYS = 31
EXAMPLE = "2026-10-15"


class NotADate(Value):
    """Why what was typed is not taken for a day."""

    message: Message


def read_day(typed: str, language: str, today: dt.date) -> dt.date | NotADate:
    """The day that `typed` means to a person who speaks `language`; a month alone means its first day.

    Understood: 2026-10-15, 2026-10, 15 octobre 2026, October 15, 2026, octobre 2026, 15/10/2026 (day first where the
    language has it so, or where one number is no month), today, yesterday.
    """
    text = bare(typed.strip().removesuffix("."))
    if text in _DAYS_AGO:
        return today - dt.timedelta(days=_DAYS_AGO[text])
    found = _in_figures(text, language) or _in_words(text)
    return found or _refused(typed)


def ask_day(
    asker: Asker, _: Speech, ask: str, today: dt.date, *, value: dt.date | None = None, past: bool = False
) -> dt.date | None:
    """A day, asked again until it is one and, with `past`, is not still to come; None for none."""
    while typed := asker.line(ask, value=value.isoformat() if value else ""):
        day = read_day(typed, _.language, today)
        if isinstance(day, NotADate):
            asker.say(Paragraph(day.message.say(_.tr), Tone.WARNING))
        elif past and day > today:
            late = _("{day} is still to come; today is {date}.", day=long_date(day, _.language), date=today)
            asker.say(Paragraph(late, Tone.WARNING))
        else:
            if typed != day.isoformat():
                asker.say(Paragraph(_("Read as {date}.", date=long_date(day, _.language)), Tone.QUIET))
            return day
    return None


def _in_figures(text: str, language: str) -> dt.date | NotADate | None:
    if match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?", text):
        return _day(int(match[1]), int(match[2]), int(match[3] or _FIRST_DAY))
    if match := re.fullmatch(r"(\d{1,2})[-/.](\d{4})", text):
        return _day(int(match[2]), int(match[1]), _FIRST_DAY)
    if match := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text):
        return _by_position(int(match[1]), int(match[2]), int(match[3]), language)
    return None


def _by_position(first: int, second: int, year: int, language: str) -> dt.date | NotADate | None:
    """Two numbers before a year: by the language's order, else the only way that makes a date."""
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if LANGUAGE[language].day_first:
        return day_first or month_first
    if day_first and month_first and day_first != month_first:
        message = Message.of(
            "“{typed}” may be {one} or {other}: write the one that is meant.",
            typed=f"{first}/{second}/{year}",
            one=day_first.isoformat(),
            other=month_first.isoformat(),
        )
        return NotADate(message)
    return month_first or day_first


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
    return NotADate(Message.of("“{typed}” is not a date. For example: {date}", typed=typed, date=EXAMPLE))
