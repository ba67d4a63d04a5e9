"""Cross references of sections and questions."""

from collections.abc import Collection, Iterator
from itertools import chain, pairwise

from engage_cli.errors import Message, Problem
from engage_cli.files.nodes import Node
from engage_cli.model.questionnaire import Question, Questionnaire, QuestionType
from engage_cli.model.scales import Label
from engage_cli.questionnaire import references_conditions
from engage_cli.questionnaire.parsing_questions import TYPES, written_type
from engage_cli.questionnaire.references_ids import (
    by_time,
    choices_of,
    duplicates,
    expected,
    no_timeline,
    steps,
    unknown,
    unknown_key,
)


def problems(sections: tuple[Node, ...], questionnaire: Questionnaire) -> Iterator[Problem]:
    """What is wrong with the sections, those inside them, and their questions."""
    everywhere = [inner for section in sections for inner in walk(section)]
    yield from duplicates(section.get("id") for section in everywhere)
    questions = [question for section in everywhere for question in section.each("questions")]
    yield from duplicates(question.get("id") for question in questions)
    yield from duplicates(one.get("id") for question in questions for one in question.each("recommendations"))
    for section in everywhere:
        yield from _section(section, questionnaire)
    for node in questions:
        question = questionnaire.by_id.get(node.value["id"])
        if question:
            yield from _question(node, question, questionnaire)


def walk(section: Node) -> Iterator[Node]:
    """This section, then those inside it."""
    yield section
    for inner in section.each("sections"):
        yield from walk(inner)


