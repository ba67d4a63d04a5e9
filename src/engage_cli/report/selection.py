"""What goes where in a report: the parts of an assessment, picked and ordered. Nothing is scored here."""

from collections.abc import Iterable, Iterator, Sequence

from engage_cli.model.answering import who_answers
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
"""States that a reader can filter by."""
OPEN = (State.UNANSWERED, State.UNSETTLED)
"""States of questions about which nothing was said yet."""


class RoleGroup(Value, kw_only=True):
    """Sections aimed at that share a role."""

    role: Label | None
    sections: tuple[SectionScore, ...]


class AnsweredSection(Value, kw_only=True):
    """The questions asked in one section, inner sections apart."""

    section: SectionScore
    depth: int
    """0 for a top section."""
    questions: tuple[QuestionScore, ...]

    @property
    def given(self) -> tuple[QuestionScore, ...]:
        """Those that the team said something about."""
        return tuple(q for q in self.questions if q.state not in OPEN)

    @property
    def missing(self) -> tuple[QuestionScore, ...]:
        """Questions without an answer."""
        return tuple(q for q in self.questions if q.state in OPEN)


class Topic(Value, kw_only=True):
    """Questions that a meeting has to talk about for the same reason."""

    about: str
    """"gates", "apart", "unknown", "unanswered", "fallen" or "notes"."""
    questions: tuple[QuestionScore, ...]


