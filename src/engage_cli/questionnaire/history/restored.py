"""Rebuilds the questionnaire of a release list: its texts are lost, but it scores as it did."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from engage_cli.model.questionnaire import Gate, Index, Method, Question, Questionnaire, QuestionType, Section
from engage_cli.model.scales import (
    Band,
    Better,
    Choice,
    Criterion,
    EvidenceKind,
    EvidenceRule,
    Expected,
    Expects,
    Facet,
    FacetType,
    Label,
    Scale,
)
from engage_cli.model.text import Text
from engage_cli.questionnaire.history.releases import Release
from engage_cli.questionnaire.parsing_conditions import parse_condition
from engage_cli.questionnaire.parsing_parts import parse_period

Entry = Mapping[str, Any]
_LANGUAGE = "en"


def restore_questionnaire(release: Release) -> Questionnaire:
    """The questionnaire that `release` lists.

    Each text is the id of what it belongs to, or the title of the question.
    """
    return Questionnaire(
        id=release.id,
        version=release.version,
        digest=release.digest,
        title=_text(release.id),
        languages=(_LANGUAGE,),
        facets=tuple(_facet(id, entry) for id, entry in release.facets.items()),
        timeline=release.timeline,
        scales=tuple(_scale(id, entry) for id, entry in release.scales.items()),
        bands=tuple(_band(id, entry) for id, entry in release.bands.items()),
        indices=tuple(_index(id, entry) for id, entry in release.indices.items()),
        roles=tuple(_roles(release)),
        sections=_sections(release, None),
    )


def _text(words: str) -> Text:
    return Text.of({_LANGUAGE: words})


def _number(value: float | None) -> Fraction | None:
    """As YAML numbers are read: 0.1 is a tenth."""
    return None if value is None else Fraction(str(value))


def _share(entry: Entry, key: str) -> Fraction:
    return _number(entry.get(key)) or Fraction(1)


def _expected(value: Any) -> Expected | None:
    if value is None:
        return None
    return Expected(always=value) if isinstance(value, str) else Expected(by_time=tuple(value.items()))


def _choice(id: str, entry: Entry) -> Choice:
    needs = entry.get("needs_evidence")
    rule = needs and EvidenceRule(
        kinds=tuple(EvidenceKind(kind) for kind in needs["kinds"]), valid=parse_period(needs.get("valid"))
    )
    return Choice(
        id=id,
        label=_text(id),
        points=_number(entry.get("points")) or Fraction(0),
        needs_evidence=rule,
        exclusive=entry.get("exclusive", False),
    )


def _choices(entries: Entry) -> tuple[Choice, ...]:
    return tuple(_choice(id, entry) for id, entry in entries.items())


def _facet(id: str, entry: Entry) -> Facet:
    return Facet(
        id=id,
        type=FacetType(entry["type"]),
        ask=_text(id),
        choices=tuple(Choice(id=one, label=_text(one)) for one in entry.get("choices", ())),
        ordered=entry.get("ordered", False),
        required=entry.get("required", False),
        least=entry.get("min", 0),
        most=entry.get("max"),
        unknown_is=entry.get("unknown_is"),
    )


def _scale(id: str, entry: Entry) -> Scale:
    return Scale(id=id, choices=_choices(entry["choices"]), expected=_expected(entry.get("expected")))


def _band(id: str, entry: Entry) -> Band:
    return Band(
        id=id,
        label=_text(id),
        below=_number(entry.get("below")),
        up_to=_number(entry.get("up_to")),
        beyond=_number(entry.get("beyond")),
        each_at_least=entry.get("each_at_least"),
    )


def _index(id: str, entry: Entry) -> Index:
    return Index(
        id=id,
        label=_text(id),
        method=Method(entry["method"]),
        role=entry.get("role"),
        sections=tuple(entry.get("sections", ())),
        indices=tuple(entry.get("indices", ())),
    )


def _roles(release: Release) -> Iterator[Label]:
    named = [entry.get("role") for entry in (*release.sections.values(), *release.indices.values())]
    yield from (Label(id=id, label=_text(id)) for id in dict.fromkeys(named) if id)


def _sections(release: Release, within: str | None) -> tuple[Section, ...]:
    return tuple(
        Section(
            id=id,
            title=_text(id),
            role=entry.get("role"),
            aim=parse_condition(entry["aim"]) if "aim" in entry else None,
            method=Method(entry["method"]),
            out_of=_share(entry, "out_of"),
            weight=_share(entry, "weight"),
            questions=tuple(
                _question(one, it, release) for one, it in release.questions.items() if it["section"] == id
            ),
            sections=_sections(release, id),
        )
        for id, entry in release.sections.items()
        if entry.get("within") == within
    )


def _question(id: str, entry: Entry, release: Release) -> Question:
    scale = release.scales.get(entry.get("scale", ""), {})
    versions = entry.get("title") or {_LANGUAGE: id}
    title = Text.of(versions)
    return Question(
        id=id,
        title=title,
        ask=title,
        type=QuestionType(entry.get("type", "one")),
        quick=entry.get("quick", False),
        scale=entry.get("scale"),
        choices=_choices(entry.get("choices") or scale.get("choices", {})),
        most_points=_number(entry.get("max")),
        criteria=tuple(Criterion(id=one, label=_text(one)) for one in entry.get("criteria", ())),
        when=parse_condition(entry["when"]) if "when" in entry else None,
        due=entry.get("due"),
        weight=_share(entry, "weight"),
        expected=_expected(entry.get("expected")),
        expects=Expects(entry.get("expects", Expects.FULL)),
        better=Better(entry.get("better", Better.HIGH)),
        gate=_gate(entry.get("gate"), title),
        reasons=tuple(entry.get("not_applicable", ())),
    )


def _gate(value: Any, rule: Text) -> Gate | None:
    if value is None:
        return None
    if isinstance(value, str):
        return Gate(basis="", rule=rule, certainty="high", needs=value)
    return Gate(basis="", rule=rule, certainty="high", by_time=tuple(value.items()))
