"""Checks what waivers name: a rule of the check, and something that it can be found on."""

from collections.abc import Collection, Iterable, Iterator

from engage_cli.errors import Message, closest_word
from engage_cli.model.policy import WHOLE
from engage_cli.model.questionnaire import Questionnaire


def waiver_fault(
    rule: str, subject: str, questionnaire: Questionnaire, actions: Collection[str], rules: Collection[str]
) -> tuple[str, Message, Message] | None:
    """The fault of a waiver that names something that does not exist: (its key, what is wrong, what to do).

    None where both rule and subject exist. `actions` are the ids of the project's actions, `rules` those of all rules.
    """
    if rule not in rules:
        message = Message.of("The waiver names a rule that does not exist: “{id}”.", id=rule)
        return "rule", message, _perhaps(rule, rules, Message.of("All rules: engage rule"))
    subjects = (WHOLE, *_subjects(questionnaire), *actions)
    if subject not in subjects:
        message = Message.of("The waiver is about something that does not exist: “{id}”.", id=subject)
        otherwise = Message.of("Copy the id from the finding, as --output-format json gives it.")
        return "question", message, _perhaps(_referred(questionnaire).get(subject, subject), subjects, otherwise)
    return None


def _subjects(questionnaire: Questionnaire) -> Iterator[str]:
    """Ids of all that something can be found on, but for actions."""
    yield from questionnaire.facet_by_id
    yield from questionnaire.by_id
    yield from (section.id for section in questionnaire.walk())
    yield from (index.id for index in questionnaire.indices)
    yield from (contradiction.id for contradiction in questionnaire.contradictions)


def _referred(questionnaire: Questionnaire) -> dict[str | None, str]:
    """Ids by reference."""
    sections = {section.ref: section.id for section in questionnaire.walk()}
    return sections | {question.ref: question.id for question in questionnaire.by_id.values()}


def _perhaps(id: str, known: Iterable[str], otherwise: Message) -> Message:
    guess = closest_word(id, known)
    return Message.of("Did you mean “{guess}”?", guess=guess) if guess else otherwise
