"""Checks sections and questions: choices that fit their type, points, levels, recommendations that lead upwards."""

from collections.abc import Collection, Iterator

from engage_cli.errors import Message, Problem
from engage_cli.files.nodes import Node
from engage_cli.model.condition import comparisons
from engage_cli.model.questionnaire import Question, Questionnaire, QuestionType
from engage_cli.model.scales import Expects
from engage_cli.questionnaire.parsing_conditions import parse_condition
from engage_cli.questionnaire.parsing_questions import QUESTION_TYPES, written_type
from engage_cli.questionnaire.references_ids import UNKNOWN_IDS, choices_of, duplicates, repeated, unknown_keys


def problems(sections: tuple[Node, ...], questionnaire: Questionnaire) -> Iterator[Problem]:
    """The problems of the sections, of those inside them, and of their questions."""
    everywhere = [inner for section in sections for inner in walk_sections(section)]
    yield from duplicates(section.get("id") for section in everywhere)
    questions = [question for section in everywhere for question in section.each("questions")]
    yield from duplicates(question.get("id") for question in questions)
    yield from duplicates(one.get("id") for question in questions for one in question.each("recommendations"))
    for section in everywhere:
        yield from _section(section, questionnaire)
    twice = repeated(questionnaire)
    for node in questions:
        yield from _shape(node, questionnaire)
        question = questionnaire.by_id.get(node.value["id"])
        if question and question.id not in twice:
            yield from _question(node, question, questionnaire)


def walk_sections(section: Node) -> Iterator[Node]:
    """The node of `section`, then those of the sections inside it, in their order."""
    yield section
    for inner in section.each("sections"):
        yield from walk_sections(inner)


def _section(node: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    if not node.value.get("questions") and not node.value.get("sections"):
        yield node.problem(Message.of("This section has no question."), key=True)
    for test in comparisons(parse_condition(node.value.get("aim"))):
        if test.key in questionnaire.by_id:
            message = Message.of("“{id}” is a question: only facets say what a project aims at.", id=test.key)
            hint = Message.of("Write the condition as “when” on the questions.")
            yield (node.get("aim") or node).problem(message, hint, key=True)


def _question(node: Node, question: Question, questionnaire: Questionnaire) -> Iterator[Problem]:
    yield from _points(node, question)
    if question.expects is Expects.NOTHING and (expected := node.get("expected")):
        message = Message.of("Only one of these keys may stand here: {keys}.", keys="expected, expects: nothing")
        yield expected.problem(message, Message.of("Keep one of them."), key=True)
    if question.type is not QuestionType.ONE:
        yield from _for_levels(node)
    yield from duplicates(one.get("id") for one in node.each("criteria"))
    for recommendation in node.each("recommendations"):
        yield from _recommendation(recommendation, question, questionnaire)


def _shape(node: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Whether the question has the choices that its type calls for."""
    name, scale, choices = written_type(node.value), node.get("scale"), node.get("choices")
    type, scales = QUESTION_TYPES[name], {one.id: [choice.id for choice in one.choices] for one in questionnaire.scales}
    if scale and not type.scaled:
        yield scale.problem(Message.of("A question of type {type} has no scale.", type=name), key=True)
    elif choices and not type.own and type.ready is None:
        yield choices.problem(Message.of("A question of type {type} has no choices.", type=name), key=True)
    elif type.own and not scale and not choices:
        yield node.problem(Message.of("This question has neither a scale nor choices."))
    elif type.ready is not None:
        yield from _descriptors(node, UNKNOWN_IDS["choices"], type.ready)
    elif scale and scale.value in scales:
        yield from _descriptors(node, Message.of("The scale has no choice “{id}”."), scales[scale.value])


def _descriptors(node: Node, message: Message, known: Collection[str]) -> Iterator[Problem]:
    """What a question says of choices that are not its own: one sentence each, and that is not called “help”."""
    if choices := node.get("choices"):
        yield from unknown_keys(choices, message, known)
    for id, choice in node.below("choices"):
        if choice.get("help"):
            hint = Message.of("Write the sentence as the value of “{id}” itself, or under “label” there.", id=id)
            text = Message.of("“help” is not read here: the level has its name, and the question one sentence on it.")
            yield Node(choice.document, (*choice.place, "help"), None).problem(text, hint, key=True)


def _points(node: Node, question: Question) -> Iterator[Problem]:
    """Only many has a bound, which its choices must be able to reach, and exclusive choices."""
    most = node.get("max")
    if question.type is QuestionType.MANY:
        if most and most.value > question.full_points:
            points = str(question.full_points)
            message = Message.of("The choices come to {points} at most: “max” is never reached.", points=points)
            yield most.problem(message, key=True)
        return
    if most:
        yield most.problem(Message.of("Only a question of type many can have “{key}”.", key="max"), key=True)
    for _, choice in node.below("choices"):
        if exclusive := choice.get("exclusive"):
            message = Message.of("Only a question of type many can have “{key}”.", key="exclusive")
            yield exclusive.problem(message, key=True)


def _for_levels(node: Node) -> Iterator[Problem]:
    """What a question without levels cannot have."""
    found = [(key, node.get(key)) for key in ("expected", "gate")]
    found += [("recommendations", one) for one in node.each("recommendations")]
    for key, one in found:
        if one:
            yield one.problem(Message.of("Only questions of type one or yes_no can have “{key}”.", key=key), key=True)


def _recommendation(node: Node, question: Question, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Whether it leads upwards."""
    choices = {choice.id: choice for choice in choices_of(question, questionnaire)}
    to = choices.get(node.value["to"])
    for at in node.each("at"):
        found = choices.get(at.value)
        if to and found and not question.better.improves(found.points, to.points):
            message = Message.of("“{to}” is not above “{at}”: the recommendation leads nowhere.", to=to.id, at=found.id)
            yield at.problem(message)
