"""The standard streams of a process: no letter makes them fail, and files and pipes take UTF-8."""

import os
import sys
from pathlib import Path
from typing import TextIO, cast


def prepare_streams() -> None:
    """Sets up stdin, stdout and stderr.

    A terminal that lacks a letter shows a question mark in its place; a closed stream is an empty one. Files and pipes
    take UTF-8, whatever the machine says (as PEP 686 has it): JSON is nothing else.
    """
    sys.stdin = sys.stdin or _nothing("r")
    sys.stdout = sys.stdout or _nothing("w")
    sys.stderr = sys.stderr or sys.stdout
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _nothing(mode: str) -> TextIO:
    return cast("TextIO", Path(os.devnull).open(mode, encoding="utf-8"))
