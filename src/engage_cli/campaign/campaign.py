"""A campaign, as its coordinator wrote it."""

import datetime as dt
from fractions import Fraction

from engage_cli.model.text import Text
from engage_cli.values import Value

Threshold = Fraction | str
"""A share of the points from 0 to 1, EXPECTED, or the id of a band or a level."""


class Goals(Value, kw_only=True):
    """What a project should reach in a step: all of it."""

    policy: str | None = None
    """The name of a shipped one, or the path of a file."""
    complete: bool = False
    gates: bool = False
    sections: tuple[tuple[str, Threshold], ...] = ()
    indices: tuple[tuple[str, Threshold], ...] = ()
    answered_since: dt.date | None = None
    milestone_since: dt.date | None = None


class Step(Value, kw_only=True):
    """Something to be reached by a day."""

    id: str
    title: Text
    by: dt.date
    """The last day; a project is late from the next one on."""
    reach: Goals


class Excuse(Value, kw_only=True):
    """Why nothing is expected of a project, for a time."""

    project: str
    """The id of its charter, or the path of its file."""
    because: Text
    until: dt.date | None = None
    """The last day; None: for the whole campaign."""
    steps: tuple[str, ...] = ()
    """Ids of steps; empty: all."""
    line: int = 0
    """Of the file."""

    def of(self, step: Step) -> bool:
        """Whether it is about `step`."""
        return not self.steps or step.id in self.steps

    def ended(self, day: dt.date) -> bool:
        """Whether it holds no more on `day`."""
        return self.until is not None and day > self.until


class Contact(Value, kw_only=True):
    """Whom to ask."""

    name: str = ""
    role: Text | None = None
    address: str = ""


class Listed(Value, kw_only=True):
    """A project that is expected to take part."""

    project: str
    """The id of its charter, or the path of its file."""
    line: int
    """Of the list."""
    facets: tuple[tuple[str, str], ...] = ()
    """What the list says of it."""


class Campaign(Value, kw_only=True):
    """What a coordinator asks of many projects."""

    id: str
    title: Text
    steps: tuple[Step, ...]
    """In the order of their days."""
    text: Text | None = None
    questionnaire: str | None = None
    """An id."""
    paths: tuple[str, ...]
    """Where projects are looked for."""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(facet id, choice ids): only projects that have one of them."""
    listed: tuple[Listed, ...] | None = None
    """Those that are expected; None: all that are found."""
    group: str | None = None
    """A facet: the unit of a project."""
    excused: tuple[Excuse, ...] = ()
    contacts: tuple[tuple[str, Contact], ...] = ()
    """By choice of `group`."""
    sender: Contact | None = None
