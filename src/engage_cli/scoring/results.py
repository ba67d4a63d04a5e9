"""What scoring says: frozen values that reports, wizard and checks only read.

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
    """Why a question is not counted; None for a node without a score."""
    declared: Range | None
    """Share of the full points."""
    evidenced: Range | None
    attainment: Range | None
    earned: Range | None
    """Points, evidenced."""
    declared_earned: Range | None
    """Points, as the team says."""
    possible: Fraction
    expected: Fraction | None
    demand: Fraction | None
    """Points from the worst answer to the expected one: `expected`, save where fewer points are better."""


class Tally(Value, kw_only=True):
    """Questions under a node, by state: how many and by weight."""

    answered: int = 0
    unknown: int = 0
    unanswered: int = 0
    not_applicable: int = 0
    coverage: Fraction | None = None
    """Weight answered over weight in force; None where nothing is."""
    not_applicable_share: Fraction | None = None
    """Weight not applicable over weight in force or not applicable."""

    @property
    def in_force(self) -> int:
        """Questions that count: answered, unknown and unanswered."""
        return self.answered + self.unknown + self.unanswered


class Sum(Value, kw_only=True):
    """What children come to, combined by the method of their node."""

    declared: Range | None
    """Share of the full points, 0 to 1; show it times `out_of`. None: nothing in force."""
    evidenced: Range | None
    attainment: Range | None
    """Share of what is expected at this time, evidenced."""
    declared_attainment: Range | None
    bands: tuple[Band, Band] | None
    """Of the evidenced attainment at its worst and best."""
    beyond: Range | None
    """Share of the weight that earns more than expected."""
    earned: Range | None
    """Points, evidenced, out of `possible`: those of the questions below, by weight, whatever the method."""
    declared_earned: Range | None
    possible: Fraction
    expected: Fraction | None
    demand: Fraction | None
    judged: bool
    """Whether something is expected, now or later, of some question that counts below."""
    expected_share: Fraction | None
    """What this time expects as a share of the full points, combined as the score is; for charts."""


class NodeScore(Sum, kw_only=True):
    """A section or an index."""

    id: str
    method: Method
    out_of: Fraction
    aimed: bool
    """False: an opportunity, in no index."""
    tally: Tally
    terms: tuple[Term, ...]
    under_reserve: bool = False
    """An open gate stands below it."""
    target: Choice | None = None
    """The level the team sets itself."""
    target_share: Fraction | None = None
    """The target as a share of the full points of its scale."""

    @property
    def indicative(self) -> bool:
        """Whether it rests on fewer than two questions."""
        return self.tally.in_force < 2


class SectionScore(NodeScore, kw_only=True):
    """A section as it stands."""

    section: Section

    @property
    def title(self) -> Text:
        """Its title."""
        return self.section.title


class IndexScore(NodeScore, kw_only=True):
    """An index as it stands."""

    index: Index

    @property
    def title(self) -> Text:
        """Its title."""
        return self.index.label


class AdviceKind(StrEnum):
    """What advice asks for."""

    DO = "do"
    """A recommendation of the questionnaire."""
    FIND_OUT = "find_out"
    ATTACH_EVIDENCE = "attach_evidence"
    """Or renew it."""


class Advice(Value, kw_only=True):
    """One step for one question, with what it would bring."""

    kind: AdviceKind
    question: Question
    section: Section
    recommendation: Recommendation | None
    """None where engage itself proposes to find out or to attach evidence."""
    to: Choice | None
    """The choice it leads to; None for "find out"."""
    effort: Effort
    lead: str | None
    gate: GateState | None
    """UNMET or UNKNOWN where it opens a gate."""
    gap: Fraction
    """Share of the full points of the question missing to what is expected."""
    gain: Fraction
    """Rise of the section's evidenced share, at worst, 0 to 1."""
    attainment_gain: Fraction
    further: bool
    """Beyond what this time expects."""
    others: tuple[Question, ...] = ()
    """Further questions to find out about in the same step."""

    @property
    def gain_per_effort(self) -> Fraction:
        """Gain over the cost of the effort."""
        return self.gain / self.effort.cost


