"""Where a project stands on its path: which steps are done, due or to come, and which nobody can tell yet."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from engage_cli.model.path import Step, StepNote
from engage_cli.model.scales import Facet
from engage_cli.scoring.conditions import Reading, truth, unknown_facets_in
from engage_cli.scoring.reading import reading_of
from engage_cli.values import Value

if TYPE_CHECKING:
    from engage_cli.scoring.results import Assessment


class StepState(StrEnum):
    """The state of a step, the first that holds."""

    DONE = "done"
    SKIPPED = "skipped"
    NOT_CONCERNED = "not_concerned"
    """Its condition fails for sure."""
    UNKNOWN = "unknown"
    """A facet is unknown that decides whether it concerns the project."""
    LATER = "later"
    DUE = "due"


class StepStanding(Value, kw_only=True):
    """One step, as it stands in a project."""

    step: Step
    state: StepState
    note: StepNote | None = None
    """What the project notes of it; None for nothing."""
    has_come: bool = True
    """Whether its time has come."""
    is_late: bool = False
    """Whether it has been due since an earlier phase than that of the project."""
    waits_for: tuple[Facet, ...] = ()
    """The facets that nobody knows and that decide whether it concerns the project."""

    @property
    def is_pending(self) -> bool:
        """Whether somebody should act now: carry it out, or find out whether it concerns the project."""
        return self.state is StepState.DUE or (self.state is StepState.UNKNOWN and self.has_come)


def step_standings(assessment: "Assessment") -> tuple[StepStanding, ...]:
    """Every step of the path as it stands, in its order."""
    q = assessment.questionnaire
    if not q.path:
        return ()
    reading = reading_of(q, assessment.project, assessment.questions)
    return tuple(_standing(step, assessment, reading) for step in q.path)


def count_by_state(path: tuple[StepStanding, ...]) -> Mapping[StepState, int]:
    """The number of steps in each state, in the order of the states."""
    return {state: sum(one.state is state for one in path) for state in StepState}


def _standing(step: Step, a: "Assessment", reading: Reading) -> StepStanding:
    note, concerned = a.project.path.get(step.id), truth(step.when, reading)
    come, late = _time(step, a)
    if note is not None:
        return StepStanding(step=step, state=StepState(note.status), note=note)
    if concerned is False:
        return StepStanding(step=step, state=StepState.NOT_CONCERNED)
    if concerned is None:
        facets = tuple(facet for id in unknown_facets_in(step.when, reading) if (facet := a.questionnaire.facet(id)))
        return StepStanding(step=step, state=StepState.UNKNOWN, has_come=come, is_late=late, waits_for=facets)
    return StepStanding(step=step, state=StepState.DUE if come else StepState.LATER, has_come=come, is_late=late)


def _time(step: Step, a: "Assessment") -> tuple[bool, bool]:
    """Whether the step has come, and whether it has been due since an earlier phase; nobody knowing when, it has."""
    timeline = a.questionnaire.facet(a.questionnaire.timeline or "")
    if timeline is None or a.now is None:
        return True, False
    here, due = timeline.rank(a.now.id), timeline.rank(step.due) if step.due else 0
    return here >= due, here > due
