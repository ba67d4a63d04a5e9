"""Statements of a questionnaire on certain projects: contradictions, tensions, notes."""

from engage_cli.model.condition import Condition
from engage_cli.model.text import Text
from engage_cli.values import Value


class Contradiction(Value, kw_only=True):
    """Facets and answers that cannot all be right."""

    id: str
    when: Condition
    say: Text
    """The sentence on what does not go together."""
    repair: Text


class Tension(Value, kw_only=True):
    """Two sections that work against each other."""

    id: str
    between: tuple[str, str]
    """The ids of the two sections."""
    ask: Text
    title: Text | None = None
    when: Condition | None = None


class Note(Value, kw_only=True):
    """A remark on projects with certain facets."""

    id: str
    text: Text
    when: Condition | None = None
