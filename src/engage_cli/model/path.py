"""The path of a project: the steps that a questionnaire declares, and what a project notes of them."""

import datetime as dt
from enum import StrEnum

from engage_cli.model.condition import Condition
from engage_cli.model.text import Text
from engage_cli.values import Value


class Step(Value, kw_only=True, rename={"partners": "with"}):
    """One step of the path, as the questionnaire declares it."""

    id: str
    title: Text
    do: Text
    """What is done in the step."""
    lead: str
    """The id of the lead who carries it out."""
    partners: tuple[str, ...] = ()
    """The ids of the leads who take part (`with` in YAML)."""
    due: str | None = None
    """First choice of the timeline at which it is to be done; None: from the very start."""
    when: Condition | None = None
    """The condition under which it concerns a project; None: every project."""
    command: str | None = None
    """The command of engage that serves it, with `{project}` where the project stands."""
    resources: tuple[str, ...] = ()
    """The ids of documents that serve it."""


class StepStatus(StrEnum):
    """What a project can note of a step."""

    DONE = "done"
    SKIPPED = "skipped"


class StepNote(Value, kw_only=True):
    """What a project notes of one step of its path."""

    status: StepStatus
    date: dt.date | None = None
    note: str | None = None
    """Why it is skipped, or what came of it."""
