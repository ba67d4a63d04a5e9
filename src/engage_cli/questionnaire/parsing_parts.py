"""Parts of a questionnaire other than its sections, from what the schema has let through to frozen values."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from engage_cli.model.contradiction import Contradiction
from engage_cli.model.questionnaire import Index, Method, Note, Tension, Term
from engage_cli.model.scales import (
    Band,
    Choice,
    EvidenceKind,
    EvidenceRule,
    Expected,
    Facet,
    FacetType,
    Label,
    Period,
    Scale,
)
from engage_cli.model.sources import Resource, Source
from engage_cli.model.text import Text
from engage_cli.questionnaire.parsing_conditions import condition

Values = Mapping[str, Any]


class Texts:
    """Reads texts, a plain one being in the questionnaire's first language."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages

    def text(self, value: str | Values) -> Text:
        """`value` in the order of the questionnaire's languages, others after them."""
        if isinstance(value, str):
            return Text(((self.languages[0], value),))
        order = [*(one for one in self.languages if one in value), *(one for one in value if one not in self.languages)]
        return Text(tuple((one, value[one]) for one in order))

    def maybe(self, value: str | Values | None) -> Text | None:
        """`value`, None where there is none."""
        return None if value is None else self.text(value)


def named(value: str | Values) -> Values:
    """`value` as a mapping with a label: a bare text is one."""
    return {"label": value} if isinstance(value, str) or "label" not in value else value


def exact(value: float) -> Fraction:
    """A number as it was written: 0.1 is a tenth."""
    return Fraction(str(value))


def exact_or_none(value: float | None) -> Fraction | None:
    """The number, None where there is none."""
    return None if value is None else exact(value)


def ids(value: list[str] | None) -> tuple[str, ...]:
    """A list of ids; absent is empty."""
    return tuple(value or ())


def labels(texts: Texts, values: Values | None, group: str | None = None) -> tuple[Label, ...]:
    """Units, leads, roles, reasons, bases, tags of one group."""
    return tuple(_label(texts, id, named(value), group) for id, value in (values or {}).items())


def _label(texts: Texts, id: str, value: Values, group: str | None) -> Label:
    return Label(
        id=id,
        label=texts.text(value["label"]),
        plural=texts.maybe(value.get("plural")),
        help=texts.maybe(value.get("help")),
        line=texts.maybe(value.get("line")),
        group=group,
    )


def tags(texts: Texts, values: Values | None) -> tuple[Label, ...]:
    """Tags of every group."""
    groups = (values or {}).items()
    return tuple(tag for group, value in groups for tag in labels(texts, value["choices"], group))


def facet(texts: Texts, id: str, value: Values) -> Facet:
    """A facet; the choices of a yes_no are none."""
    advise = value.get("advise")
    return Facet(
        id=id,
        type=FacetType(value["type"]),
        label=texts.maybe(value.get("label")),
        ask=texts.text(value["ask"]),
        help=texts.maybe(value.get("help")),
        choices=tuple(_facet_choice(texts, key, named(one)) for key, one in value.get("choices", {}).items()),
        ordered=value.get("ordered", False),
        required=value.get("required", False),
        least=value.get("min", 0),
        most=value.get("max"),
        advise=(advise[0], advise[1]) if advise else None,
        unknown_is=value.get("unknown_is"),
        group=value.get("group"),
    )


def _facet_choice(texts: Texts, id: str, value: Values) -> Choice:
    return Choice(id=id, label=texts.text(value["label"]), help=texts.maybe(value.get("help")))


def choice(texts: Texts, id: str, value: Values) -> Choice:
    """A choice of a scale or of a question."""
    return Choice(
        id=id,
        label=texts.text(value["label"]),
        help=texts.maybe(value.get("help")),
        points=exact(value.get("points", 0)),
        needs_evidence=evidence_rule(value.get("needs_evidence")),
        exclusive=value.get("exclusive", False),
    )


