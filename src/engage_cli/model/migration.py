"""What became of the parts of an older version of a questionnaire: how answers are carried along. Frozen values."""

from collections.abc import Mapping

from engage_cli.model.text import Text
from engage_cli.values import Value, field

Ids = Mapping[str, str]
ChoiceMaps = Mapping[str, Mapping[str, str | None]]
"""By what the choices are of: old choice → new one, None where none says the same."""


class FacetMigration(Value, kw_only=True):
    """What became of facets, by their old ids."""

    rename: Ids = field(default_factory=dict)
    choices: ChoiceMaps = field(default_factory=dict)
    removed: Mapping[str, Text] = field(default_factory=dict)
    """Why it is asked no longer."""
    changed: Mapping[str, Text] = field(default_factory=dict)
    """What else it asks under the same id."""


class PathMigration(Value, kw_only=True):
    """What became of the steps of the path, by their old ids."""

    rename: Ids = field(default_factory=dict)
    removed: Mapping[str, Text] = field(default_factory=dict)
    """Why nobody takes it any longer."""


class Migration(Value, kw_only=True, rename={"since": "from"}):
    """From any version with a first number to the next; by old ids unless said otherwise."""

    since: int
    """The first number of the older versions."""
    rename: Ids = field(default_factory=dict)
    choices: ChoiceMaps = field(default_factory=dict)
    """By the question’s old id, else by the scale that it has now."""
    split: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Into which new questions."""
    merge: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the new question: which old ones."""
    removed: Mapping[str, Text] = field(default_factory=dict)
    changed: Mapping[str, Text] = field(default_factory=dict)
    facets: FacetMigration = FacetMigration()
    sections: Ids = field(default_factory=dict)
    units: Ids = field(default_factory=dict)
    functions: Ids = field(default_factory=dict)
    reasons: Ids = field(default_factory=dict)
    """For which a question does not apply."""
    path: PathMigration = PathMigration()

    def successors(self, question: str) -> tuple[str, ...] | None:
        """The questions that ask what an old one asked, to be answered anew; None where its answer is carried along."""
        if question in self.split:
            return self.split[question]
        merged = tuple(new for new, olds in self.merge.items() if question in olds)
        if merged or question in self.removed:
            return merged
        return (question,) if question in self.changed else None
