"""Progress of long runs: drawn by Rich in a terminal, occasional plain lines elsewhere."""

import sys
import time
from collections.abc import Callable
from functools import partial
from threading import Timer
from typing import TYPE_CHECKING, Self

from engage_cli.terminal.layout import GOOD, wrap_text
from engage_cli.terminal.session import Session

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.live import Live

BAR = 24
"""The width of the bar in columns."""
PATIENCE, SELDOM = 1.0, 10.0
"""Seconds before anything is drawn, and between plain lines."""


class Meter:
    """Counts towards a total, with rate and time left; without a total, shows the time elapsed.

    Silent with --quiet. Drawing begins after a second and leaves nothing behind. Nothing is drawn, and Rich is not
    imported, where stderr is no terminal or a simple one, or with --plain.
    """

    def __init__(self, session: Session, clock: Callable[[], float] = time.monotonic) -> None:
        self._session, self._clock = session, clock
        simple = session.plain or session.environment.get("TERM") in ("dumb", "unknown")
        self._draws = sys.stderr.isatty() and not simple and not session.quiet
        self._timer: Timer | None = None
        self._live: Live | None = None
        self._total = self._count = self._failed = 0
        self._began = self._said = 0.0

    def __enter__(self) -> Self:
        self.begin()
        return self

    def __exit__(self, *_error: object) -> None:
        self.end()

    def begin(self, total: int = 0) -> None:
        """Starts counting towards `total`; 0: there is no total."""
        self._total = total
        self._began = self._said = self._clock()
        if self._draws:
            self._timer = Timer(PATIENCE, self._draw)
            self._timer.daemon = True
            self._timer.start()

    def step(self, *, failed: bool = False) -> None:
        """Counts one more item, and reports progress where it is time to."""
        self._count += 1
        self._failed += failed
        now = self._clock()
        if not self._draws and now - self._said >= SELDOM:
            self._said = now
            self._session.say(self._counted(now - self._began))
            sys.stderr.flush()

    def note(self, text: str) -> None:
        """Prints a line above what is drawn."""
        if (live := self._live) is None:
            self._session.say(text)
        else:
            live.console.print(text, soft_wrap=True)

    def stopping(self) -> None:
        """Says that an interruption was received: work under way may take seconds to end."""
        self.note(self._session.tr.gettext("Stopping after what is under way…"))

    def end(self) -> None:
        """Removes what is drawn."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        if self._live is not None:
            self._live.stop()
        self._timer = self._live = None

    def _draw(self) -> None:
        """Starts drawing; the cursor stays visible, in case the process is killed."""
        from rich.live import Live

        from engage_cli.terminal.drawing import rich_console

        screen = rich_console(self._session, sys.stderr)
        live = Live(
            console=screen,
            get_renderable=partial(self._drawn, screen),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._live = live  # before anything is drawn: what is said meanwhile goes above it
        try:
            live.start(refresh=True)
            screen.show_cursor()
        except OSError:  # the terminal is gone: whoever writes next will say so
            self._live = None

    def _drawn(self, screen: "Console") -> "RenderableType":
        """A bar with the count, or the time elapsed; no bar on a narrow screen."""
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        passed = self._clock() - self._began
        text = self._counted(passed) if self._count else self._time(passed)
        if screen.width < 2 * BAR:
            return Text("\n".join(wrap_text(text, screen.width)))
        bar = ProgressBar(self._total or None, self._count, width=BAR, complete_style=GOOD, pulse_style=GOOD)
        both = Table.grid(padding=(0, 1))
        both.add_row(bar, Text("\n".join(wrap_text(text, screen.width - BAR - 2))))
        return both

    def _counted(self, passed: float) -> str:
        _ = self._session.tr.gettext
        rate = self._count / max(passed, 0.001)
        left = self._time((self._total - self._count) / rate)
        counted = _("{done} of {total}, {rate} a minute, {left} left").format(
            done=self._count, total=self._total, rate=round(rate * 60), left=left
        )
        return counted + _(", {n} failed").format(n=self._failed) if self._failed else counted

    def _time(self, seconds: float) -> str:
        minutes = round(seconds / 60)
        if seconds < 90:
            return self._session.tr.gettext("{n} s").format(n=max(1, round(seconds)))
        if minutes < 90:
            return self._session.tr.gettext("{n} min").format(n=minutes)
        return self._session.tr.gettext("{n} h {m} min").format(n=minutes // 60, m=minutes % 60)
