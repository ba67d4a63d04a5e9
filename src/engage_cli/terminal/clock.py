"""Today's date in the person's time zone: the only module that reads the clock."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.errors import Message, UsageError
from engage_cli.terminal.session import Session, parse_day

if TYPE_CHECKING:
    from engage_cli.project.configuration import Configuration

TIMEZONE = "America/Toronto"
"""The default time zone."""


def current_time() -> dt.datetime:
    """The current moment, in UTC; a run asks for it once."""
    return dt.datetime.now(dt.UTC)


def date_in_zone(zone: str, moment: dt.datetime) -> dt.date:
    """The date of `moment` in the time zone `zone`. Raises UsageError where there is no such zone."""
    from zoneinfo import ZoneInfo, available_timezones

    try:
        return moment.astimezone(ZoneInfo(zone)).date()
    except (OSError, ValueError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        known = bool(available_timezones())
    if not known:
        message = Message.of("This machine knows no time zones, so that nobody can tell which day it is.")
        raise UsageError(message, Message.of("Install them: pip install tzdata"))
    hint = Message.of("Write it as America/Toronto or UTC.")
    raise UsageError(Message.of("There is no time zone “{name}”.", name=zone), hint)


def today_for(path: Path, session: Session) -> dt.date:
    """Today's date for the project or folder at `path`.

    The time zone is the one typed, else the environment's, else that of the settings file there, else our default.
    Raises UsageError for an unknown zone, InputError where the settings file names one.
    """
    if session.timezone is not None:
        return date_in_zone(session.timezone, session.now)
    configuration = _settings(path)
    with configuration.blaming("timezone", None):
        return date_in_zone(configuration.timezone or TIMEZONE, session.now)


def zone_for(path: Path, session: Session) -> str:
    """The name of the time zone that `today_for` uses. Raises InputError."""
    return session.timezone or _settings(path).timezone or TIMEZONE


def _settings(path: Path) -> "Configuration":
    from engage_cli.project.configuration import Configurations

    return Configurations().for_path(path)


def parse_past_day(typed: str | None, path: Path, session: Session) -> dt.date | None:
    """The typed day of something past; None where none was typed. Raises UsageError for a day in the future."""
    day, today = parse_day(typed, today_for(path, session)), day_or_today(path, session)
    if day and day > today:
        message = Message.of("The day {date} is still to come.", date=day.isoformat())
        raise UsageError(message, Message.of("Give a day up to {today}.", today=today.isoformat()))
    return day


def asked_day(path: Path, session: Session) -> dt.date | None:
    """The day asked for on the command line, for the project or folder at `path`; None where none was. Raises as
    `today_for`."""
    if session.days_ago is not None:
        return today_for(path, session) - dt.timedelta(days=session.days_ago)
    return session.as_of


def day_or_today(path: Path, session: Session) -> dt.date:
    """The day given with --as-of, else `today_for(path)`. Raises as that does."""
    return asked_day(path, session) or today_for(path, session)
