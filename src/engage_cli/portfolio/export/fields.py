"""What a table of the export is: its columns, and what a project puts into it."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from engage_cli.i18n import N_
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.portfolio.export.followed import Followed
from engage_cli.portfolio.rows import Row
from engage_cli.portfolio.since_moment import Found
from engage_cli.values import Value

Values = tuple[object, ...]


class Exported(Value, kw_only=True):
    """All that an export takes of one project."""

    row: Row
    questionnaire: Questionnaire
    texts: tuple[tuple[str, str, str, str], ...] = ()
    """(what it is about, its id, field, words)."""
    followed: Followed = Followed()
    since: Found | None = None
    """What changed since a moment, where that was asked for."""


class Field(Value):
    """A column of an exported table."""

    name: str
    type: str
    """As Table Schema names it."""
    title: str
    """A msgid."""
    required: bool = False
    values: tuple[str, ...] = ()


class Resource(Value, kw_only=True):
    """A table of the export, a CSV file or a sheet of the workbook."""

    name: str
    title: str
    """A msgid."""
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    foreign: tuple[tuple[str, str, str], ...] = ()
    """(field, other resource, its field)."""
    numbered: bool = False
    """Whether the place of a row among those of its project comes after the key."""
    rows: Callable[[Exported], Iterable[Hashable]]
    """What its rows are made of, each by `values`."""
    values: Callable[[Any], Values] = tuple
    """The values of a row after those; as the rows themselves have them."""


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
"""What a section or an index comes to."""
