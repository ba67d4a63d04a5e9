"""What a check finds in a project, as frozen values that reports of checks only read."""

from engage_cli.errors import Message, Place
from engage_cli.model.policy import Severity
from engage_cli.model.project import Waiver
from engage_cli.model.selection import Selection
from engage_cli.model.text import Text
from engage_cli.values import Value, replace

Sentence = Message | Text
"""A message of engage, or a text of the questionnaire.

Values of a message may be texts, shares (Fraction) and dates.
"""


class Finding(Value, kw_only=True):
    """One thing that a policy objects to; (rule, subject) identifies it within its project."""

    rule: str
    severity: Severity
    subject: str
    """The id of a question, facet, section, index, action or contradiction, or WHOLE."""
    place: Place
    """The place in the project file; where it is absent, the nearest above it is meant."""
    at_key: bool = False
    """Whether the key at `place` is meant rather than the value."""
    message: Sentence
    about: Text | None = None
    """The question that the questionnaire asks there; None where it asks none."""
    repair: Sentence
    """The smallest thing that settles the finding."""


class WaivedFinding(Value, kw_only=True):
    """A finding that a waiver puts off."""

    finding: Finding
    waiver: Waiver


class CheckedProject(Value, kw_only=True):
    """The findings of a policy in one project."""

    open: tuple[Finding, ...] = ()
    """The findings that count, in the order of their places as far as that is known here."""
    waived: tuple[WaivedFinding, ...] = ()
    known: tuple[Finding, ...] = ()
    """The findings that the baseline has already."""
    settled: int = 0
    """The number of findings of the baseline that are found no more."""
    compared: bool = False
    """Whether there was a baseline: then everything in `open` is new."""

    def selected_by(self, rules: Selection) -> "CheckedProject":
        """The same without the findings of rules that `rules` leaves out."""
        if not (rules.select or rules.ignore):
            return self
        return replace(
            self,
            open=tuple(one for one in self.open if rules.selects(one.rule)),
            waived=tuple(one for one in self.waived if rules.selects(one.finding.rule)),
        )
