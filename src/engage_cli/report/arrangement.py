"""Decides what stands in the body of a report and what in its annex, what is shown together, and what is left out as it
would say nothing.

Which steps and gates there are is decided elsewhere.
"""

from collections.abc import Sequence
from fractions import Fraction

from engage_cli.model.questionnaire import Question
from engage_cli.model.scales import Better
from engage_cli.model.sources import Resource
from engage_cli.scoring.question_scores import GateScore, GateState, QuestionScore
from engage_cli.scoring.results import Advice, AdviceKind, Assessment, NodeScore, SectionScore
from engage_cli.values import Value

LONGEST_NAME = 60
"""Maximum number of characters in a name on the cover; the annex has every name in full."""
LONGEST_ROLE = 80
"""Maximum number of characters in the project lead's role on the cover."""
MOST_NAMES = 3
"""Maximum number of participants named on the cover."""
MOST_IN_FULL = 6
"""Maximum number of unknown blocking requirements that the body shows in full."""
_UNSETTLED = (GateState.UNKNOWN, GateState.TO_CHECK)


class ProfileColumns(Value, kw_only=True):
    """Which optional columns of the profile table have something to show."""

    stands: bool
    """Whether the questionnaire has bands, or some result carries a remark."""
    declared: bool
    """Whether some result is lower on its evidence than as declared."""
    expected: bool
    target: bool
    answered: bool
    """Whether some question has no answer yet."""
    not_applicable: bool
    ranges: bool
    """Whether some result has a worst and a best case."""
    alike: bool
    """Whether all sections are shown out of the same number of points."""

    @property
    def count(self) -> int:
        """The number of columns shown, with the two that always are: the section and its result."""
        return 2 + sum((self.stands, self.declared, self.expected, self.target, self.answered, self.not_applicable))


class NextSteps(Value, kw_only=True):
    """The next steps of a project, grouped as a report shows them."""

    own: tuple[Advice, ...]
    """Advice that is a step by itself."""
    asking: tuple[Question, ...]
    """Questions that somebody has to find out about; together they are one step."""
    beside: int
    """How many steps are shown beside their blocking requirement instead of in the list."""


class CitedResources(Value, kw_only=True):
    """A question with the resources that the report recommends on it."""

    question: Question
    resources: tuple[Resource, ...]


