"""Discards input typed or pasted before a question was shown, as it is no answer to it."""

import sys
from contextlib import suppress
from typing import Protocol


class Terminal(Protocol):
    """A stream of key presses."""

    def fileno(self) -> int:
        """The file descriptor."""


def drop_typed_ahead(terminal: Terminal) -> None:
    """Discards pending input; does nothing where the stream is no terminal."""
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
        return
    import termios

    with suppress(OSError, ValueError, termios.error):  # a file, a pipe, closed
        termios.tcflush(terminal.fileno(), termios.TCIFLUSH)
