"""Policies: what a check demands of a project, as rules with a severity, some with a threshold or a condition."""

from enum import StrEnum
from fractions import Fraction

from engage_cli.model.condition import Condition
from engage_cli.model.project import Reference
from engage_cli.model.scales import Period
from engage_cli.model.text import Text
from engage_cli.values import Value


class Severity(StrEnum):
    """How much a finding weighs, the lightest first."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    @property
    def rank(self) -> int:
        """Position from the lightest, from 0."""
        return tuple(Severity).index(self)


OFF = "off"
"""The severity of a rule that is off: it finds nothing."""
WHOLE = "assessment"
"""The subject of a finding on the project as a whole."""
EXPECTED = "expected"
"""The threshold that stands for what is expected at the project's time."""


class Clause(Value, kw_only=True):
    """One rule as a policy sets it; a rule may have several clauses, under different conditions."""

    rule: str
    severity: Severity | None
    """None: the rule is off."""
    when: Condition | None = None
    """The condition on facets or answers under which the clause applies; None: always."""
    at_least: Fraction | str | None = None
    """A share from 0 to 1, EXPECTED, or the id of a level (of a section) or of a band (of an index)."""
    at_most: Fraction | None = None
    """A share from 0 to 1."""
    older_than: Period | None = None
    within: Period | None = None
    """For waiver-far: how far from the day of the check a waiver may end; a year where it is left out.

    For waiver-ending: how long before its end it is found; 30 days where it is left out.
    """
    roles: tuple[str, ...] = ()
    """For section-low: the roles of the sections that it looks at."""
    sections: tuple[str, ...] = ()
    """For section-low: the ids of further sections.

    All sections aimed at where neither roles nor sections are given.
    """
    indices: tuple[str, ...] = ()
    """For index-low: the ids of the indices that it looks at; empty: all."""


class Policy(Value, kw_only=True):
    """A set of clauses; a rule that none names is off, save those that say otherwise."""

    id: str
    title: Text
    clauses: tuple[Clause, ...]
    questionnaire: Reference | None = None
    """The only questionnaire that it may judge by; None: that of each project."""

    def asks_for(self, rule: str) -> bool:
        """Whether one of its clauses sets `rule` to a severity, be it for some projects only."""
        return any(clause.rule == rule and clause.severity is not None for clause in self.clauses)
