"""Asks for a piece of evidence: title, kind, place, date, holder."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from engage_cli.errors import Message
from engage_cli.i18n import long_date
from engage_cli.model.project import Answer, Evidence
from engage_cli.model.questionnaire import Question
from engage_cli.model.scales import EvidenceKind, EvidenceRule
from engage_cli.scoring.question_scores import Fall
from engage_cli.values import replace
from engage_cli.wizard import writing
from engage_cli.wizard.answer_store import AnswerStore, judge_evidence
from engage_cli.wizard.asker import Asker, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.dates import ask_day
from engage_cli.wording.enumerations import EVIDENCE_KIND, capitalized, enumeration_words

_KINDS_HELP = {
    EvidenceKind.STATEMENT: Message.of("Someone says so"),
    EvidenceKind.DOCUMENT: Message.of("A plan, a contract, a page, minutes"),
    EvidenceKind.TEST: Message.of("A trial with people or machines, with its result"),
    EvidenceKind.MEASURE: Message.of("Figures that were collected"),
    EvidenceKind.REVIEW: Message.of("Somebody from outside the project looked at it"),
}


def describe_evidence(_: Speech, evidence: Evidence) -> str:
    """A piece of evidence on one line."""
    date = long_date(evidence.date, _.language) if evidence.date else _("no date")
    kind = enumeration_words(EVIDENCE_KIND, evidence.kind, _.tr)
    return ", ".join(filter(None, (evidence.title, kind, evidence.where, date, evidence.holder)))


def add_or_replace(evidence: tuple[Evidence, ...], piece: Evidence) -> tuple[Evidence, ...]:
    """`evidence` with `piece` replacing the piece of the same title, else appended."""
    if all(one.title != piece.title for one in evidence):
        return (*evidence, piece)
    return tuple(piece if one.title == piece.title else one for one in evidence)


def evidence_rule(question: Question, answer: Answer | None) -> EvidenceRule | None:
    """The evidence rule of the first choice of `answer` that has one; None where none has."""
    chosen = (*(answer.choices or ()), answer.choice) if answer else ()
    return next((c.needs_evidence for c in question.choices if c.id in chosen and c.needs_evidence), None)


def expired_evidence(store: AnswerStore, question: Question, answer: Answer, today: dt.date) -> Evidence | None:
    """The last piece of evidence of `answer`, where it is no longer valid; else None."""
    fall, _choice = judge_evidence(store, question, answer, today)
    dated = [one for one in answer.evidence if one.date] if fall is Fall.EXPIRED else []
    return max(dated, key=lambda one: one.date or dt.date.min, default=None)


Keep = Callable[[Evidence], object]
"""Saves a piece of evidence."""


def ask_evidence(
    asker: Asker, _: Speech, today: dt.date, rule: EvidenceRule | None, keep: Keep, before: Evidence | None = None
) -> None:
    """Asks for a piece of evidence and passes it to `keep`; `before` is the piece that it renews.

    From the moment its title and kind are given, it is kept even where the person leaves.
    """
    if before is not None:
        asker.say(Paragraph(_("To renew: {evidence}", evidence=describe_evidence(_, before)), Tone.QUIET))
    ask = _("The title of what renews it (none: later)") if before else _("Its title (Enter alone: later)")
    title = writing.ask_name(asker, _, ask, value=before.title if before else "")
    if not title:
        return
    current = (before.kind.value,) if before else ()
    kind = asker.pick(Menu(ask=_("What kind of evidence is it?"), options=_kinds(_, rule), current=current))
    piece = Evidence(title=title, kind=EvidenceKind(str(kind)))
    try:
        for detail in _details(asker, _, today, rule, before):
            piece = replace(piece, **detail)
    finally:
        keep(piece)


def _details(
    asker: Asker, _: Speech, today: dt.date, rule: EvidenceRule | None, before: Evidence | None
) -> Iterator[dict[str, Any]]:
    """Asks for place, date and holder one by one; yields each as a mapping of fields."""
    place = before.where if before and before.where else ""
    where = writing.ask_sentence(asker, _, _("Where is it? A path or an address (Enter: unknown)"), value=place)
    yield {"where": where or None}
    date = _ask_date(asker, _, today)
    if date is None and rule is not None and rule.valid is not None:
        asker.say(Paragraph(_("Without a date this evidence does not count here."), Tone.WARNING))
        date = _ask_date(asker, _, today)
    yield {"date": date}
    keeps = before.holder if before and before.holder else ""
    holder = writing.ask_name(asker, _, _("Who keeps it? (Enter: unknown)"), value=keeps)
    yield {"holder": holder or None}


def _kinds(_: Speech, rule: EvidenceRule | None) -> tuple[Option, ...]:
    def explained(kind: EvidenceKind) -> str:
        said = _KINDS_HELP[kind].say(_.tr)
        counts = rule is None or kind in rule.kinds
        return said if counts else _("{what}; does not count for this level", what=said)

    def named(kind: EvidenceKind) -> str:
        return capitalized(enumeration_words(EVIDENCE_KIND, kind, _.tr))

    return tuple(Option(id=kind.value, label=named(kind), help=explained(kind)) for kind in EvidenceKind)


def _ask_date(asker: Asker, _: Speech, today: dt.date) -> dt.date | None:
    ask = _("Its date, for example {date} (Enter: none)", date=long_date(today, _.language))
    return ask_day(asker, _, ask, today, past=True)
