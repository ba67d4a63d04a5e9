"""Checks the facets and answers of a project against the questionnaire: what it does not have, or not in that way."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from types import MappingProxyType

from engage_cli.errors import Message, Problem, sort_problems, suggestion
from engage_cli.files import schemas
from engage_cli.files.nodes import Node
from engage_cli.model.answering import units_and_functions
from engage_cli.model.project import nobody_knows
from engage_cli.model.questionnaire import Question, Questionnaire, QuestionType, Section
from engage_cli.model.scales import Facet, FacetType
from engage_cli.project.parsing import chosen_id, parse_yes_no
from engage_cli.project.waivers import waiver_fault
from engage_cli.questionnaire.references_ids import UNKNOWN_IDS, duplicates, unknown_keys
from engage_cli.values import replace

UNKNOWN_STEP = Message.of("Unknown step “{id}”.")
_KEYS = tuple(type.key for type in QuestionType)
"""Under one of which an answer stands."""


def project_problems(root: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    """The problems of a project with `questionnaire`, unknown ids first; found one by one as they are asked for."""
    return chain(_absent(root, questionnaire), _wrong(root, questionnaire))


def all_answers_problems(root: Node, questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """All problems of a file of answers with `questionnaire`."""
    return sort_problems(answers_problems(root, questionnaire))


def _given_facets(root: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Facets that came with answers: only some of them, and none needs to be there."""
    yield from _unknown_facets(root, questionnaire, empty=False)
    for id, node in root.below("facets"):
        if facet := questionnaire.facet(id):
            yield from _facet(facet, node)


