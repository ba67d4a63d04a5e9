"""The status of actions over many projects, counted by unit that should answer and by owner."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from engage_cli.model.project import FINISHED
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Label
from engage_cli.portfolio.action_cells import ActionCell
from engage_cli.portfolio.rows import Row
from engage_cli.slugs import sort_key
from engage_cli.values import Value

STATUSES = ("open", "started", "done", "dropped")


class ActionTally(Value, kw_only=True):
    """Counts of the actions of one unit or owner; with neither, of the actions that name none."""

    unit: Label | None = None
    owner: str | None = None
    """A person or team."""
    projects: int
    open: int
    started: int
    late: int
    """How many of the open and started ones are overdue."""
    done: int
    again: int
    """How many of the done ones have an answer that is to be reviewed."""
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

    def followed(self, unit: Label | None = None, owner: str | None = None) -> ActionTally:
        found = {"projects": len(self.projects), "late": self.late, "again": self.again}
        return ActionTally(unit=unit, owner=owner, **found, **self.counts)


class ActionAggregator:
    """Counts actions row by row: call `add` for every row, then `units` and `owners`."""

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

    def units(self) -> tuple[ActionTally, ...]:
        """A tally for each unit in the questionnaire's order; actions without a unit last."""
        named = (self._units[one.id].followed(unit=one) for one in self._q.units if one.id in self._units)
        return (*named, *self._without(self._units))

    def owners(self) -> tuple[ActionTally, ...]:
        """A tally for each owner in alphabetical order; actions without an owner last."""
        names = sorted((one for one in self._owners if one is not None), key=sort_key)
        return (*(self._owners[name].followed(owner=name) for name in names), *self._without(self._owners))

    def _without(self, found: dict[str | None, _Tally]) -> Iterable[ActionTally]:
        return (found[None].followed(),) if None in found else ()
