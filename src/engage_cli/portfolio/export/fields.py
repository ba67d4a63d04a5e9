"""The types that declare an export's tables: their columns, and the rows that a project contributes."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from engage_cli.i18n import N_
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.export.followed import ProjectHistory
from engage_cli.portfolio.rows import Row
from engage_cli.portfolio.since_moment import Found
from engage_cli.values import Value

Values = tuple[object, ...]


class ExportedProject(Value, kw_only=True):
    """Everything that an export takes from one project."""

    row: Row
    questionnaire: Questionnaire
    texts: tuple[tuple[str, str, str, str], ...] = ()
    """(what the text is about, its id, field, text)."""
    followed: ProjectHistory = ProjectHistory()
    since: Found | None = None
    """What changed since a moment; None where that was not asked for."""


class Field(Value):
    """A column of an exported table."""

    name: str
    type: str
    """The type as Table Schema names it."""
    title: str
    """A msgid."""
    required: bool = False
    values: tuple[str, ...] = ()


class Resource(Value, kw_only=True):
    """A table of the export: a CSV file and a sheet of the workbook."""

    name: str
    title: str
    """A msgid."""
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    foreign: tuple[tuple[str, str, str], ...] = ()
    """Foreign keys: (field, other resource, its field)."""
    numbered: bool = False
    """Whether the key is followed by the row's number within its project."""
    rows: Callable[[ExportedProject], Iterable[Hashable]]
    """The items of a project of which each becomes a row by `values`."""
    values: Callable[[Any], Values] = tuple
    """The values of an item in the columns after the key; by default the item is the tuple of values."""


PROJECT = Field("project", "string", N_("Project"), required=True)
OF_PROJECT = (("project", "projects", "project"),)
SCOPES = ("full", "quick")
KIND = Field("kind", "string", N_("Section or index"), required=True, values=("section", "index"))
RESULT = (
    Field("evidenced_low", "number", N_("Share of full points with evidence, at worst")),
    Field("evidenced_high", "number", N_("Share of full points with evidence, at best")),
    Field("attainment_low", "number", N_("Share of what is expected, at worst")),
    Field("attainment_high", "number", N_("Share of what is expected, at best")),
    Field("band_low", "string", N_("Band at worst")),
    Field("band_high", "string", N_("Band at best")),
)
"""The fields for the result of a section or index."""
