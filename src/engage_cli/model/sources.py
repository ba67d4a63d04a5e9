"""What a questionnaire rests on and points to."""

from dataclasses import dataclass

from engage_cli.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a questionnaire was drawn from."""

    title: Text
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    statement: Text | None = None
