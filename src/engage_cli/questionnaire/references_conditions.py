"""Checks conditions: ids and values that do not exist, comparisons that need an order, circles of questions."""

from collections.abc import Iterable, Iterator, Mapping

from engage_cli.errors import Message, Problem, suggestion
from engage_cli.files.nodes import Node
from engage_cli.model.condition import NO, YES, comparisons
from engage_cli.model.questionnaire import Question, Questionnaire, QuestionType
from engage_cli.model.scales import Choice, Facet, FacetType
from engage_cli.questionnaire.references_ids import choices_of
from engage_cli.questionnaire.walking import CONDITION, SchemaPart

COMBINING = ("all", "any", "not")
"""Keys of conditions that are no id."""


def problems(parts: Iterable[SchemaPart], questionnaire: Questionnaire) -> Iterator[Problem]:
    """The problems of the conditions among `parts`, those inside others included."""
    for part in parts:
        if part.schema.get("$ref") == CONDITION:
            for key, inner in part.node.items():
                if key not in COMBINING:
                    yield from _comparison(key, inner, questionnaire)


def _comparison(key: str, node: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    subject: Facet | Question | None = questionnaire.by_id.get(key) or questionnaire.facet(key)
    if subject is None:
        yield _unknown(key, node, questionnaire)
    elif not isinstance(node.value, dict):
        yield from _values(subject, node, questionnaire)
    else:
        for name, inner in node.items():
            if name in ("at_least", "at_most"):
                yield from _ordered(subject, inner, name)
            if name != "answered":
                yield from _values(subject, inner, questionnaire)


def _unknown(key: str, node: Node, questionnaire: Questionnaire) -> Problem:
    if "." in key:
        return node.problem(
            Message.of("Unknown question “{id}”.", id=key), suggestion(key, questionnaire.by_id), key=True
        )
    hint = _meant(key, questionnaire) or suggestion(key, [facet.id for facet in questionnaire.facets])
    return node.problem(Message.of("Unknown facet “{id}”.", id=key), hint, key=True)


def _meant(key: str, questionnaire: Questionnaire) -> Message | None:
    """What to write for a section, a choice or half the id of a question; None where it is none of them."""
    for facet in questionnaire.facets:
        if any(choice.id == key for choice in facet.choices):
            return Message.of(
                "It is a choice of “{facet}”: write {shape}.", facet=facet.id, shape=f"{{{facet.id}: {key}}}"
            )
    halves = [id for id in questionnaire.by_id if id.endswith(f".{key}")]
    if len(halves) == 1:
        return Message.of("Did you mean “{guess}”?", guess=halves[0])
    if questionnaire.section(key):
        return Message.of("It is a section: a condition reads facts and questions.")
    return None


def _ordered(subject: Facet | Question, node: Node, name: str) -> Iterator[Problem]:
    """at_least and at_most need an order."""
    if isinstance(subject, Facet) and not subject.ordered:
        hint = Message.of("Write “ordered: true” on the facet, or list the choices meant.")
        yield node.problem(
            Message.of("“{id}” has no order: {name} cannot be used.", id=subject.id, name=name), hint, key=True
        )
    if isinstance(subject, Question) and subject.type is QuestionType.MANY:
        message = Message.of("“{id}” takes several choices: {name} cannot be used.", id=subject.id, name=name)
        yield node.problem(message, key=True)


def _values(subject: Facet | Question, node: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Each value must be one that the facet or question can have."""
    if isinstance(subject, Question) and subject.type is QuestionType.TEXT:
        hint = Message.of("Only {shape} reads a text.", shape="{answered: true}")
        yield node.problem(Message.of("“{id}” is a text: it has no choices to compare with.", id=subject.id), hint)
        return
    for value in node.each() if isinstance(node.value, list) else (node,):
        yield from _value(subject, value, questionnaire)


def _value(subject: Facet | Question, node: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    if _yes_or_no(subject):
        if not (isinstance(node.value, bool) or node.value in (YES, NO)):
            message = Message.of("“{id}” is a yes or a no: “{value}” can never hold.", id=subject.id, value=node.value)
            yield node.problem(message, Message.of("Write true or yes, false or no."))
        return
    known = [choice.id for choice in _choices(subject, questionnaire)]
    if node.value not in known:
        written = str(node.value).lower() if isinstance(node.value, bool) else node.value
        message = Message.of("“{value}” is not a choice of “{id}”: this can never hold.", id=subject.id, value=written)
        yield node.problem(message, suggestion(written, known))


def _yes_or_no(subject: Facet | Question) -> bool:
    return subject.type is FacetType.YES_NO if isinstance(subject, Facet) else subject.is_yes_no


def _choices(subject: Facet | Question, questionnaire: Questionnaire) -> tuple[Choice, ...]:
    return subject.choices if isinstance(subject, Facet) else choices_of(subject, questionnaire)


def cycles(questionnaire: Questionnaire, origins: Mapping[str, Node]) -> Iterator[Problem]:
    """One problem for each circle of questions whose conditions depend on each other."""
    reads = {id: _read_by(id, questionnaire) for id in questionnaire.by_id}
    done: set[str] = set()
    for start in reads:
        circle = _circle(start, reads, done)
        if circle:
            node = origins[circle[0]].get("when") or origins[circle[0]]
            yield node.problem(
                Message.of("These conditions depend on each other in a circle: {ids}.", ids=" → ".join(circle)),
                key=True,
            )


def _read_by(id: str, questionnaire: Questionnaire) -> tuple[str, ...]:
    """Questions that decide whether `id` is asked."""
    keys = (one.key for one in comparisons(questionnaire.by_id[id].when))
    return tuple(key for key in keys if key in questionnaire.by_id)


def _circle(start: str, reads: Mapping[str, tuple[str, ...]], done: set[str]) -> tuple[str, ...]:
    """A circle reached from `start` through questions not yet `done`, its first id repeated at the end."""
    path: list[str] = []
    waiting: list[tuple[str, bool]] = [(start, True)]
    while waiting:
        id, entering = waiting.pop()
        if not entering:
            done.add(path.pop())
        elif id in path:
            done.update(path)
            return (*path[path.index(id) :], id)
        elif id not in done:
            path.append(id)
            waiting += [(id, False), *((inner, True) for inner in reversed(reads[id]))]
    return ()
