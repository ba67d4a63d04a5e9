"""What things are called in a line of text."""


def label(ref: str | None, title: str) -> str:
    """A title after its reference, where it has one: `P1.3 Title`."""
    return f"{ref} {title}" if ref else title
