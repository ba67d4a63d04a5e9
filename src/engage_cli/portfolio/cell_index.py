"""An inverted index from cells to projects: equal cells of many projects are stored and looked at once."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from engage_cli.portfolio.portfolio import ProjectLine
from engage_cli.portfolio.rows import AdviceCell, GateCell, NodeCell, QuestionCell, Row
from engage_cli.portfolio.step_cells import StepCell
from engage_cli.slugs import sort_key

Places: TypeAlias = "array[int]"
"""Indices of projects, in the order in which they were added, from 0."""
C = TypeVar("C")


class CellIndex:
    """Collects projects with `add` and tells which of them have a given cell."""

    def __init__(self) -> None:
        self.added: list[ProjectLine] = []
        self.sections: dict[NodeCell, Places] = _places()
        self.questions: dict[QuestionCell, Places] = _places()
        self.gates: dict[GateCell, Places] = _places()
        self.advice: dict[AdviceCell, Places] = _places()
        self.path: dict[StepCell, Places] = _places()

    def add(self, line: ProjectLine, row: Row) -> None:
        """Adds a project with all its cells."""
        place = len(self.added)
        self.added.append(line)
        kinds: tuple[tuple[dict[Any, Places], Iterable[Any]], ...] = (
            (self.sections, row.sections), (self.questions, row.questions), (self.gates, row.gates),
            (self.advice, row.advice), (self.path, row.path),
        )  # fmt: skip
        for found, cells in kinds:
            for cell in cells:
                found[cell].append(place)

    def ranks(self) -> list[int]:
        """By index of the project: its rank in alphabetical order of names."""
        names = [(sort_key(line.name), line.key) for line in self.added]
        ranks = [0] * len(names)
        for rank, place in enumerate(sorted(range(len(names)), key=names.__getitem__)):
            ranks[place] = rank
        return ranks


def _places() -> dict[Any, Places]:
    return defaultdict(lambda: array("I"))


class NameOrder:
    """The projects of an index in alphabetical order of their names."""

    def __init__(self, index: CellIndex) -> None:
        self._added, self._ranks = index.added, index.ranks()
        self.lines = self.lines_at(range(len(index.added)))

    def lines_at(self, places: Iterable[int]) -> tuple[ProjectLine, ...]:
        """The projects with these indices, in alphabetical order."""
        return tuple([self._added[place] for place in sorted(places, key=self._ranks.__getitem__)])

    def lines_with(self, found: Mapping[C, Places]) -> Iterator[tuple[ProjectLine, C]]:
        """(project, cell) for each project that has one of the cells in `found`, in alphabetical order."""
        pairs = [(self._ranks[place], place, cell) for cell, places in found.items() for place in places]
        pairs.sort(key=lambda one: one[0])
        return ((self._added[place], cell) for _rank, place, cell in pairs)


def group_by_id(found: Mapping[C, Places], attribute: str) -> dict[str, dict[C, Places]]:
    """Cells grouped by the value of their `attribute`, an id."""
    sorted_: dict[str, dict[C, Places]] = defaultdict(dict)
    for cell, places in found.items():
        sorted_[getattr(cell, attribute)][cell] = places
    return sorted_
