"""Checks ids: each that names something declared elsewhere (`x-ids` in the schema), and each that is used twice."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from engage_cli.errors import Message, Problem, suggestion
from engage_cli.files.nodes import Node, position
from engage_cli.model.questionnaire import Question, Questionnaire, QuestionType
from engage_cli.model.scales import Choice
from engage_cli.questionnaire.walking import SchemaPart

UNKNOWN_IDS = {
    "bands": Message.of("Unknown band “{id}”."),
    "bases": Message.of("Unknown basis “{id}”."),
    "choices": Message.of("Unknown choice “{id}”."),
    "facets": Message.of("Unknown facet “{id}”."),
    "functions": Message.of("Unknown function “{id}”."),
    "indices": Message.of("Unknown index “{id}”."),
    "leads": Message.of("Unknown lead “{id}”."),
    "reasons": Message.of("Unknown reason “{id}”."),
    "resources": Message.of("Unknown resource “{id}”."),
    "roles": Message.of("Unknown role “{id}”."),
    "scales": Message.of("Unknown scale “{id}”."),
    "sections": Message.of("Unknown section “{id}”."),
    "steps": Message.of("“{id}” is not a step of the timeline."),
    "tags": Message.of("Unknown tag “{id}”."),
    "units": Message.of("Unknown unit “{id}”."),
}
"""The message for an id that does not exist, by the word after `x-ids`."""


def problems(parts: Iterable[SchemaPart], questionnaire: Questionnaire) -> Iterator[Problem]:
    """One problem for each id among `parts` that nothing has."""
    known, twice = _known(questionnaire), repeated(questionnaire)
    for part in parts:
        name, keys = part.schema.get("x-ids"), part.schema.get("propertyNames", {}).get("x-ids")
        if name == "choices":
            if _leveled(part, questionnaire, twice):
                yield from _unknown(part.node, UNKNOWN_IDS[name], _choices(part.holder, questionnaire))
        elif name == "steps" and questionnaire.timeline is None:
            yield _no_timeline(part.node)
        elif name and (name != "steps" or known[name]):
            yield from _unknown(part.node, UNKNOWN_IDS[name], known[name])
        if keys and isinstance(part.node.value, dict):
            if questionnaire.timeline is None:
                yield _no_timeline(part.node)
            elif known[keys]:
                yield from unknown_keys(part.node, UNKNOWN_IDS[keys], known[keys])


def _known(questionnaire: Questionnaire) -> dict[str, list[str]]:
    """Ids by the word after `x-ids`, but for choices, which depend on where they are named.

    There are no steps where the timeline has none, which is said once and alone.
    """
    found = {name: [one.id for one in getattr(questionnaire, name, ())] for name in UNKNOWN_IDS}
    timeline = questionnaire.facet(questionnaire.timeline or "")
    sections = [section.id for section in questionnaire.walk()]
    return found | {"sections": sections, "steps": [one.id for one in timeline.choices] if timeline else []}


def _choices(holder: tuple[str, Node] | None, questionnaire: Questionnaire) -> Collection[str]:
    """Ids of the choices that can be named in `holder`."""
    match holder:
        case "scale", node:
            return list(node.value["choices"])
        case "question", node:
            return [one.id for one in choices_of(questionnaire.by_id[node.value["id"]], questionnaire)]
        case "section", node:
            scales = [choice for scale in questionnaire.scales for choice in scale.choices]
            questions = [questionnaire.by_id[one.value["id"]] for one in node.each("questions")]
            own = [choice for question in questions for choice in choices_of(question, questionnaire)]
            return dict.fromkeys(choice.id for choice in scales + own)
        case _:
            raise AssertionError("choices are named in questions, scales and sections")


def _leveled(part: SchemaPart, questionnaire: Questionnaire, twice: Collection[str]) -> bool:
    """Not in a question without levels: that it names some is said elsewhere; nor in one whose id is used twice."""
    kind, node = part.holder or ("", part.node)
    id = node.value["id"] if kind == "question" else ""
    return not id or (id not in twice and questionnaire.by_id[id].type is QuestionType.ONE)


def repeated(questionnaire: Questionnaire) -> frozenset[str]:
    """The ids that several questions share: what refers to one of them cannot be judged."""
    counted = Counter(question.id for section in questionnaire.sections for question in section.all_questions())
    return frozenset(id for id, count in counted.items() if count > 1)


def _unknown(node: Node, message: Message, known: Collection[str]) -> Iterator[Problem]:
    """`message`, with its `{id}` filled in, where the text at `node`, or one of its list, is not `known`."""
    for one in (node,) if isinstance(node.value, str) else node.each():
        if one.value not in known:
            yield one.problem(Message(message.text, {"id": one.value}), suggestion(one.value, known))


def unknown_keys(node: Node, message: Message, known: Collection[str], *, empty: bool = True) -> Iterator[Problem]:
    """One problem, `message` with its `{id}` filled in, for each key of `node` not in `known`.

    With `empty`, keys without a value too.
    """
    for key, inner in node.items(empty=empty):
        if key not in known:
            yield inner.problem(Message(message.text, {"id": key}), suggestion(key, known), key=True)


def duplicates(ids: Iterable[Node | None]) -> Iterator[Problem]:
    """One problem for each id that occurred before in `ids`."""
    seen: dict[str, Node] = {}
    for node in ids:
        if node is None:
            continue
        if node.value in seen:
            first = seen[node.value]
            line, _ = position(first.document, first.place)
            hint = Message.of("The first stands at {path}:{line}.", path=first.path, line=line)
            yield node.problem(Message.of("The id “{id}” is used twice.", id=node.value), hint)
        seen.setdefault(node.value, node)


def choices_of(question: Question, questionnaire: Questionnaire) -> tuple[Choice, ...]:
    """The choices that `question` can name.

    Those of every scale where its own does not exist, since that is reported once.
    """
    if question.scale is None or questionnaire.scale(question.scale):
        return question.choices
    return (*question.choices, *(choice for scale in questionnaire.scales for choice in scale.choices))


def _no_timeline(node: Node) -> Problem:
    """Time was spoken of in a questionnaire that has none."""
    hint = Message.of("Name an ordered facet under “timeline”, or leave this out.")
    return node.problem(Message.of("This questionnaire has no timeline."), hint, key=True)
