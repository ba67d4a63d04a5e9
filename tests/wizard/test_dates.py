"""Dates as people write them."""

import datetime as dt

import pytest

from engage_cli.dates import NotADate, parse_day, parse_unambiguous_day
from engage_cli.i18n import translator

from .making import TODAY

FIFTEENTH = dt.date(2026, 10, 15)
BOTH = ("fr", "en")


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-10-15", FIFTEENTH),
        ("2026/10/15", FIFTEENTH),
        ("15/10/2026", FIFTEENTH),
        ("10/15/2026", FIFTEENTH),
        ("15.10.2026", FIFTEENTH),
        ("15 octobre 2026", FIFTEENTH),
        ("le 15 octobre 2026.", FIFTEENTH),
        ("15\u00a0Oct. 2026", FIFTEENTH),
        ("October 15, 2026", FIFTEENTH),
        ("October 15th, 2026", FIFTEENTH),
        ("2026-10", dt.date(2026, 10, 1)),
        ("10/2026", dt.date(2026, 10, 1)),
        ("octobre 2026", dt.date(2026, 10, 1)),
        ("1er décembre 2026", dt.date(2026, 12, 1)),
        ("aout 2026", dt.date(2026, 8, 1)),
        ("août 2026", dt.date(2026, 8, 1)),
        ("05/05/2026", dt.date(2026, 5, 5)),
        ("today", TODAY),
        ("Aujourd’hui", TODAY),
        ("hier", TODAY - dt.timedelta(days=1)),
    ],
)
def test_what_can_mean_one_day_only_is_read(typed: str, day: dt.date, language: str) -> None:
    assert parse_day(typed, language, TODAY) == day


def test_figures_alone_have_the_day_first_in_french_and_are_asked_again_in_english() -> None:
    assert parse_day("03/04/2026", "fr", TODAY) == dt.date(2026, 4, 3)
    refused = parse_day("03/04/2026", "en", TODAY)
    assert isinstance(refused, NotADate)
    said = refused.message.say(translator("en"))
    assert said == "“3/4/2026” may be 2026-04-03 or 2026-03-04: write the one that is meant."


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("typed", ["2026-02-30", "2026-13", "jui 2026", "bientôt", "31/31/2026", "2026"])
def test_anything_else_is_refused_with_an_example(typed: str, language: str) -> None:
    refused = parse_day(typed, language, TODAY)
    assert isinstance(refused, NotADate)
    assert refused.message.say(translator("en")) == f"“{typed}” is not a date. For example: October 15, 2026"


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("typed", ["15/10/26", "15/10", "octobre", "15 Octobre", "1er mai", "May 3rd"])
def test_a_date_without_its_year_is_told_that_it_lacks(typed: str, language: str) -> None:
    refused = parse_day(typed, language, TODAY)
    assert isinstance(refused, NotADate)
    assert refused.message.say(translator("en")) == f"“{typed}”: write the year too, in four figures."


@pytest.mark.parametrize(
    "typed",
    [
        "2026-10-15",
        "15/10/2026",
        "10/15/2026",
        "15 octobre 2026",
        "le 15 oct. 2026",
        "October 15th, 2026",
        "the 15th of October 2026",
    ],
)
def test_a_day_that_nobody_looks_over_is_read_where_it_can_mean_one_only(typed: str) -> None:
    assert parse_unambiguous_day(typed) == FIFTEENTH


@pytest.mark.parametrize(
    ("typed", "nearly"),
    [
        ("03/04/2026", True),
        ("octobre 2026", True),
        ("2026-10", True),
        ("10/2026", True),
        ("today", False),
        ("2026-W01-1", False),
    ],
)
def test_a_day_that_nobody_looks_over_is_not_guessed(typed: str, nearly: bool) -> None:
    refused = parse_unambiguous_day(typed)
    assert isinstance(refused, NotADate)
    assert refused.is_ambiguous is nearly


def test_today_and_yesterday_are_read_where_the_day_is_known() -> None:
    assert [parse_unambiguous_day(one, TODAY) for one in ("Aujourd’hui", "yesterday")] == [
        TODAY,
        TODAY - dt.timedelta(days=1),
    ]
