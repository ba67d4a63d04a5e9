"""What a questionnaire rests on and points to."""

import re

from engage_cli.model.text import Text
from engage_cli.values import Value

_CREATIVE_COMMONS = r"(CC0|CC-BY(?:-[A-Z]+)*)-(\d\.\d)"


class Resource(Value, kw_only=True, rename={"languages": "language"}):
    """Something to read or use."""

    id: str
    title: Text
    url: str | None = None
    publisher: str | None = None
    languages: tuple[str, ...] = ()
    kind: str | None = None
    verified: str = "memory"
    """yes, partly or memory."""
    checked: str | None = None
    """ISO date of the last check."""
    note: Text | None = None


class Source(Value, kw_only=True):
    """What a questionnaire was drawn from."""

    title: Text
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    statement: Text | None = None

    @property
    def licence_name(self) -> str | None:
        """As people write it: Creative Commons spells its licences with spaces, where SPDX has dashes."""
        match = re.fullmatch(_CREATIVE_COMMONS, self.licence or "")
        return f"{match[1].replace('-', ' ', 1)} {match[2]}" if match else self.licence
