"""A joint action plan for many projects: advice that several receive is one step, with its lead and its total gain.

Steps are ranked, projects never are: steps for open gates first, then those that most projects need, then by gain for
the effort.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from engage_cli.model.project import FINISHED
from engage_cli.model.questionnaire import Question, Questionnaire, Section, named
from engage_cli.model.recommendation import Effort, Recommendation
from engage_cli.model.scales import Facet, Label
from engage_cli.portfolio.action_cells import ActionCell
from engage_cli.portfolio.coverage import stated_choices
from engage_cli.portfolio.followed_actions import ActionAggregator, ActionTally
from engage_cli.portfolio.rows import AdviceCell, Row
from engage_cli.scoring.results import AdviceKind
from engage_cli.slugs import sort_key
from engage_cli.values import Value


class StepProject(Value, gc=False):
    """A project that needs a step of the plan."""

    key: str
    name: str
    taken_up: bool
    """Whether it has an action on the question that is under way, or done with the answer to be reviewed."""
    gate: bool
    """Whether a blocking requirement of the project is open on the question."""


class PlanStep(Value, kw_only=True):
    """A step of the plan: advice on one question, and the projects that need it."""

    kind: AdviceKind
    question: Question
    section: Section
    recommendation: Recommendation | None
    effort: Effort
    """The effort for one project."""
    lead: Label | None
    unit: Label | None
    """The unit that should answer the question; None where none is named."""
    needing: tuple[StepProject, ...]
    """The projects that need the step, in alphabetical order."""
    gain: Fraction
    """The rise in the section's share, summed over the projects: 1 is one whole section of one project."""
    further: bool
    """Whether it goes beyond what is expected now in all of its projects."""
    groups: tuple[tuple[str, int], ...] = ()
    """(choice id, number of projects) by the facet that the plan is broken down by."""

    @property
    def gates(self) -> int:
        """The number of projects with an open gate on the question."""
        return sum(needing.gate for needing in self.needing)

    @property
    def taken_up(self) -> int:
        """The number of projects that already have an action on the question."""
        return sum(needing.taken_up for needing in self.needing)

    @property
    def who(self) -> Label | None:
        """The lead of the recommendation; where it names none, the unit that should answer the question."""
        return self.lead or self.unit

    @property
    def mean_gain(self) -> Fraction:
        """The mean gain of a project, as a share from 0 to 1."""
        return self.gain / len(self.needing)


class LeadSteps(Value, kw_only=True):
    """The steps that one lead or unit is responsible for."""

    who: Label
    unit: bool
    """Whether `who` is a unit that should answer, rather than a lead that recommendations name."""
    steps: tuple[PlanStep, ...]

    @property
    def projects(self) -> int:
        """The number of projects that need at least one of the steps."""
        return len({needing.key for step in self.steps for needing in step.needing})


class OngoingAction(Value, kw_only=True):
    """An action of a project that is open or started."""

    key: str
    name: str
    action: ActionCell
    question: Question | None


class JointPlan(Value, kw_only=True):
    """The joint action plan: the steps that projects need and the actions they have taken up."""

    questionnaire: Questionnaire
    projects: int
    by: Facet | None
    shared: tuple[PlanStep, ...]
    """Steps that several projects need."""
    single: tuple[PlanStep, ...]
    """Steps that only one project needs; its own report says more about them."""
    actions: tuple[OngoingAction, ...]
    """Actions that are open or started, by due date."""
    units_followed: tuple[ActionTally, ...] = ()
    """The status of all actions, finished ones included, by the unit that should answer their question."""
    owners_followed: tuple[ActionTally, ...] = ()
    """The status of all actions, finished ones included, by owner."""

    def units(self) -> tuple[tuple[Label | None, tuple[PlanStep, ...]], ...]:
        """Shared steps by the unit that should answer, in the questionnaire's order; None: no unit is named."""
        found = [(unit, tuple(s for s in self.shared if s.unit == unit)) for unit in (*self.questionnaire.units, None)]
        return tuple((unit, steps) for unit, steps in found if steps)

    def leads(self) -> tuple[LeadSteps, ...]:
        """Leads of shared steps in the questionnaire's order, then the units of steps without one."""
        q, nobody = self.questionnaire, [s for s in self.shared if s.lead is None]
        found = [
            *(LeadSteps(who=one, unit=False, steps=tuple(s for s in self.shared if s.lead == one)) for one in q.leads),
            *(LeadSteps(who=u, unit=True, steps=tuple(s for s in nobody if s.unit == u)) for u in q.units),
        ]
        return tuple(leading for leading in found if leading.steps)


def build_plan(questionnaire: Questionnaire, rows: Iterable[Row], *, by: str | None = None) -> JointPlan:
    """The joint plan of `rows`, all of which must answer `questionnaire`; `by` is the id of a facet to break it down
    by."""
    planning = PlanAggregator(questionnaire, by=by)
    for row in rows:
        planning.add(row)
    return planning.plan()


