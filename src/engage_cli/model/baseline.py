"""What was known of projects on a day, to tell what is new, what fell and what rose."""

from collections.abc import Mapping
from fractions import Fraction

from engage_cli.values import Value, field


class Record(Value, kw_only=True):
    """One project as it stood."""

    id: str | None = None
    """Of its charter: it stays where the file is renamed."""
    findings: frozenset[tuple[str, str]] = frozenset()
    """(rule, subject)."""
    scores: Mapping[str, Fraction] = field(default_factory=dict)
    """Section or index id → its evidenced share at worst, 0 to 1."""
    answers: Mapping[str, Fraction] = field(default_factory=dict)
    """Question id → what its answer is worth, evidenced, at worst, 0 to 1."""
    met: frozenset[str] = frozenset()
    """Questions whose blocking requirement was met."""
    scope: str = "full"
    version: str = ""
    """Of the questionnaire..."""
    questionnaire: str = ""
    """...of this id; empty where the baseline is older than that."""


Baseline = Mapping[str, Record]
"""By the project's path from the baseline's folder, with slashes."""
