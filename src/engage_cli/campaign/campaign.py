"""A campaign as values, as its coordinator wrote it."""

import datetime as dt
from fractions import Fraction

from engage_cli.model.text import Text
from engage_cli.values import Value

Threshold = Fraction | str
"""A share of the points (0 to 1), EXPECTED, or the id of a band or a level."""


class Goals(Value, kw_only=True):
    """What a project has to reach in a step; all of it has to hold."""

    policy: str | None = None
    """The name of a shipped policy, or the path of a policy file."""
    complete: bool = False
    gates: bool = False
    sections: tuple[tuple[str, Threshold], ...] = ()
    indices: tuple[tuple[str, Threshold], ...] = ()
    answered_since: dt.date | None = None
    milestone_since: dt.date | None = None


class CampaignStep(Value, kw_only=True):
    """A step of a campaign: goals to reach by a day."""

    id: str
    title: Text
    by: dt.date
    """The last day; a project is late from the next day on."""
    reach: Goals


class Excuse(Value, kw_only=True):
    """Why nothing is expected of a project for some time."""

    project: str
    """The id in the project's charter, or the path of its file."""
    because: Text
    until: dt.date | None = None
    """The last day; None: for the whole campaign."""
    steps: tuple[str, ...] = ()
    """The ids of the steps it applies to; empty: all."""
    line: int = 0
    """Its line in the campaign file."""

    def of(self, step: CampaignStep) -> bool:
        """Whether the excuse applies to `step`."""
        return not self.steps or step.id in self.steps

    def ended(self, day: dt.date) -> bool:
        """Whether the excuse has expired on `day`."""
        return self.until is not None and day > self.until


class Contact(Value, kw_only=True):
    """A person to contact."""

    name: str = ""
    role: Text | None = None
    address: str = ""


class ListedProject(Value, kw_only=True):
    """A project that is expected to take part."""

    project: str
    """The id in the project's charter, or the path of its file."""
    line: int
    """Its line in the list."""
    facets: tuple[tuple[str, str], ...] = ()
    """(facet id, choice id) that the list states about it."""


class Campaign(Value, kw_only=True):
    """What a coordinator asks of many projects by which days."""

    id: str
    title: Text
    steps: tuple[CampaignStep, ...]
    """In the order of their days."""
    text: Text | None = None
    questionnaire: str | None = None
    """The id of a questionnaire; None: any."""
    paths: tuple[str, ...]
    """Where projects are searched."""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(facet id, choice ids): only projects with one of the choices of each facet take part."""
    listed: tuple[ListedProject, ...] | None = None
    """The projects that are expected; None: all that are found."""
    group: str | None = None
    """The id of the facet that gives a project's unit; None: projects are not grouped."""
    excused: tuple[Excuse, ...] = ()
    contacts: tuple[tuple[str, Contact], ...] = ()
    """By choice id of `group`."""
    sender: Contact | None = None
