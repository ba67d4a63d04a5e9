"""Whether nothing of an older version is forgotten: each of its ids is still there, or a migration names it.

Followed from every version in `history/` to this one, through every migration on the way.
"""

from collections.abc import Iterator, Mapping

from engage_cli.errors import Message, Problem
from engage_cli.files.nodes import Node
from engage_cli.questionnaire.history.releases import Release, releases
from engage_cli.questionnaire.history.way import Way, numbers
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.values import Value

_QUESTION = Message.of("Question “{id}” of version {old} is not in {new}, and no migration says what became of it.")
_FACET = Message.of("Facet “{id}” of version {old} is not in {new}, and no migration says what became of it.")
_CHOICE = Message.of(
    "Choice “{choice}” of “{id}” of version {old} is not in {new}, and no migration says what became of it."
)
_TWO = Message.of("“{id}” and “{other}” of version {old} both become “{now}”: one would be lost.")


def gaps(loaded: LoadedQuestionnaire) -> Iterator[Problem]:
    """What older versions had that has no place in this one, said where it should be named. Raises InputError."""
    questionnaire, root = loaded.questionnaire, loaded.written().root
    for old in releases(loaded.path.parent):
        if numbers(old.version) < numbers(questionnaire.version):
            yield from _Comparison(old, Way(questionnaire, old.version), root).problems()


class _Comparison(Value):
    """An older version, and the way from it to this one."""

    old: Release
    way: Way
    root: Node

    def problems(self) -> Iterator[Problem]:
        """All that is forgotten."""
        if not self.way.open:
            message = Message.of("No migration leads from version {old} to {new}.")
            yield self._problem(message, Message.of("Add one under “migrations”."))
            return
        yield from self._questions()
        yield from self._facets()

    def _questions(self) -> Iterator[Problem]:
        known = self.way.questionnaire.by_id
        became = {id: self.way.question(id) for id in self.old.questions}
        yield from self._two(became)
        for id, now in became.items():
            if self.way.lost(id):
                yield self._problem(_QUESTION, id=id)
            elif now is not None:
                there = {one.id for one in known[now].choices}
                yield from self._choices(id, {one: self.way.choice(id, one) for one in self.old.choices(id)}, there)

    def _facets(self) -> Iterator[Problem]:
        known = self.way.questionnaire.facet_by_id
        became = {id: self.way.facet(id) for id in self.old.facets}
        yield from self._two(became)
        for id, now in became.items():
            if self.way.facet_lost(id):
                yield self._problem(_FACET, id=id)
            elif now is not None:
                there = {one.id for one in known[now].choices}
                choices = {one: self.way.facet_choice(id, one) for one in self.old.facet_choices(id)}
                yield from self._choices(id, choices, there)

    def _choices(self, id: str, became: Mapping[str, str | None], there: set[str]) -> Iterator[Problem]:
        for choice, now in became.items():
            if now is not None and now not in there:
                yield self._problem(_CHOICE, id=id, choice=choice)

    def _two(self, became: Mapping[str, str | None]) -> Iterator[Problem]:
        """Two that became one."""
        first: dict[str, str] = {}
        for id, now in became.items():
            if now is not None and first.setdefault(now, id) != id:
                yield self._problem(_TWO, id=first[now], other=id, now=now)

    def _problem(self, message: Message, hint: Message | None = None, **values: object) -> Problem:
        """Said at the migration that should speak of it, else at the version."""
        first = self.way.steps[0].since if self.way.steps else None
        entries = (one for one in self.root.each("migrations") if one.value["from"] == first)
        where = next(entries, self.root.get("version") or self.root)
        about = {"old": self.old.version, "new": self.way.questionnaire.version}
        return where.problem(Message(message.text, about | values), hint, key=True)
