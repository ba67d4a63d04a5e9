"""Collects the participants of a campaign: projects read, projects that could not be read, and listed ones not
found."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from engage_cli.batch.project_filter import Where, matches
from engage_cli.batch.row_source import ProjectRow
from engage_cli.campaign.campaign import Campaign, CampaignStep, Excuse, ListedProject
from engage_cli.campaign.goals import Lack, LackReason, Lacks, find_lacks
from engage_cli.campaign.loading import is_path
from engage_cli.campaign.policies import Policies
from engage_cli.campaign.standing import NOT_FOUND, NOT_READ, Participant, step_status
from engage_cli.errors import Message, Problem
from engage_cli.i18n import Translator
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.rows import FacetValues
from engage_cli.questionnaire.library import PROJECT_FILE

One = TypeVar("One", Excuse, ListedProject)


class Participants:
    """Turns projects into participants, and tracks which entries of the list and which excuses were used."""

    def __init__(self, campaign: Campaign, policies: Policies, day: dt.date, typed: Where) -> None:
        self._campaign, self._policies, self._day, self._typed = campaign, policies, day, typed
        self._listed: set[str] = set()
        """What was found of the list."""
        self._excused: set[int] = set()
        """Positions of excuses whose project was found."""

    def takes_part(self, project: ProjectRow) -> bool:
        """Whether a project is on the list, if there is one, and passes the filters of campaign and command line."""
        excuses = self._excuses(project.path, project.row.id, project.row.key)
        listed = list(self._named(self._campaign.listed, project.path, project.row.id, project.row.key))
        self._listed.update(one.project for one in listed)
        expected = bool(listed) if self._campaign.listed is not None else True
        takes = expected and matches(project.row.facets, self._campaign.where)
        if takes:
            self._excused.update(id(one) for one in excuses)
        return takes and matches(project.row.facets, self._typed)

    def read(self, project: ProjectRow, questionnaire: Questionnaire) -> Participant:
        """The participant of a project that could be read. Raises UsageError, and InputError for a policy."""
        row = project.row

        def judge(step: CampaignStep) -> Iterator[Lacks]:
            yield from find_lacks(step.reach, row, questionnaire)
            if step.reach.policy:
                yield self._policies.lacks(project.path, step.reach.policy)

        excuses = self._excuses(project.path, row.id, row.key)
        return Participant(
            key=row.key, id=row.id, name=row.name, path=project.path, facets=row.facets, row=row,
            questionnaire=questionnaire,
            steps=tuple(step_status(step, judge, excuses, self._day) for step in self._campaign.steps),
        )  # fmt: skip

    def unread(self, problems: Iterable[Problem], tr: Translator) -> Iterator[Participant]:
        """Participants for projects that could not be read; where there is a list, only for those on it."""
        found: dict[str, list[Problem]] = {}
        for problem in problems:
            found.setdefault(problem.path, []).append(problem)
        for path, those in found.items():
            listed = list(self._named(self._campaign.listed, path, None, None))
            self._listed.update(one.project for one in listed)
            if listed or self._campaign.listed is None:
                excuses = self._excuses(path, None, None)
                self._excused.update(id(one) for one in excuses)
                items = tuple(problem.message.say(tr) for problem in those)
                facets = dict(listed[0].facets) if listed else {}
                yield self._without((path, path, facets), (NOT_READ, items), excuses)

    def missing(self) -> Iterator[Participant]:
        """Participants for listed projects that were not found, except those that the typed filter leaves out."""
        for one in self._campaign.listed or ():
            if one.project not in self._listed and matches(_facets(one), self._typed):
                excuses = [e for e in self._campaign.excused if e.project == one.project]
                self._excused.update(id(e) for e in excuses)
                yield self._without((one.project, None, _facets(one)), (NOT_FOUND, ()), excuses)

    def unused_excuses(self) -> tuple[Excuse, ...]:
        """Excuses of projects that do not take part; empty where a typed filter left projects out, as one cannot
        tell."""
        return () if self._typed else tuple(one for one in self._campaign.excused if id(one) not in self._excused)

    def _without(
        self, about: tuple[str, str | None, FacetValues], why: tuple[Message, tuple[str, ...]], excuses: list[Excuse]
    ) -> Participant:
        (name, path, facets), (message, items) = about, why
        lack = Lack(why=LackReason.UNJUDGED, message=message, items=items)
        steps = [step_status(step, lambda _step: iter([(lack,)]), excuses, self._day) for step in self._campaign.steps]
        return Participant(key=name, name=name, path=path, facets=facets, steps=tuple(steps))

    def _excuses(self, path: str, id: str | None, key: str | None) -> list[Excuse]:
        return list(self._named(self._campaign.excused, path, id, key))

    @staticmethod
    def _named(entries: Sequence[One] | None, path: str, id: str | None, key: str | None) -> Iterator[One]:
        file = Path(path).resolve()
        places = (file, file.parent) if file.name == PROJECT_FILE else (file,)
        for one in entries or ():
            by_path = is_path(one.project) and Path(one.project).resolve() in places
            if by_path or one.project in (id, key):
                yield one


def _facets(listed: ListedProject) -> FacetValues:
    return {id: {"true": True, "false": False}.get(said, said) for id, said in listed.facets}
