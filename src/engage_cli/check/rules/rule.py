"""What a rule of a check is: a row of the registry."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from engage_cli.check.case import Case
from engage_cli.check.findings import Finding
from engage_cli.errors import Message
from engage_cli.model.policy import Clause, Severity
from engage_cli.values import Value, field

Look = Callable[[Case, Clause], Iterator[Finding]]


class Options(StrEnum):
    """What a policy says of a rule besides its severity: the name of a definition in the schema of policies."""

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
    Options.LEAST: ("at_least", "{severity: error, at_least: 0.8}"),
    Options.MOST: ("at_most", "{severity: warning, at_most: 0.3}"),
    Options.AGE: ("older_than", "{severity: warning, older_than: P6M}"),
    Options.SECTION: ("at_least", "{severity: error, of: {sections: [ID]}, at_least: expected}"),
    Options.INDEX: ("at_least", "{severity: warning, of: {indices: [ID]}, at_least: expected}"),
}


class Rule(Value):
    """One row of the table."""

    id: str
    line: Message
    """What it finds."""
    why: Message
    repair: Message
    look: Look | None = None
    """The function that finds it; None: found elsewhere, by reading files or by comparing."""
    options: Options = Options.PLAIN
    policies: Mapping[str, Severity] = field(default_factory=dict)
    """Its severity in the shipped policies, by their names; clauses with options or conditions stand in their files."""
    severity: Severity | None = None
    """Where no policy names it; None: off."""
    with_ratchet: bool = False
    """Found with --ratchet only."""

    @property
    def reads_scores(self) -> bool:
        """Whether sections and indices have to be added up for it."""
        return self.options in (Options.SECTION, Options.INDEX)
