"""Finds what a file said to an older version and what means something else now; it is not counted.

An answer given to this version in a file of an older one is no such thing; the file says so under `x-answered`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any

from engage_cli.errors import Message, Problem
from engage_cli.files.nodes import Node
from engage_cli.model.project import UNKNOWN
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.project.parsing import chosen_id, facet_word
from engage_cli.questionnaire.history.migration_path import MigrationPath, version_numbers
from engage_cli.values import Value

Values = Mapping[str, Any]
Find = Callable[[str], str | None]

ANSWERED = "x-answered"
"""Key of an assessment, or of a file of answers: ids of what was said to another version than that of the file, by
that version and by part."""
_OTHER_QUESTION = Message.of("“{id}” asks something else now; this was said to version {old}.")
_GONE = Message.of("“{id}” is not asked any more; this was said to version {old}.")
_OTHER_NAME = Message.of("“{id}” of version {old} is called “{now}” now.")
_OTHER_CHOICE = Message.of("“{choice}” says something else now; this was said to version {old}.")


class AnsweredVersions(Value, kw_only=True):
    """The versions of the questionnaire that the things in a file were said to."""

    version: str
    """The version that the file as a whole answers."""
    since: Mapping[tuple[str, str], str]
    """The versions of single things that differ from it, by (part, id)."""

    def version_of(self, part: str, id: str) -> str:
        """The version that the thing `id` of `part` was said to."""
        return self.since.get((part, id), self.version)


def answered_versions(holder: Values, version: str) -> AnsweredVersions:
    """The versions that things in `holder`, an assessment or a file of answers of `version`, were said to."""
    return AnsweredVersions(version=version, since=dict(_marks(holder.get(ANSWERED))))


def _marks(value: object) -> Iterator[tuple[tuple[str, str], str]]:
    """Marks as engage writes them; anything else under the key is somebody's own."""
    for version, parts in value.items() if isinstance(value, dict) else ():
        with suppress(ValueError):
            version_numbers(str(version))
            for part, ids in parts.items() if isinstance(parts, dict) else ():
                yield from (((part, str(id)), str(version)) for id in (ids if isinstance(ids, list) else ()))


def mark_answered(
    holder: dict[str, Any], part: str, id: str, value: Any, questionnaire: Questionnaire
) -> dict[str, Any]:
    """`holder` with a note under `x-answered` that `value` was said under `id` to `questionnaire`, where it would be
    misread without.
    """
    version = (holder.get("questionnaire") or {}).get("version")
    if version is None or version_numbers(version)[0] == version_numbers(questionnaire.version)[0]:
        return holder
    kept: dict[str, Any] = {}
    for (of, other), at in _marks(holder.get(ANSWERED)):
        if (of, other) != (part, id):
            kept.setdefault(at, {}).setdefault(of, []).append(other)
    if value is not None and not _same(MigrationPath(questionnaire, version), part, id, value):
        kept.setdefault(questionnaire.version, {}).setdefault(part, []).append(id)
    rest = {key: one for key, one in holder.items() if key != ANSWERED}
    return rest | {ANSWERED: kept} if kept else rest


def _same(way: MigrationPath, part: str, id: str, value: Any) -> bool:
    """Whether what is said means the same at both ends of the way."""
    if part == "facets":
        words = [facet_word(one) for one in (value if isinstance(value, list | tuple) else [value])]
        known = [word for word in words if word not in (None, UNKNOWN)]
        return way.facet(id, facet_word(value)) == id and all(way.facet_choice(id, str(one)) == one for one in known)
    question = way.questionnaire.by_id.get(id)
    return way.question(id) == id and all(way.choice(id, one) == one for one in _choices(value, question))


def _choices(value: Any, question: Question | None) -> Iterable[str]:
    several = value.get("choices") or ()
    return [one for one in (chosen_id(value.get("choice"), question), *several) if isinstance(one, str)]


# ── what was said to an older version ─────────────────────────────────────────────────────────────────────────────────


def outdated_problems(
    facets: Node | None, answers: Node | None, questionnaire: Questionnaire, version: str
) -> Iterator[Problem]:
    """One problem for each thing in a file of an older `version` that means something else, or has another name, in
    `questionnaire`. `facets` holds the facets, `answers` the answers and targets. Only what migrations name is found.
    """
    found = _Outdated(questionnaire, answered_versions(answers.value if answers else {}, version))
    if facets:
        yield from found.facets(facets)
    if answers:
        yield from found.answers(answers)
        yield from found.targets(answers)


class _Outdated:
    def __init__(self, questionnaire: Questionnaire, said: AnsweredVersions) -> None:
        self._q, self._given = questionnaire, said
        self._to = cache(lambda version: MigrationPath(questionnaire, version))

    def _way(self, part: str, id: str) -> MigrationPath:
        way: MigrationPath = self._to(self._given.version_of(part, id))
        return way

    def answers(self, holder: Node) -> Iterator[Problem]:
        for id, node in holder.below("answers"):
            way = self._way("answers", id)
            if not _leads(way) or way.is_lost(id):
                continue
            if other := _other(way, id, way.question(id), node):
                yield other
                continue
            for one in filter(None, (node.get("choice"), *node.each("choices"))):
                choice = str(chosen_id(one.value, self._q.by_id[id]))
                yield from _changed(way, way.choice(id, choice), choice, one)

    def facets(self, holder: Node) -> Iterator[Problem]:
        for id, node in holder.below("facets"):
            way = self._way("facets", id)
            if not _leads(way) or way.is_facet_lost(id):
                continue
            if other := _other(way, id, way.facet(id, facet_word(node.value)), node):
                yield other
                continue
            for one in node.each() if isinstance(node.value, list) else (node,):
                word = facet_word(one.value)
                if word not in (None, UNKNOWN):
                    yield from _changed(way, way.facet_choice(id, str(word)), str(word), one)

    def targets(self, holder: Node) -> Iterator[Problem]:
        way = self._to(self._given.version)
        for id, node in holder.below("targets") if _leads(way) else ():
            if other := _other(way, id, way.section(id), node):
                yield other
            else:
                yield from _changed(way, way.target_level(id, node.value), node.value, node)


def _leads(way: MigrationPath) -> bool:
    """Whether anything lies between."""
    return way.is_complete and bool(way.migrations)


def _other(way: MigrationPath, id: str, now: str | None, node: Node) -> Problem | None:
    """It stands under an id that was another's."""
    if now == id:
        return None
    there = way.successors(id) or id in way.questionnaire.facet_by_id
    message = _OTHER_NAME if now else _OTHER_QUESTION if there else _GONE
    return node.problem(Message(message.text, {"id": id, "old": way.version, "now": now}), key=True)


def _changed(way: MigrationPath, after: str | None, before: str, node: Node) -> Iterator[Problem]:
    if after == before:
        return
    values = {"id": before, "choice": before, "old": way.version, "now": after}
    yield node.problem(Message((_OTHER_CHOICE if after is None else _OTHER_NAME).text, values))
