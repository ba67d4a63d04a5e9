"""Today’s date in the person’s time zone: every command reads it here, and nothing else reads the clock."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.errors import Message, UsageError
from engage_cli.terminal.session import Session, day_of

if TYPE_CHECKING:
    from engage_cli.project.configuration import Configuration

TIMEZONE = "America/Toronto"
"""Whose day it is where nothing else is said."""


def now() -> dt.datetime:
    """This moment; a run asks once."""
    return dt.datetime.now(dt.UTC)


def date_in(zone: str, moment: dt.datetime) -> dt.date:
    """The day on which `moment` falls in the time zone called `zone`. Raises UsageError where there is none."""
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


def today_at(path: Path, session: Session) -> dt.date:
    """Today, for the project or the folder at `path`.

    In the time zone that was typed, else the environment’s, else that of the settings there, else our own. Raises
    UsageError for one that there is not, InputError where the settings say so.
    """
    if session.timezone is not None:
        return date_in(session.timezone, session.now)
    configuration = _settings(path)
    with configuration.blaming("timezone", None):
        return date_in(configuration.timezone or TIMEZONE, session.now)


def zone_at(path: Path, session: Session) -> str:
    """The name of the time zone that `today_at` reads. Raises InputError."""
    return session.timezone or _settings(path).timezone or TIMEZONE


def _settings(path: Path) -> "Configuration":
    from engage_cli.project.configuration import Configurations

    return Configurations().for_folder(path if path.is_dir() else path.parent)


def past_day(typed: str | None, path: Path, session: Session) -> dt.date | None:
    """The day that was typed for what is over, by the project at `path`. Raises UsageError for one still to come."""
    day, today = day_of(typed, today_at(path, session)), day_at(path, session)
    if day and day > today:
        message = Message.of("The day {date} is still to come.", date=day.isoformat())
        raise UsageError(message, Message.of("Give a day up to {today}.", today=today.isoformat()))
    return day


def asked_day(path: Path, session: Session) -> dt.date | None:
    """The day asked for on the command line, if any, for the project or folder at `path`. Raises as `today_at` does."""
    if session.days_ago is not None:
        return today_at(path, session) - dt.timedelta(days=session.days_ago)
    return session.as_of


def day_at(path: Path, session: Session) -> dt.date:
    """The day asked for on the command line, else today there. Raises as `today_at` does."""
    return asked_day(path, session) or today_at(path, session)
