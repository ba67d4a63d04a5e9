"""What was typed or pasted before a question was shown, which is no answer to it."""

import sys
from contextlib import suppress
from typing import Protocol


class Terminal(Protocol):
    """What keys come from."""

    def fileno(self) -> int:
        """Its number for the system."""


def drop_typed_ahead(terminal: Terminal) -> None:
    """Forgets what waits to be read there; does nothing where it is no terminal."""
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
        return
    import termios

    with suppress(OSError, ValueError, termios.error):  # a file, a pipe, closed
        termios.tcflush(terminal.fileno(), termios.TCIFLUSH)
