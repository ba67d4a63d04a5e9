"""Sections and questions, from what the schema has let through to frozen values.

What a question takes from its scale, its section or the questionnaire (choices, expected level, reasons) is filled in
here, so that nobody below has to look it up.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from engage_cli.i18n import LANGUAGE, SOURCE
from engage_cli.model.questionnaire import (
    Effort,
    Gate,
    Method,
    Question,
    QuestionType,
    Recommendation,
    Section,
)
from engage_cli.model.scales import Choice, Criterion, Expected, Scale
from engage_cli.model.text import Text
from engage_cli.questionnaire.parsing_conditions import condition
from engage_cli.questionnaire.parsing_parts import (
    Texts,
    Values,
    by_time,
    choice,
    exact,
    exact_or_none,
    expected,
    ids,
    named,
)
from engage_cli.values import Value, replace

YES_NO = {
    "no": {language: row.no[0].capitalize() for language, row in LANGUAGE.items()},
    "yes": {language: row.yes[0].capitalize() for language, row in LANGUAGE.items()},
}
"""The choices of a yes_no question, lowest first, in the languages that engage knows."""


class Frame(Value, kw_only=True):
    """What questions lean on."""

    texts: Texts
    scales: Mapping[str, Scale]
    timeline: tuple[str, ...]
    """Ids of its steps; empty without a timeline."""
    reasons: tuple[str, ...]
    """Every kind of reason."""


def section(frame: Frame, value: Values, above: Expected | None = None) -> Section:
    """A section with what is in it; `above` is the expected level of the section that holds it."""
    texts = frame.texts
    level = expected(value.get("expected"), frame.timeline) or above
    return Section(
        id=value["id"],
        title=texts.text(value["title"]),
        role=value.get("role"),
        ref=value.get("ref"),
        intent=texts.maybe(value.get("intent")),
        aim=condition(value.get("aim")),
        method=Method(value.get("method", "mean")),
        out_of=exact(value.get("out_of", 1)),
        weight=exact(value.get("weight", 1)),
        questions=tuple(question(frame, one, level) for one in value.get("questions", ())),
        sections=tuple(section(frame, one, level) for one in value.get("sections", ())),
    )


def question(frame: Frame, value: Values, above: Expected | None = None) -> Question:
    """A question; its expected level is its own, else its section's, else its scale's."""
    texts, scale = frame.texts, frame.scales.get(value.get("scale", ""))
    type = QuestionType(value.get("type", "one"))
    choices = _choices(frame, type, scale, value.get("choices", {}))
    level = (
        expected(value.get("expected"), frame.timeline)
        or _fitting(above, choices)
        or (scale.expected if scale else None)
    )
    return Question(
        id=value["id"],
        title=texts.text(value["title"]),
        ask=texts.text(value["ask"]),
        type=type,
        ref=value.get("ref"),
        quick=value.get("quick", False),
        why=texts.maybe(value.get("why")),
        evidence_examples=texts.maybe(value.get("evidence_examples")),
        scale=value.get("scale"),
        choices=choices,
        most_points=exact_or_none(value.get("max")),
        criteria=tuple(Criterion(id=one["id"], label=texts.text(one["label"])) for one in value.get("criteria", ())),
        when=condition(value.get("when")),
        due=value.get("due"),
        weight=exact(value.get("weight", 1)),
        expected=level if type in (QuestionType.ONE, QuestionType.YES_NO) else None,
        gate=_gate(frame, value.get("gate")),
        reasons=_reasons(frame, value),
        tags=ids(value.get("tags")),
        unit=value.get("unit"),
        recommendations=tuple(_recommendation(texts, one) for one in value.get("recommendations", ())),
        resources=ids(value.get("resources")),
        see_also=ids(value.get("see_also")),
    )


def _fitting(level: Expected | None, choices: tuple[Choice, ...]) -> Expected | None:
    """A section's level, for the questions that have the choices it names."""
    known = {one.id for one in choices}
    return level if level and {level.always, *(id for _, id in level.by_time)} - {None} <= known else None


def _choices(frame: Frame, type: QuestionType, scale: Scale | None, values: Values) -> tuple[Choice, ...]:
    """The scale's choices with this question's descriptors as help, or the question's own."""
    match type:
        case QuestionType.YES_NO:
            return _yes_no(frame.texts, values)
        case QuestionType.TEXT:
            return ()
        case QuestionType.ONE | QuestionType.MANY:
            if scale is None:
                return tuple(choice(frame.texts, id, named(one)) for id, one in values.items())
            return tuple(_described(frame.texts, one, values.get(one.id)) for one in scale.choices)


def _described(texts: Texts, choice: Choice, descriptor: str | Values | None) -> Choice:
    return choice if descriptor is None else replace(choice, help=texts.text(named(descriptor)["label"]))


def _yes_no(texts: Texts, values: Values) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            id=id, label=_yes_no_label(texts, words), help=_descriptor(texts, values.get(id)), points=Fraction(points)
        )
        for points, (id, words) in enumerate(YES_NO.items())
    )


def _descriptor(texts: Texts, value: str | Values | None) -> Text | None:
    return None if value is None else texts.text(named(value)["label"])


def _yes_no_label(texts: Texts, words: Mapping[str, str]) -> Text:
    return texts.text({language: words.get(language, words[SOURCE]) for language in texts.languages})


def _gate(frame: Frame, value: Values | None) -> Gate | None:
    if value is None:
        return None
    texts = frame.texts
    return Gate(
        basis=value["basis"],
        rule=texts.text(value["rule"]),
        certainty=value["certainty"],
        certainty_note=texts.maybe(value.get("certainty_note")),
        by_time=by_time(value.get("at", {}), frame.timeline),
        needs=value.get("needs"),
        resources=ids(value.get("resources")),
        ask_whom=texts.maybe(value.get("ask_whom")),
    )


def _reasons(frame: Frame, value: Values) -> tuple[str, ...]:
    """Allowed reason kinds: those listed; every one by default, none where there is a gate."""
    allowed: Any = value.get("not_applicable", "gate" not in value)
    if isinstance(allowed, bool):
        return frame.reasons if allowed else ()
    return tuple(allowed)


def _recommendation(texts: Texts, value: Values) -> Recommendation:
    return Recommendation(
        id=value["id"],
        at=tuple(value["at"]),
        to=value["to"],
        do=texts.text(value["do"]),
        first_step=texts.maybe(value.get("first_step")),
        effort=Effort(value["effort"]),
        lead=value["lead"],
        resources=ids(value.get("resources")),
        see_also=ids(value.get("see_also")),
    )
