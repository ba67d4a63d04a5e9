"""Names made into ids and file names, compared, and sorted as people look them up."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SPELT_OUT = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "’": "-"})
"""What Unicode does not take apart."""

LONGEST = 60
"""The most characters of an id made from a title, so that a number put behind it stays within what the schemas
allow.
"""


def slug(text: str) -> str:
    """`text` without accents, its words joined by hyphens; empty where nothing is left."""
    plain = unicodedata.normalize("NFKD", text.translate(_SPELT_OUT)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def short_slug(text: str, most: int = LONGEST) -> str:
    """The slug of the first words of `text`, of at most `most` characters."""
    whole = slug(text)
    cut = whole[: most + 1].rpartition("-")[0] if len(whole) > most else whole
    return cut or whole[:most]


@lru_cache(65_536)
def sort_key(name: str) -> tuple[str, str]:
    """The key by which names are sorted as people look them up: accents and capitals decide only between equals."""
    return comparable(name).lstrip(" «“\"'("), name


def comparable(text: str) -> str:
    """`text` in the form in which typed words are compared: without accents and capitals, with plain apostrophes and
    spaces.
    """
    apart = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(c for c in apart if not unicodedata.combining(c))


def same_name_key(name: str) -> str:
    """A key that is equal for names that a reader takes for the same: accents, capitals and blanks make no
    difference.
    """
    return sort_key(" ".join(name.split()))[0]


def find_namesakes(named: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The keys of those of `named`, pairs (key, name), whose names a reader takes for the same."""
    found: dict[str, list[str]] = {}
    for key, name in named:
        found.setdefault(same_name_key(name), []).append(key)
    return frozenset(key for keys in found.values() if len(keys) > 1 for key in keys)
