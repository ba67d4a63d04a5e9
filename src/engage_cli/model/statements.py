"""What a questionnaire says of certain projects: what cannot go together, what pulls apart, notes."""

from engage_cli.model.condition import Condition
from engage_cli.model.text import Text
from engage_cli.values import Value


class Contradiction(Value, kw_only=True):
    """Facts and answers that cannot all be right."""

    id: str
    when: Condition
    say: Text
    """What does not go together."""
    repair: Text


class Tension(Value, kw_only=True):
    """Two sections that pull apart."""

    id: str
    between: tuple[str, str]
    """Section ids."""
    ask: Text
    title: Text | None = None
    when: Condition | None = None


class Note(Value, kw_only=True):
    """Something to say about a project with certain facets."""

    id: str
    text: Text
    when: Condition | None = None
