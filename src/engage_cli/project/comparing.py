"""Compares a file of answers with a project: what it would change, and where the two clash.

Begin with `find_changes`.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum

from engage_cli.errors import Problem
from engage_cli.model.project import Project, Reference
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.merging import Clash, Part, Plain, Side, clash_of, merge_answers, normalised
from engage_cli.project.parsing import answer_as_yaml, facet_as_yaml
from engage_cli.values import Value, replace


class Collected(Value, kw_only=True):
    """A file of answers, as far as it fits the questionnaire."""

    reference: Reference | None
    """Which questionnaire the file says it answers."""
    respondent: str | None
    date: dt.date | None
    scope: str | None
    values: Mapping[Part, Mapping[str, Plain]]
    """The answers and facets of the file by part, then id; None for one that is taken back."""
    seals: Mapping[Part, Mapping[str, str]]
    """The digest of each value of the project as it was when the page was made, by part, then id."""
    unplaced: Mapping[str, Mapping[Part, Mapping[str, Plain]]]
    """Values with no place in this version, by the version of the questionnaire that they were given to."""
    remarks: tuple[Problem, ...]
    """Why those values have no place."""
    waiting: tuple[str, ...]
    """Questions with a note or evidence in the file, but without an answer."""


class ChangeKind(StrEnum):
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
    """One answer or facet on which a file says something else than the project."""

    kind: ChangeKind
    part: Part
    id: str
    ours: Plain
    """The value of the project; None where it has none."""
    theirs: Plain
    """The value of the file, None where it is taken back; once decided, the value that the project will hold."""
    clash: Clash | None = None
    """How the two contradict each other; None unless it is a conflict."""
    kept: bool = False
    """Whether the project's own answer stays, with what the file adds to it."""

    def settled(self, side: Side) -> "Change | None":
        """The change to record of a conflict that `side` wins, with notes and evidence of both.

        None where nothing changes.
        """
        winner, other = (self.ours, self.theirs) if side is Side.OURS else (self.theirs, self.ours)
        value = merge_answers(winner, other)
        return (
            None if normalised(value) == normalised(self.ours) else replace(self, theirs=value, kept=side is Side.OURS)
        )


def find_changes(found: Collected, project: Project, questionnaire: Questionnaire) -> tuple[Change, ...]:
    """What the file would change in the project, in the questionnaire's order, facets first."""
    facets = {id: facet_as_yaml(value) for id, value in project.charter.facets.items()}
    answers = {id: answer_as_yaml(answer) for id, answer in project.answers.items()}
    order = [*((Part.FACETS, f.id) for f in questionnaire.facets), *((Part.ANSWERS, id) for id in questionnaire.by_id)]
    ours = {Part.FACETS: facets, Part.ANSWERS: answers}
    made = (_change(found, part, id, ours[part].get(id)) for part, id in order if id in found.values[part])
    return tuple(change for change in made if change is not None)


def is_replacement(change: Change) -> bool:
    """Whether the change replaces something that the project says."""
    return change.ours is not None and change.kind is not ChangeKind.ADDED and not change.kept


def seal(value: Plain) -> str:
    """The digest of an answer or facet, whoever gave it; equal values have equal seals."""
    text = json.dumps(normalised(value), sort_keys=True, ensure_ascii=False)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _change(found: Collected, part: Part, id: str, ours: Plain) -> Change | None:
    theirs = found.values[part][id]
    if normalised(ours) == normalised(theirs):
        return None
    seen = found.seals[part].get(id)
    if seen == (None if ours is None else seal(ours)):
        kind = ChangeKind.NEW if ours is None else ChangeKind.WITHDRAWN if theirs is None else ChangeKind.CHANGED
        return Change(kind=kind, part=part, id=id, ours=ours, theirs=theirs)
    clash = clash_of(part, ours, theirs)
    if clash is not None:
        return Change(kind=ChangeKind.CONFLICT, part=part, id=id, ours=ours, theirs=theirs, clash=clash)
    return Change(kind=ChangeKind.ADDED, part=part, id=id, ours=ours, theirs=theirs).settled(Side.OURS)
