"""The results of scoring, as frozen values that reports, the wizard and checks only read.

Shares and attainments are exact fractions from 0 to 1; points are those of the scale. "No score" is None, never 0.
Rounding happens once, at display.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from engage_cli.model.project import Project
from engage_cli.model.questionnaire import Index, Method, Question, Questionnaire, Section
from engage_cli.model.recommendation import Effort, Recommendation
from engage_cli.model.scales import Band, Choice, Facet, Label
from engage_cli.model.statements import Note, Tension
from engage_cli.model.supposition import Supposition
from engage_cli.model.text import Text
from engage_cli.scoring.question_scores import GateScore, GateState, QuestionScore, Range, State
from engage_cli.values import Value, replace


class Term(Value, kw_only=True):
    """One child in the sum of a node."""

    id: str
    weight: Fraction
    counted: bool
    excluded: State | None
    """Why a question is not counted; None for one that is, and for a node without a score."""
    declared: Range | None
    """The declared share of the full points, 0 to 1."""
    evidenced: Range | None
    attainment: Range | None
    earned: Range | None
    """The evidenced points."""
    declared_earned: Range | None
    """The declared points."""
    possible: Fraction
    expected: Fraction | None
    demand: Fraction | None
    """The points from the worst answer to the expected one: `expected`, unless fewer points are better."""


class Tally(Value, kw_only=True):
    """The number of questions under a node, by state, and their weight."""

    answered: int = 0
    unknown: int = 0
    unanswered: int = 0
    not_applicable: int = 0
    coverage: Fraction | None = None
    """The weight answered over the weight in force, 0 to 1; None where nothing is in force."""
    not_applicable_share: Fraction | None = None
    """The weight not applicable over the weight in force or not applicable, 0 to 1; None where that is 0."""

    @property
    def in_force(self) -> int:
        """The number of questions that count: answered, unknown and unanswered."""
        return self.answered + self.unknown + self.unanswered


class Sum(Value, kw_only=True):
    """What the children of a node amount to, combined by its method."""

    declared: Range | None
    """The declared share of the full points, 0 to 1, shown times `out_of`; None where nothing is in force."""
    evidenced: Range | None
    attainment: Range | None
    """The evidenced share of what is expected at this time, 0 to 1; None where nothing is."""
    declared_attainment: Range | None
    bands: tuple[Band, Band] | None
    """The bands of the attainment at worst and at best; None without bands."""
    beyond: Range | None
    """The share of the weight that earns more than expected, 0 to 1."""
    earned: Range | None
    """The evidenced points out of `possible`: those of the questions below, by weight, whatever the method."""
    declared_earned: Range | None
    possible: Fraction
    expected: Fraction | None
    demand: Fraction | None
    judged: bool
    """Whether something is expected, now or later, of any question that counts below."""
    expected_share: Fraction | None
    """The share of the full points that this time expects, combined as the score is; for charts."""


class NodeScore(Sum, kw_only=True):
    """The score of a section or an index."""

    id: str
    method: Method
    out_of: Fraction
    aimed: bool
    """Whether the project aims at it; if not, it is an opportunity and counts in no index."""
    tally: Tally
    terms: tuple[Term, ...]
    under_reserve: bool = False
    """Whether an open gate stands below it."""
    target: Choice | None = None
    """The level that the team aims at; None where it sets none."""
    target_share: Fraction | None = None
    """The target as a share of the full points of its scale, 0 to 1; None without a target."""

    @property
    def indicative(self) -> bool:
        """Whether it rests on fewer than two questions."""
        return self.tally.in_force < 2


class SectionScore(NodeScore, kw_only=True):
    """The score of a section."""

    section: Section

    @property
    def title(self) -> Text:
        """The title of the section."""
        return self.section.title


class IndexScore(NodeScore, kw_only=True):
    """The score of an index."""

    index: Index

    @property
    def title(self) -> Text:
        """The label of the index."""
        return self.index.label


class AdviceKind(StrEnum):
    """The kinds of advice."""

    DO = "do"
    """Carry out a recommendation of the questionnaire."""
    FIND_OUT = "find_out"
    ATTACH_EVIDENCE = "attach_evidence"
    """Attach evidence, or renew it."""


class Advice(Value, kw_only=True):
    """One next step for a question, with what it would bring."""

    kind: AdviceKind
    question: Question
    section: Section
    recommendation: Recommendation | None
    """The recommendation to carry out; None where engage itself proposes to find out or to attach evidence."""
    to: Choice | None
    """The choice that it leads to; None for finding out."""
    effort: Effort
    lead: str | None
    gate: GateState | None
    """UNMET or UNKNOWN where the step opens a gate; else None."""
    gap: Fraction
    """The share of the full points of the question that is missing to what is expected, 0 to 1."""
    gain: Fraction
    """By how much the section's evidenced share rises, at worst, 0 to 1."""
    attainment_gain: Fraction
    further: bool
    """Whether it leads beyond what this time expects."""
    others: tuple[Question, ...] = ()
    """Further questions that are found out in the same step."""

    @property
    def gain_per_effort(self) -> Fraction:
        """The gain divided by the cost of the effort."""
        return self.gain / self.effort.cost


