"""Commands as a person would type them, quoted for the shell."""

import os
import shlex
from pathlib import Path

from engage_cli.text import escaped


def command(*words: object) -> str:
    """The words as one command line, quoted for the shell."""
    return " ".join(["engage", *map(quoted, words)])


def quoted(word: object) -> str:
    """One word, quoted for the shell."""
    return _quoted(_word(word))


def _quoted(word: str) -> str:
    """As a shell reads it; what cannot be seen, or is not UTF-8, by its bytes: `$'caf\\xe9'`."""
    if escaped(word) == word:
        return shlex.quote(word)
    return "$'" + "".join(map(_bytes, word)) + "'"


def _bytes(character: str) -> str:
    if escaped(character) == character and character not in "'\\":
        return character
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(character))


def _word(word: object) -> str:
    """A file called -x would be taken for an option."""
    return f"./{word}" if isinstance(word, Path) and str(word).startswith("-") else str(word)
