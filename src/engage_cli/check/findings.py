"""What a check finds in a project: values that reports of checks only read."""

from engage_cli.errors import Message, Place
from engage_cli.model.policy import Severity
from engage_cli.model.project import Waiver
from engage_cli.model.selection import Selection
from engage_cli.model.text import Text
from engage_cli.values import Value, replace

Said = Message | Text
"""Our own words, or those of the questionnaire. Values of a message may be texts, shares (Fraction) and dates."""


class Finding(Value, kw_only=True):
    """One thing that a policy objects to. (rule, subject) is its identity within its project."""

    rule: str
    severity: Severity
    subject: str
    """Id of a question, facet, section, index, action or contradiction, or WHOLE."""
    place: Place
    """In the project file; where it is absent, what would hold it is meant."""
    at_key: bool = False
    """The key is meant rather than the value."""
    message: Said
    about: Text | None = None
    """What the questionnaire asks there."""
    repair: Said
    """The cheapest thing to do about it."""


class Waived(Value, kw_only=True):
    """A finding that was put off, and by what."""

    finding: Finding
    waiver: Waiver


class Checked(Value, kw_only=True):
    """What a policy says of one project."""

    open: tuple[Finding, ...] = ()
    """Those that count, in order of place in the file as far as it is known here."""
    waived: tuple[Waived, ...] = ()
    known: tuple[Finding, ...] = ()
    """In the baseline already."""
    settled: int = 0
    """How many that the baseline knew are found no more."""
    compared: bool = False
    """A baseline was there: everything in `open` is new."""

    def heeding(self, rules: Selection) -> "Checked":
        """Without the findings of rules that are not heeded."""
        if not (rules.select or rules.ignore):
            return self
        return replace(
            self,
            open=tuple(one for one in self.open if rules.selects(one.rule)),
            waived=tuple(one for one in self.waived if rules.selects(one.finding.rule)),
        )
