"""The neutral order of projects: by name, as people look things up; results play no part in it."""

import unicodedata
from functools import lru_cache


@lru_cache(65_536)
def neutral(name: str) -> tuple[str, str]:
    """Sorts `name` without regard to accents and capitals; these decide between names that are else the same."""
    bare = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in bare if not unicodedata.combining(c)).lstrip(" «“\"'’("), name
