"""Asks for a date."""

import datetime as dt

from engage_cli.dates import NotADate, parse_day
from engage_cli.i18n import long_date
from engage_cli.wizard.asker import Asker, Paragraph, Speech, Tone


def ask_day(
    asker: Asker, _: Speech, ask: str, today: dt.date, *, value: dt.date | None = None, past: bool = False
) -> dt.date | None:
    """A day, asked for until it is valid and, with `past`, not in the future; None where nothing is entered."""
    while typed := asker.line(ask, value=value.isoformat() if value else ""):
        day = parse_day(typed, _.language, today)
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
