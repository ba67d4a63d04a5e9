"""Names as ids, as file names, and in the order in which people look them up."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SPELT_OUT = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "’": "-"})
"""What Unicode does not take apart."""

LONGEST = 60
"""Characters of an id that is made of a title: what is put behind it stays within what the schemas allow."""


def slug(text: str) -> str:
    """`text` without accents, its words joined by hyphens; empty where nothing is left."""
    plain = unicodedata.normalize("NFKD", text.translate(_SPELT_OUT)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def short_slug(text: str, most: int = LONGEST) -> str:
    """That of the first words of `text`, of `most` characters at the most."""
    whole = slug(text)
    cut = whole[: most + 1].rpartition("-")[0] if len(whole) > most else whole
    return cut or whole[:most]


@lru_cache(65_536)
def neutral(name: str) -> tuple[str, str]:
    """Sorts names as people look them up: without regard to accents and capitals, which decide between equals."""
    return bare(name).lstrip(" «“\"'("), name


def bare(text: str) -> str:
    """`text` for comparing what people type: without accents and capitals, with plain apostrophes and spaces."""
    apart = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(c for c in apart if not unicodedata.combining(c))


def heard(name: str) -> str:
    """The same for all names that a reader takes for the same, accents, capitals and blanks apart."""
    return neutral(" ".join(name.split()))[0]


def namesakes(named: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Of keys with names: those whose names a reader takes for the same, accents, capitals and blanks apart."""
    found: dict[str, list[str]] = {}
    for key, name in named:
        found.setdefault(heard(name), []).append(key)
    return frozenset(key for keys in found.values() if len(keys) > 1 for key in keys)
