"""Values as JSON that people and `diff` read."""

from typing import Any

import msgspec


def json_text(values: Any) -> str:
    """Indented by two, letters as they are, one line break at the end; same values, same text."""
    return msgspec.json.format(msgspec.json.encode(values), indent=2).decode() + "\n"
