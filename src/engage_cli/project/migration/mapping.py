"""Maps each thing in a project, or in a file of answers, along a migration path to its new id and value.

Nothing is written here.
"""

from collections.abc import Iterator
from functools import cache

from engage_cli.errors import Message, Problem
from engage_cli.files.nodes import Node
from engage_cli.model.project import UNKNOWN, nobody_knows
from engage_cli.model.questionnaire import Question, QuestionType
from engage_cli.model.scales import Facet, FacetType
from engage_cli.project.migration.moves import Move, Moves, Part, Plain, Why
from engage_cli.project.migration.outdated import AnsweredVersions, answered_versions
from engage_cli.project.migration.reasons import reason_for
from engage_cli.project.migration.spans import migrate_span
from engage_cli.project.parsing import chosen_id, facet_word
from engage_cli.project.references import answers_problems, target_levels
from engage_cli.questionnaire.history.migration_path import MigrationPath
from engage_cli.values import Value, replace

_NO_STEP = Message.of("This version has no such step of accompaniment.")
_OTHERWISE = Message.of("It is answered in another way now.")
_YES_NO = {"yes": True, "no": False}


class AnswerNodes(Value, kw_only=True):
    """The YAML nodes of a file that hold what may move; None where there is nothing of the kind."""

    facets: Node | None
    """What holds `facets`."""
    answers: Node | None
    """What holds `answers`, and in a project `targets`, `apart`, `to_check`, `actions` and `waivers`."""
    whole: bool
    """Whether it is a project, which has every required facet; a file of answers may have only some."""


def map_moves(holders: AnswerNodes, way: MigrationPath) -> Moves:
    """The moves of everything in a file along the path `way`, and the problems that stand in the way."""
    found = _Mapping(way, answered_versions(holders.answers.value if holders.answers else {}, way.version))
    moves = [*found.facets(holders.facets), *found.answers(holders.answers)]
    if holders.answers is not None:
        moves += found.beside_answers(holders.answers)
    problems = [*found.problems, *found.collisions(holders, moves)]
    if holders.whole and holders.facets is not None:
        problems += found.missing(holders.facets, moves)
    return Moves(moves=tuple(moves), problems=tuple(problems))


