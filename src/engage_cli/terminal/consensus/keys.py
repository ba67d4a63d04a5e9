"""Reads single keys, without Enter, from the terminal on stdin."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib import import_module


class Key(StrEnum):
    """The meaning of a key on the screen of a meeting."""

    NEXT = "next"
    BACK = "back"
    FIRST = "first"
    LAST = "last"
    OVERVIEW = "overview"
    DECIDE = "decide"
    LEAVE = "leave"
    OTHER = "other"


_NAMED = {
    "\x1b[C": Key.NEXT, "\x1b[B": Key.NEXT, "\x1bOC": Key.NEXT, "\x1bOB": Key.NEXT, "\x1b[6~": Key.NEXT,
    " ": Key.NEXT, "\r": Key.NEXT, "\n": Key.NEXT,
    "\x1b[D": Key.BACK, "\x1b[A": Key.BACK, "\x1bOD": Key.BACK, "\x1bOA": Key.BACK, "\x1b[5~": Key.BACK,
    "\x7f": Key.BACK, "\b": Key.BACK,
    "\x1b[H": Key.FIRST, "\x1bOH": Key.FIRST, "\x1b[1~": Key.FIRST,
    "\x1b[F": Key.LAST, "\x1bOF": Key.LAST, "\x1b[4~": Key.LAST,
    "\x1b": Key.LEAVE, "\x03": Key.LEAVE, "\x04": Key.LEAVE, "": Key.LEAVE,
}  # fmt: skip
"""Keys by what the terminal sends; a presenter's remote sends page up and page down."""


def interpret_key(sent: str, letters: dict[str, Key]) -> Key:
    """The meaning of what the terminal sent; `letters` are the keys of the language."""
    return _NAMED.get(sent) or letters.get(sent.casefold(), Key.OTHER)


@contextmanager
def key_by_key() -> Iterator[None]:
    """Within the block, the terminal delivers each key as it is pressed and echoes none."""
    if sys.platform == "win32":
        yield
        return
    import termios
    import tty

    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    try:
        tty.setcbreak(handle)
        yield
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)


def read_key() -> str:
    """The characters that the next key sends; empty at the end of the input."""
    if sys.platform == "win32":
        return _sent_on_windows()
    import select

    handle = sys.stdin.fileno()
    first = os.read(handle, 1)
    more = b""
    while first == b"\x1b" and select.select([handle], [], [], 0.05)[0] and len(more) < len("\x1b[24~"):
        more += os.read(handle, 1)
        if more[-1:].isalpha() and more not in (b"O", b"["):
            break
        if more[-1:] == b"~":
            break
    while first and first[0] >= 0xC0 and not _whole(first + more):
        more += os.read(handle, 1)
    return (first + more).decode("utf-8", "replace")


def _whole(read: bytes) -> bool:
    """Whether the bytes read are a complete UTF-8 character."""
    try:
        read.decode()
    except UnicodeDecodeError:
        return len(read) >= len("é".encode()) * 2
    return True


def _sent_on_windows() -> str:
    read: Callable[[], str] = import_module("msvcrt").getwch  # the types of other systems know no such module
    first = read()
    if first not in ("\x00", "\xe0"):
        return first
    arrows = {"M": "\x1b[C", "P": "\x1b[B", "K": "\x1b[D", "H": "\x1b[A", "I": "\x1b[5~", "Q": "\x1b[6~"}
    return arrows.get(read(), "?")