class PlanAggregator:
    """Builds a plan row by row: call `add` for every row, then `plan`. All rows must answer `questionnaire`."""

    def __init__(self, questionnaire: Questionnaire, *, by: str | None = None) -> None:
        self._q = questionnaire
        self._by = questionnaire.facet(by) if by else None
        self._added: list[tuple[str, str]] = []
        """Key and name of each project; others name it by its place."""
        self._advice: dict[AdviceCell, list[int]] = defaultdict(list)
        self._taken_up: dict[str | None, set[int]] = defaultdict(set)
        """By question."""
        self._saying: dict[str, set[int]] = defaultdict(set)
        """By choice of the facet that the plan is broken down by."""
        self._actions: list[OngoingAction] = []
        self._followed = ActionAggregator(questionnaire)

    def add(self, row: Row) -> None:
        """Adds the advice and the actions of one project."""
        place = len(self._added)
        self._added.append((row.key, row.name))
        for advice in row.advice:
            self._advice[advice].append(place)
        for action in row.actions:
            if action.again or action.status not in FINISHED:
                self._taken_up[action.question].add(place)
        for choice in stated_choices(row.facets, self._by.id) if self._by else ():
            self._saying[choice].add(place)
        self._followed.add(row)
        self._actions += _under_way(row, self._q)

    def plan(self) -> JointPlan:
        """The plan of the projects added so far."""
        steps = _ordered(list(self._steps()), self._q)
        return JointPlan(
            questionnaire=self._q,
            projects=len(self._added),
            by=self._by,
            shared=tuple(s for s in steps if len(s.needing) > 1),
            single=tuple(s for s in steps if len(s.needing) == 1),
            actions=tuple(sorted(self._actions, key=_by_due)),
            units_followed=self._followed.units(),
            owners_followed=self._followed.owners(),
        )

    def _steps(self) -> Iterator[PlanStep]:
        """A step for each distinct piece of advice; a cell counts for every project that has it."""
        needs: dict[tuple[str, str], dict[AdviceCell, list[int]]] = defaultdict(dict)
        for advice, places in self._advice.items():
            if advice.question in self._q.by_id:
                needs[advice.question, advice.recommendation or advice.kind][advice] = places
        order = sorted(range(len(self._added)), key=lambda place: (sort_key(self._added[place][1]), self._added[place]))
        ranks = {place: rank for rank, place in enumerate(order)}
        projects: dict[tuple[int, bool, bool], StepProject] = {}

        def project(place: int, advice: AdviceCell) -> StepProject:
            found = place, place in self._taken_up[advice.question], advice.gate is not None
            if found not in projects:
                projects[found] = StepProject(*self._added[place], *found[1:])
            return projects[found]

        for cells in needs.values():
            pairs = [(ranks[place], place, advice) for advice, places in cells.items() for place in places]
            pairs.sort(key=lambda one: one[0])
            yield self._step(cells, tuple([project(place, advice) for _rank, place, advice in pairs]))

    def _same(self, unit: Label | None) -> Label | None:
        """The lead that is the unit, by its id or by its name."""
        found = (one for one in self._q.leads if unit and (one.id == unit.id or one.label == unit.label))
        return next(found, None)

    def _step(self, cells: Mapping[AdviceCell, list[int]], needing: tuple[StepProject, ...]) -> PlanStep:
        advice = next(iter(cells))
        question = self._q.by_id[advice.question]
        own = next((r for r in question.recommendations if r.id == advice.recommendation), None)
        unit = named(self._q.units, question.unit)
        return PlanStep(
            kind=advice.kind,
            question=question,
            section=self._q.sections_of[question.id][0],
            recommendation=own,
            effort=advice.effort,
            lead=named(self._q.leads, advice.lead) or self._same(unit),
            unit=unit,
            needing=needing,
            gain=sum((one.gain * len(places) for one, places in cells.items()), Fraction(0)),
            further=all(one.further for one in cells),
            groups=tuple(
                (c.id, sum(len(self._saying[c.id].intersection(places)) for places in cells.values()))
                for c in (self._by.choices if self._by else ())
            ),
        )


def _ordered(steps: Sequence[PlanStep], questionnaire: Questionnaire) -> list[PlanStep]:
    """The steps by rank; those that go beyond what is expected come last."""
    position: dict[str, int] = defaultdict(int, {id: at for at, id in enumerate(questionnaire.by_id)})
    return sorted(
        steps,
        key=lambda s: (
            s.further,
            -s.gates,
            -len(s.needing),
            -s.mean_gain / s.effort.cost,
            position[s.question.id],
            s.kind,
        ),
    )


def _under_way(row: Row, questionnaire: Questionnaire) -> Iterable[OngoingAction]:
    for action in row.actions:
        if action.status not in FINISHED:
            about = questionnaire.by_id.get(action.question or "")
            yield OngoingAction(key=row.key, name=row.name, action=action, question=about)


def _by_due(taken: OngoingAction) -> tuple[str, tuple[str, str], str]:
    due = taken.action.due
    return due.isoformat() if due else "9999", sort_key(taken.name), taken.key
