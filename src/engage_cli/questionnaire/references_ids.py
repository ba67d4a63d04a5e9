"""Checks of ids that several parts of a questionnaire share."""

from collections.abc import Collection, Iterable, Iterator

from engage_cli.errors import Message, Problem, suggestion
from engage_cli.files.nodes import Node, position
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.model.scales import Choice


def unknown(node: Node, message: Message, known: Collection[str]) -> Iterator[Problem]:
    """`message`, with its `{id}` filled in, where the value of `node` is not known."""
    if node.value not in known:
        yield node.problem(Message(message.text, {"id": node.value}), suggestion(node.value, known))


def unknown_key(key: str, node: Node, message: Message, known: Collection[str]) -> Iterator[Problem]:
    """`message`, with its `{id}` filled in, where `key`, under which `node` stands, is not known."""
    if key not in known:
        yield node.problem(Message(message.text, {"id": key}), suggestion(key, known), key=True)


def duplicates(ids: Iterable[Node | None]) -> Iterator[Problem]:
    """Ids that were met before."""
    seen: dict[str, Node] = {}
    for node in ids:
        if node is None:
            continue
        if node.value in seen:
            first = seen[node.value]
            line, _ = position(first.document, first.place)
            hint = Message.of("The first stands at {path}:{line}.", path=first.document.path, line=line)
            yield node.problem(Message.of("The id “{id}” is used twice.", id=node.value), hint)
        seen.setdefault(node.value, node)


def choices_of(question: Question, questionnaire: Questionnaire) -> tuple[Choice, ...]:
    """The choices that `question` may have; of any scale where its own does not exist, which is said once and alone."""
    if question.scale is None or questionnaire.scale(question.scale):
        return question.choices
    return (*question.choices, *(choice for scale in questionnaire.scales for choice in scale.choices))


def steps(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Ids of the timeline's steps; empty without a timeline."""
    facet = questionnaire.facet(questionnaire.timeline) if questionnaire.timeline else None
    return tuple(choice.id for choice in facet.choices) if facet else ()


def expected(node: Node | None, choices: Collection[str], questionnaire: Questionnaire) -> Iterator[Problem]:
    """What is wrong with an expected level written at `node`."""
    if node is None:
        return
    if isinstance(node.value, str):
        yield from unknown(node, Message.of("Unknown choice “{id}”."), choices)
    else:
        yield from by_time(node, choices, questionnaire)


def by_time(node: Node, choices: Collection[str], questionnaire: Questionnaire) -> Iterator[Problem]:
    """What is wrong with choices by step of the timeline."""
    if questionnaire.timeline is None:
        yield no_timeline(node)
        return
    for step, inner in node.items():
        yield from unknown_key(step, inner, Message.of("“{id}” is not a step of the timeline."), steps(questionnaire))
        yield from unknown(inner, Message.of("Unknown choice “{id}”."), choices)


def no_timeline(node: Node) -> Problem:
    """Time was spoken of in a questionnaire that has none."""
    hint = Message.of("Name an ordered facet under “timeline”, or leave this out.")
    return node.problem(Message.of("This questionnaire has no timeline."), hint, key=True)
