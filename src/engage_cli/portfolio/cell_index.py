"""Which projects have which cells: most cells are those of many, so that each is looked at once for all of them."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from engage_cli.portfolio.portfolio import Line
from engage_cli.portfolio.rows import AdviceCell, GateCell, NodeCell, QuestionCell, Row
from engage_cli.portfolio.step_cells import StepCell
from engage_cli.slugs import neutral

Places: TypeAlias = "array[int]"
"""Of projects among those added, from 0."""
C = TypeVar("C")


class CellIndex:
    """`add` every project, then ask who has a cell."""

    def __init__(self) -> None:
        self.added: list[Line] = []
        self.sections: dict[NodeCell, Places] = _places()
        self.questions: dict[QuestionCell, Places] = _places()
        self.gates: dict[GateCell, Places] = _places()
        self.advice: dict[AdviceCell, Places] = _places()
        self.path: dict[StepCell, Places] = _places()

    def add(self, line: Line, row: Row) -> None:
        """Adds a project."""
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
        """By place: where the project stands in the neutral order of names."""
        names = [(neutral(line.name), line.key) for line in self.added]
        ranks = [0] * len(names)
        for rank, place in enumerate(sorted(range(len(names)), key=names.__getitem__)):
            ranks[place] = rank
        return ranks


def _places() -> dict[Any, Places]:
    return defaultdict(lambda: array("I"))


class Ordered:
    """The projects of an index in the neutral order of their names."""

    def __init__(self, index: CellIndex) -> None:
        self._added, self._ranks = index.added, index.ranks()
        self.lines = self.those(range(len(index.added)))

    def those(self, places: Iterable[int]) -> tuple[Line, ...]:
        """The projects at `places`."""
        return tuple([self._added[place] for place in sorted(places, key=self._ranks.__getitem__)])

    def having(self, found: Mapping[C, Places]) -> Iterator[tuple[Line, C]]:
        """The projects that have the cells in `found`, each with its cell."""
        pairs = [(self._ranks[place], place, cell) for cell, places in found.items() for place in places]
        pairs.sort(key=lambda one: one[0])
        return ((self._added[place], cell) for _rank, place, cell in pairs)


def by_id(found: Mapping[C, Places], attribute: str) -> dict[str, dict[C, Places]]:
    """Cells by the id in an attribute of theirs."""
    sorted_: dict[str, dict[C, Places]] = defaultdict(dict)
    for cell, places in found.items():
        sorted_[getattr(cell, attribute)][cell] = places
    return sorted_