class Selection(ActionSelection):
    """The parts of one assessment; templates read it as `parts`."""

    def score(self, question: str) -> QuestionScore:
        """The score of a question, by its id. Raises KeyError where there is none."""
        return self.a.questions[question]

    def home(self, score: QuestionScore) -> SectionScore:
        """The innermost section of a question."""
        return self.a.sections[self.a.questionnaire.home[score.question.id][-1].id]

    def section_of(self, advice: Advice) -> SectionScore:
        """The score of the section that a piece of advice belongs to."""
        return self.a.sections[advice.section.id]

    def groups(self) -> tuple[RoleGroup, ...]:
        """Top sections aimed at, by role in the order of the questionnaire; those without a role last."""
        aimed = self.a.aimed()
        roles: tuple[Label | None, ...] = (*self.a.questionnaire.roles, None)
        found = [(r, tuple(s for s in aimed if s.section.role == (r.id if r else None))) for r in roles]
        return tuple(RoleGroup(role=role, sections=sections) for role, sections in found if sections)

    def gates(self, *states: str) -> tuple[GateScore, ...]:
        """Gates in one of `states`, in order."""
        wanted = {GateState(s) for s in states}
        return tuple(g for g in self.a.gates if g.state in wanted)

    def questions(self, *states: str) -> tuple[QuestionScore, ...]:
        """Questions in one of `states`, in the questionnaire's order."""
        wanted = {State(s) for s in states}
        return tuple(q for q in self.a.questions.values() if q.state in wanted)

    def answered(self) -> Iterator[AnsweredSection]:
        """Every section in which something was asked, outer before inner, with its own questions."""
        return self._answered(self.a.questionnaire.sections, 0)

    def _answered(self, sections: Iterable[Section], depth: int) -> Iterator[AnsweredSection]:
        for section in sections:
            asked = tuple(self._wanted(section.questions))
            inner = tuple(self._answered(section.sections, depth + 1))
            if asked or inner:
                yield AnsweredSection(section=self.a.sections[section.id], depth=depth, questions=asked)
                yield from inner

    def _wanted(self, questions: Iterable[Question]) -> Iterator[QuestionScore]:
        return (score for q in questions if (score := self.a.questions[q.id]).standing.wanted)

    def facts(self) -> tuple[Facet, ...]:
        """Facets of a yes or no."""
        return tuple(f for f in self.a.questionnaire.facets if f.type is FacetType.YES_NO)

    def kinds(self) -> tuple[Facet, ...]:
        """Facets of choices that the project answers, save the timeline."""
        facets = self.a.project.charter.facets
        return tuple(
            f
            for f in self.a.questionnaire.facets
            if f.type is not FacetType.YES_NO and f.id != self.a.questionnaire.timeline and facets.get(f.id)
        )

    def required(self) -> tuple[Facet, ...]:
        """Those of them that every project answers."""
        return tuple(f for f in self.kinds() if f.required)

    def resources(self, *lists: tuple[str, ...]) -> tuple[Resource, ...]:
        """The resources of these lists of ids, each once, in order."""
        ids = dict.fromkeys(id for ids in lists for id in ids)
        return tuple(r for id in ids if (r := self.a.questionnaire.resource(id)))

    def answering(self, question: Question) -> tuple[Label, ...]:
        """The units and functions that can answer; empty: anybody."""
        return who_answers(question, self.a.questionnaire)

    def label(self, kind: str, id: str | None) -> Label | None:
        """The label of a lead, unit, reason or basis."""
        labels = {
            "lead": self.a.questionnaire.leads,
            "unit": self.a.questionnaire.units,
            "reason": self.a.questionnaire.reasons,
            "basis": self.a.questionnaire.bases,
        }
        return named(labels[kind], id)

    def worked(self) -> SectionScore | None:
        """The section whose sum is shown: one with something missing or excluded if there is one, and short."""
        able = [s for s in self.a.aimed() if s.evidenced is not None and sum(t.counted for t in s.terms) > 1]
        return min(able, key=lambda s: (s.evidenced is not None and s.evidenced.exact, len(s.terms)), default=None)

    def term_title(self, term: Term) -> object:
        """The title of what a term stands for: a question, a section or an index."""
        if term.id in self.a.questions:
            return self.a.questions[term.id].question.title
        if term.id in self.a.sections:
            return self.a.sections[term.id].section.title
        return self.a.indices[term.id].index.label

    def chosen(self, score: QuestionScore) -> tuple[Choice, ...]:
        """The choices of an answer, as declared."""
        answer = score.answer
        ids = () if answer is None else answer.choices or (() if answer.choice is None else (answer.choice,))
        return tuple(c for c in score.question.choices if c.id in ids)

    def criteria_words(self, score: QuestionScore, w: Wording) -> str:
        """The criteria that are not met."""
        return w.listed(w.text(c.label) for c in score.question.criteria if c.id in score.unmet_criteria)

    def strangers(self) -> tuple[str, ...]:
        """Ids of what was said to another version of the questionnaire and has no place in this one."""
        return tuple(one.id for one in self.a.project.unplaced)

    def waiting(self) -> int:
        """How many questions are not due yet."""
        return sum(q.state is State.NOT_YET_DUE for q in self.a.questions.values())

    def time(self, choice: str) -> Text | None:
        """The name of a choice of the timeline."""
        facet = self.a.questionnaire.facet(self.a.questionnaire.timeline or "")
        found = facet.choice(choice) if facet else None
        return found.label if found else None

    def facet_words(self, facet: Facet, w: Wording) -> str:
        """What the project answers to a facet: its choices, yes or no, or that nobody knows."""
        return w.facet(facet, self.a.project.charter.facets.get(facet.id))

    def facts_by_answer(self, w: Wording) -> tuple[tuple[str, tuple[Facet, ...]], ...]:
        """Facets of a yes or no, together by what the project answers; unknown ones have a part of their own."""
        given = self.a.project.charter.facets
        together = [tuple(f for f in self.facts() if given.get(f.id) is answer) for answer in (True, False)]
        return tuple((self.facet_words(facets[0], w), facets) for facets in together if facets)

    def tension_sides(self, tension: Tension, w: Wording) -> str:
        """The titles of the two sections of a tension, with what pulls between them."""
        return " ↔ ".join(w.text(self.a.sections[id].section.title) for id in tension.between)

    def advice_resources(self, advice: Advice) -> tuple[Resource, ...]:
        """Those of the recommendation, else of the question."""
        own = advice.recommendation.resources if advice.recommendation else ()
        return self.resources(own or advice.question.resources)

    def cited(self) -> tuple[Resource, ...]:
        """The resources named beside blocking requirements to settle and next actions, each once, in order."""
        gates = [g.question.gate for g in self.gates("unmet", "unknown", "to_check") if g.question.gate]
        named = [r for g in gates for r in self.resources(g.resources)]
        return tuple(dict.fromkeys([*named, *(r for a in self.a.summary(5) for r in self.advice_resources(a))]))

    def target_low(self, section: SectionScore) -> bool:
        """The team aims for less than is expected."""
        target, expected = section.target_share, section.expected_share
        return target is not None and expected is not None and target < expected

    def reached(self) -> bool:
        """Whether something is expected, and every answer that counts reaches it at worst."""
        attained = [q.attainment for q in self.a.questions.values() if q.state.in_force]
        return self.a.questionnaire.judged and all(found is None or found.low == 1 for found in attained)

    def version_drift(self) -> bool:
        """The answers were given to another version of the questionnaire."""
        reference = self.a.project.questionnaire
        return reference is not None and reference.version not in (None, self.a.questionnaire.version)

    def tall(self, score: QuestionScore) -> bool:
        """What is said of the answer takes more than a third of a page or so: a row that may break."""
        answer = score.answer
        if answer is None:
            return False
        pieces = [e.title + (e.where or "") + (e.holder or "") for e in answer.evidence]
        return sum(map(len, [answer.note or "", answer.text or "", answer.because or "", *pieces])) > 1000

    # ── what a reader can filter by ───────────────────────────────────────────────────────────────────────────────

    def waits(self, facets: Sequence[str], w: Wording) -> str:
        """Which facts, by id, are not known and decide whether a question concerns the project; empty where none is."""
        return waiting_text(facets, self.a.questionnaire, w)

    def marks(self, w: Wording) -> tuple[tuple[str, str], ...]:
        """What `mark` may say of the questions here, in words."""
        _ = w.tr.gettext
        words = {
            "below": _("below what is expected"),
            "reached": _("what is expected is reached"),
            **{state.value: w.state(state) for state in MARKED},
        }
        here = {self.mark(score) for score in self.a.questions.values() if score.standing.wanted}
        return tuple((state, said) for state, said in words.items() if state in here)

    def mark(self, score: QuestionScore) -> str:
        """How a question stands, in one word: its state, and of an answer whether it reaches what is expected."""
        if score.state is not State.ANSWERED or score.attainment is None:
            return score.state.value
        return "reached" if score.attainment.low == 1 else "below"

    def topics(self) -> tuple[Topic, ...]:
        """What a meeting has to talk about, each question once, under the first reason that holds."""
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
        """Questions on which voices differ and nothing is agreed."""
        return tuple(q for id, q in self.a.questions.items() if id in self.a.project.apart and q.standing.wanted)

    def agreed(self) -> tuple[QuestionScore, ...]:
        """Questions on which voices agreed, though they had stood apart."""
        found = ((q, q.answer.agreed) for q in self.a.questions.values() if q.answer and q.answer.agreed)
        return tuple(q for q, agreed in found if agreed.because or (agreed.span and agreed.span[0] != agreed.span[1]))