class _Mapping:
    """Follows the things in one file along a way; what no migration names is a problem."""

    def __init__(self, way: MigrationPath, said: AnsweredVersions) -> None:
        self._way, self._q, self._given = way, way.questionnaire, said
        self._to = cache(lambda version: MigrationPath(way.questionnaire, version))
        self.problems: list[Problem] = []

    def _way_of(self, part: Part, id: str) -> MigrationPath:
        version = self._given.version_of(part.value, id)
        return self._way if version == self._way.version else self._to(version)

    # ── answers ───────────────────────────────────────────────────────────────────────────────────────────────────

    def answers(self, holder: Node | None) -> Iterator[Move]:
        """A move for each answer."""
        for id, node in holder.below("answers", empty=True) if holder else ():
            way = self._way_of(Part.ANSWERS, id)
            if way.is_lost(id) and reason_for(way, id) is None:
                message = Message.of("Question “{id}” is not in version {new}, and no migration names it.")
                self._problem(node, message, key=True, id=id)
                continue
            yield self._answer(way, id, node)

    def _answer(self, way: MigrationPath, id: str, node: Node) -> Move:
        now = way.question(id)
        move = _unplaced(Part.ANSWERS, node, id, way)
        if now is None:
            return replace(move, reason=reason_for(way, id), successors=way.successors(id))
        if node.value is None:
            return replace(move, new_id=now)
        question, value = self._q.by_id[now], _chosen(way, id, node, self._q.by_id[now])
        if value is None:
            gone = Message.of("No choice says the same now: {choice}.", choice=_written(node.value))
            return replace(move, reason=gone, successors=(now,))
        if self._unnamed(question, value, node):
            return replace(move, new_id=now, new_value=value)
        if not self._fits(now, value, node):
            return replace(move, reason=_OTHERWISE, successors=(now,))
        return replace(move, new_id=now, new_value=value)

    def _unnamed(self, question: Question, value: Plain, node: Node) -> bool:
        """Whether it has a choice that the question does not have and no migration names: a problem."""
        known, found = {choice.id for choice in question.choices}, False
        given = {QuestionType.ONE: [value.get("choice")], QuestionType.MANY: value.get("choices") or []}
        for choice in given.get(question.type, []):
            if choice is not None and chosen_id(choice, question) not in known:
                where = node.get("choice") or node.get("choices") or node
                self._problem(where, _UNNAMED_CHOICE, id=node.place[-1], choice=_written({"choice": choice}))
                found = True
        return found

    def _fits(self, now: str, value: Plain, node: Node) -> bool:
        holder = Node(node.document, node.place[:-2], {"answers": {now: value}})
        return next(answers_problems(holder, self._q), None) is None

    # ── facets ────────────────────────────────────────────────────────────────────────────────────────────────────

    def facets(self, holder: Node | None) -> Iterator[Move]:
        """A move for each facet."""
        for id, node in holder.below("facets", empty=True) if holder else ():
            way = self._way_of(Part.FACETS, id)
            if way.is_facet_lost(id):
                message = Message.of("Facet “{id}” is not in version {new}, and no migration names it.")
                self._problem(node, message, key=True, id=id)
                continue
            yield self._facet(way, id, node)

    def _facet(self, way: MigrationPath, id: str, node: Node) -> Move:
        word = facet_word(node.value)
        now = way.facet(id, word)
        move = _unplaced(Part.FACETS, node, id, way)
        if now is None:
            return replace(move, reason=way.facet_reason(id))
        facet, was = self._q.facet_by_id[now], node.value
        if facet.type is FacetType.YES_NO and word in _YES_NO:
            return self._of_yes_or_no(way, move, facet, word)
        if was is None or word == UNKNOWN:
            return replace(move, new_id=now, new_value=was)
        if isinstance(was, bool):
            return replace(move, reason=_OTHERWISE)
        return self._of_choices(way, move, facet, node)

    def _of_yes_or_no(self, way: MigrationPath, move: Move, facet: Facet, word: str) -> Move:
        after = way.facet_choice(move.id, word)
        if after is None:
            return replace(move, reason=Message.of("No choice says the same now: {choice}.", choice=word))
        return replace(move, new_id=facet.id, new_value=move.old_value if after == word else _YES_NO[after])

    def _of_choices(self, way: MigrationPath, move: Move, facet: Facet, node: Node) -> Move:
        was = move.old_value
        said = was if isinstance(was, list) else [was]
        found = [way.facet_choice(move.id, one) for one in said]
        kept = list(dict.fromkeys(one for one in found if one is not None))
        if facet.type is FacetType.YES_NO or (facet.type is FacetType.ONE and isinstance(was, list)):
            return replace(move, reason=_OTHERWISE)
        for one in kept:
            if facet.choice(one) is None:
                self._problem(node, _UNNAMED_CHOICE, id=move.id, choice=one)
        gone = ", ".join(one for one, now in zip(said, found, strict=True) if now is None)
        why = Message.of("No choice says the same now: {choice}.", choice=gone) if gone else None
        if not kept and gone:
            return replace(move, reason=why)
        return replace(
            move,
            new_id=facet.id,
            new_value=kept if isinstance(was, list) else kept[0],
            also_beside=bool(gone),
            reason=why,
        )

    # ── what stands beside the answers ────────────────────────────────────────────────────────────────────────────

    def beside_answers(self, holder: Node) -> Iterator[Move]:
        """A move for each target, step, difference of voices, question to check, action, waiver, and id spoken for."""
        yield from (self._target(id, node) for id, node in holder.below("targets"))
        yield from (self._step(id, node) for id, node in holder.below("path", empty=True))
        yield from (self._apart(id, node) for id, node in holder.below("apart", empty=True))
        for node in holder.each("to_check"):
            now = self._way.question(node.value)
            yield self._listed(Part.TO_CHECK, node, now, None if now else reason_for(self._way, node.value))
        for node in holder.each("speaks_for"):
            yield self._listed(Part.SPEAKS_FOR, node, self._way.unit_or_function(node.value))
        for key, moved in (("actions", self._action), ("waivers", self._waiver)):
            yield from (moved(node, about) for node in holder.each(key) if (about := node.get("question")))

    def _listed(self, part: Part, node: Node, now: str | None, why: Why | None = None) -> Move:
        return replace(_unplaced(part, node, node.value, self._way), new_id=now, new_value=now, reason=why)

    def _target(self, id: str, node: Node) -> Move:
        now = self._way.section(id)
        section, level = self._q.section(now), self._way.target_level(id, node.value)
        fits = section is not None and level in target_levels(section)
        move = _unplaced(Part.TARGETS, node, id, self._way)
        return replace(move, new_id=now, new_value=level) if fits else replace(move, reason=_OTHERWISE)

    def _step(self, id: str, node: Node) -> Move:
        now = self._way.step(id)
        move = _unplaced(Part.PATH, node, id, self._way)
        if now is None:
            return replace(move, reason=self._way.step_reason(id) or _NO_STEP)
        return replace(move, new_id=now, new_value=node.value)

    def _apart(self, id: str, node: Node) -> Move:
        """Where voices differ on a question."""
        way, now = self._way, self._way.question(id)
        move = _unplaced(Part.APART, node, id, way)
        if now is None:
            return replace(move, reason=reason_for(way, id), successors=way.successors(id))
        return replace(move, new_id=now, new_value=migrate_span(way, id, node.value))

    def _action(self, node: Node, about: Node) -> Move:
        """One whose question is gone stays, and says under `x-question` what it was about."""
        now = self._way.question(about.value) or about.value
        key = "question" if now in self._q.by_id else "x-question"
        value = {key if one == "question" else one: it for one, it in node.value.items()}
        move = _unplaced(Part.ACTIONS, node, about.value, self._way)
        return replace(move, new_id=now, new_value=value | {key: now})

    def _waiver(self, node: Node, about: Node) -> Move:
        subject = about.value
        move = _unplaced(Part.WAIVERS, node, subject, self._way)
        now: str | None = self._way.section(subject)
        if "." in subject:
            now = self._way.question(subject)
        elif subject not in {section.id for section in self._q.walk()} and not self._way.is_facet_lost(subject):
            now = self._way.facet(subject)
        if now is None:
            return replace(move, reason=reason_for(self._way, subject))
        return replace(move, new_id=now, new_value=node.value | {"question": now})

    # ── what cannot go ────────────────────────────────────────────────────────────────────────────────────────────

    def collisions(self, holders: AnswerNodes, moves: list[Move]) -> Iterator[Problem]:
        """Two that would get one id: the file holds both the old and the new one."""
        seen: dict[tuple[Part, str], Move] = {}
        for move in moves:
            keyed = move.part in (Part.FACETS, Part.ANSWERS, Part.TARGETS, Part.PATH)
            if not keyed or move.new_id is None:
                continue
            first = seen.setdefault((move.part, move.new_id), move)
            if first is not move:
                holder = holders.facets if move.part is Part.FACETS else holders.answers
                assert holder is not None
                node = Node(holder.document, move.place, move.old_value)
                hint = Message.of("Was this file only half migrated? Keep one of the two answers.")
                message = Message.of(
                    "“{id}” and “{other}” both become “{now}”.", id=first.id, other=move.id, now=move.new_id
                )
                yield node.problem(message, hint, key=True)

    def missing(self, holder: Node, moves: list[Move]) -> Iterator[Problem]:
        """Facts that this version needs and that would not be there."""
        said = {m.new_id: m.new_value for m in moves if m.part is Part.FACETS and m.new_value is not None}
        for facet in self._q.facets:
            if not facet.required or not nobody_knows(said.get(facet.id, UNKNOWN)):
                continue
            left = next((m for m in moves if m.part is Part.FACETS and m.new_id is None and m.id == facet.id), None)
            node = Node(holder.document, left.place if left else (*holder.place, "facets"), None)
            message = Message.of(
                "Version {new} needs the facet “{id}”, and nothing here says it.", new=self._q.version, id=facet.id
            )
            choices = ", ".join(choice.id for choice in facet.choices)
            hint = Message.of(
                "Write one of these under charter.facets.{id} first: {choices}", id=facet.id, choices=choices
            )
            yield node.problem(message, hint, key=left is None)

    def _problem(self, node: Node, message: Message, *, key: bool = False, **values: object) -> None:
        said = Message(message.text, {"new": self._q.version} | values)
        hint = Message.of("Correct it, or have the author of the questionnaire name it under “migrations”.")
        self.problems.append(node.problem(said, hint, key=key))