class Arrangement(Value):
    """Decides where each part of an assessment stands in the report; templates read it as `arranged`."""

    a: Assessment

    # ── the body ──────────────────────────────────────────────────────────────────────────────────────────────────

    def unmet(self) -> tuple[GateScore, ...]:
        """Blocking requirements that get a card of their own, with the step that meets them."""
        return tuple(gate for gate in self.a.gates if gate.state is GateState.UNMET)

    def unsettled(self) -> tuple[GateScore, ...]:
        """Blocking requirements whose answer is unknown: the step is to ask somebody."""
        return tuple(gate for gate in self.a.gates if gate.state in _UNSETTLED)

    def brief(self) -> bool:
        """Whether there are so many blocking requirements that the body only lists them and the annex has the
        details."""
        return len(self.unsettled()) > MOST_IN_FULL

    def step_of(self, gate: GateScore) -> Advice | None:
        """The advice on how to meet a blocking requirement; None where there is none."""
        return next((step for step in self.a.advice if step.question.id == gate.question.id), None)

    def steps(self, most: int = 5) -> NextSteps:
        """The next `most` steps, without those shown beside a blocking requirement."""
        gates = {gate.question.id for gate in (*self.unmet(), *self.unsettled())}
        chosen = self.a.summary(most)
        own = tuple(s for s in chosen if s.kind is not AdviceKind.FIND_OUT and s.question.id not in gates)
        asked = [question for s in chosen if s.kind is AdviceKind.FIND_OUT for question in (s.question, *s.others)]
        asking = tuple(question for question in asked if question.id not in gates)
        return NextSteps(own=own, asking=asking, beside=len(chosen) - len(own) - bool(asking))

    def strengths(self, most: int = 3) -> tuple[QuestionScore, ...]:
        """The best answers: those furthest above what is expected, then the best of each section aimed at, strongest
        section first."""
        strong = self.a.strengths(len(self.a.questions))
        above = [score for score in strong if score.surplus and score.surplus > 0]
        best = [score for section in self._strongest() if (score := self._first(strong, section))]
        ids = list(dict.fromkeys(score.question.id for score in (*above, *best)))
        return tuple(self.a.questions[id] for id in ids[:most])

    def _strongest(self) -> list[SectionScore]:
        return sorted(self.a.aimed(), key=_merit, reverse=True)

    def _first(self, strong: Sequence[QuestionScore], section: SectionScore) -> QuestionScore | None:
        homes = self.a.questionnaire.sections_of
        return next((score for score in strong if homes[score.question.id][0].id == section.id), None)

    def columns(self) -> ProfileColumns:
        """The columns of the profile table, over the sections aimed at and the results that combine them."""
        shown: list[NodeScore] = [*self.a.aimed(), *self.a.indices.values()]
        remarked = any(node.under_reserve or node.indicative for node in shown)
        return ProfileColumns(
            stands=remarked or bool(self.a.questionnaire.bands),
            declared=any(node.declared != node.evidenced for node in shown),
            expected=any(node.expected_share is not None for node in shown),
            target=any(section.target is not None for section in self.a.aimed()),
            answered=any(node.tally.answered < node.tally.in_force for node in shown),
            not_applicable=any(node.tally.not_applicable_share for node in shown),
            ranges=any(node.evidenced is not None and not node.evidenced.exact for node in shown),
            alike=len({section.out_of for section in self.a.aimed()}) < 2,
        )

    def missing(self) -> tuple[tuple[SectionScore, int], ...]:
        """The sections with unanswered questions, each with the number of them."""
        found: dict[str, int] = {}
        for score in self.a.to_answer():
            home = self.a.questionnaire.sections_of[score.question.id][0].id
            found[home] = found.get(home, 0) + 1
        return tuple((self.a.sections[id], number) for id, number in found.items())

    # ── the annex ─────────────────────────────────────────────────────────────────────────────────────────────────

    def says(self, score: QuestionScore) -> bool:
        """Whether an answer has a note or evidence in the team's own words."""
        answer = score.answer
        return answer is not None and bool(answer.because or answer.text or answer.note or answer.evidence or answer.by)

    def team_speaks(self) -> bool:
        """Whether any answer has a note or evidence in the team's own words."""
        return any(map(self.says, self.a.questions.values()))

    def cut_names(self) -> bool:
        """Whether the list of participants is too long for the cover."""
        people = self.a.project.participants
        return len(people) > MOST_NAMES or any(len(person) > LONGEST_NAME for person in people)

    def cut_lead(self) -> bool:
        """Whether the name of the project lead is too long for the cover."""
        lead = self.a.project.charter.lead
        return lead is not None and (len(lead.name or "") > LONGEST_NAME or len(lead.role or "") > LONGEST_ROLE)

    def cited(self) -> tuple[CitedResources, ...]:
        """Resources on the blocking requirements to settle and on the next steps, each resource once."""
        asked = [
            (gate.question, gate.question.gate.resources)
            for gate in (*self.unmet(), *self.unsettled())
            if gate.question.gate
        ]
        asked += [(step.question, _own(step)) for step in self.a.summary(5)]
        seen: set[str] = set()
        found = []
        for question, ids in asked:
            fresh = [id for id in dict.fromkeys(ids) if id not in seen]
            seen.update(fresh)
            resources = tuple(r for id in fresh if (r := self.a.questionnaire.resource(id)))
            found += [CitedResources(question=question, resources=resources)] if resources else []
        return tuple(found)


def _merit(section: SectionScore) -> Fraction:
    """A section's worst-case share of its points, 0 to 1, where 1 is always good: points of risk are inverted."""
    if section.evidenced is None:
        return Fraction(0)
    low = any(question.better is Better.LOW for question in section.section.all_questions())
    return 1 - section.evidenced.high if low else section.evidenced.low


def _own(step: Advice) -> tuple[str, ...]:
    """The ids of the recommendation's resources, else of its question's."""
    return (step.recommendation.resources if step.recommendation else ()) or step.question.resources
