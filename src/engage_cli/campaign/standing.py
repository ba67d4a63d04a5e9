"""The status of a campaign's projects: reached, on the way, late, excused, or impossible to judge."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from engage_cli.campaign.campaign import Campaign, CampaignStep, Excuse
from engage_cli.campaign.goals import Lack, LackReason, Lacks
from engage_cli.errors import Message
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Choice, Facet
from engage_cli.portfolio.coverage import stated_choices
from engage_cli.portfolio.rows import FacetValues, Row
from engage_cli.slugs import find_namesakes
from engage_cli.values import Value, replace


class ParticipantState(StrEnum):
    """The state of a project or step; a project has the first of these states that one of its steps has."""

    LATE = "late"
    UNJUDGED = "unjudged"
    """It could not be read, or a goal cannot be judged."""
    ON_THE_WAY = "on_the_way"
    """Not there yet, and the day has not come."""
    EXCUSED = "excused"
    REACHED = "reached"
    APART = "apart"
    """Nothing of it concerns the project."""


class StepStatus(Value, kw_only=True):
    """The status of one step of one project."""

    step: CampaignStep
    state: ParticipantState
    lacks: tuple[Lack, ...] = ()
    excuse: Excuse | None = None
    """The valid excuse, else an expired one; None: there is none."""
    late: int = 0
    """The number of days since the step's last day; 0: not late."""


def disambiguate_names(everyone: Iterable["Participant"]) -> tuple["Participant", ...]:
    """The participants, with the key in brackets where several have the same name."""
    everyone = tuple(everyone)
    same = find_namesakes((one.key, one.name) for one in everyone)
    return tuple(replace(one, name=f"{one.name} ({one.key})") if one.key in same else one for one in everyone)


class Participant(Value, kw_only=True):
    """A project of a campaign with the status of its steps."""

    key: str
    id: str | None = None
    name: str
    path: str | None = None
    """None: it is on the list and was not found."""
    facets: FacetValues
    row: Row | None = None
    """None: it could not be read."""
    questionnaire: Questionnaire | None = None
    steps: tuple[StepStatus, ...]

    @property
    def state(self) -> ParticipantState:
        """The overall state of the project."""
        found = {one.state for one in self.steps}
        return next(state for state in ParticipantState if state in found)

    @property
    def late(self) -> int:
        """The number of days since the first day that it missed; 0 where it is not late."""
        return max((one.late for one in self.steps if one.state is ParticipantState.LATE), default=0)

    @property
    def waiting(self) -> tuple[StepStatus, ...]:
        """The steps for which something is still to be done."""
        return tuple(
            one
            for one in self.steps
            if one.state in (ParticipantState.LATE, ParticipantState.UNJUDGED, ParticipantState.ON_THE_WAY)
        )

    def choices(self, facet: str) -> tuple[str, ...]:
        """The ids of the project's choices for the facet with the id `facet`."""
        return stated_choices(self.facets, facet)


class CampaignStatus(Value, kw_only=True):
    """A campaign on a day, with the status of every participant."""

    campaign: Campaign
    day: dt.date
    questionnaire: Questionnaire | None
    """The one that most projects answer; None: none could be read."""
    participants: tuple[Participant, ...]
    """In alphabetical order of their names."""
    by: Facet | None = None
    """The facet that gives a project's unit; None: projects are not grouped."""
    idle: tuple[Excuse, ...] = ()
    """Excuses of projects that do not take part."""

    def those(self, state: ParticipantState) -> tuple[Participant, ...]:
        """The participants in that state."""
        return tuple(one for one in self.participants if one.state is state)

    @property
    def met(self) -> bool:
        """Whether nobody is late and everything could be judged."""
        return not (self.those(ParticipantState.LATE) or self.those(ParticipantState.UNJUDGED) or self.idle)

    def groups(self) -> tuple[tuple[Choice | None, tuple[Participant, ...]], ...]:
        """The participants by choice of `by`, in the questionnaire's order; None: those that state none."""
        if self.by is None:
            return ()
        found = [(c, tuple(p for p in self.participants if c.id in p.choices(self.by.id))) for c in self.by.choices]
        told = {p.key for _, members in found for p in members}
        rest = tuple(p for p in self.participants if p.key not in told)
        return (*((c, members) for c, members in found if members), *([(None, rest)] if rest else []))


NOT_READ = Message.of("The project file cannot be read")
NOT_FOUND = Message.of("No project file is found")


def step_status(
    step: CampaignStep, judge: Callable[[CampaignStep], Iterator[Lacks]], excuses: Iterable[Excuse], day: dt.date
) -> StepStatus:
    """The status of a step on `day`; `judge` finds what is lacking for each of its goals, and is not called where the
    step is excused."""
    meant = [one for one in excuses if one.of(step)]
    holding = next((one for one in meant if not one.ended(day)), None)
    found = list(judge(step))
    lacks = tuple(lack for goal in found if goal for lack in goal)
    if not lacks:
        apart = all(goal is None for goal in found)
        return StepStatus(step=step, state=ParticipantState.APART if apart else ParticipantState.REACHED)
    if holding:
        return StepStatus(step=step, state=ParticipantState.EXCUSED, lacks=lacks, excuse=holding)
    ended = next(iter(meant), None)
    if any(lack.why is LackReason.UNJUDGED for lack in lacks):
        return StepStatus(step=step, state=ParticipantState.UNJUDGED, lacks=lacks, excuse=ended)
    if day > step.by:
        late = (day - step.by).days
        return StepStatus(step=step, state=ParticipantState.LATE, lacks=lacks, excuse=ended, late=late)
    return StepStatus(step=step, state=ParticipantState.ON_THE_WAY, lacks=lacks, excuse=ended)
