"""Scores in words, in one language: what every template says alike, whatever its format."""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction

from engage_cli import i18n
from engage_cli.i18n import LANGUAGE, Translator
from engage_cli.model.project import FacetValue
from engage_cli.model.questionnaire import Question, QuestionType
from engage_cli.model.recommendation import Effort
from engage_cli.model.scales import Better, Choice, EvidenceKind, Facet
from engage_cli.model.text import Text
from engage_cli.scoring.question_scores import GateState, QuestionScore, Range, State
from engage_cli.scoring.results import Advice, Assessment, NodeScore, Tally
from engage_cli.values import Value
from engage_cli.wording.enumerations import (
    ACTION_STATUS,
    CERTAINTY,
    EFFORT,
    EVIDENCE_KIND,
    FALL,
    GATE_STATE,
    SCOPE,
    STATE,
    VERIFIED,
    capitalized,
    words,
    yes_no,
)


class Wording(Value, kw_only=True):
    """Sentences and figures in `language`."""

    language: str
    tr: Translator
    points: Fraction | None = None
    """Full points of a question, where all questions of the questionnaire have the same: a node not shown out of
    something else is shown out of that, as a level."""

    @property
    def colon(self) -> str:
        """What stands after a heading or a name."""
        return LANGUAGE[self.language].colon

    # ── plain values ──────────────────────────────────────────────────────────────────────────────────────────────

    def text(self, text: Text | str | None) -> str:
        """A text of the questionnaire in the language; empty where there is none."""
        return text.to(self.language) if isinstance(text, Text) else text or ""

    def date(self, day: dt.date) -> str:
        """A day as in running text."""
        return i18n.long_date(day, self.language)

    def number(self, value: Fraction | int, digits: int = 0) -> str:
        """A number rounded half up to `digits` decimals."""
        return i18n.number(value, self.language, digits)

    def figure(self, value: Fraction) -> str:
        """A few digits: none for a whole number, one for the others."""
        return self.number(value, 0 if value.denominator == 1 else 1)

    def percent(self, share: Fraction | None) -> str:
        """A share (0 to 1) in whole per cents; a dash for None."""
        return "–" if share is None else i18n.percent(share, self.language)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """`one` or `many` with `{n}` and `values` filled in; both are msgids."""
        return self.tr.ngettext(one, many, number).format(n=self.number(number), **values)

    def listed(self, words: Iterable[str]) -> str:
        """ "a, b and c"."""
        *most, last = [w for w in words if w] or [""]
        return self.tr.gettext("{several} and {last}").format(several=", ".join(most), last=last) if most else last

    # ── a question ────────────────────────────────────────────────────────────────────────────────────────────────

    def level(self, question: Question, choice: Choice | None) -> str:
        """ "level 2" on a scale of whole points, else the name of the choice."""
        if choice is None:
            return "–"
        if not question.numbered:
            return self.text(choice.label)
        return self.tr.gettext("level {level}").format(level=self.figure(choice.points))

    def named_level(self, question: Question, choice: Choice | None) -> str:
        """ "level 2 (Committed)" on a scale, else the name of the choice."""
        if choice is None or not question.numbered:
            return self.level(question, choice)
        return f"{self.level(question, choice)} ({self.text(choice.label)})"

    def expected(self, score: QuestionScore) -> str:
        """What is enough at this time: "2 expected", "at most 1 expected", "Yes expected", or nothing."""
        if score.expected is None:
            return ""
        question = score.question
        enough = score.expected_choice or next((c for c in question.choices if c.points == score.expected), None)
        named = not question.numbered and question.type is not QuestionType.MANY and enough is not None
        what = self.text(enough.label) if named and enough else self.figure(score.expected)
        most = question.better is Better.LOW and not named
        said = self.tr.gettext("at most {what} expected") if most else self.tr.gettext("{what} expected")
        return said.format(what=what)

    def standing(self, score: QuestionScore) -> str:
        """ "level 1, 2 expected"; the state, where there is no level."""
        found = self.result(score)
        expected = self.expected(score) if score.state.in_force else ""
        return ", ".join(part for part in (found, expected) if part)

    def result(self, score: QuestionScore) -> str:
        """What the answer comes to, on its evidence."""
        if score.state is not State.ANSWERED or score.question.type is QuestionType.TEXT:
            return self.state(score.state)
        if score.evidenced_choice is not None:
            return self.level(score.question, score.evidenced_choice)
        return self.earned(score)

    def choice_words(self, choice: Choice) -> str:
        """What was chosen: this question's description of the level, else the name of the choice."""
        described = self.text(choice.help)
        return f"{self.text(choice.label)}{self.colon} {described}" if described else self.text(choice.label)

    def earned(self, score: QuestionScore) -> str:
        """ "3 out of 5 points"."""
        if score.evidenced is None:
            return ""
        values = {"earned": self.figure(score.evidenced.low), "possible": self.figure(score.possible)}
        return self.tr.gettext("{earned} out of {possible} points").format(**values)

    def state(self, state: State) -> str:
        """What the state of a question is called."""
        return words(STATE, state, self.tr)

    def excluded(self, state: State | None) -> str:
        """Why a term of a sum does not count."""
        if state is None:
            return self.tr.gettext("no result")
        return self.tr.gettext("a text has no points") if state.in_force else self.state(state)

    def fall(self, score: QuestionScore) -> str:
        """Why the answer is read at a lower level; nothing where it is not."""
        if score.fall is None:
            return ""
        why = words(FALL, score.fall, self.tr)
        read = self.level(score.question, score.evidenced_choice)
        return self.tr.gettext("Read as {level}: {why}.").format(level=read, why=why)

    def evidence_kind(self, kind: EvidenceKind) -> str:
        """What a kind of evidence is called."""
        return words(EVIDENCE_KIND, kind, self.tr)

    # ── a section or an index ─────────────────────────────────────────────────────────────────────────────────────

    def out_of(self, node: NodeScore) -> Fraction:
        """What the node is shown out of; 1: as a share."""
        return node.out_of if node.out_of != 1 else self.points or Fraction(1)

    def value(self, share: Fraction | None, node: NodeScore) -> str:
        """A share of the node's full points, as it is shown: "1.8", or "60%" where it has no points of its own."""
        if share is None:
            return "–"
        top = self.out_of(node)
        return self.percent(share) if top == 1 else self.figure(_tenths(share * top))

    def span(self, found: Range | None, node: NodeScore) -> str:
        """ "1.8", or "1.4 to 2.1" where some answers are missing."""
        if found is None:
            return "–"
        low, high = self.value(found.low, node), self.value(found.high, node)
        return low if low == high else self.tr.gettext("{low} to {high}").format(low=low, high=high)

    def node(self, node: NodeScore) -> str:
        """ "1.4 to 2.1 out of 3, 2 expected"."""
        if node.evidenced is None:
            return self.tr.gettext("no result")
        found = self.full_span(node.evidenced, node)
        if node.expected_share is None:
            return found
        expected = self.tr.gettext("{what} expected").format(what=self.value(node.expected_share, node))
        return f"{found}, {expected}"

    def full_span(self, found: Range, node: NodeScore) -> str:
        """ "1.4 to 2.1 out of 3"."""
        top = self.out_of(node)
        if top == 1:
            return self.span(found, node)
        return self.tr.gettext("{span} out of {top}").format(span=self.span(found, node), top=self.figure(top))

    def band(self, node: NodeScore) -> str:
        """The band, alone only where the worst and the best case share it."""
        if node.bands is None:
            return ""
        low, high = (self.text(b.label) for b in node.bands)
        return self.between(low, high)

    def between(self, low: str, high: str) -> str:
        """What the worst and the best case are called, once where both are the same."""
        return low if low == high else self.tr.gettext("between “{low}” and “{high}”").format(low=low, high=high)

    def coverage(self, tally: Tally) -> str:
        """ "12 answers out of 14 questions"."""
        if not tally.in_force:
            return self.tr.gettext("nothing asked")
        said = self.tr.ngettext(
            "{answered} of {n} question answered", "{answered} of {n} questions answered", tally.in_force
        )
        return said.format(answered=self.number(tally.answered), n=self.number(tally.in_force))

    # ── gates and advice ──────────────────────────────────────────────────────────────────────────────────────────

    def gate_state(self, state: GateState) -> str:
        """What the state of a gate is called."""
        return words(GATE_STATE, state, self.tr)

    def certainty(self, certainty: str) -> str:
        """How certain a rule is said to be."""
        return words(CERTAINTY, certainty, self.tr)

    def verified(self, mark: str) -> str:
        """How far the questionnaire's author checked a resource."""
        return words(VERIFIED, mark, self.tr)

    def effort(self, effort: Effort) -> str:
        """What an effort is called."""
        return words(EFFORT, effort, self.tr)

    def action_status(self, status: str) -> str:
        """What the status of an action is called."""
        return words(ACTION_STATUS, status, self.tr)

    def scope(self, scope: str) -> str:
        """Of an assessment: "full" or "quick"."""
        return words(SCOPE, scope, self.tr)

    def facet(self, facet: Facet, value: FacetValue) -> str:
        """What a project says to a facet: its choices, yes or no, or that nobody knows."""
        if value is None:
            return self.state(State.UNKNOWN)
        if isinstance(value, bool):
            return self.yes_no(yes=value)
        ids = (value,) if isinstance(value, str) else value
        return ", ".join(self.text(c.label) for c in facet.choices if c.id in ids)

    def yes_no(self, *, yes: bool) -> str:
        """ "Yes" or "No", at the head of a line."""
        return capitalized(yes_no(self.tr, yes=yes))

    def gain(self, advice: Advice, node: NodeScore) -> str:
        """ "+0.4 point for Person, out of 3"; nothing where the step brings no points that count."""
        if not advice.gain or not node.aimed:
            return ""
        top, section = self.out_of(node), self.text(advice.section.title)
        if top == 1:
            share = self.percent(advice.gain)
            return self.tr.gettext("+{share} of the points of “{section}”").format(share=share, section=section)
        rise = max(advice.gain * top, Fraction(1, 10))
        said = self.tr.ngettext(
            "+{n} point out of {top} for “{section}”",
            "+{n} points out of {top} for “{section}”",
            1 if LANGUAGE[self.language].singular(rise) else 2,
        )
        return said.format(n=self.figure(_tenths(rise)), top=self.figure(top), section=section)


def wording(language: str, assessment: Assessment) -> Wording:
    """The words for a report on `assessment`."""
    tops = {q.full for q in assessment.questionnaire.by_id.values() if q.scored}
    scales = {q.scale for q in assessment.questionnaire.by_id.values() if q.scored}
    shared = tops.pop() if len(tops) == 1 and len(scales) == 1 and None not in scales else None
    return Wording(language=language, tr=i18n.translator(language), points=shared)


def _tenths(value: Fraction) -> Fraction:
    """Rounded half up, so that a whole number is shown as one."""
    return Fraction(i18n.half_up(value, 1), 10)
