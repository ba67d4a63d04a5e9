"""Migrations, as a questionnaire declares them: what became of the parts of an older version. Frozen values."""

from collections.abc import Mapping

from engage_cli.model.text import Text
from engage_cli.values import Value, field

Ids = Mapping[str, str]
ChoiceMaps = Mapping[str, Mapping[str, str | None]]
"""Old choice → new choice, None where none means the same; by the id of the question, scale or facet that has them."""


class FacetMigration(Value, kw_only=True):
    """What became of facets, by their old ids."""

    rename: Ids = field(default_factory=dict)
    choices: ChoiceMaps = field(default_factory=dict)
    removed: Mapping[str, Text] = field(default_factory=dict)
    """The reason for which it is no longer asked."""
    changed: Mapping[str, Text] = field(default_factory=dict)
    """The reason for which the same id asks something else."""


class PathMigration(Value, kw_only=True):
    """What became of the steps of the path, by their old ids."""

    rename: Ids = field(default_factory=dict)
    removed: Mapping[str, Text] = field(default_factory=dict)
    """The reason for which nobody takes the step any longer."""


class Migration(Value, kw_only=True, rename={"since": "from"}):
    """What became of the parts of the versions with one first number in those with the next.

    By old ids unless said otherwise.
    """

    since: int
    """The first number of the older versions."""
    rename: Ids = field(default_factory=dict)
    choices: ChoiceMaps = field(default_factory=dict)
    """By the old id of the question, else by the scale that it has now."""
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The ids of the new questions into which each old one was split."""
    merge: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The ids of the old questions that were merged, by the new one."""
    removed: Mapping[str, Text] = field(default_factory=dict)
    changed: Mapping[str, Text] = field(default_factory=dict)
    facets: FacetMigration = FacetMigration()
    sections: Ids = field(default_factory=dict)
    units: Ids = field(default_factory=dict)
    functions: Ids = field(default_factory=dict)
    reasons: Ids = field(default_factory=dict)
    """The new ids of reasons for “not applicable”."""
    path: PathMigration = PathMigration()

    def successors(self, question: str) -> tuple[str, ...] | None:
        """The ids of the questions that ask what an old one asked, to be answered anew.

        None where its answer is carried over.
        """
        if question in self.split:
            return self.split[question]
        merged = tuple(new for new, olds in self.merge.items() if question in olds)
        if merged or question in self.removed:
            return merged
        return (question,) if question in self.changed else None
