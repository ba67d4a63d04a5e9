"""Commands as a person would type them."""

import shlex
from pathlib import Path


def command(*words: object) -> str:
    """A command to type, quoted for the shell."""
    return shlex.join(["engage", *(_word(word) for word in words)])


def _word(word: object) -> str:
    """A file called -x would be taken for an option."""
    return f"./{word}" if isinstance(word, Path) and str(word).startswith("-") else str(word)