class TagLine(Value, kw_only=True):
    """What the project does for one tag that the questionnaire wants a line on."""

    tag: Label
    in_force: int
    attained: int
    """Questions at or above what is expected, evidenced, at worst."""
    best: QuestionScore | None
    weakest: QuestionScore | None


class Assessment(Value, kw_only=True):
    """A project's answers read against a questionnaire: the one object that reports read."""

    questionnaire: Questionnaire
    project: Project
    as_of: dt.date
    scope: str
    """"full" or "quick"; scopes are never compared."""
    now: Choice | None
    """The project's choice on the timeline."""
    questions: Mapping[str, QuestionScore]
    """Every question, in the questionnaire's order."""
    sections: Mapping[str, SectionScore]
    """Every section, nested ones included, in order."""
    indices: Mapping[str, IndexScore]
    gates: tuple[GateScore, ...]
    """Open ones first, then in the questionnaire's order; those not asked last."""
    advice: tuple[Advice, ...]
    """All of it, in order of what to do first."""
    tensions: tuple[Tension, ...]
    notes: tuple[Note, ...]
    unknown_facets: tuple[Facet, ...]
    """Facts that nobody knows yet."""
    tag_lines: tuple[TagLine, ...]
    uncounted: tuple[QuestionScore, ...]
    """Answers kept and listed that count nowhere."""
    tally: Tally
    """Over everything in force."""
    conditional: bool
    """Some condition reads an answer: ranges hold at the conditions as they stand."""
    supposed: Supposition = Supposition()
    """What the project does not say: where anything is supposed, nothing here is so."""

    def summary(self, most: int = 5) -> tuple[Advice, ...]:
        """At most `most` steps in order: what is to be found out as one of them; one on the weakest section, and one
        of effort S, where such exist."""
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
        """The top section aimed at that is furthest from what is expected, at worst; None where none is below it."""
        below = [s for s in self.aimed() if s.attainment is not None and s.attainment.low < 1]
        return min(below, key=lambda s: s.attainment.low if s.attainment else 1, default=None)

    def strengths(self, most: int = 3) -> tuple[QuestionScore, ...]:
        """Questions at or above what is expected, on evidence that holds where some is called for, the furthest above
        first."""
        strong = [q for q in self.questions.values() if _strong(q)]
        return tuple(sorted(strong, key=lambda q: (-_surplus(q), -len(q.valid_evidence)))[:most])

    def fallen(self) -> tuple[QuestionScore, ...]:
        """Answers read lower for want of evidence that holds."""
        return tuple(q for q in self.questions.values() if q.fall is not None and q.evidenced is not None)

    def to_answer(self) -> tuple[QuestionScore, ...]:
        """Questions put to the team that have no answer yet, those asked for their gate alone included."""
        return tuple(q for q in self.questions.values() if q.state in (State.UNANSWERED, State.UNSETTLED))

    def waiting(self) -> tuple[QuestionScore, ...]:
        """Questions without an answer of which a fact that nobody knows decides whether they are asked."""
        return tuple(q for q in self.questions.values() if q.state is State.UNSETTLED)

    def open_gates(self) -> tuple[GateScore, ...]:
        """Gates that are unmet or unknown."""
        return tuple(g for g in self.gates if g.state.open)

    def aimed(self, role: str | None = None) -> tuple[SectionScore, ...]:
        """Top sections aimed at, of `role` where given."""
        return tuple(
            s
            for s in self.sections.values()
            if s.aimed and s.section in self.questionnaire.sections and role in (None, s.section.role)
        )

    def opportunities(self) -> tuple[SectionScore, ...]:
        """Top sections that the project does not aim at."""
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
