"""Where the projects of a campaign stand: who is there, on the way, late, excused, and who cannot be judged."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from engage_cli.campaign.campaign import Campaign, Excuse, Step
from engage_cli.campaign.goals import Lack, Lacks, Why
from engage_cli.errors import Message
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Choice, Facet
from engage_cli.portfolio.coverage import stated_choices
from engage_cli.portfolio.rows import FacetValues, Row
from engage_cli.slugs import namesakes
from engage_cli.values import Value, replace


class State(StrEnum):
    """Where a project stands; of its steps, the first that one of them has."""

    LATE = "late"
    UNJUDGED = "unjudged"
    """It could not be read, or a goal cannot be judged."""
    ON_THE_WAY = "on_the_way"
    """Not there yet, and the day has not come."""
    EXCUSED = "excused"
    REACHED = "reached"
    APART = "apart"
    """Nothing of it concerns the project."""


class StepStanding(Value, kw_only=True):
    """One step of one project."""

    step: Step
    state: State
    lacks: tuple[Lack, ...] = ()
    excuse: Excuse | None = None
    """The one that holds, or that has ended."""
    late: int = 0
    """Days since its last day."""


def told_apart(everyone: Iterable["Participant"]) -> tuple["Participant", ...]:
    """Each with its key in brackets where another one has its name."""
    everyone = tuple(everyone)
    same = namesakes((one.key, one.name) for one in everyone)
    return tuple(replace(one, name=f"{one.name} ({one.key})") if one.key in same else one for one in everyone)


class Participant(Value, kw_only=True):
    """One project of a campaign."""

    key: str
    id: str | None = None
    name: str
    path: str | None = None
    """None: listed, and not found."""
    facets: FacetValues
    row: Row | None = None
    """None: it could not be read."""
    questionnaire: Questionnaire | None = None
    steps: tuple[StepStanding, ...]

    @property
    def state(self) -> State:
        """Where it stands as a whole."""
        found = {one.state for one in self.steps}
        return next(state for state in State if state in found)

    @property
    def late(self) -> int:
        """Days since the first day that it missed; 0 where it is not late."""
        return max((one.late for one in self.steps if one.state is State.LATE), default=0)

    @property
    def waiting(self) -> tuple[StepStanding, ...]:
        """Steps that something is still asked for."""
        return tuple(one for one in self.steps if one.state in (State.LATE, State.UNJUDGED, State.ON_THE_WAY))

    def choices(self, facet: str) -> tuple[str, ...]:
        """What the project says to `facet` (an id): ids of its choices."""
        return stated_choices(self.facets, facet)


class Standing(Value, kw_only=True):
    """A campaign on a day."""

    campaign: Campaign
    day: dt.date
    questionnaire: Questionnaire | None
    """The one that most of its projects answer; None: none could be read."""
    participants: tuple[Participant, ...]
    """In the neutral order of their names."""
    by: Facet | None = None
    """What they are grouped by."""
    idle: tuple[Excuse, ...] = ()
    """Excuses of projects that do not take part."""

    def those(self, state: State) -> tuple[Participant, ...]:
        """The projects in that state."""
        return tuple(one for one in self.participants if one.state is state)

    @property
    def met(self) -> bool:
        """Nobody is late, and everything could be judged."""
        return not (self.those(State.LATE) or self.those(State.UNJUDGED) or self.idle)

    def groups(self) -> tuple[tuple[Choice | None, tuple[Participant, ...]], ...]:
        """Projects by choice of `by`, in the questionnaire's order; None: those that do not say."""
        if self.by is None:
            return ()
        found = [(c, tuple(p for p in self.participants if c.id in p.choices(self.by.id))) for c in self.by.choices]
        told = {p.key for _, members in found for p in members}
        rest = tuple(p for p in self.participants if p.key not in told)
        return (*((c, members) for c, members in found if members), *([(None, rest)] if rest else []))


NOT_READ = Message.of("The project file cannot be read")
NOT_FOUND = Message.of("No project file is found")


def standing(
    step: Step, judge: Callable[[Step], Iterator[Lacks]], excuses: Iterable[Excuse], day: dt.date
) -> StepStanding:
    """One step on `day`; `judge` gives what is lacking to each of its goals, and is not asked where it is excused."""
    meant = [one for one in excuses if one.of(step)]
    holding = next((one for one in meant if not one.ended(day)), None)
    found = list(judge(step))
    lacks = tuple(lack for goal in found if goal for lack in goal)
    if not lacks:
        apart = all(goal is None for goal in found)
        return StepStanding(step=step, state=State.APART if apart else State.REACHED)
    if holding:
        return StepStanding(step=step, state=State.EXCUSED, lacks=lacks, excuse=holding)
    ended = next(iter(meant), None)
    if any(lack.why is Why.UNJUDGED for lack in lacks):
        return StepStanding(step=step, state=State.UNJUDGED, lacks=lacks, excuse=ended)
    if day > step.by:
        late = (day - step.by).days
        return StepStanding(step=step, state=State.LATE, lacks=lacks, excuse=ended, late=late)
    return StepStanding(step=step, state=State.ON_THE_WAY, lacks=lacks, excuse=ended)
