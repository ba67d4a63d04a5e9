"""`engage` as the documents run it: the program itself, on a day that does not change, answered at a steady pace."""

import datetime as dt
import sys
from itertools import count
from types import SimpleNamespace

from engage_cli.cli import app, assess
from engage_cli.terminal import session

SECONDS = 20
"""What an answer takes, so that the minutes left are the same in every run."""


class Then(dt.datetime):
    """Stands where the session asks for the time, and for nothing else."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> "Then":
        """A Monday morning."""
        return cls(2026, 11, 23, 9, 0, tzinfo=tz)


if __name__ == "__main__":
    ticks = count(step=SECONDS)
    vars(session)["dt"] = SimpleNamespace(datetime=Then, date=dt.date)
    vars(assess)["time"] = SimpleNamespace(monotonic=lambda: float(next(ticks)))
    sys.exit(app.main())
