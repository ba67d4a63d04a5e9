"""What the wizard does with a project besides answering: keep how it stands, take steps up, look back."""

from typing import Protocol

from engage_cli.followup.actions import ActionRequest
from engage_cli.followup.last_look import LastLook
from engage_cli.model.project import Action, Milestone
from engage_cli.project.milestones import KeptMilestone
from engage_cli.scoring.results import Assessment
from engage_cli.wording.assessments import Wording


class Keeper(Protocol):
    """A project whose milestones and actions can be added to. Each is safe on disk when its method returns."""

    def take_up(self, assessment: Assessment, wish: ActionRequest, w: Wording) -> Action:
        """Adds what is wished to the actions. Raises as `actions.take_up` does."""

    def keep(self, assessment: Assessment, name: str) -> Milestone:
        """Adds `assessment` to the milestones, called `name`. Raises as `milestones.add_milestone` does."""

    def milestones(self) -> tuple[KeptMilestone, ...]:
        """Those there are, by day. Raises InputError for a file that cannot be used."""

    def last_look(self) -> LastLook | None:
        """What was answered at the last of them. Raises likewise."""
