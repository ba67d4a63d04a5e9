"""What the pages about a plan share."""

from pathlib import Path

from engage_cli.followup.plan_wording import PlanWording
from engage_cli.model.supposition import Supposition
from engage_cli.planning.plan import Plan
from engage_cli.planning.situation import Situation
from engage_cli.terminal.layout import Screen
from engage_cli.wording.assessments import Wording


class Page(Screen):
    """What a page about a plan is made of."""

    plan: Plan
    here: Situation
    path: Path
    """As it was typed."""
    words: tuple[str, ...]
    """What else was typed."""
    supposed: Supposition

    @property
    def say(self) -> Wording:
        """Words in the language of the session."""
        return Wording(language=self.session.language, tr=self.session.tr)

    @property
    def about(self) -> PlanWording:
        """The sentences about the plan."""
        return PlanWording(self.plan, self.here, self.say)
