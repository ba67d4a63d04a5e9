"""What a questionnaire holds to be impossible, or hard, together."""

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
