"""Where a file of answers says something else than the project, and what is to be recorded of it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum

from engage_cli.errors import Problem
from engage_cli.model.project import Project, Reference
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.merging import Clash, Part, Plain, Side, added_up, clash_of, normal
from engage_cli.project.parsing import answer_as_yaml, facet_as_yaml
from engage_cli.values import Value, replace


class Collected(Value, kw_only=True):
    """A file of answers, as far as it fits."""

    reference: Reference | None
    """Which questionnaire the file says it answers."""
    respondent: str | None
    date: dt.date | None
    scope: str | None
    values: Mapping[Part, Mapping[str, Plain]]
    """By id; None: taken back."""
    seals: Mapping[Part, Mapping[str, str]]
    """Of what a value replaces, as it was when the page was made."""
    unplaced: Mapping[str, Mapping[Part, Mapping[str, Plain]]]
    """By version of the questionnaire: what was given to it and does not fit this one."""
    remarks: tuple[Problem, ...]
    """Why the unplaced do not fit."""
    waiting: tuple[str, ...]
    """Questions with a note or evidence in the file, but without an answer."""


class Kind(StrEnum):
    """What an answer of the file would do to that of the project."""

    NEW = "new"
    CHANGED = "changed"
    """The project holds what the page was made with."""
    WITHDRAWN = "withdrawn"
    ADDED = "added"
    """The answer is the same; the file has notes or evidence besides, which are added."""
    CONFLICT = "conflict"
    """The project holds something else than the page was made with, or nobody knows what that was."""


class Change(Value, kw_only=True):
    """Where a file says something else than the project."""

    kind: Kind
    part: Part
    id: str
    ours: Plain
    """What the project holds, None for nothing."""
    theirs: Plain
    """What the file says, None for taken back; of what is recorded, what the project will hold."""
    clash: Clash | None = None
    """Of a conflict."""
    kept: bool = False
    """The project's own answer stays, with what the file adds to it."""

    def settled(self, side: Side) -> "Change | None":
        """What to record of a conflict where `side` is right: notes and evidence of both; None: no change."""
        winner, other = (self.ours, self.theirs) if side is Side.OURS else (self.theirs, self.ours)
        value = added_up(winner, other)
        return None if normal(value) == normal(self.ours) else replace(self, theirs=value, kept=side is Side.OURS)


def changes(found: Collected, project: Project, questionnaire: Questionnaire) -> tuple[Change, ...]:
    """Where the file says something else than the project, in the questionnaire's order, facets first."""
    facets = {id: facet_as_yaml(value) for id, value in project.charter.facets.items()}
    answers = {id: answer_as_yaml(answer) for id, answer in project.answers.items()}
    order = [*((Part.FACETS, f.id) for f in questionnaire.facets), *((Part.ANSWERS, id) for id in questionnaire.by_id)]
    ours = {Part.FACETS: facets, Part.ANSWERS: answers}
    made = (_change(found, part, id, ours[part].get(id)) for part, id in order if id in found.values[part])
    return tuple(change for change in made if change is not None)


def replaces(change: Change) -> bool:
    """Whether something of the project gives way."""
    return change.ours is not None and change.kind is not Kind.ADDED and not change.kept


def seal(value: Plain) -> str:
    """The digest of an answer or facet, whoever gave it: equal seals, equal values."""
    text = json.dumps(normal(value), sort_keys=True, ensure_ascii=False)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _change(found: Collected, part: Part, id: str, ours: Plain) -> Change | None:
    theirs = found.values[part][id]
    if normal(ours) == normal(theirs):
        return None
    seen = found.seals[part].get(id)
    if seen == (None if ours is None else seal(ours)):
        kind = Kind.NEW if ours is None else Kind.WITHDRAWN if theirs is None else Kind.CHANGED
        return Change(kind=kind, part=part, id=id, ours=ours, theirs=theirs)
    clash = clash_of(part, ours, theirs)
    if clash is not None:
        return Change(kind=Kind.CONFLICT, part=part, id=id, ours=ours, theirs=theirs, clash=clash)
    return Change(kind=Kind.ADDED, part=part, id=id, ours=ours, theirs=theirs).settled(Side.OURS)
