"""The common base of screens about a plan."""

from pathlib import Path

from engage_cli.followup.plan_wording import PlanWording
from engage_cli.model.supposition import Supposition
from engage_cli.planning.plan import Plan
from engage_cli.planning.situation import Situation
from engage_cli.terminal.layout import Screen
from engage_cli.wording.assessments import Wording


class PlanPage(Screen):
    """A screen about a plan."""

    plan: Plan
    here: Situation
    path: Path
    """The path of the project, as typed."""
    words: tuple[str, ...]
    """The other words of the command line."""
    supposed: Supposition

    @property
    def say(self) -> Wording:
        """The wording in the session's language."""
        return Wording(language=self.session.language, tr=self.session.tr)

    @property
    def about(self) -> PlanWording:
        """The sentences about the plan."""
        return PlanWording(self.plan, self.here, self.say)
