"""The protocol for what the wizard does with a project besides answering: milestones and actions."""

from typing import Protocol

from engage_cli.followup.actions import ActionRequest
from engage_cli.followup.last_look import LastLook
from engage_cli.model.project import Action, Milestone
from engage_cli.project.milestones import KeptMilestone
from engage_cli.scoring.results import Assessment
from engage_cli.wording.assessments import Wording


class Keeper(Protocol):
    """A project whose milestones and actions can be added to. Changes are on disk when a method returns."""

    def take_up(self, assessment: Assessment, wish: ActionRequest, w: Wording) -> Action:
        """Adds an action as wished. Raises as `actions.take_up` does."""

    def keep(self, assessment: Assessment, name: str) -> Milestone:
        """Adds `assessment` as a milestone called `name`. Raises as `milestones.freeze` does."""

    def milestones(self) -> tuple[KeptMilestone, ...]:
        """The milestones, by day. Raises InputError where their file cannot be used."""

    def last_look(self) -> LastLook | None:
        """The answers at the last milestone; None where there is none. Raises InputError likewise."""