def evidence_rule(value: Values | None) -> EvidenceRule | None:
    """Which evidence a choice needs."""
    if value is None:
        return None
    return EvidenceRule(kinds=tuple(EvidenceKind(kind) for kind in value["kinds"]), valid=period(value.get("valid")))


def period(value: str | None) -> Period | None:
    """An ISO 8601 duration of whole calendar units."""
    if value is None:
        return None
    units = {unit: int(number) for number, unit in re.findall(r"([0-9]+)([YMD])", value)}
    return Period(years=units.get("Y", 0), months=units.get("M", 0), days=units.get("D", 0))


def by_time(value: Values, timeline: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(step, choice) in the order of the timeline's steps."""
    return tuple((step, value[step]) for step in timeline if step in value)


def expected(value: str | Values | None, timeline: tuple[str, ...]) -> Expected | None:
    """The choice that is enough."""
    if value is None:
        return None
    return Expected(always=value) if isinstance(value, str) else Expected(by_time=by_time(value, timeline))


def scale(texts: Texts, id: str, value: Values, timeline: tuple[str, ...]) -> Scale:
    """A scale with its choices in the order written."""
    choices = tuple(choice(texts, key, one) for key, one in value["choices"].items())
    return Scale(id=id, choices=choices, expected=expected(value.get("expected"), timeline))


def band(texts: Texts, value: Values) -> Band:
    """A range of attainment."""
    return Band(
        id=value["id"],
        label=texts.text(value["label"]),
        help=texts.maybe(value.get("help")),
        below=exact_or_none(value.get("below")),
        up_to=exact_or_none(value.get("up_to")),
        each_at_least=value.get("each_at_least"),
        beyond=exact_or_none(value.get("beyond")),
    )


def index(texts: Texts, id: str, value: Values) -> Index:
    """A figure made of sections or indices."""
    of = value["of"]
    return Index(
        id=id,
        label=texts.text(value["label"]),
        help=texts.maybe(value.get("help")),
        method=Method(value["method"]),
        role=of.get("role"),
        sections=ids(of.get("sections")),
        indices=ids(of.get("indices")),
        show_band=value.get("show") == "band",
    )


def term(texts: Texts, value: Values) -> Term:
    """A glossary entry."""
    return Term(id=value["id"], term=texts.text(value["term"]), note=texts.maybe(value.get("note")))


def tension(texts: Texts, value: Values) -> Tension:
    """Two sections that pull apart."""
    return Tension(
        id=value["id"],
        between=(value["between"][0], value["between"][1]),
        title=texts.maybe(value.get("title")),
        when=condition(value.get("when")),
        ask=texts.text(value["ask"]),
    )


def note(texts: Texts, value: Values) -> Note:
    """Something to say about certain projects."""
    return Note(id=value["id"], when=condition(value.get("when")), text=texts.text(value["text"]))


def contradiction(texts: Texts, value: Values) -> Contradiction:
    """What does not go together."""
    when = condition(value["when"])
    assert when is not None, "the schema wants one"
    return Contradiction(id=value["id"], when=when, say=texts.text(value["say"]), repair=texts.text(value["repair"]))


def source(texts: Texts, value: Values | None) -> Source | None:
    """What the questionnaire was drawn from."""
    if value is None:
        return None
    return Source(
        title=texts.text(value["title"]),
        publisher=value.get("publisher"),
        url=value.get("url"),
        licence=value.get("licence"),
        statement=texts.maybe(value.get("statement")),
    )


def resource(texts: Texts, id: str, value: Values) -> Resource:
    """Something to read or use."""
    return Resource(
        id=id,
        title=texts.text(value["title"]),
        url=value.get("url"),
        publisher=value.get("publisher"),
        languages=ids(value.get("language")),
        kind=value.get("kind"),
        verified=value.get("verified", "memory"),
        checked=value.get("checked"),
        note=texts.maybe(value.get("note")),
    )
