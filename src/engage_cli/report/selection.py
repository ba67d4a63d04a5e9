"""Picks and orders the parts of an assessment that a report shows. Nothing is scored here."""

from collections.abc import Iterable, Iterator, Sequence

from engage_cli.model.answering import answerers
from engage_cli.model.questionnaire import Question, Section, named
from engage_cli.model.scales import Choice, Facet, FacetType, Label
from engage_cli.model.sources import Resource
from engage_cli.model.statements import Tension
from engage_cli.model.text import Text
from engage_cli.report.actions.selection import ActionSelection
from engage_cli.scoring.question_scores import GateScore, GateState, QuestionScore, State
from engage_cli.scoring.results import Advice, SectionScore, Term
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording
from engage_cli.wording.conditions import waiting_text

MARKED = (State.ANSWERED, State.UNKNOWN, State.UNANSWERED, State.UNSETTLED, State.NOT_APPLICABLE)
"""The states of questions that a reader can filter by."""
OPEN = (State.UNANSWERED, State.UNSETTLED)
"""The states of questions that nobody has said anything about yet."""


class RoleGroup(Value, kw_only=True):
    """Sections aimed at that share a role; None: no role."""

    role: Label | None
    sections: tuple[SectionScore, ...]


class AnsweredSection(Value, kw_only=True):
    """A section with the questions asked directly in it, without those of inner sections."""

    section: SectionScore
    depth: int
    """The nesting depth: 0 for a top section."""
    questions: tuple[QuestionScore, ...]

    @property
    def given(self) -> tuple[QuestionScore, ...]:
        """The questions that the team said something about."""
        return tuple(q for q in self.questions if q.state not in OPEN)

    @property
    def missing(self) -> tuple[QuestionScore, ...]:
        """The questions without an answer."""
        return tuple(q for q in self.questions if q.state in OPEN)


class Topic(Value, kw_only=True):
    """Questions that a meeting discusses for the same reason."""

    about: str
    """The reason: "gates", "apart", "unknown", "unanswered", "fallen", "notes" or, by `Meeting`, "weakest"."""
    questions: tuple[QuestionScore, ...]


