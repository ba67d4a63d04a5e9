"""What to do at some of the choices of a question, and what it costs."""

from enum import StrEnum

from engage_cli.model.condition import Condition
from engage_cli.model.text import Text
from engage_cli.values import Value


class Effort(StrEnum):
    """How much work a recommendation takes: small, medium, large."""

    S = "S"
    M = "M"
    L = "L"

    @property
    def cost(self) -> int:
        """Relative cost, for gain per effort."""
        return {Effort.S: 1, Effort.M: 3, Effort.L: 8}[self]


class Recommendation(Value, kw_only=True):
    """What to do at some of the choices of a question."""

    id: str
    at: tuple[str, ...]
    """Evidenced choices at which it is given."""
    to: str
    """The choice that it leads to."""
    when: Condition | None = None
    """Not given where this fails for sure."""
    do: Text
    first_step: Text | None = None
    effort: Effort
    lead: str
    resources: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
