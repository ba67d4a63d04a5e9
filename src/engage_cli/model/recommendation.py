"""Recommendations: what to do at certain choices of a question, and what it costs."""

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
        """The relative cost, for gain per effort: 1, 3 or 8."""
        return {Effort.S: 1, Effort.M: 3, Effort.L: 8}[self]


class Recommendation(Value, kw_only=True):
    """What is recommended to those who stand at certain choices of a question."""

    id: str
    at: tuple[str, ...]
    """The ids of the choices, on evidence, at which it is given."""
    to: str
    """The id of the choice that it leads to."""
    when: Condition | None = None
    """The condition without which it is not given; None: always given."""
    do: Text
    first_step: Text | None = None
    effort: Effort
    lead: str
    resources: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
