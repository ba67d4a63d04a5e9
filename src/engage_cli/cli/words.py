"""Marks texts that are known before the language is."""


def later(text: str) -> str:
    """`text`, an English msgid, unchanged: it is translated when it is shown. Import it as `_`: so it is extracted."""
    return text
