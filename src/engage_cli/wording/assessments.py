"""Scores in words, in one language: what every template says the same way, whatever its format."""

from collections.abc import Sequence
from fractions import Fraction

from engage_cli import i18n
from engage_cli.model.project import FacetValue
from engage_cli.model.questionnaire import Question, QuestionType
from engage_cli.model.recommendation import Effort, Recommendation
from engage_cli.model.scales import Better, Choice, EvidenceKind, Facet
from engage_cli.model.sources import Resource
from engage_cli.scoring.question_scores import GateState, QuestionScore, Range, State
from engage_cli.scoring.results import Advice, AdviceKind, Assessment, NodeScore, Tally
from engage_cli.wording.enumerations import (
    ACTION_STATUS,
    CERTAINTY,
    EFFORT,
    EVIDENCE_KIND,
    FALL,
    GATE_STATE,
    SCOPE,
    STATE,
    capitalized,
    enumeration_words,
    yes_no,
)
from engage_cli.wording.names import reading_note
from engage_cli.wording.plain import PlainWording

_MOST_NAMED = 3
"""Maximum number of questions named in one step of finding out."""


class Wording(PlainWording, kw_only=True):
    """Sentences and figures about an assessment in `language`."""

    points: Fraction | None = None
    """The full points of a question, where all questions have the same; None otherwise.

    A node without a scale of its own is then shown out of these points, as a level.
    """

    # ── a question ────────────────────────────────────────────────────────────────────────────────────────────────

    def level(self, question: Question, choice: Choice | None) -> str:
        """A choice as "level 2" on a scale of whole points, else the name of the choice."""
        if choice is None:
            return "–"
        if not question.numbered:
            return self.text(choice.label)
        return self.tr.gettext("level {level}").format(level=self.figure(choice.points))

    def named_level(self, question: Question, choice: Choice | None) -> str:
        """A choice as "level 2 (Committed)" on a scale of whole points, else the name of the choice."""
        if choice is None or not question.numbered:
            return self.level(question, choice)
        return f"{self.level(question, choice)} ({self.text(choice.label)})"

    def expected(self, score: QuestionScore) -> str:
        """What is expected at this time: "2 expected", "at most 1 expected", "Yes expected"; empty where nothing is."""
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
        """A question's level and what is expected, "level 1, 2 expected"; its state where it has no level."""
        found = self.result(score)
        expected = self.expected(score) if score.state.in_force else ""
        return ", ".join(part for part in (found, expected) if part)

    def result(self, score: QuestionScore) -> str:
        """The result of an answer on its evidence."""
        if score.state is not State.ANSWERED or score.question.type is QuestionType.TEXT:
            return self.state(score.state)
        if score.evidenced_choice is not None:
            return self.level(score.question, score.evidenced_choice)
        return self.earned(score)

    def choice_words(self, choice: Choice) -> str:
        """What was chosen: the question's description of the level, else the name of the choice."""
        described = self.text(choice.help)
        return f"{self.text(choice.label)}{self.colon} {described}" if described else self.text(choice.label)

    def choice_more(self, score: QuestionScore, choice: Choice) -> str:
        """What a choice adds to the result of its question; empty where the result says it all."""
        if self.result(score) != self.text(choice.label):
            return self.choice_words(choice)
        return self.text(choice.help)

    def earned(self, score: QuestionScore) -> str:
        """The points of an answer: "3 out of 5 points"."""
        if score.evidenced is None:
            return ""
        values = {"earned": self.figure(score.evidenced.low), "possible": self.figure(score.possible)}
        return self.tr.gettext("{earned} out of {possible} points").format(**values)

    def state(self, state: State) -> str:
        """The name of a question's state."""
        return enumeration_words(STATE, state, self.tr)

    def excluded(self, state: State | None) -> str:
        """Why a term of a sum does not count."""
        if state is None:
            return self.tr.gettext("no result")
        return self.tr.gettext("a text has no points") if state.in_force else self.state(state)

    def fall(self, score: QuestionScore) -> str:
        """Why an answer is read at a lower level than chosen; empty where it is not."""
        if score.fall is None:
            return ""
        why = enumeration_words(FALL, score.fall, self.tr)
        read = self.level(score.question, score.evidenced_choice)
        return self.tr.gettext("Read as {level}: {why}.").format(level=read, why=why)

    def evidence_kind(self, kind: EvidenceKind) -> str:
        """The name of a kind of evidence."""
        return enumeration_words(EVIDENCE_KIND, kind, self.tr)

    # ── a section or an index ─────────────────────────────────────────────────────────────────────────────────────

    def out_of(self, node: NodeScore) -> Fraction:
        """The number of points that a node is shown out of; 1: as a share."""
        return node.out_of if node.out_of != 1 else self.points or Fraction(1)

    def value(self, share: Fraction | None, node: NodeScore) -> str:
        """A share of a node's full points as it is shown: "1.8", or "60%" where the node has no points of its own."""
        if share is None:
            return "–"
        top = self.out_of(node)
        return self.percent(share) if top == 1 else self.figure(_tenths(share * top))

    def span(self, found: Range | None, node: NodeScore) -> str:
        """A range as it is shown: "1.8", or "1.4 to 2.1" where answers are missing."""
        if found is None:
            return "–"
        low, high = self.value(found.low, node), self.value(found.high, node)
        return low if low == high else self.tr.gettext("{low} to {high}").format(low=low, high=high)

    def node(self, node: NodeScore) -> str:
        """A node's result and what is expected: "1.4 to 2.1 out of 3, 2 expected"."""
        if node.evidenced is None:
            return self.tr.gettext("no result")
        found = self.full_span(node.evidenced, node)
        if node.expected_share is None:
            return found
        expected = self.tr.gettext("{what} expected").format(what=self.value(node.expected_share, node))
        return f"{found}, {expected}"

    def full_span(self, found: Range, node: NodeScore) -> str:
        """A range with its full points: "1.4 to 2.1 out of 3"."""
        top = self.out_of(node)
        if top == 1:
            return self.span(found, node)
        return self.tr.gettext("{span} out of {top}").format(span=self.span(found, node), top=self.figure(top))

    def band(self, node: NodeScore) -> str:
        """The name of a node's band; of both bands where worst and best case differ."""
        if node.bands is None:
            return ""
        low, high = (self.text(b.label) for b in node.bands)
        return self.between(low, high)

    def between(self, low: str, high: str) -> str:
        """The names of worst and best case; one name where they are the same."""
        return low if low == high else self.tr.gettext("between “{low}” and “{high}”").format(low=low, high=high)

    def answered(self, assessment: Assessment) -> str:
        """How many questions are answered and how many count: "38 of 40 questions answered; 36 count in the results".

        "Not applicable" is an answer but does not count; nor do texts, or questions asked only for their gate.
        """
        asked = [q for q in assessment.questions.values() if q.standing.is_asked]
        if not asked:
            return self.tr.gettext("nothing asked")
        given = sum(q.state in (State.ANSWERED, State.NOT_APPLICABLE) for q in asked)
        said = self._answers(given, len(asked))
        counted = assessment.tally.in_force
        if counted == len(asked):
            return said
        count = self.count("{n} counts in the results", "{n} count in the results", counted)
        return f"{said}; {count}"

    def coverage(self, tally: Tally) -> str:
        """How many questions of a part are answered: "12 answers out of 14 questions"."""
        if not tally.in_force:
            return self.tr.gettext("nothing asked")
        return self._answers(tally.answered, tally.in_force)

    def _answers(self, answered: int, of: int) -> str:
        said = self.tr.ngettext("{answered} of {n} question answered", "{answered} of {n} questions answered", of)
        return said.format(answered=self.number(answered), n=self.number(of))

    # ── gates and advice ──────────────────────────────────────────────────────────────────────────────────────────

    def gate_state(self, state: GateState) -> str:
        """The name of a gate's state."""
        return enumeration_words(GATE_STATE, state, self.tr)

    def certainty(self, certainty: str) -> str:
        """The name of a rule's certainty."""
        return enumeration_words(CERTAINTY, certainty, self.tr)

    def seen(self, resource: Resource) -> str:
        """How thoroughly the questionnaire's author read a resource, and when."""
        return reading_note(resource, self.language, self.tr)

    def effort(self, effort: Effort) -> str:
        """The name of an effort."""
        return enumeration_words(EFFORT, effort, self.tr)

    def action_status(self, status: str) -> str:
        """The name of an action's status."""
        return enumeration_words(ACTION_STATUS, status, self.tr)

    def scope(self, scope: str) -> str:
        """The name of an assessment's scope, "full" or "quick"."""
        return enumeration_words(SCOPE, scope, self.tr)

    def facet(self, facet: Facet, value: FacetValue) -> str:
        """A project's value of a facet in words: its choices, yes, no, or unknown."""
        if value is None:
            return self.state(State.UNKNOWN)
        if isinstance(value, bool):
            return self.yes_no(yes=value)
        ids = (value,) if isinstance(value, str) else value
        return ", ".join(self.text(c.label) for c in facet.choices if c.id in ids)

    def yes_no(self, *, yes: bool) -> str:
        """ "Yes" or "No", capitalised to begin a line."""
        return capitalized(yes_no(self.tr, yes=yes))

    def step(self, advice: Advice) -> str:
        """What to do: the text of the recommendation, else our own."""
        return self.step_on(advice.kind, advice.recommendation, (advice.question, *advice.others))

    def step_on(self, kind: AdviceKind, recommendation: Recommendation | None, asked: Sequence[Question]) -> str:
        """What to do about the questions `asked`: the text of the recommendation, else our own."""
        _ = self.tr.gettext
        match kind:
            case AdviceKind.DO:
                return self.text(recommendation.do) if recommendation else ""
            case AdviceKind.FIND_OUT:
                names = [_("“{title}”").format(title=self.text(question.title)) for question in asked[:_MOST_NAMED]]
                if more := len(asked) - len(names):
                    names.append(self.count("{n} other question", "{n} other questions", more))
                return _("Find out about {questions}").format(questions=self.listed(names))
            case AdviceKind.ATTACH_EVIDENCE:
                title = self.text(asked[0].title)
                return _("Attach a dated piece of evidence, or renew it: {question}").format(question=title)

    def first_step(self, advice: Advice) -> str:
        """What to do first: as the recommendation says, or whom to ask; empty where nothing is said."""
        if advice.recommendation is not None:
            return self.text(advice.recommendation.first_step)
        gate = advice.question.gate
        return self.text(gate.ask_whom) if gate and advice.kind is AdviceKind.FIND_OUT else ""

    def gain(self, advice: Advice, node: NodeScore) -> str:
        """What a step brings in the worst case: "from 1.8 to 2 out of 3 for “Person”"; empty where it brings no
        points."""
        if not advice.gain or not node.aimed or node.evidenced is None:
            return ""
        low = advice.question.better is Better.LOW
        before = node.evidenced.high if low else node.evidenced.low
        after = before - advice.gain if low else before + advice.gain
        values = {"section": self.text(advice.section.title)}
        top, ends = self.out_of(node), (self.value(before, node), self.value(after, node))
        if top == 1:
            said = self.tr.gettext("from {before} to {after} of the points of “{section}”")
        else:
            said = self.tr.gettext("from {before} to {after} out of {top} for “{section}”")
            values["top"] = self.figure(top)
            if ends[0] == ends[1]:
                ends = (self.number(before * top, 2), self.number(after * top, 2))
        said = said.format(before=ends[0], after=ends[1], **values)
        return said if node.evidenced.exact else self.tr.gettext("{gain}, at worst").format(gain=said)


def wording_for(language: str, assessment: Assessment) -> Wording:
    """The wording of a report on `assessment` in `language`."""
    tops = {q.full_points for q in assessment.questionnaire.by_id.values() if q.is_scored}
    scales = {q.scale for q in assessment.questionnaire.by_id.values() if q.is_scored}
    shared = tops.pop() if len(tops) == 1 and len(scales) == 1 and None not in scales else None
    return Wording(language=language, tr=i18n.translator(language), points=shared)


def _tenths(value: Fraction) -> Fraction:
    """`value` rounded half up to tenths, so that a value that rounds to a whole number is shown as one."""
    return Fraction(i18n.half_up(value, 1), 10)
