"""Parses what the options --set and --if suppose of a project."""

from collections.abc import Iterable, Sequence

from engage_cli.errors import Message, UsageError, closest_word, suggestion
from engage_cli.model.project import FacetValue, nobody_knows
from engage_cli.model.questionnaire import Question, Questionnaire, QuestionType
from engage_cli.model.scales import Choice, Facet, FacetType
from engage_cli.model.supposition import Supposition
from engage_cli.typed import command
from engage_cli.values import Value

SET, IF = "--set", "--if"
_SHAPE = {SET: Message.of("FACT=VALUE"), IF: Message.of("QUESTION=LEVEL")}
_YES, _NO = ("yes", "true", "oui", "y", "o"), ("no", "false", "non", "n")


class TypedSuppositions(Value, kw_only=True):
    """What was typed after --set and --if."""

    facts: tuple[str, ...] = ()
    """The words after each --set, as in `phase=build`."""
    answers: tuple[str, ...] = ()
    """The words after each --if, as in `a.question=2`."""

    @property
    def words(self) -> tuple[str, ...]:
        """The options as a person would type them again."""
        return (*(word for one in self.facts for word in (SET, one)), *(w for one in self.answers for w in (IF, one)))

    def __bool__(self) -> bool:
        return bool(self.facts or self.answers)

    def parse(self, questionnaire: Questionnaire) -> Supposition:
        """What the words mean for `questionnaire`. Raises UsageError for what it does not have."""
        facets = dict(_fact(questionnaire, one) for one in self.facts)
        answers = dict(_answer(questionnaire, one) for one in self.answers)
        return Supposition(facets=facets, answers=answers)


def typed_suppositions(facts: Sequence[str] | None, answers: Sequence[str] | None) -> TypedSuppositions:
    """The suppositions typed after --set and --if; one option may hold several."""
    return TypedSuppositions(facts=tuple(facts or ()), answers=tuple(answers or ()))


def _parted(option: str, text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if name.strip() and equals and value.strip():
        return name.strip(), value.strip()
    message = Message.of("“{text}” does not say what it supposes.", text=text)
    raise UsageError(message, Message.of("Write it as {option} {shape}.", option=option, shape=_SHAPE[option]))


def _fact(questionnaire: Questionnaire, text: str) -> tuple[str, FacetValue]:
    name, value = _parted(SET, text)
    facet = next((one for one in questionnaire.facets if one.id.casefold() == name.casefold()), None)
    if facet is None:
        ids = [one.id for one in questionnaire.facets]
        raise UsageError(Message.of("There is no fact “{id}”.", id=name), _instead(name, ids, questionnaire))
    return facet.id, _facet_value(facet, value)


def _instead(name: str, ids: Iterable[str], questionnaire: Questionnaire) -> Message | None:
    """A question after --set is meant for --if."""
    if name.casefold() in _questions(questionnaire):
        return Message.of("For an answer: {option} {shape}", option=IF, shape=_SHAPE[IF])
    return suggestion(name, ids)


def _facet_value(facet: Facet, value: str) -> FacetValue:
    if nobody_knows(value):
        if facet.required:
            raise UsageError(Message.of("The facet “{id}” must be known.", id=facet.id))
        return None
    match facet.type:
        case FacetType.YES_NO:
            return _yes_or_no(facet.id, value)
        case FacetType.ONE:
            return _one_of(facet.choices, value)
        case FacetType.MANY:
            return _many(facet, value)


def _yes_or_no(id: str, value: str) -> bool:
    if value.casefold() in (*_YES, *_NO):
        return value.casefold() in _YES
    raise UsageError(Message.of("“{id}” is yes, no or unknown.", id=id))


def _many(facet: Facet, value: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(_one_of(facet.choices, one) for one in _listed(value)))
    least = max(facet.least, 1 if facet.required else 0)
    if len(chosen) < least:
        raise UsageError(
            Message.plural("At least {count} choice is needed.", "At least {count} choices are needed.", least)
        )
    if facet.most is not None and len(chosen) > facet.most:
        raise UsageError(
            Message.plural("At most {count} choice is allowed.", "At most {count} choices are allowed.", facet.most)
        )
    return chosen


def _listed(value: str) -> list[str]:
    return [one.strip() for one in value.split(",") if one.strip()]


def _one_of(choices: Sequence[Choice], value: str, *, levels: bool = False) -> str:
    """The id of the choice that `value` stands for: its id, its name or, of `levels`, its number. Raises UsageError."""
    named = {words.casefold(): c.id for c in choices for _, words in c.label.versions}
    named |= {str(c.points): c.id for c in choices} if levels else {}
    named |= {c.id.casefold(): c.id for c in choices}
    if value.casefold() in named:
        return named[value.casefold()]
    raise UsageError(Message.of("Unknown choice “{id}”.", id=value), suggestion(value, [c.id for c in choices]))


def _questions(questionnaire: Questionnaire) -> dict[str, Question]:
    """By id and by reference, in lower case; ids win."""
    all_ = questionnaire.by_id.values()
    return {q.ref.casefold(): q for q in all_ if q.ref} | {q.id.casefold(): q for q in all_}


def _answer(questionnaire: Questionnaire, text: str) -> tuple[str, tuple[str, ...] | None]:
    name, value = _parted(IF, text)
    known = _questions(questionnaire)
    question = known.get(name.casefold())
    if question is None:
        raise UsageError(Message.of("There is no question “{id}”.", id=name), _meant(questionnaire, name, known))
    return question.id, None if nobody_knows(value) else _choices(question, value)


def _meant(questionnaire: Questionnaire, name: str, known: dict[str, Question]) -> Message:
    if questionnaire.facet(name):
        return Message.of("For a fact: {option} {shape}", option=SET, shape=_SHAPE[SET])
    guess = closest_word(name, known)
    if guess:
        return Message.of("Did you mean “{guess}”?", guess=known[guess].ref or known[guess].id)
    return Message.of("They are listed by: {command}", command=command("questionnaire", "show", questionnaire.id))


def _choices(question: Question, value: str) -> tuple[str, ...]:
    if question.type is QuestionType.TEXT:
        raise UsageError(Message.of("“{id}” is answered with a text; nothing can be supposed of it.", id=question.id))
    if question.is_yes_no and value.casefold() in (*_YES, *_NO):
        return ("yes" if value.casefold() in _YES else "no",)
    if question.type is QuestionType.ONE:
        return (_one_of(question.choices, value, levels=question.scale is not None),)
    chosen = tuple(dict.fromkeys(_one_of(question.choices, one) for one in _listed(value)))
    alone = next((c.id for c in question.choices if c.exclusive and c.id in chosen and len(chosen) > 1), None)
    if alone is not None:
        raise UsageError(Message.of("“{id}” cannot go with another choice.", id=alone))
    return chosen
