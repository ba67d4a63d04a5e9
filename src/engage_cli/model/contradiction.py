"""What a questionnaire holds to be impossible together."""

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
