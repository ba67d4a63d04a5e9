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
"""The word in a file for a facet that nobody knows; people may write it in one of engage's languages."""
UNKNOWN_WORDS = tuple(dict.fromkeys((UNKNOWN, *(word for row in LANGUAGE.values() for word in row.unknown))))
YES_WORDS, NO_WORDS = tuple(row.yes[0] for row in LANGUAGE.values()), tuple(row.no[0] for row in LANGUAGE.values())
"""The words for yes and no that a facet may hold, in engage's languages, besides true and false."""
FacetValue = str | bool | tuple[str, ...] | None
"""A choice id, yes or no, several choice ids, or None for "unknown". A facet left out is absent from the mapping."""


def nobody_knows(value: object) -> bool:
    """Whether the value of a facet says that nobody knows."""
    return isinstance(value, str) and value.casefold() in UNKNOWN_WORDS


class Person(Value, kw_only=True):
    """The person who leads the project."""

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

    def out_of_order(self) -> tuple[str, str] | None:
        """The names of two dates of which the second is before the first though it should follow.

        None where all are in order.
        """
        given = [(name, day) for name, day in asdict(self).items() if day]
        return next(((a, b) for (a, first), (b, second) in pairwise(given) if second < first), None)


class Charter(Value, kw_only=True):
    """A project's own description: name, facets, people, dates."""

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
    """The number of voices that had answered."""
    span: Span | None = None
    """The range before they agreed (`from` in YAML); None where the answers are no levels."""
    because: str | None = None


class Apart(Value, kw_only=True, rename={"span": "from"}):
    """That voices differ on a question, and nothing is agreed."""

    on: dt.date | None = None
    voices: int | None = None
    span: Span | None = None


class Answer(Value, kw_only=True):
    """An answer to one question; exactly one of `choice`, `choices`, `text`, `unknown`, `reason` is given."""

    choice: str | None = None
    choices: tuple[str, ...] | None = None
    text: str | None = None
    unknown: bool = False
    reason: str | None = None
    """The id of the kind of reason for which the question does not apply."""
    because: str | None = None
    """The sentence that explains that reason."""
    criteria: tuple[str, ...] = ()
    """The ids of the criteria that are met."""
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None
    by: str | None = None
    reviewed: dt.date | None = None
    """The day on which a later assessment looked at it again; it changes no result."""
    agreed: Agreed | None = None
    """None: one person or the whole team gave it at once."""

    @property
    def not_applicable(self) -> bool:
        """Whether the answer is that the question does not apply."""
        return self.reason is not None


FINISHED = ("done", "dropped")
"""The states of an action that is not to be done any more."""


class Action(Value, kw_only=True):
    """Something that the team does: a recommendation taken up, or an action in its own words."""

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
        """Whether the action is done or dropped."""
        return self.status in FINISHED

    def overdue(self, day: dt.date) -> bool:
        """Whether the action is still to be done and was due before `day`."""
        return not self.finished and self.due is not None and self.due < day


class Waiver(Value, kw_only=True):
    """The decision to put off a finding: by whom, why and until when."""

    rule: str
    question: str
    """What the finding is on: mostly a question, else a facet, a section, an index, an action or the whole."""
    because: str
    approved_by: str
    until: dt.date


class Reference(Value, kw_only=True):
    """The questionnaire that a project answers, as its file names it."""

    id: str
    version: str | None = None
    digest: str | None = None


Ends = tuple[Fraction, Fraction]
"""The worst and the best case of a share from 0 to 1."""


class FrozenNode(Value, kw_only=True):
    """The result of a section or index, as a milestone keeps it."""

    points: Ends | None
    """The share of the full points, evidenced, 0 to 1; None where nothing was in force."""
    attainment: Ends | None
    """The share of what was expected, 0 to 1; None where nothing was."""
    bands: tuple[str, str] | None
    """The ids of the bands at worst and at best; None where it has none."""


class FrozenScores(Value, kw_only=True):
    """The results of an assessment, as a milestone keeps them."""

    answered: int
    in_force: int
    indices: Mapping[str, FrozenNode]
    sections: Mapping[str, FrozenNode]
    gates: Mapping[str, str]
    """The state of each blocking requirement, by question id."""


class Milestone(Value, kw_only=True):
    """An assessment as it stood on a day, kept beside the project."""

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
    """The kinds of things said to another version of the questionnaire that have no place in this one."""

    ANSWER = "answer"
    FACET = "facet"
    TARGET = "target"


class Unplaced(Value):
    """Something said that has no place in this version of the questionnaire: kept in the file, and not counted."""

    kind: Misfit
    id: str
    """The id of the question, facet or section."""


class Earlier(Value, kw_only=True):
    """An answer to an older version of the questionnaire, kept in the file; it does not answer what is asked now."""

    version: str
    id: str
    """The id that its question had in that version."""
    answer: Answer


class Project(Value, kw_only=True):
    """The content of a project file: a charter, answers, and what is done about them."""

    charter: Charter
    questionnaire: Reference | None = None
    date: dt.date | None = None
    """The day of the last saved answer; None where there is none."""
    scope: str = "full"
    """"full" or "quick"."""
    next_review: dt.date | None = None
    """When the team means to go through its answers again."""
    participants: tuple[str, ...] = ()
    targets: Mapping[str, str] = field(default_factory=dict)
    """The level that the team aims at, as a choice id, by section id."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """The answers by question id, as far as they fit the questionnaire."""
    unplaced: tuple[Unplaced, ...] = ()
    """What does not fit the questionnaire; empty unless another version was answered."""
    earlier: Mapping[str, tuple[Earlier, ...]] = field(default_factory=dict)
    """Answers to older versions, by the id of the question that asks the same now."""
    to_check: tuple[str, ...] = ()
    """Gate questions ticked "to be checked" in a quick run."""
    apart: Mapping[str, Apart] = field(default_factory=dict)
    """By question id: where voices differ and nothing is agreed."""
    actions: tuple[Action, ...] = ()
    path: Mapping[str, StepNote] = field(default_factory=dict)
    """What the project notes of the steps of its path, by step id."""
    waivers: tuple[Waiver, ...] = ()
    milestones: tuple[Milestone, ...] = ()
