"""What is supposed of a project: facts and answers that it does not have."""

from collections.abc import Mapping

from engage_cli.model.project import FacetValue
from engage_cli.values import Value, field


class Supposition(Value, kw_only=True):
    """What is supposed in place of what the project says."""

    facets: Mapping[str, FacetValue] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    """By question id: the ids of the choices; None: nobody knows."""

    @property
    def empty(self) -> bool:
        """Whether nothing is supposed."""
        return not (self.facets or self.answers)