def _unplaced(part: Part, node: Node, id: str, way: MigrationPath) -> Move:
    return Move(part=part, place=node.place, id=id, old_value=node.value, new_id=None, version=way.version)


def _chosen(way: MigrationPath, id: str, node: Node, question: Question) -> Plain:
    """The answer with its choices as they are called now; None where one has no place."""
    value = dict(node.value)
    if node.get("choice"):
        before = chosen_id(value["choice"], question)
        after = way.choice(id, str(before))
        if after is None:
            return None
        value["choice"] = value["choice"] if after == before else after
    if node.get("choices"):
        found = [way.choice(id, one) for one in value["choices"]]
        if None in found:
            return None
        value["choices"] = list(dict.fromkeys(found))
    if kind := node.get("not_applicable", "reason"):
        value["not_applicable"] = value["not_applicable"] | {"reason": way.reason_kind(kind.value)}
    if node.get("agreed"):
        value["agreed"] = migrate_span(way, id, value["agreed"])
    return value


_UNNAMED_CHOICE = Message.of("Choice “{choice}” of “{id}” is not in version {new}, and no migration names it.")


def _written(value: Plain) -> str:
    """The choices of an answer, as one writes them."""
    given = value.get("choices") or [value.get("choice")]
    return ", ".join(str(one).lower() if isinstance(one, bool) else str(one) for one in given)
