"""Bytes that take seconds to make, made once for all workers of a run of the tests."""

import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

FOLDER: Path | None = None
"""The folder that the workers of this run share; None in a process of its own."""


def once(what: object, make: Callable[[], bytes]) -> bytes:
    """What `make` gives, or gave in another worker; `what` says all that it depends on."""
    if FOLDER is None:
        return make()
    file = FOLDER / sha256(repr(what).encode()).hexdigest()
    if not file.exists():
        FOLDER.mkdir(exist_ok=True)
        part = file.with_suffix(f".{os.getpid()}")
        part.write_bytes(make())
        part.replace(file)
    return file.read_bytes()
