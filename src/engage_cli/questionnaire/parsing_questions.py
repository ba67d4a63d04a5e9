"""Parses sections and questions from YAML that follows its schema.

What a question takes from its scale, its section or the questionnaire (choices, expected level, reasons) is filled in
here, so that nobody below has to look it up.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from engage_cli.i18n import LANGUAGE, SOURCE
from engage_cli.model.questionnaire import Question, QuestionType, Section
from engage_cli.model.scales import Better, Choice, Expected, Expects, Scale
from engage_cli.questionnaire.parsing_parts import Reader, Values, with_label
from engage_cli.values import Value, replace

YES_NO = {
    "no": {language: row.no[0].capitalize() for language, row in LANGUAGE.items()},
    "yes": {language: row.yes[0].capitalize() for language, row in LANGUAGE.items()},
}
"""The choices of a yes_no question, lowest first, in the languages that engage knows."""

Words = Mapping[str, Mapping[str, str]]


class WrittenType(Value, kw_only=True):
    """A type of question as files write it after `type`."""

    read_as: QuestionType
    scaled: bool = False
    """Whether its choices may be those of a scale."""
    own: bool = False
    """Whether a question of this type may declare choices of its own."""
    ready: Words | None = None
    """The choices that engage gives it, by id, lowest first, each worth a point more than the last.

    None where it gives none.
    """


QUESTION_TYPES = {
    "one": WrittenType(read_as=QuestionType.ONE, scaled=True, own=True),
    "many": WrittenType(read_as=QuestionType.MANY, own=True),
    "yes_no": WrittenType(read_as=QuestionType.ONE, ready=YES_NO),
    "text": WrittenType(read_as=QuestionType.TEXT),
}
"""The types of questions, by the word that files write after `type`."""


def written_type(value: Values) -> str:
    """The word that the question written as `value` has for its type; `one` where it says nothing."""
    word: str = value.get("type", "one")
    return word


class ParsingContext(Value, kw_only=True):
    """What questions inherit from the questionnaire and their section."""

    reader: Reader
    scales: Mapping[str, Scale]
    reasons: tuple[str, ...]
    """The ids of all kinds of reasons for “not applicable”."""
    expects: str = Expects.FULL
    better: str = Better.HIGH


def parse_section(frame: ParsingContext, value: Values, above: Expected | None = None) -> Section:
    """The section written as `value`, with everything in it; `above` is the expected level of the section around it."""
    level = frame.reader.expected(value["expected"]) if "expected" in value else above
    return frame.reader.value(
        Section,
        value,
        questions=tuple(parse_question(frame, one, level) for one in value.get("questions", ())),
        sections=tuple(parse_section(frame, one, level) for one in value.get("sections", ())),
    )


def parse_question(frame: ParsingContext, value: Values, above: Expected | None = None) -> Question:
    """The question written as `value`; its expected level is its own, else its section's, else its scale's."""
    scale, type = frame.scales.get(value.get("scale", "")), QUESTION_TYPES[written_type(value)]
    choices = _choices(frame.reader, type, scale, value.get("choices", {}))
    own = frame.reader.expected(value["expected"]) if "expected" in value else None
    expects = value.get("expects", frame.expects)
    level = (
        own if expects == Expects.NOTHING else own or _fitting(above, choices) or (scale.expected if scale else None)
    )
    return frame.reader.value(
        Question,
        {"expects": expects, "better": frame.better, **value},
        type=type.read_as,
        choices=choices,
        expected=level if type.read_as is QuestionType.ONE else None,
        reasons=_reasons(frame, value),
    )


def _fitting(level: Expected | None, choices: tuple[Choice, ...]) -> Expected | None:
    """A section's level, for the questions that have the choices it names."""
    known = {one.id for one in choices}
    return level if level and {level.always, *(id for _, id in level.by_time)} - {None} <= known else None


def _choices(reader: Reader, type: WrittenType, scale: Scale | None, values: Values) -> tuple[Choice, ...]:
    """The scale's choices, or those that engage gives, with what this question says of them; or its own."""
    if type.ready is not None:
        return _described(reader, _ready(reader, type.ready), values)
    if not type.own:
        return ()
    if scale is not None:
        return _described(reader, scale.choices, values)
    return tuple(reader.value(Choice, {"id": id, **with_label(one)}) for id, one in values.items())


def _described(reader: Reader, choices: tuple[Choice, ...], values: Values) -> tuple[Choice, ...]:
    return tuple(_with(reader, one, with_label(values[one.id])) if one.id in values else one for one in choices)


def _with(reader: Reader, choice: Choice, said: Values) -> Choice:
    """`choice` with what the question says: what it means here, and its own points and evidence where there are any."""
    own = reader.value(Choice, {"id": choice.id, **said})
    return replace(
        choice,
        help=None if own.label == choice.label else own.label,
        points=own.points if "points" in said else choice.points,
        needs_evidence=own.needs_evidence or choice.needs_evidence,
    )


def _ready(reader: Reader, words: Words) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            id=id,
            label=reader.text({language: label.get(language, label[SOURCE]) for language in reader.languages}),
            points=Fraction(points),
        )
        for points, (id, label) in enumerate(words.items())
    )


def _reasons(frame: ParsingContext, value: Values) -> tuple[str, ...]:
    """Allowed reason kinds: those listed; every one by default, none where there is a gate."""
    allowed: Any = value.get("not_applicable", "gate" not in value)
    if isinstance(allowed, bool):
        return frame.reasons if allowed else ()
    return tuple(allowed)
