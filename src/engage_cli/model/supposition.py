"""Suppositions: facets and answers that are supposed of a project and that it does not have."""

from collections.abc import Mapping

from engage_cli.model.project import FacetValue
from engage_cli.values import Value, field


class Supposition(Value, kw_only=True):
    """The facets and answers that replace those of a project."""

    facets: Mapping[str, FacetValue] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    """The ids of the choices by question id; None for an answer of “don’t know”."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is supposed."""
        return not (self.facets or self.answers)
