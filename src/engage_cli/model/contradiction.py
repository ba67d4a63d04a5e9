"""What a questionnaire holds to be impossible together."""

from dataclasses import dataclass

from engage_cli.model.condition import Condition
from engage_cli.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Facts and answers that cannot all be right."""

    id: str
    when: Condition
    say: Text
    """What does not go together."""
    repair: Text
