"""How actions of many projects stand, added up by the unit that should answer their questions, and by who does them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from engage_cli.model.project import FINISHED
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Label
from engage_cli.portfolio.action_cells import ActionCell
from engage_cli.portfolio.rows import Row
from engage_cli.slugs import neutral
from engage_cli.values import Value

STATUSES = ("open", "started", "done", "dropped")


class Followed(Value, kw_only=True):
    """The actions of one unit, or of one person or team."""

    unit: Label | None = None
    owner: str | None = None
    """Neither of both: the actions that name none."""
    projects: int
    open: int
    started: int
    late: int
    """Of those that are open or started."""
    done: int
    again: int
    """Of those that are done: the answer is to be looked at again."""
    dropped: int


@dataclass(slots=True)
class _Tally:
    projects: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATUSES, 0))
    late: int = 0
    again: int = 0

    def add(self, action: ActionCell, key: str, day: dt.date) -> None:
        self.projects.add(key)
        self.counts[action.status] += 1
        self.late += action.status not in FINISHED and action.due is not None and action.due < day
        self.again += action.again

    def followed(self, unit: Label | None = None, owner: str | None = None) -> Followed:
        found = {"projects": len(self.projects), "late": self.late, "again": self.again}
        return Followed(unit=unit, owner=owner, **found, **self.counts)


class ActionAggregator:
    """`add` every row of `questionnaire`, then take what was added up."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._q = questionnaire
        self._units: dict[str | None, _Tally] = defaultdict(_Tally)
        self._owners: dict[str | None, _Tally] = defaultdict(_Tally)

    def add(self, row: Row) -> None:
        """Adds the actions of one project."""
        for action in row.actions:
            about = self._q.by_id.get(action.question or "")
            self._units[about.unit if about else None].add(action, row.key, row.as_of)
            self._owners[action.owner].add(action, row.key, row.as_of)

    def units(self) -> tuple[Followed, ...]:
        """In the questionnaire's order; those that concern no unit last."""
        named = (self._units[one.id].followed(unit=one) for one in self._q.units if one.id in self._units)
        return (*named, *self._without(self._units))

    def owners(self) -> tuple[Followed, ...]:
        """In neutral order; those that nobody has last."""
        names = sorted((one for one in self._owners if one is not None), key=neutral)
        return (*(self._owners[name].followed(owner=name) for name in names), *self._without(self._owners))

    def _without(self, found: dict[str | None, _Tally]) -> Iterable[Followed]:
        return (found[None].followed(),) if None in found else ()
