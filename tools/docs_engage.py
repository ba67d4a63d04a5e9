"""`engage` as the documents run it: the program itself, on a day that does not change, answered at a steady pace."""

import datetime as dt
import sys
from itertools import count
from types import SimpleNamespace
from unittest.mock import patch

from engage_cli.cli import app, assess

SECONDS = 20
"""What an answer takes, so that the minutes left are the same in every run."""
THEN = dt.datetime(2026, 11, 23, 14, 0, tzinfo=dt.UTC)
"""A Monday morning in Québec."""

if __name__ == "__main__":
    ticks = count(step=SECONDS)
    clock = SimpleNamespace(monotonic=lambda: float(next(ticks)))
    with patch.object(app, "current_time", lambda: THEN), patch.object(assess, "time", clock):
        sys.exit(app.main())
