"""Which choices of the questionnaire's facets are served by how many projects, and by none."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Protocol

from engage_cli.model.scales import Facet
from engage_cli.model.text import Text
from engage_cli.portfolio.rows import FacetValues
from engage_cli.values import Value


def choices_said(facets: FacetValues, facet: str) -> tuple[str, ...]:
    """Ids of the choices that `facets` say to `facet` (an id)."""
    value = facets.get(facet)
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


class HasFacets(Protocol):
    """Anything that can tell which choices of facets a project has."""

    def choices(self, facet: str) -> tuple[str, ...]:
        """What the project says to `facet` (an id): ids of its choices."""


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
    held = Counter(choice for project in projects for choice in project.choices(facet.id))
    found = tuple((choice.id, choice.label, held[choice.id], len(projects)) for choice in facet.choices)
    return Coverage(id=facet.id, title=facet.ask, of=len(projects), counts=found)


def crossings(
    covering: Sequence[Facet], grouping: Sequence[Facet], projects: Sequence[HasFacets]
) -> Iterator[Crossing]:
    """Each of `covering` by each of `grouping`; choices of `grouping` that no project has are columns too."""
    for rows in covering:
        for columns in grouping:
            yield _crossing(rows, columns, projects)


def _crossing(rows: Facet, columns: Facet, projects: Iterable[HasFacets]) -> Crossing:
    both, totals = Counter[tuple[str, str]](), Counter[str]()
    for project in projects:
        held = project.choices(columns.id)
        totals.update(held)
        both.update(product(project.choices(rows.id), held))
    return Crossing(
        rows=rows,
        columns=columns,
        counts=tuple(tuple(both[row.id, column.id] for column in columns.choices) for row in rows.choices),
        totals=tuple(totals[column.id] for column in columns.choices),
    )
