"""How far a long run is: a line that is written over on a terminal, a plain line now and then elsewhere."""

import sys
import time
from collections.abc import Callable

from engage_cli.terminal.session import Session

BAR = 24
"""Columns."""
OFTEN, SELDOM = 0.1, 10.0
"""Seconds between two changes: of the line, and between plain lines."""


class Meter:
    """Counts to a total, with the rate and the time left; silent with --quiet."""

    def __init__(self, session: Session, clock: Callable[[], float] = time.monotonic) -> None:
        self._session, self._clock = session, clock
        self._line = sys.stderr.isatty() and session.environment.get("TERM") != "dumb"
        self._total = self._count = self._failed = 0
        self._began = self._shown = 0.0

    def begin(self, total: int) -> None:
        self._total = total
        self._began = self._shown = self._clock()

    def step(self, *, failed: bool = False) -> None:
        self._count += 1
        self._failed += failed
        pause = OFTEN if self._line else SELDOM
        if self._clock() - self._shown >= pause:
            self._show()

    def note(self, text: str) -> None:
        """Says something above the line."""
        self._wipe()
        self._session.say(text)

    def stopping(self) -> None:
        """Says that an interruption was heard: what is under way may take seconds to end."""
        self.note(self._session.tr.gettext("Stopping after what is under way…"))

    def end(self) -> None:
        self._wipe()

    def _show(self) -> None:
        self._shown = self._clock()
        if self._session.quiet:
            return
        text = self._text()
        sys.stderr.write(f"\r\x1b[K{text}" if self._line else f"{text}\n")
        sys.stderr.flush()

    def _wipe(self) -> None:
        if self._line and not self._session.quiet:
            sys.stderr.write("\r\x1b[K")

    def _text(self) -> str:
        _ = self._session.tr.gettext
        passed = self._clock() - self._began
        rate = self._count / passed if passed else 0.0
        counted = _("{done} of {total}, {rate} a minute, {left} left").format(
            done=self._count, total=self._total, rate=round(rate * 60), left=self._left(rate)
        )
        if self._failed:
            counted += _(", {n} failed").format(n=self._failed)
        if not self._line:
            return counted
        full = BAR * self._count // self._total if self._total else 0
        return f"[{'#' * full}{'-' * (BAR - full)}] {counted}"[: self._session.width - 1]

    def _left(self, rate: float) -> str:
        seconds = (self._total - self._count) / rate if rate else 0.0
        minutes = round(seconds / 60)
        if seconds < 90:
            return self._session.tr.gettext("{n} s").format(n=max(1, round(seconds)))
        if minutes < 90:
            return self._session.tr.gettext("{n} min").format(n=minutes)
        return self._session.tr.gettext("{n} h {m} min").format(n=minutes // 60, m=minutes % 60)