class TagLine(Value, kw_only=True):
    """What a project does for one tag that the questionnaire wants a line on."""

    tag: Label
    in_force: int
    attained: int
    """The number of questions at or above what is expected, evidenced, at worst."""
    best: QuestionScore | None
    weakest: QuestionScore | None


class Assessment(Value, kw_only=True):
    """The assessment of a project on a day: the one object that reports read."""

    questionnaire: Questionnaire
    project: Project
    as_of: dt.date
    scope: str
    """"full" or "quick"; different scopes are never compared."""
    now: Choice | None
    """The project's choice on the timeline; None without a timeline, or where it is not known."""
    questions: Mapping[str, QuestionScore]
    """Every question by id, in the questionnaire's order."""
    sections: Mapping[str, SectionScore]
    """Every section by id, nested ones included, in order."""
    indices: Mapping[str, IndexScore]
    gates: tuple[GateScore, ...]
    """Open ones first, then in the questionnaire's order; those not asked last."""
    advice: tuple[Advice, ...]
    """All advice, in the order of what to do first."""
    tensions: tuple[Tension, ...]
    notes: tuple[Note, ...]
    unknown_facets: tuple[Facet, ...]
    """The facets that nobody knows yet."""
    tag_lines: tuple[TagLine, ...]
    uncounted: tuple[QuestionScore, ...]
    """Answers that are kept and listed but count nowhere."""
    tally: Tally
    """The tally over everything in force."""
    conditional: bool
    """Whether some condition reads an answer, so that ranges hold only for the conditions as they stand."""
    supposed: Supposition = Supposition()
    """What is supposed that the project does not say.

    Where that is anything, this assessment is not of the real project.
    """

    def summary(self, most: int = 5) -> tuple[Advice, ...]:
        """At most `most` pieces of advice, in order: what is to be found out counts as one.

        One on the weakest section and one of effort S are among them, where such exist.
        """
        steps, weakest = _found_out_together(self.advice), self.weakest()
        on_weakest = [a for a in steps if weakest is not None and a.section.id == weakest.id and not a.further]
        small = [a for a in steps if a.effort is Effort.S]
        first = list(steps[:most])
        for wanted, kept in ((on_weakest, []), (small, on_weakest)):
            alone = sum(a in kept for a in first) == 1
            spare = [a for a in first[1:] if not (alone and a in kept)]
            if wanted and spare and not any(a in wanted for a in first):
                first[first.index(spare[-1])] = wanted[0]
        return tuple(sorted(first, key=steps.index))

    def weakest(self) -> SectionScore | None:
        """The outermost section aimed at that is furthest below what is expected, at worst.

        None where none is below it.
        """
        below = [s for s in self.aimed() if s.attainment is not None and s.attainment.low < 1]
        return min(below, key=lambda s: s.attainment.low if s.attainment else 1, default=None)

    def strengths(self, most: int = 3) -> tuple[QuestionScore, ...]:
        """At most `most` questions at or above what is expected, on valid evidence where some is required, the
        furthest above first.
        """
        strong = [q for q in self.questions.values() if _strong(q)]
        return tuple(sorted(strong, key=lambda q: (-_surplus(q), -len(q.valid_evidence)))[:most])

    def fallen(self) -> tuple[QuestionScore, ...]:
        """The questions whose answer counts lower for want of valid evidence."""
        return tuple(q for q in self.questions.values() if q.fall is not None and q.evidenced is not None)

    def to_answer(self) -> tuple[QuestionScore, ...]:
        """The questions put to the team that have no answer yet, those asked for their gate alone included."""
        return tuple(q for q in self.questions.values() if q.state in (State.UNANSWERED, State.UNSETTLED))

    def waiting(self) -> tuple[QuestionScore, ...]:
        """The unanswered questions of which an unknown facet decides whether they are asked."""
        return tuple(q for q in self.questions.values() if q.state is State.UNSETTLED)

    def open_gates(self) -> tuple[GateScore, ...]:
        """The gates that are unmet or unknown."""
        return tuple(g for g in self.gates if g.state.is_open)

    def aimed(self, role: str | None = None) -> tuple[SectionScore, ...]:
        """The outermost sections aimed at; of `role` where it is given."""
        return tuple(
            s
            for s in self.sections.values()
            if s.aimed and s.section in self.questionnaire.sections and role in (None, s.section.role)
        )

    def opportunities(self) -> tuple[SectionScore, ...]:
        """The outermost sections that the project does not aim at."""
        return tuple(s for s in self.sections.values() if not s.aimed and s.section in self.questionnaire.sections)


def _found_out_together(advice: Sequence[Advice]) -> tuple[Advice, ...]:
    """`advice` in its order, all that is to be found out in one step, where the first of it stands."""
    asked = [a for a in advice if a.kind is AdviceKind.FIND_OUT]
    if len(asked) < 2:
        return tuple(advice)
    together = replace(asked[0], others=tuple(a.question for a in asked[1:]))
    return tuple(together if a is asked[0] else a for a in advice if a is asked[0] or a.kind is not AdviceKind.FIND_OUT)


def _strong(score: QuestionScore) -> bool:
    attained = score.attainment is not None and score.attainment.low == 1
    shown = score.valid_evidence or not any(choice.needs_evidence for choice in score.question.choices)
    return attained and bool(shown) and not score.standing.gate_only


def _surplus(score: QuestionScore) -> Fraction:
    return score.surplus or Fraction(0)
