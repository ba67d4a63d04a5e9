"""Checks that nothing of an older version is forgotten: each of its ids is still there, or a migration names it.

Followed from every version in `history/` to this one, through every migration on the way.
"""

from collections.abc import Iterator, Mapping

from engage_cli.errors import Message, Problem
from engage_cli.files.nodes import Node
from engage_cli.questionnaire.history.migration_path import MigrationPath, version_numbers
from engage_cli.questionnaire.history.releases import Release, load_releases
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.values import Value

_QUESTION = Message.of("Question “{id}” of version {old} is not in {new}, and no migration says what became of it.")
_FACET = Message.of("Facet “{id}” of version {old} is not in {new}, and no migration says what became of it.")
_STEP = Message.of("Step “{id}” of version {old} is not in {new}, and no migration says what became of it.")
_CHOICE = Message.of(
    "Choice “{choice}” of “{id}” of version {old} is not in {new}, and no migration says what became of it."
)
_TWO = Message.of("“{id}” and “{other}” of version {old} both become “{now}”: one would be lost.")


class Gap(Value, kw_only=True):
    """Something of an older version that has no place in this one, and that no migration names."""

    old_version: str
    """The older version, as in `1.2`."""
    old_ids: tuple[str, ...]
    """What is missing, by its old ids: of a choice, first what it is a choice of.

    Empty where the whole version has no migration.
    """
    node: Node
    """The YAML key at which the migration should be written."""
    message: Message
    hint: Message | None = None

    @property
    def problem(self) -> Problem:
        """The problem to report, at the line of `node`."""
        return self.node.problem(self.message, self.hint, key=True)


def find_gaps(loaded: LoadedQuestionnaire) -> Iterator[Gap]:
    """Everything of older versions that has no place in this one, in their order.

    Raises InputError where a release list cannot be read.
    """
    questionnaire, root = loaded.questionnaire, loaded.sources().root
    for old in load_releases(loaded.path.parent):
        if version_numbers(old.version) < version_numbers(questionnaire.version):
            yield from _Comparison(old, MigrationPath(questionnaire, old.version), root).gaps()


class _Comparison(Value):
    """An older version, and the way from it to this one."""

    old: Release
    way: MigrationPath
    root: Node

    def gaps(self) -> Iterator[Gap]:
        """All that is forgotten."""
        if not self.way.is_complete:
            message = Message.of("No migration leads from version {old} to {new}.")
            yield self._gap(message, Message.of("Add one under “migrations”."))
            return
        yield from self._questions()
        yield from self._facets()
        yield from self._path()

    def _questions(self) -> Iterator[Gap]:
        known = self.way.questionnaire.by_id
        became = {id: self.way.question(id) for id in self.old.questions}
        yield from self._two(became)
        for id, now in became.items():
            if self.way.is_lost(id):
                yield self._gap(_QUESTION, id=id)
            elif now is not None:
                there = {one.id for one in known[now].choices}
                yield from self._choices(id, {one: self.way.choice(id, one) for one in self.old.choices(id)}, there)

    def _facets(self) -> Iterator[Gap]:
        known = self.way.questionnaire.facet_by_id
        became = {id: self.way.facet(id) for id in self.old.facets}
        yield from self._two(became)
        for id, now in became.items():
            if self.way.is_facet_lost(id):
                yield self._gap(_FACET, id=id)
            elif now is not None:
                there = {one.id for one in known[now].choices}
                choices = {one: self.way.facet_choice(id, one) for one in self.old.facet_choices(id)}
                yield from self._choices(id, choices, there)

    def _path(self) -> Iterator[Gap]:
        yield from self._two({id: self.way.step(id) for id in self.old.path})
        for id in self.old.path:
            if self.way.is_step_lost(id):
                yield self._gap(_STEP, id=id)

    def _choices(self, id: str, became: Mapping[str, str | None], there: set[str]) -> Iterator[Gap]:
        for choice, now in became.items():
            if now is not None and now not in there:
                yield self._gap(_CHOICE, id=id, choice=choice)

    def _two(self, became: Mapping[str, str | None]) -> Iterator[Gap]:
        """Two that became one."""
        first: dict[str, str] = {}
        for id, now in became.items():
            if now is not None and first.setdefault(now, id) != id:
                yield self._gap(_TWO, id=first[now], other=id, now=now)

    def _greater(self) -> Message | None:
        """What to do first where the first number is that of the older version: there can be no migration yet."""
        major = version_numbers(self.way.questionnaire.version)[0]
        if major > version_numbers(self.old.version)[0]:
            return None
        return Message.of(
            "Write “version: {version}”: only a greater first number can say under “migrations” what became of it.",
            version=f"{major + 1}.0.0",
        )

    def _gap(self, message: Message, hint: Message | None = None, **values: str) -> Gap:
        """Said at the migration that should speak of it, else at the version."""
        first = self.way.migrations[0].since if self.way.migrations else None
        entries = (one for one in self.root.each("migrations") if one.value["from"] == first)
        where = next(entries, self.root.get("version") or self.root)
        about = {"old": self.old.version, "new": self.way.questionnaire.version}
        ids = tuple(values[key] for key in ("id", "choice", "other") if key in values)
        said = Message(message.text, about | values)
        hint = hint or self._greater()
        return Gap(old_version=self.old.version, old_ids=ids, node=where, message=said, hint=hint)
