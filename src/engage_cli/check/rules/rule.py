"""The shape of a rule of a check: one row of the registry."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from engage_cli.check.case import Case
from engage_cli.check.findings import Finding
from engage_cli.errors import Message
from engage_cli.model.policy import Clause, Severity
from engage_cli.values import Value, field

Look = Callable[[Case, Clause], Iterator[Finding]]


class RuleOptions(StrEnum):
    """The options that a policy gives a rule besides its severity, by the name of their definition in the schema of
    policies.
    """

    NONE = "none"
    """No policy may name the rule."""
    PLAIN = "plain"
    LEAST = "least"
    """A share from 0 to 1."""
    MOST = "most"
    """A share from 0 to 1."""
    AGE = "age"
    """A duration."""
    AHEAD = "ahead"
    """A duration, which may be left out."""
    SOON = "soon"
    """A duration, which may be left out."""
    SECTION = "section"
    """Which sections, and a share, a level or what is expected."""
    INDEX = "index"
    """Which indices, and a share, a band or what is expected."""

    @property
    def needed(self) -> str:
        """The option without which the rule finds nothing; empty where none is needed."""
        return _NEEDED.get(self, ("", ""))[0]

    @property
    def example(self) -> str:
        """How a policy may write such a rule."""
        return _NEEDED.get(self, ("", "error"))[1]


_NEEDED = {
    RuleOptions.LEAST: ("at_least", "{severity: error, at_least: 0.8}"),
    RuleOptions.MOST: ("at_most", "{severity: warning, at_most: 0.3}"),
    RuleOptions.AGE: ("older_than", "{severity: warning, older_than: P6M}"),
    RuleOptions.SECTION: ("at_least", "{severity: error, of: {sections: [ID]}, at_least: expected}"),
    RuleOptions.INDEX: ("at_least", "{severity: warning, of: {indices: [ID]}, at_least: expected}"),
}


class Rule(Value):
    """One rule: a row of the registry."""

    id: str
    line: Message
    """What the rule finds, in one line."""
    why: Message
    repair: Message
    look: Look | None = None
    """The function that finds it; None: it is found elsewhere, by reading files or comparing."""
    options: RuleOptions = RuleOptions.PLAIN
    policies: Mapping[str, Severity] = field(default_factory=dict)
    """Its severity in the shipped policies, by their names; clauses with options or conditions stand in their files."""
    severity: Severity | None = None
    """Its severity where no policy names it; None: off."""
    with_ratchet: bool = False
    """Whether it is applied with --ratchet only."""

    @property
    def reads_scores(self) -> bool:
        """Whether sections and indices have to be scored for it."""
        return self.options in (RuleOptions.SECTION, RuleOptions.INDEX)