def _section(node: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    if not node.value.get("questions") and not node.value.get("sections"):
        yield node.problem(Message.of("This section has no question."), key=True)
    if role := node.get("role"):
        yield from unknown(role, Message.of("Unknown role “{id}”."), _ids(questionnaire.roles))
    yield from references_conditions.problems(node.get("aim"), questionnaire)
    levels = {choice.id for scale in questionnaire.scales for choice in scale.choices}
    own = {id for one in node.each("questions") for id in _choices(one, questionnaire)}
    yield from expected(node.get("expected"), levels | own, questionnaire)


def _choices(node: Node, questionnaire: Questionnaire) -> tuple[str, ...]:
    question = questionnaire.by_id.get(node.value["id"])
    return tuple(choice.id for choice in choices_of(question, questionnaire)) if question else ()


def _ids(labels: tuple[Label, ...]) -> list[str]:
    return [label.id for label in labels]


def _question(node: Node, question: Question, questionnaire: Questionnaire) -> Iterator[Problem]:
    known = [choice.id for choice in choices_of(question, questionnaire)]
    yield from _shape(node, questionnaire)
    yield from _points(node, question)
    yield from references_conditions.problems(node.get("when"), questionnaire)
    if due := node.get("due"):
        yield from _due(due, questionnaire)
    yield from _expected(node, question, questionnaire)
    if gate := node.get("gate"):
        yield from _gate(gate, question, questionnaire)
    yield from _lists(node, questionnaire)
    yield from duplicates(one.get("id") for one in node.each("criteria"))
    for recommendation in node.each("recommendations"):
        yield from _recommendation(recommendation, question, known, questionnaire)


def _shape(node: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Whether the question has the choices that its type calls for."""
    name, scale, choices = written_type(node.value), node.get("scale"), node.get("choices")
    type, scales = TYPES[name], {one.id: [choice.id for choice in one.choices] for one in questionnaire.scales}
    if scale:
        yield from unknown(scale, Message.of("Unknown scale “{id}”."), scales)
    if scale and not type.scaled:
        yield scale.problem(Message.of("A question of type {type} has no scale.", type=name), key=True)
    elif choices and not type.own and type.ready is None:
        yield choices.problem(Message.of("A question of type {type} has no choices.", type=name), key=True)
    elif type.own and not scale and not choices:
        yield node.problem(Message.of("This question has neither a scale nor choices."))
    elif type.ready is not None:
        yield from _descriptors(node, Message.of("Unknown choice “{id}”."), type.ready)
    elif scale and scale.value in scales:
        yield from _descriptors(node, Message.of("The scale has no choice “{id}”."), scales[scale.value])


def _descriptors(node: Node, message: Message, known: Collection[str]) -> Iterator[Problem]:
    """What a question says of choices that are not its own."""
    for key, inner in node.below("choices"):
        yield from unknown_key(key, inner, message, known)


def _points(node: Node, question: Question) -> Iterator[Problem]:
    """Own choices of one rise; only many has a bound and exclusive choices."""
    if question.type is not QuestionType.MANY:
        if most := node.get("max"):
            yield most.problem(Message.of("Only a question of type many can have “{key}”.", key="max"), key=True)
        for _, choice in node.below("choices"):
            if exclusive := choice.get("exclusive"):
                message = Message.of("Only a question of type many can have “{key}”.", key="exclusive")
                yield exclusive.problem(message, key=True)
    own = [] if question.scale else [choice for _, choice in node.below("choices")]
    if not TYPES[written_type(node.value)].own or question.type is not QuestionType.ONE:
        return
    if not any(choice.get("points") for choice in own):
        return
    # As many, save where two questions have one id and this is not the one that was parsed.
    for (below, above), at in zip(pairwise(question.choices), own[1:], strict=False):
        if above.points <= below.points:
            message = Message.of("“{id}” must have more points than “{other}”.", id=above.id, other=below.id)
            yield at.problem(message, key=True)


def _due(node: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    if questionnaire.timeline is None:
        yield no_timeline(node)
    else:
        yield from unknown(node, Message.of("“{id}” is not a step of the timeline."), steps(questionnaire))


def _expected(node: Node, question: Question, questionnaire: Questionnaire) -> Iterator[Problem]:
    own = node.get("expected")
    if own and question.type is not QuestionType.ONE:
        yield _for_levels(own, "expected")
    else:
        yield from expected(own, [choice.id for choice in choices_of(question, questionnaire)], questionnaire)


def _for_levels(node: Node, key: str) -> Problem:
    return node.problem(Message.of("Only questions of type one or yes_no can have “{key}”.", key=key), key=True)


def _gate(node: Node, question: Question, questionnaire: Questionnaire) -> Iterator[Problem]:
    known = [choice.id for choice in choices_of(question, questionnaire)]
    if question.type is not QuestionType.ONE:
        yield _for_levels(node, "gate")
        return
    if basis := node.get("basis"):
        yield from unknown(basis, Message.of("Unknown basis “{id}”."), _ids(questionnaire.bases))
    if needs := node.get("needs"):
        yield from unknown(needs, Message.of("Unknown choice “{id}”."), known)
    if at := node.get("at"):
        yield from by_time(at, known, questionnaire)
    for resource in node.each("resources"):
        yield from _resource(resource, questionnaire)


def _resource(node: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    yield from unknown(node, Message.of("Unknown resource “{id}”."), {one.id: one for one in questionnaire.resources})


def _lists(node: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Ids that a question refers to."""
    if isinstance(node.value.get("not_applicable"), list):
        for reason in node.each("not_applicable"):
            yield from unknown(reason, Message.of("Unknown reason “{id}”."), _ids(questionnaire.reasons))
    for tag in node.each("tags"):
        yield from unknown(tag, Message.of("Unknown tag “{id}”."), _ids(questionnaire.tags))
    if unit := node.get("unit"):
        yield from unknown(unit, Message.of("Unknown unit “{id}”."), _ids(questionnaire.units))
    for resource in chain(node.each("resources"), node.each("see_also")):
        yield from _resource(resource, questionnaire)


def _recommendation(
    node: Node, question: Question, known: Collection[str], questionnaire: Questionnaire
) -> Iterator[Problem]:
    if question.type is not QuestionType.ONE:
        yield _for_levels(node, "recommendations")
        return
    for choice in (*node.each("at"), node.get("to")):
        if choice:
            yield from unknown(choice, Message.of("Unknown choice “{id}”."), known)
    of_scale = {choice.id: choice for choice in choices_of(question, questionnaire)}
    to = of_scale.get(node.value["to"])
    for at in node.each("at"):
        found = of_scale.get(at.value)
        if to and found and found.points >= to.points:
            message = Message.of("“{to}” is not above “{at}”: the recommendation leads nowhere.", to=to.id, at=found.id)
            yield at.problem(message)
    if lead := node.get("lead"):
        yield from unknown(lead, Message.of("Unknown lead “{id}”."), _ids(questionnaire.leads))
    for resource in chain(node.each("resources"), node.each("see_also")):
        yield from _resource(resource, questionnaire)
