"""What a report says of actions: those that the team took up, in their order, and what is proposed besides."""

from engage_cli.model.project import Action
from engage_cli.scoring.actions import action_on, in_order, spoken_for, to_look_at
from engage_cli.scoring.results import Advice, Assessment
from engage_cli.values import Value
from engage_cli.wording.actions import state_text, taken_text
from engage_cli.wording.assessments import Wording


class ActionSelection(Value):
    """The actions of one assessment."""

    a: Assessment

    def actions(self) -> tuple[Action, ...]:
        """Those taken up: not finished first, the earliest date first, those without a date last."""
        return in_order(self.a.project.actions)

    def overdue(self) -> tuple[Action, ...]:
        """Actions past their date."""
        return tuple(x for x in self.actions() if x.overdue(self.a.as_of))

    def to_look_at(self) -> tuple[Action, ...]:
        """Actions that are done, their answer not looked at since."""
        return tuple(x for x in self.actions() if to_look_at(x, self.a.questions))

    def taken(self, advice: Advice, w: Wording) -> str:
        """Whether an action is about a step already; empty where none is."""
        found = action_on(advice.question.id, advice.recommendation, self.a.project.actions, self.a.questions)
        return taken_text(found, w) if found else ""

    def action_state(self, action: Action, w: Wording) -> str:
        """Where an action stands: "open", "open, late", "done, May 3, 2027"."""
        return state_text(action, self.a.as_of, w)

    def proposed(self) -> tuple[Advice, ...]:
        """Advice on questions that no action speaks for, save what goes further than is expected."""
        taken = spoken_for(self.a.project.actions, self.a.questions)
        return tuple(x for x in self.a.advice if not (x.further or x.question.id in taken))
