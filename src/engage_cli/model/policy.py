"""What a check demands of a project: rules with a severity, some with a threshold, some under a condition."""

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
"""As a severity: the rule finds nothing."""
WHOLE = "assessment"
"""The subject of a finding on the project as a whole."""
EXPECTED = "expected"
"""As a threshold: what the project's time expects."""


class Clause(Value, kw_only=True):
    """One rule as a policy wants it. A rule may have several clauses, under different conditions."""

    rule: str
    severity: Severity | None
    """None: the rule is off."""
    when: Condition | None = None
    """Facets or answers under which the clause binds."""
    at_least: Fraction | str | None = None
    """A share from 0 to 1, EXPECTED, or the id of a level (of a section) or of a band (of an index)."""
    at_most: Fraction | None = None
    """A share from 0 to 1."""
    older_than: Period | None = None
    within: Period | None = None
    """Of waiver-far: how far from the day of the check a waiver may end; a year where it is left out. Of waiver-ending:
    how long before its end it is found; 30 days where it is left out."""
    roles: tuple[str, ...] = ()
    """Of section-low: the sections of these roles..."""
    sections: tuple[str, ...] = ()
    """...and these; all sections aimed at where neither is given."""
    indices: tuple[str, ...] = ()
    """Of index-low; all indices where none is given."""


class Policy(Value, kw_only=True):
    """A set of clauses; a rule that none names is off, save those that say otherwise."""

    id: str
    title: Text
    clauses: tuple[Clause, ...]
    questionnaire: Reference | None = None
    """The only questionnaire that it judges by; None: that of each project."""

    def asks_for(self, rule: str) -> bool:
        """Whether one of its clauses has `rule` on, for some projects at least."""
        return any(clause.rule == rule and clause.severity is not None for clause in self.clauses)
