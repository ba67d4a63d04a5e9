"""A project: its charter, its answers with their evidence, its actions, waivers and milestones. Frozen values."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from engage_cli.i18n import LANGUAGE
from engage_cli.model.path import StepNote
from engage_cli.model.scales import EvidenceKind
from engage_cli.values import Value, asdict, field

UNKNOWN = "unknown"
"""What a facet says in a file when nobody knows; people may write it in one of our languages."""
UNKNOWN_WORDS = tuple(dict.fromkeys((UNKNOWN, *(word for row in LANGUAGE.values() for word in row.unknown))))
YES_WORDS, NO_WORDS = tuple(row.yes[0] for row in LANGUAGE.values()), tuple(row.no[0] for row in LANGUAGE.values())
"""What a facet of yes or no may say in a file, in whatever language, besides true and false."""
FacetValue = str | bool | tuple[str, ...] | None
"""A choice id, yes or no, several choice ids, or None for "unknown". A facet left out is absent from the mapping."""


def nobody_knows(value: object) -> bool:
    """Whether what a facet says means that nobody knows."""
    return isinstance(value, str) and value.casefold() in UNKNOWN_WORDS


class Person(Value, kw_only=True):
    """Who leads the project."""

    name: str | None = None
    role: str | None = None


class Link(Value, kw_only=True):
    """A page about the project."""

    title: str
    url: str


class Dates(Value, kw_only=True):
    """When the project begins, opens and ends; any may be missing."""

    start: dt.date | None = None
    opening: dt.date | None = None
    end: dt.date | None = None

    def disorder(self) -> tuple[str, str] | None:
        """Two of them, by name, of which the second should not come before the first; None where they follow."""
        given = [(name, day) for name, day in asdict(self).items() if day]
        return next(((a, b) for (a, first), (b, second) in pairwise(given) if second < first), None)


class Charter(Value, kw_only=True):
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


class Evidence(Value, kw_only=True):
    """A pointer to something an outsider could open, never the thing itself."""

    title: str
    kind: EvidenceKind = EvidenceKind.DOCUMENT
    where: str | None = None
    date: dt.date | None = None
    holder: str | None = None


Span = tuple[str, str]
"""The lowest and the highest level that several voices hold, by their choice ids."""


class Agreed(Value, kw_only=True, rename={"span": "from"}):
    """That several voices agreed on an answer: never who held what, nor how many held it."""

    on: dt.date | None = None
    voices: int | None = None
    """How many had answered."""
    span: Span | None = None
    """Where they stood before (`from` in YAML); None where the answers are no levels."""
    because: str | None = None


class Apart(Value, kw_only=True, rename={"span": "from"}):
    """That voices differ on a question, and nothing is agreed."""

    on: dt.date | None = None
    voices: int | None = None
    span: Span | None = None


class Answer(Value, kw_only=True):
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
    reviewed: dt.date | None = None
    """The day on which a later assessment looked at it again; it changes no result."""
    agreed: Agreed | None = None
    """None: one person or the whole team gave it at once."""

    @property
    def not_applicable(self) -> bool:
        """Whether the question was said not to apply."""
        return self.reason is not None


FINISHED = ("done", "dropped")
"""The states of an action of which nothing is to be done any more."""


class Action(Value, kw_only=True):
    """Something that the team has taken up: a recommendation, or what it set itself."""

    id: str
    do: str
    question: str | None = None
    recommendation: str | None = None
    """The id of the recommendation that it was; the questionnaire may have dropped it since."""
    owner: str | None = None
    due: dt.date | None = None
    status: str = "open"
    done: dt.date | None = None
    because: str | None = None
    """Why it was dropped."""

    @property
    def finished(self) -> bool:
        """Whether it is done or dropped."""
        return self.status in FINISHED

    def overdue(self, day: dt.date) -> bool:
        """Whether it is still to be done and was due before `day`."""
        return not self.finished and self.due is not None and self.due < day


class Waiver(Value, kw_only=True):
    """A finding put off, by whom and until when."""

    rule: str
    question: str
    """What the finding is on: mostly a question, else a facet, a section, an index, an action or the whole."""
    because: str
    approved_by: str
    until: dt.date


class Reference(Value, kw_only=True):
    """Which questionnaire a project was answered against."""

    id: str
    version: str | None = None
    digest: str | None = None


Ends = tuple[Fraction, Fraction]
"""The worst and the best case of a share from 0 to 1."""


class FrozenNode(Value, kw_only=True):
    """What a section or index came to."""

    points: Ends | None
    """Share of the full points, on evidence; None where nothing was in force."""
    attainment: Ends | None
    """Share of what was expected."""
    bands: tuple[str, str] | None
    """Ids."""


class FrozenScores(Value, kw_only=True):
    """The results of a milestone as they were when it was made."""

    answered: int
    in_force: int
    indices: Mapping[str, FrozenNode]
    sections: Mapping[str, FrozenNode]
    gates: Mapping[str, str]
    """By question id, the state that the blocking requirement was in."""


class Milestone(Value, kw_only=True):
    """An assessment as it stood on a day."""

    name: str
    date: dt.date
    questionnaire: Reference | None = None
    scope: str = "full"
    """"full" or "quick"."""
    facets: Mapping[str, FacetValue] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    """Without reason and who agreed: they decide the state of blocking requirements."""
    frozen: FrozenScores | None = None
    """None where the results were not written down."""


class Misfit(StrEnum):
    """What was said to another version of the questionnaire and has no place in this one."""

    ANSWER = "answer"
    FACET = "facet"
    TARGET = "target"


class Unplaced(Value):
    """Something said that has no place in this version of the questionnaire: kept in the file, and not counted."""

    kind: Misfit
    id: str
    """Of the question, facet or section."""


class Earlier(Value, kw_only=True):
    """An answer to an older version of the questionnaire, kept beside in the file: no answer to what is asked now."""

    version: str
    id: str
    """Of its question then."""
    answer: Answer


class Project(Value, kw_only=True):
    """A project file: a charter, answers, and what is done about them."""

    charter: Charter
    questionnaire: Reference | None = None
    date: dt.date | None = None
    """Of the last saved answer."""
    scope: str = "full"
    """"full" or "quick"."""
    next_review: dt.date | None = None
    """When the team means to go through its answers again."""
    participants: tuple[str, ...] = ()
    targets: Mapping[str, str] = field(default_factory=dict)
    """Section id → choice id of its scale."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """By question id, as far as they fit the questionnaire."""
    unplaced: tuple[Unplaced, ...] = ()
    """What does not fit; only where another version was answered."""
    earlier: Mapping[str, tuple[Earlier, ...]] = field(default_factory=dict)
    """By the id of the question that asks now what they answered."""
    to_check: tuple[str, ...] = ()
    """Gate questions ticked "to be checked" in a quick run."""
    apart: Mapping[str, Apart] = field(default_factory=dict)
    """By question id: where voices differ and nothing is agreed."""
    actions: tuple[Action, ...] = ()
    path: Mapping[str, StepNote] = field(default_factory=dict)
    """What is noted of the steps of its path, by id."""
    waivers: tuple[Waiver, ...] = ()
    milestones: tuple[Milestone, ...] = ()
