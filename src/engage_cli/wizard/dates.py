"""A day, asked until it is one."""

import datetime as dt

from engage_cli.dates import NotADate, read_day
from engage_cli.i18n import long_date
from engage_cli.wizard.asker import Asker, Paragraph, Speech, Tone


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
