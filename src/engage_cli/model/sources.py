"""The sources of a questionnaire: what it was drawn from, and what it points to."""

import re

from engage_cli.model.text import Text
from engage_cli.values import Value

_CREATIVE_COMMONS = r"(CC0|CC-BY(?:-[A-Z]+)*)-(\d\.\d)"


class Resource(Value, kw_only=True, rename={"languages": "language"}):
    """Something to read or use, that a questionnaire points to."""

    id: str
    title: Text
    url: str | None = None
    publisher: str | None = None
    languages: tuple[str, ...] = ()
    kind: str | None = None
    verified: str = "memory"
    """How far the author has verified it: yes, partly or memory."""
    checked: str | None = None
    """The day of the last check, in ISO 8601; None where there was none."""
    note: Text | None = None


class Source(Value, kw_only=True):
    """The work that a questionnaire was drawn from."""

    title: Text
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    statement: Text | None = None

    @property
    def licence_name(self) -> str | None:
        """The name of the licence as people write it:

        Creative Commons uses spaces where SPDX has dashes. None where there is none.
        """
        match = re.fullmatch(_CREATIVE_COMMONS, self.licence or "")
        return f"{match[1].replace('-', ' ', 1)} {match[2]}" if match else self.licence
