"""Waiting for other programs, for as long as a loaded machine may take."""

import time
from collections.abc import Callable
from typing import TypeVar

ENOUGH = 600
"""Seconds after which a program hangs: the end of a broken run, never a measure of speed."""

Found = TypeVar("Found")


def wait_for(look: Callable[[], Found]) -> Found:
    """What `look` finds, once it finds something."""
    end = time.monotonic() + ENOUGH
    while not (found := look()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
    return found
