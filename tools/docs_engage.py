"""`engage` as the documents run it: the program itself, on a day that does not change."""

import datetime as dt
import sys
from types import SimpleNamespace

from engage_cli.cli import app, session


class Then(dt.datetime):
    """Stands where the session asks for the time, and for nothing else."""

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> "Then":
        """A Monday morning."""
        return cls(2026, 11, 23, 9, 0, tzinfo=tz)


if __name__ == "__main__":
    vars(session)["dt"] = SimpleNamespace(datetime=Then, date=dt.date)
    sys.exit(app.main())