def answers_problems(root: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    """The problems of a file of answers with `questionnaire`, found one by one as they are asked for."""
    return chain(
        _unknown_speakers(root, questionnaire),
        _given_facets(root, questionnaire),
        _unknown_answers(root, questionnaire),
        _answers(root, questionnaire),
    )


def _unknown_speakers(root: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    known = [one.id for one in units_and_functions(questionnaire)]
    said = Message.of("Unknown unit or function “{id}”.") if questionnaire.functions else UNKNOWN_IDS["units"]
    for node in root.each("speaks_for"):
        if node.value not in known:
            yield node.problem(Message(said.text, {"id": node.value}), suggestion(node.value, known))


def _absent(root: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Ids that the questionnaire does not have."""
    if charter := root.get("charter"):
        yield from _unknown_facets(charter, questionnaire)
    if assessment := root.get("assessment"):
        if targets := assessment.get("targets"):
            yield from unknown_keys(targets, UNKNOWN_IDS["sections"], [section.id for section in questionnaire.walk()])
        yield from _unknown_answers(assessment, questionnaire)
        yield from _unknown_questions(assessment, questionnaire)
        if path := assessment.get("path"):
            yield from unknown_keys(path, UNKNOWN_STEP, [step.id for step in questionnaire.path])


def _unknown_facets(holder: Node, questionnaire: Questionnaire, *, empty: bool = True) -> Iterator[Problem]:
    if facets := holder.get("facets"):
        yield from unknown_keys(facets, UNKNOWN_IDS["facets"], list(questionnaire.facet_by_id), empty=empty)


def waiver_problems(root: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    """One problem for each waiver of a rule, or about something, that does not exist: it has no effect."""
    assessment = root.get("assessment")
    waivers = list(assessment.each("waivers")) if assessment else []
    if not (assessment and waivers):
        return
    actions = [id.value for one in assessment.each("actions") if (id := one.get("id"))]
    for waiver in waivers:
        rule, subject = waiver.get("rule"), waiver.get("question")
        if rule and subject and (vain := waiver_fault(rule.value, subject.value, questionnaire, actions, _rules())):
            key, message, hint = vain
            yield (rule if key == "rule" else subject).problem(message, hint)


def action_problems(root: Node) -> Iterator[Problem]:
    """One problem for each id that two actions have."""
    if assessment := root.get("assessment"):
        yield from duplicates(one.get("id") for one in assessment.each("actions"))


def _rules() -> Collection[str]:
    """Ids of all rules, as the published schema of policies lists them."""
    names: Collection[str] = schemas.load_schema("policy")["$defs"]["rule"]["enum"]
    return names


def _unknown_answers(holder: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    answered = holder.get("answers")
    free = [id for id in questionnaire.by_id if answered is None or id not in answered.value]
    for id, node in holder.below("answers", empty=True):
        if id not in questionnaire.by_id:
            yield node.problem(Message.of("Unknown question “{id}”.", id=id), _likely(id, free), key=True)


def _unknown_questions(assessment: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    held = [one.get("question") for one in assessment.each("actions")]
    if apart := assessment.get("apart"):
        yield from unknown_keys(apart, Message.of("Unknown question “{id}”."), list(questionnaire.by_id))
    for node in (*assessment.each("to_check"), *held):
        if node and node.value not in questionnaire.by_id:
            message = Message.of("Unknown question “{id}”.", id=node.value)
            yield node.problem(message, _likely(node.value, questionnaire.by_id))


def _likely(id: str, known: Collection[str]) -> Message | None:
    """A question id that was probably meant: questionnaires have too many to list."""
    near = [one for one in known if one.partition(".")[0] == id.partition(".")[0]]
    return suggestion(id, near) if near else suggestion(id, known)


def _wrong(root: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Values that the questionnaire does not allow."""
    yield from _facets(root, questionnaire)
    assessment = root.get("assessment")
    if assessment is None:
        return
    yield from _answers(assessment, questionnaire)
    for id, node in assessment.below("targets"):
        section = questionnaire.section(id)
        if section:
            yield from _choice(node, target_levels(section))


def target_levels(section: Section) -> list[str]:
    """The ids of the choices that a team can aim at in `section`: those of its scales, else of its questions."""
    questions = list(section.all_questions())
    leveled = [one for one in questions if one.scale] or questions
    return list(dict.fromkeys(choice.id for one in leveled for choice in one.choices))


def _facets(root: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    for facet in questionnaire.facets:
        node = root.get("charter", "facets", facet.id)
        if node:
            yield from _facet(facet, node)
        elif facet.required and not _written(root, "charter", "facets", facet.id):
            holder = _facets_holder(root)
            if holder is None:
                return
            hint = suggestion("", [choice.id for choice in facet.choices])
            missing = holder.problem(Message.of("The facet “{id}” is missing.", id=facet.id), hint, key=True)
            yield replace(missing, rule="facet-missing", subject=facet.id)


def _facets_holder(root: Node) -> Node | None:
    """Where facets can be written; None where that is against the schema, which is said already."""
    facets = root.get("charter", "facets")
    return facets or (None if _written(root, "charter", "facets") else root.get("charter"))


def _written(root: Node, *place: str) -> bool:
    """Something stands there in the file, though it may be against the schema and left out of `root`."""
    if not root.document.has(place):
        return False
    mark = root.document.mark(place)
    return mark.end > mark.start


def _facet(facet: Facet, node: Node) -> Iterator[Problem]:
    if nobody_knows(node.value):
        if facet.required:
            yield node.problem(Message.of("The facet “{id}” must be known.", id=facet.id))
        return
    match facet.type:
        case FacetType.YES_NO:
            if parse_yes_no(node.value) is None:
                yield node.problem(*_yes_no(facet.id))
        case FacetType.ONE:
            if isinstance(node.value, str):
                yield from _choice(node, [choice.id for choice in facet.choices])
            else:
                yield node.problem(Message.of("“{id}” takes one choice.", id=facet.id), _choices_of(facet))
        case FacetType.MANY:
            yield from _many(facet, node)


def _yes_no(id: str) -> tuple[Message, Message]:
    message = Message.of("“{id}” is true, false or unknown.", id=id)
    return message, Message.of("Write true for yes, false for no, without quotes.")


def _choices_of(facet: Facet) -> Message | None:
    return suggestion("", [choice.id for choice in facet.choices])


def _many(facet: Facet, node: Node) -> Iterator[Problem]:
    if isinstance(node.value, bool):
        yield node.problem(Message.of("“{id}” takes a list of choices.", id=facet.id), _choices_of(facet))
        return
    parts = node.value.split(",") if isinstance(node.value, str) else []
    if len(parts) > 1:
        hint = Message.of("Write it as a list: [{value}].", value=", ".join(map(str.strip, parts)))
        yield node.problem(Message.of("“{id}” takes a list of choices.", id=facet.id), hint)
        return
    chosen = list(node.each()) if isinstance(node.value, list) else [node]
    for one in chosen:
        yield from _choice(one, [choice.id for choice in facet.choices])
    least = max(facet.least, 1 if facet.required else 0)
    count = len(node.value) if isinstance(node.value, list) else 1
    if count < least:
        yield node.problem(
            Message.plural("At least {count} choice is needed.", "At least {count} choices are needed.", least)
        )
    if facet.most is not None and count > facet.most:
        most = facet.most
        yield node.problem(
            Message.plural("At most {count} choice is allowed.", "At most {count} choices are allowed.", most)
        )


def _choice(node: Node, known: Collection[str], numbers: Mapping[str, str] = MappingProxyType({})) -> Iterator[Problem]:
    """`numbers`: what may be written by mistake for a choice, with the choice."""
    if node.value not in known:
        written = str(node.value).lower() if isinstance(node.value, bool) else node.value
        yield node.problem(
            Message.of("Unknown choice “{id}”.", id=written), suggestion(numbers.get(written, written), known)
        )


def _answers(holder: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    for id, node in holder.below("answers"):
        question = questionnaire.by_id.get(id)
        if question and isinstance(node.value, dict):
            yield from _answer(question, node)


def _answer(question: Question, node: Node) -> Iterator[Problem]:
    """Whether the answer is of the question's type and names what the question has."""
    key, said = question.type.key, node.value
    for other in _KEYS:
        if other != key and other in said and (found := node.get(other)):
            message = Message.of("This question is answered with “{key}”, not with “{other}”.", key=key, other=other)
            yield found.problem(message, suggestion("", [choice.id for choice in question.choices]), key=True)
    known = [choice.id for choice in question.choices]
    if key == "choice" and chosen_id(said.get(key), question) not in known and (choice := node.get(key)):
        yield from _choice(choice, known, {str(one.points): one.id for one in question.choices})
    if key == "choices":
        yield from _several(question, node, known)
    if "criteria" in said:
        for criterion in node.each("criteria"):
            yield from _criterion(criterion, question)
    if "not_applicable" in said and (reason := node.get("not_applicable", "reason")):
        yield from _reason(reason, question)


def _several(question: Question, node: Node, known: list[str]) -> Iterator[Problem]:
    chosen = list(node.each("choices"))
    for one in chosen:
        yield from _choice(one, known)
        choice = question.choice(one.value)
        if choice and choice.exclusive and len(chosen) > 1:
            yield one.problem(Message.of("“{id}” cannot go with another choice.", id=choice.id))


def _criterion(node: Node, question: Question) -> Iterator[Problem]:
    known = [criterion.id for criterion in question.criteria]
    if node.value not in known:
        yield node.problem(Message.of("Unknown criterion “{id}”.", id=node.value), suggestion(node.value, known))


def _reason(node: Node, question: Question) -> Iterator[Problem]:
    if not question.reasons:
        hint = Message.of("Answer it, or write “unknown: true”.")
        yield node.problem(Message.of("This question applies whenever it is asked: it cannot be set aside."), hint)
    elif node.value not in question.reasons:
        message = Message.of("“{id}” is not a reason for which this question can be set aside.", id=node.value)
        yield node.problem(message, suggestion(node.value, question.reasons))
