"""Files as somebody would change them by hand."""

from pathlib import Path


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    """Puts the second of each pair in the place of the first, which must be there, once."""
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
