"""Names as ids and file names: small ASCII letters, digits and hyphens."""

import re
import unicodedata

_SPELT_OUT = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "’": "-"})
"""What Unicode does not take apart."""


def slug(text: str) -> str:
    """`text` without accents, its words joined by hyphens; empty where nothing is left."""
    plain = unicodedata.normalize("NFKD", text.translate(_SPELT_OUT)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
