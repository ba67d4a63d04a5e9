"""Which choices of the questionnaire's facets are served by how many projects, and by none."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from engage_cli.model.scales import Facet
from engage_cli.model.text import Text
from engage_cli.values import Value


class HasFacets(Protocol):
    """Anything that can tell which choices of facets a project has."""

    def has(self, facet: str, choice: str) -> bool:
        """Whether the project says `choice` (an id) to `facet` (an id)."""


class Coverage(Value, kw_only=True):
    """The choices of a facet, or the tags of a group, each with how many projects serve it."""

    id: str
    title: Text | None
    of: int
    """Projects in all."""
    counts: tuple[tuple[str, Text, int, int], ...]
    """(id, label, projects that serve it, projects that it concerns)."""

    @property
    def by_none(self) -> tuple[Text, ...]:
        """Labels of the choices or tags that no project serves."""
        return tuple(label for _, label, serving, _ in self.counts if serving == 0)


class Crossing(Value, kw_only=True):
    """One facet by another: how many projects have both choices."""

    rows: Facet
    columns: Facet
    counts: tuple[tuple[int, ...], ...]
    """By choice of `rows`, then of `columns`."""
    totals: tuple[int, ...]
    """Projects by choice of `columns`."""


def coverage_of(facet: Facet, projects: Sequence[HasFacets]) -> Coverage:
    """How many of `projects` have each choice of `facet`."""
    counts = ((c, sum(project.has(facet.id, c.id) for project in projects)) for c in facet.choices)
    found = tuple((choice.id, choice.label, n, len(projects)) for choice, n in counts)
    return Coverage(id=facet.id, title=facet.ask, of=len(projects), counts=found)


def crossings(
    covering: Sequence[Facet], grouping: Sequence[Facet], projects: Sequence[HasFacets]
) -> Iterator[Crossing]:
    """Each of `covering` by each of `grouping`; choices of `grouping` that no project has are columns too."""
    for rows in covering:
        for columns in grouping:
            yield _crossing(rows, columns, projects)


def _crossing(rows: Facet, columns: Facet, projects: Iterable[HasFacets]) -> Crossing:
    counts = [[0] * len(columns.choices) for _ in rows.choices]
    totals = [0] * len(columns.choices)
    for project in projects:
        held = [at for at, choice in enumerate(columns.choices) if project.has(columns.id, choice.id)]
        for at in held:
            totals[at] += 1
        for row, choice in enumerate(rows.choices):
            if project.has(rows.id, choice.id):
                for at in held:
                    counts[row][at] += 1
    return Crossing(rows=rows, columns=columns, counts=tuple(map(tuple, counts)), totals=tuple(totals))
