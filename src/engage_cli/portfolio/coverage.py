"""Coverage: how many projects have each choice of the questionnaire's facets, and which choices none has."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Protocol

from engage_cli.model.scales import Facet
from engage_cli.model.text import Text
from engage_cli.portfolio.rows import FacetValues
from engage_cli.values import Value


def stated_choices(facets: FacetValues, facet: str) -> tuple[str, ...]:
    """The ids of the choices that `facets` has for the facet with the id `facet`."""
    value = facets.get(facet)
    return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()


class HasFacets(Protocol):
    """Anything that can tell its choices of a facet."""

    def choices(self, facet: str) -> tuple[str, ...]:
        """The ids of the choices for the facet with the id `facet`."""


class Coverage(Value, kw_only=True):
    """The choices of a facet, or the tags of a group, with the number of projects that serve each."""

    id: str
    title: Text | None
    label: Text | None
    """A short title, where the questionnaire gives one."""
    of: int
    """The number of all projects."""
    counts: tuple[tuple[str, Text, int, int], ...]
    """(id, label, number of projects that serve it, number of projects to which it applies)."""

    @property
    def by_none(self) -> tuple[Text, ...]:
        """The labels of the choices or tags that no project serves."""
        return tuple(label for _, label, serving, _ in self.counts if serving == 0)


class CrossTable(Value, kw_only=True):
    """A contingency table of two facets: the number of projects that have both choices."""

    rows: Facet
    columns: Facet
    counts: tuple[tuple[int, ...], ...]
    """One tuple for each choice of `rows`, with a number for each choice of `columns`."""
    totals: tuple[int, ...]
    """The number of projects by choice of `columns`."""


def coverage_of(facet: Facet, projects: Sequence[HasFacets]) -> Coverage:
    """How many of `projects` have each choice of `facet`."""
    held = Counter(choice for project in projects for choice in project.choices(facet.id))
    found = tuple((choice.id, choice.label, held[choice.id], len(projects)) for choice in facet.choices)
    return Coverage(id=facet.id, title=facet.ask, label=facet.label, of=len(projects), counts=found)


def cross_tables(
    covering: Sequence[Facet], grouping: Sequence[Facet], projects: Sequence[HasFacets]
) -> Iterator[CrossTable]:
    """A table of each facet in `covering` by each in `grouping`; choices of `grouping` that no project has are columns
    too."""
    for rows in covering:
        for columns in grouping:
            yield _crossing(rows, columns, projects)


def _crossing(rows: Facet, columns: Facet, projects: Iterable[HasFacets]) -> CrossTable:
    both, totals = Counter[tuple[str, str]](), Counter[str]()
    for project in projects:
        held = project.choices(columns.id)
        totals.update(held)
        both.update(product(project.choices(rows.id), held))
    return CrossTable(
        rows=rows,
        columns=columns,
        counts=tuple(tuple(both[row.id, column.id] for column in columns.choices) for row in rows.choices),
        totals=tuple(totals[column.id] for column in columns.choices),
    )
