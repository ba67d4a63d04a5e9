"""A project: its charter, its answers with their evidence, its actions, waivers and milestones. Frozen values."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from engage_cli.model.scales import EvidenceKind

FacetValue = str | bool | tuple[str, ...] | None
"""A choice id, yes or no, several choice ids, or None for "unknown". A facet left out is absent from the mapping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who leads the project."""

    name: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page about the project."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """When the project begins, opens and ends; any may be missing."""

    start: dt.date | None = None
    opening: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """A project's own description."""

    name: str
    id: str | None = None
    summary: str | None = None
    audience: str | None = None
    facets: Mapping[str, FacetValue] = field(default_factory=dict)
    decision_requested: str | None = None
    lead: Person | None = None
    dates: Dates = Dates()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A pointer to something an outsider could open, never the thing itself."""

    title: str
    kind: EvidenceKind = EvidenceKind.DOCUMENT
    where: str | None = None
    date: dt.date | None = None
    holder: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Exactly one of `choice`, `choices`, `text`, `unknown`, `reason` is given."""

    choice: str | None = None
    choices: tuple[str, ...] | None = None
    text: str | None = None
    unknown: bool = False
    reason: str | None = None
    """Not applicable: the kind of reason..."""
    because: str | None = None
    """...and the sentence."""
    criteria: tuple[str, ...] = ()
    """Ids of the criteria that are met."""
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None
    by: str | None = None

    @property
    def not_applicable(self) -> bool:
        return self.reason is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A recommendation taken up."""

    id: str
    do: str
    question: str | None = None
    owner: str | None = None
    due: dt.date | None = None
    status: str = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding put off, by whom and until when."""

    rule: str
    because: str
    approved_by: str
    until: dt.date
    question: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Which questionnaire a project was answered against."""

    id: str
    version: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """An assessment as it stood on a day."""

    name: str
    date: dt.date
    questionnaire: Reference | None = None
    scope: str = "full"
    """"full" or "quick"."""
    facets: Mapping[str, FacetValue] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project file: a charter, answers, and what is done about them."""

    charter: Charter
    questionnaire: Reference | None = None
    date: dt.date | None = None
    """Of the last saved answer."""
    scope: str = "full"
    """"full" or "quick"."""
    participants: tuple[str, ...] = ()
    targets: Mapping[str, str] = field(default_factory=dict)
    """Section id → choice id of its scale."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By question id, those of unknown questions included."""
    to_check: tuple[str, ...] = ()
    """Gate questions ticked "to be checked" in a quick run."""
    actions: tuple[Action, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    milestones: tuple[Milestone, ...] = ()