class Selection(ActionSelection):
    """Picks the parts of one assessment; templates read it as `parts`."""

    def score(self, question: str) -> QuestionScore:
        """The score of a question by its id. Raises KeyError where there is none."""
        return self.a.questions[question]

    def home(self, score: QuestionScore) -> SectionScore:
        """The score of the innermost section that contains a question."""
        return self.a.sections[self.a.questionnaire.sections_of[score.question.id][-1].id]

    def section_of(self, advice: Advice) -> SectionScore:
        """The score of the section that a piece of advice belongs to."""
        return self.a.sections[advice.section.id]

    def groups(self) -> tuple[RoleGroup, ...]:
        """Top sections aimed at, grouped by role in the questionnaire's order; those without a role come last."""
        aimed = self.a.aimed()
        roles: tuple[Label | None, ...] = (*self.a.questionnaire.roles, None)
        found = [(r, tuple(s for s in aimed if s.section.role == (r.id if r else None))) for r in roles]
        return tuple(RoleGroup(role=role, sections=sections) for role, sections in found if sections)

    def gates(self, *states: str) -> tuple[GateScore, ...]:
        """Gates in one of `states`, in the questionnaire's order."""
        wanted = {GateState(s) for s in states}
        return tuple(g for g in self.a.gates if g.state in wanted)

    def questions(self, *states: str) -> tuple[QuestionScore, ...]:
        """Scores of the questions in one of `states`, in the questionnaire's order."""
        wanted = {State(s) for s in states}
        return tuple(q for q in self.a.questions.values() if q.state in wanted)

    def answered(self) -> Iterator[AnsweredSection]:
        """Every section in which something was asked, outer before inner."""
        return self._answered(self.a.questionnaire.sections, 0)

    def _answered(self, sections: Iterable[Section], depth: int) -> Iterator[AnsweredSection]:
        for section in sections:
            asked = tuple(self._wanted(section.questions))
            inner = tuple(self._answered(section.sections, depth + 1))
            if asked or inner:
                yield AnsweredSection(section=self.a.sections[section.id], depth=depth, questions=asked)
                yield from inner

    def _wanted(self, questions: Iterable[Question]) -> Iterator[QuestionScore]:
        return (score for q in questions if (score := self.a.questions[q.id]).standing.is_asked)

    def facts(self) -> tuple[Facet, ...]:
        """The yes/no facets."""
        return tuple(f for f in self.a.questionnaire.facets if f.type is FacetType.YES_NO)

    def kinds(self) -> tuple[Facet, ...]:
        """Facets with choices that the project answers, without the timeline."""
        facets = self.a.project.charter.facets
        return tuple(
            f
            for f in self.a.questionnaire.facets
            if f.type is not FacetType.YES_NO and f.id != self.a.questionnaire.timeline and facets.get(f.id)
        )

    def required(self) -> tuple[Facet, ...]:
        """Those of `kinds` that every project has to answer."""
        return tuple(f for f in self.kinds() if f.required)

    def resources(self, *lists: tuple[str, ...]) -> tuple[Resource, ...]:
        """The resources in these lists of ids, each once, in order."""
        ids = dict.fromkeys(id for ids in lists for id in ids)
        return tuple(r for id in ids if (r := self.a.questionnaire.resource(id)))

    def answering(self, question: Question) -> tuple[Label, ...]:
        """The units and functions that can answer a question; empty: anybody."""
        return answerers(question, self.a.questionnaire)

    def label(self, kind: str, id: str | None) -> Label | None:
        """The label with this id; `kind` is "lead", "unit", "reason" or "basis". None where there is none."""
        labels = {
            "lead": self.a.questionnaire.leads,
            "unit": self.a.questionnaire.units,
            "reason": self.a.questionnaire.reasons,
            "basis": self.a.questionnaire.bases,
        }
        return named(labels[kind], id)

    def worked(self) -> SectionScore | None:
        """The section whose sum the report works out: a short one, if possible with something missing or excluded."""
        able = [s for s in self.a.aimed() if s.evidenced is not None and sum(t.counted for t in s.terms) > 1]
        return min(able, key=lambda s: (s.evidenced is not None and s.evidenced.exact, len(s.terms)), default=None)

    def term_title(self, term: Term) -> object:
        """The title of the question, section or index that a term of a sum stands for."""
        if term.id in self.a.questions:
            return self.a.questions[term.id].question.title
        if term.id in self.a.sections:
            return self.a.sections[term.id].section.title
        return self.a.indices[term.id].index.label

    def chosen(self, score: QuestionScore) -> tuple[Choice, ...]:
        """The choices of an answer, in the order in which they are declared."""
        answer = score.answer
        ids = () if answer is None else answer.choices or (() if answer.choice is None else (answer.choice,))
        return tuple(c for c in score.question.choices if c.id in ids)

    def criteria_words(self, score: QuestionScore, w: Wording) -> str:
        """The unmet criteria of an answer, in words."""
        return w.listed(w.text(c.label) for c in score.question.criteria if c.id in score.unmet_criteria)

    def strangers(self) -> tuple[str, ...]:
        """Ids of answers to another version of the questionnaire that have no place in this one."""
        return tuple(one.id for one in self.a.project.unplaced)

    def waiting(self) -> int:
        """The number of questions that are not due yet."""
        return sum(q.state is State.NOT_YET_DUE for q in self.a.questions.values())

    def time(self, choice: str) -> Text | None:
        """The name of a choice of the timeline; None where there is none."""
        facet = self.a.questionnaire.facet(self.a.questionnaire.timeline or "")
        found = facet.choice(choice) if facet else None
        return found.label if found else None

    def facet_words(self, facet: Facet, w: Wording) -> str:
        """The project's value of a facet in words: its choices, yes, no, or unknown."""
        return w.facet(facet, self.a.project.charter.facets.get(facet.id))

    def facts_by_answer(self, w: Wording) -> tuple[tuple[str, tuple[Facet, ...]], ...]:
        """The yes/no facets grouped by their answer, as (answer in words, facets); unknown ones are a group."""
        given = self.a.project.charter.facets
        together = [tuple(f for f in self.facts() if given.get(f.id) is answer) for answer in (True, False)]
        return tuple((self.facet_words(facets[0], w), facets) for facets in together if facets)

    def tension_sides(self, tension: Tension, w: Wording) -> str:
        """The titles of a tension's two sections, and what pulls them apart."""
        return " ↔ ".join(w.text(self.a.sections[id].section.title) for id in tension.between)

    def advice_resources(self, advice: Advice) -> tuple[Resource, ...]:
        """The resources of the recommendation, else those of its question."""
        own = advice.recommendation.resources if advice.recommendation else ()
        return self.resources(own or advice.question.resources)

    def cited(self) -> tuple[Resource, ...]:
        """Resources on blocking requirements to settle and on the next actions, each once, in order."""
        gates = [g.question.gate for g in self.gates("unmet", "unknown", "to_check") if g.question.gate]
        named = [r for g in gates for r in self.resources(g.resources)]
        return tuple(dict.fromkeys([*named, *(r for a in self.a.summary(5) for r in self.advice_resources(a))]))

    def target_low(self, section: SectionScore) -> bool:
        """Whether the team's target for a section is below what is expected."""
        target, expected = section.target_share, section.expected_share
        return target is not None and expected is not None and target < expected

    def reached(self) -> bool:
        """Whether something is expected and every answer that counts reaches it even in the worst case."""
        attained = [q.attainment for q in self.a.questions.values() if q.state.in_force]
        return self.a.questionnaire.judged and all(found is None or found.low == 1 for found in attained)

    def version_drift(self) -> bool:
        """Whether the answers were given to another version of the questionnaire."""
        reference = self.a.project.questionnaire
        return reference is not None and reference.version not in (None, self.a.questionnaire.version)

    def tall(self, score: QuestionScore) -> bool:
        """Whether an answer's texts take more than about a third of a page: its table row may break."""
        answer = score.answer
        if answer is None:
            return False
        pieces = [e.title + (e.where or "") + (e.holder or "") for e in answer.evidence]
        return sum(map(len, [answer.note or "", answer.text or "", answer.because or "", *pieces])) > 1000

    # ── what a reader can filter by ───────────────────────────────────────────────────────────────────────────────

    def waits(self, facets: Sequence[str], w: Wording) -> str:
        """The unknown facts, from ids in `facets`, that decide whether a question applies; empty where there are
        none."""
        return waiting_text(facets, self.a.questionnaire, w)

    def marks(self, w: Wording) -> tuple[tuple[str, str], ...]:
        """The marks that occur among the questions, as (mark, its meaning)."""
        _ = w.tr.gettext
        words = {
            "below": _("below what is expected"),
            "reached": _("what is expected is reached"),
            **{state.value: w.state(state) for state in MARKED},
        }
        here = {self.mark(score) for score in self.a.questions.values() if score.standing.is_asked}
        return tuple((state, said) for state, said in words.items() if state in here)

    def mark(self, score: QuestionScore) -> str:
        """A one-word mark for a question: its state and, for an answer, whether it reaches what is expected."""
        if score.state is not State.ANSWERED or score.attainment is None:
            return score.state.value
        return "reached" if score.attainment.low == 1 else "below"

    def topics(self) -> tuple[Topic, ...]:
        """What a meeting discusses: each question once, under the first reason that applies."""
        found = (
            ("gates", tuple(self.score(gate.question.id) for gate in self.a.open_gates())),
            ("apart", self.apart()),
            ("unknown", self.questions("unknown")),
            ("unanswered", self.questions(*OPEN)),
            ("fallen", self.a.fallen()),
            ("notes", tuple(q for q in self.questions("answered", "not_applicable") if q.answer and q.answer.note)),
        )
        seen: set[str] = set()
        topics = []
        for about, questions in found:
            fresh = tuple(q for q in questions if q.question.id not in seen)
            seen |= {q.question.id for q in fresh}
            topics += [Topic(about=about, questions=fresh)] if fresh else []
        return tuple(topics)

    def apart(self) -> tuple[QuestionScore, ...]:
        """Questions on which voices differ and nothing is agreed yet."""
        return tuple(q for id, q in self.a.questions.items() if id in self.a.project.apart and q.standing.is_asked)

    def agreed(self) -> tuple[QuestionScore, ...]:
        """Questions on which voices differed and have agreed since."""
        found = ((q, q.answer.agreed) for q in self.a.questions.values() if q.answer and q.answer.agreed)
        return tuple(q for q, agreed in found if agreed.because or (agreed.span and agreed.span[0] != agreed.span[1]))
