"""What goes where in a report: the parts of an assessment, picked and ordered. Nothing is scored here."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from engage_cli.model.questionnaire import Facet, FacetType, Label, Resource, named
from engage_cli.scoring.results import (
    Advice,
    Assessment,
    GateScore,
    GateState,
    QuestionScore,
    SectionScore,
    State,
    Term,
)

FIRST_PAGE_GATES = 4
"""Open gates listed on the first page; the others are counted there and stand in their own part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Sections aimed at that share a role."""

    role: Label | None
    sections: tuple[SectionScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The questions asked in one section, inner sections apart."""

    section: SectionScore
    depth: int
    """0 for a top section."""
    questions: tuple[QuestionScore, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Read by templates as `parts`."""

    a: Assessment

    def score(self, question: str) -> QuestionScore:
        return self.a.questions[question]

    def home(self, score: QuestionScore) -> SectionScore:
        """The innermost section of a question."""
        return self.a.sections[self.a.questionnaire.home[score.question.id][-1].id]

    def section_of(self, advice: Advice) -> SectionScore:
        return self.a.sections[advice.section.id]

    def groups(self) -> tuple[Group, ...]:
        """Top sections aimed at, by role in the order of the questionnaire; those without a role last."""
        aimed = self.a.aimed()
        roles: tuple[Label | None, ...] = (*self.a.questionnaire.roles, None)
        found = [(r, tuple(s for s in aimed if s.section.role == (r.id if r else None))) for r in roles]
        return tuple(Group(role=role, sections=sections) for role, sections in found if sections)

    def gates(self, *states: str) -> tuple[GateScore, ...]:
        """Gates in one of `states`, in order."""
        wanted = {GateState(s) for s in states}
        return tuple(g for g in self.a.gates if g.state in wanted)

    def questions(self, *states: str) -> tuple[QuestionScore, ...]:
        """Questions in one of `states`, in the questionnaire's order."""
        wanted = {State(s) for s in states}
        return tuple(q for q in self.a.questions.values() if q.state in wanted)

    def answered(self) -> Iterator[Answered]:
        """Every section in which something was asked, outer before inner, with its own questions."""
        for section in self.a.questionnaire.walk():
            asked = [self.a.questions[q.id] for q in section.questions]
            asked = [q for q in asked if q.standing.wanted]
            if asked or any(self.a.questions[q.id].standing.wanted for q in section.all_questions()):
                yield Answered(section=self.a.sections[section.id], depth=self._depth(section.id), questions=tuple(asked))

    def _depth(self, section: str) -> int:
        def below(found: str) -> int:
            outer = next((s for s in self.a.questionnaire.walk() if any(i.id == found for i in s.sections)), None)
            return 0 if outer is None else 1 + below(outer.id)

        return below(section)

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

    def resources(self, *lists: tuple[str, ...]) -> tuple[Resource, ...]:
        """The resources of these lists of ids, each once, in order."""
        ids = dict.fromkeys(id for ids in lists for id in ids)
        return tuple(r for id in ids if (r := self.a.questionnaire.resource(id)))

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


def ratio(value: Fraction) -> str:
    """An exact fraction as it is worked with: "2/3", "1"."""
    return str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
