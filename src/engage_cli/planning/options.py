"""The options for each question of a plan: to leave it, or the steps that the questionnaire recommends one after
another.
"""

import datetime as dt
from collections.abc import Collection, Iterator

from engage_cli.model.project import Answer
from engage_cli.model.questionnaire import Question, QuestionType
from engage_cli.model.recommendation import Effort, Recommendation
from engage_cli.model.scales import Choice
from engage_cli.planning.situation import Situation
from engage_cli.scoring.gates import gate_state
from engage_cli.scoring.points import score_question
from engage_cli.scoring.question_scores import GateScore, QuestionScore, State
from engage_cli.scoring.recommending import first_fitting_recommendation
from engage_cli.scoring.results import AdviceKind
from engage_cli.scoring.supposing import with_full_support
from engage_cli.values import Value, field, replace

MEANT = "plan"
"""The name of evidence that the steps are to bring; it is in no file."""


class PlanStep(Value, kw_only=True):
    """One thing to do about a question."""

    kind: AdviceKind
    """DO or ATTACH_EVIDENCE; what only finds out promises nothing."""
    question: Question
    recommendation: Recommendation | None
    at: Choice | None
    """The choice from which it starts; None for several choices."""
    to: Choice | None

    @property
    def effort(self) -> Effort:
        """How much work the step is."""
        return self.recommendation.effort if self.recommendation else Effort.S


class Option(Value, kw_only=True):
    """One way to go about a question."""

    steps: tuple[PlanStep, ...]
    """The steps, one after another; empty: the question stays as it is."""
    answer: Answer | None
    """The answer after the steps, with full support; None: as it is."""
    score: QuestionScore
    """The score of the question after the steps."""
    open: bool
    """Whether its blocking requirement stays open."""

    @property
    def cost(self) -> int:
        """The effort of all its steps."""
        return sum(step.effort.cost for step in self.steps)


class Wishes(Value, kw_only=True):
    """The steps that a plan must take, and those that it must leave, by ids of recommendations and questions."""

    take: Collection[str] = field(default_factory=frozenset)
    leave: Collection[str] = field(default_factory=frozenset)

    def allows(self, option: Option, id: str) -> bool:
        """Whether `option` leaves out what must be left of the question `id`."""
        if not self.leave:
            return True
        names = {id} if option.steps else set()
        names |= {step.recommendation.id for step in option.steps if step.recommendation}
        return names.isdisjoint(self.leave)

    def required_options(self, options: tuple[Option, ...], id: str) -> tuple[Option, ...]:
        """The options with all steps that must be taken; all options where none has them."""
        wanted = tuple(one for one in options if self._has_all(one, id, options)) if self.take else ()
        return wanted or options

    def _has_all(self, option: Option, id: str, options: tuple[Option, ...]) -> bool:
        known = {step.recommendation.id for one in options for step in one.steps if step.recommendation}
        asked = known.intersection(self.take)
        names = {step.recommendation.id for step in option.steps if step.recommendation}
        return asked <= names and (id not in self.take or bool(option.steps))


def options_of(here: Situation, id: str, wishes: Wishes) -> tuple[Option, ...]:
    """The options for the question `id` as it stands, the cheapest first; the first is to leave it."""
    score = here.questions[id]
    gate = here.gates.get(id)
    stays = Option(steps=(), answer=None, score=score, open=gate is not None and gate.state.is_open)
    made = [stays]
    for steps in _chains(here, score):
        answer = _answer(score, steps, here.as_of)
        reached = _scored(here, score, answer)
        option = Option(steps=steps, answer=answer, score=reached, open=_open(gate, reached))
        if wishes.allows(option, id):
            made.append(option)
    return wishes.required_options(tuple(made), id)


def _chains(here: Situation, score: QuestionScore) -> Iterator[tuple[PlanStep, ...]]:
    """What is done one after another, as far as one may stop: evidence that is wanting first."""
    if not score.state.in_force or not score.question.is_scored:
        return
    steps: tuple[PlanStep, ...] = ()
    at = score.evidenced_choice if score.state is State.ANSWERED else worst_choice(score.question)
    if score.fall is not None:
        attach = AdviceKind.ATTACH_EVIDENCE
        to = score.declared_choice
        steps = (PlanStep(kind=attach, question=score.question, recommendation=None, at=at, to=to),)
        yield steps
        at = to
    while at is not None and (step := _next(here, score.question, at)) is not None:
        steps = (*steps, step)
        yield steps
        at = step.to


def worst_choice(question: Question) -> Choice | None:
    """What a question without an answer counts as: its worst choice; None for several choices."""
    return question.ladder[0] if question.type is QuestionType.ONE else None


def _next(here: Situation, question: Question, at: Choice) -> PlanStep | None:
    found = first_fitting_recommendation(question, at, here.reading)
    to = question.choice(found.to) if found else None
    if found is None or to is None or question.step(to.id) <= question.step(at.id):
        return None
    return PlanStep(kind=AdviceKind.DO, question=question, recommendation=found, at=at, to=to)


def _answer(score: QuestionScore, steps: tuple[PlanStep, ...], as_of: dt.date) -> Answer:
    to, given = steps[-1].to, score.answer
    choices = (to.id,) if to else (given.choices or () if given else ())
    return with_full_support(score.question, choices, given, as_of=as_of, title=MEANT)


def _scored(here: Situation, score: QuestionScore, answer: Answer) -> QuestionScore:
    answered = State.ANSWERED
    standing = replace(score.standing, state=answered, if_aimed=answered)
    return score_question(
        score.question, standing, answer,
        questionnaire=here.questionnaire, now=here.now, as_of=here.as_of,
    )  # fmt: skip


def _open(gate: GateScore | None, reached: QuestionScore) -> bool:
    return gate is not None and gate_state(reached, gate.threshold, gate.waiver).is_open
