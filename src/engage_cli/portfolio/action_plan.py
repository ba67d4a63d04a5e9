"""One plan for many projects: the same advice given to several is one step, with who leads it and what it brings.

Steps are ordered, projects are not: open gates first, then what most need, then what brings most for its effort.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from engage_cli.model.project import FINISHED
from engage_cli.model.questionnaire import Question, Questionnaire, Section, named
from engage_cli.model.recommendation import Effort, Recommendation
from engage_cli.model.scales import Facet, Label
from engage_cli.portfolio.action_cells import ActionCell
from engage_cli.portfolio.coverage import choices_said
from engage_cli.portfolio.followed_actions import ActionAggregator, Followed
from engage_cli.portfolio.rows import AdviceCell, Row
from engage_cli.scoring.results import AdviceKind
from engage_cli.slugs import neutral
from engage_cli.values import Value


class StepProject(Value, gc=False):
    """A project that needs a step."""

    key: str
    name: str
    taken_up: bool
    """It has an action on that question: under way, or done and its answer to be looked at again."""
    gate: bool
    """A blocking requirement of it is open there."""


class Step(Value, kw_only=True):
    """One step of the plan: what to do about one question, and which projects need it."""

    kind: AdviceKind
    question: Question
    section: Section
    recommendation: Recommendation | None
    effort: Effort
    """For one project."""
    lead: Label | None
    unit: Label | None
    """Who should answer the question."""
    needing: tuple[StepProject, ...]
    """In neutral order."""
    gain: Fraction
    """Rise of the section's share, added up over the projects: 1 is one whole section of one project."""
    further: bool
    """Beyond what is expected at this time, for all of them."""
    groups: tuple[tuple[str, int], ...] = ()
    """How many by choice of the facet that the plan is broken down by."""

    @property
    def gates(self) -> int:
        """How many projects have an open gate on its question."""
        return sum(needing.gate for needing in self.needing)

    @property
    def taken_up(self) -> int:
        """How many projects have an action for it already."""
        return sum(needing.taken_up for needing in self.needing)

    @property
    def who(self) -> Label | None:
        """Who leads it; where its recommendation names nobody, the unit that should answer the question."""
        return self.lead or self.unit

    @property
    def mean_gain(self) -> Fraction:
        """For one project, 0 to 1."""
        return self.gain / len(self.needing)


class LeadSteps(Value, kw_only=True):
    """Who leads some steps."""

    who: Label
    unit: bool
    """A unit that should answer, rather than one that recommendations name."""
    steps: tuple[Step, ...]

    @property
    def projects(self) -> int:
        """How many need at least one of the steps."""
        return len({needing.key for step in self.steps for needing in step.needing})


class TakenUp(Value, kw_only=True):
    """An action of a project that is under way."""

    key: str
    name: str
    action: ActionCell
    question: Question | None


class Plan(Value, kw_only=True):
    """The steps that projects need, and the actions that they have taken up."""

    questionnaire: Questionnaire
    projects: int
    by: Facet | None
    shared: tuple[Step, ...]
    """Needed by several projects."""
    single: tuple[Step, ...]
    """Needed by one: its own report says more."""
    actions: tuple[TakenUp, ...]
    """Open or started, by due date."""
    units_followed: tuple[Followed, ...] = ()
    """How all actions stand, finished ones too, by the unit that should answer..."""
    owners_followed: tuple[Followed, ...] = ()
    """...and by who does them."""

    def units(self) -> tuple[tuple[Label | None, tuple[Step, ...]], ...]:
        """Shared steps by the unit that should answer, in the questionnaire's order; None: no unit named."""
        found = [(unit, tuple(s for s in self.shared if s.unit == unit)) for unit in (*self.questionnaire.units, None)]
        return tuple((unit, steps) for unit, steps in found if steps)

    def leads(self) -> tuple[LeadSteps, ...]:
        """Who has shared steps to lead, in the questionnaire's order; then units, for steps that name nobody."""
        q, nobody = self.questionnaire, [s for s in self.shared if s.lead is None]
        found = [
            *(LeadSteps(who=one, unit=False, steps=tuple(s for s in self.shared if s.lead == one)) for one in q.leads),
            *(LeadSteps(who=u, unit=True, steps=tuple(s for s in nobody if s.unit == u)) for u in q.units),
        ]
        return tuple(leading for leading in found if leading.steps)


def plan(questionnaire: Questionnaire, rows: Iterable[Row], *, by: str | None = None) -> Plan:
    """The plan of `rows`, all of `questionnaire`."""
    planning = PlanAggregator(questionnaire, by=by)
    for row in rows:
        planning.add(row)
    return planning.plan()


class PlanAggregator:
    """`add` every row of `questionnaire`, then take the plan."""

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
        self._actions: list[TakenUp] = []
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
        for choice in choices_said(row.facets, self._by.id) if self._by else ():
            self._saying[choice].add(place)
        self._followed.add(row)
        self._actions += _under_way(row, self._q)

    def plan(self) -> Plan:
        """The plan for the projects added so far."""
        steps = _ordered(list(self._steps()), self._q)
        return Plan(
            questionnaire=self._q,
            projects=len(self._added),
            by=self._by,
            shared=tuple(s for s in steps if len(s.needing) > 1),
            single=tuple(s for s in steps if len(s.needing) == 1),
            actions=tuple(sorted(self._actions, key=_by_due)),
            units_followed=self._followed.units(),
            owners_followed=self._followed.owners(),
        )

    def _steps(self) -> Iterator[Step]:
        """Of the same advice, each cell counts for all projects that have it."""
        needs: dict[tuple[str, str], dict[AdviceCell, list[int]]] = defaultdict(dict)
        for advice, places in self._advice.items():
            if advice.question in self._q.by_id:
                needs[advice.question, advice.recommendation or advice.kind][advice] = places
        order = sorted(range(len(self._added)), key=lambda place: (neutral(self._added[place][1]), self._added[place]))
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

    def _step(self, cells: Mapping[AdviceCell, list[int]], needing: tuple[StepProject, ...]) -> Step:
        advice = next(iter(cells))
        question = self._q.by_id[advice.question]
        own = next((r for r in question.recommendations if r.id == advice.recommendation), None)
        return Step(
            kind=advice.kind,
            question=question,
            section=self._q.home[question.id][0],
            recommendation=own,
            effort=advice.effort,
            lead=named(self._q.leads, advice.lead),
            unit=named(self._q.units, question.unit),
            needing=needing,
            gain=sum((one.gain * len(places) for one, places in cells.items()), Fraction(0)),
            further=all(one.further for one in cells),
            groups=tuple(
                (c.id, sum(len(self._saying[c.id].intersection(places)) for places in cells.values()))
                for c in (self._by.choices if self._by else ())
            ),
        )


def _ordered(steps: Sequence[Step], questionnaire: Questionnaire) -> list[Step]:
    """What goes beyond what is expected comes last."""
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


def _under_way(row: Row, questionnaire: Questionnaire) -> Iterable[TakenUp]:
    for action in row.actions:
        if action.status not in FINISHED:
            about = questionnaire.by_id.get(action.question or "")
            yield TakenUp(key=row.key, name=row.name, action=action, question=about)


def _by_due(taken: TakenUp) -> tuple[str, tuple[str, str], str]:
    due = taken.action.due
    return due.isoformat() if due else "9999", neutral(taken.name), taken.key
