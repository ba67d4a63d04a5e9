"""What several voices said, in words: how far they differed and what they agreed on. Never who said what, nor how
many."""

from engage_cli.model.project import Agreed, Apart, Span
from engage_cli.model.questionnaire import Question
from engage_cli.values import Value
from engage_cli.wording.plain import PlainWording


def span_text(span: Span | None, question: Question, w: PlainWording) -> str:
    """How far answers differ: "from “Intention” to “Committed”", or "“Intention”"; empty where they are no levels."""
    if span is None:
        return ""
    low, high = (choice.label if (choice := question.choice(id)) else None for id in span)
    names = {"low": w.text(low) if low else span[0], "high": w.text(high) if high else span[1]}
    _ = w.tr.gettext
    return (_("“{low}”") if span[0] == span[1] else _("from “{low}” to “{high}”")).format(**names)


def agreed_text(agreed: Agreed, question: Question, w: PlainWording) -> str:
    """An agreement: "Agreed by 5 voices on May 3, 2027; before that, from “Intention” to “Committed”. Why: …"."""
    _ = w.tr.gettext
    voices = w.count("{n} voice", "{n} voices", agreed.voices) if agreed.voices else _("several voices")
    said = _("Agreed by {voices}").format(voices=voices) if agreed.voices != 1 else _("Decided in a meeting")
    if agreed.on:
        said = _("{said} on {date}").format(said=said, date=w.date(agreed.on))
    if agreed.span and agreed.span[0] != agreed.span[1]:
        said = _("{said}; before that, {span}").format(said=said, span=span_text(agreed.span, question, w))
    why = _("Why: {because}").format(because=agreed.because) if agreed.because else ""
    return f"{said}. {why}".rstrip()


def apart_text(apart: Apart, question: Question, w: PlainWording) -> str:
    """An open difference: "5 voices, from “Intention” to “Committed”; nothing is agreed"."""
    _ = w.tr.gettext
    voices = w.count("{n} voice", "{n} voices", apart.voices) if apart.voices else _("several voices")
    span = span_text(apart.span, question, w)
    said = _("{voices}, {span}").format(voices=voices, span=span) if span else voices
    return _("{said}; nothing is agreed").format(said=said)


class VoiceWording(Value):
    """The sentences of this module for templates, which read it as `voiced`."""

    w: PlainWording

    def agreed(self, agreed: Agreed, question: Question) -> str:
        """What voices agreed on a question; see `agreed_text`."""
        return agreed_text(agreed, question, self.w)

    def apart(self, apart: Apart, question: Question) -> str:
        """How far the voices differ on a question."""
        return apart_text(apart, question, self.w)
