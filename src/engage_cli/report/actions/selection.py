"""Picks the actions that a report shows, in order, and the advice that is proposed besides."""

from engage_cli.model.project import Action
from engage_cli.scoring.actions import action_on, question_to_review, questions_with_actions, sort_actions
from engage_cli.scoring.results import Advice, Assessment
from engage_cli.values import Value
from engage_cli.wording.actions import state_text, taken_text
from engage_cli.wording.assessments import Wording

WHOLE, FIRST = 8, 6
"""The most actions that the body of a full report lists whole, and how many of more it lists."""


class ActionSelection(Value):
    """Picks the actions and the advice that a report shows of one assessment."""

    a: Assessment

    def actions(self) -> tuple[Action, ...]:
        """All actions taken up: unfinished ones first, by due date; those without a date last."""
        return sort_actions(self.a.project.actions)

    def actions_in_annex(self) -> tuple[Action, ...]:
        """The actions that the body of a full report leaves to its annex, so that the body keeps to six pages."""
        actions = self.actions()
        return actions[FIRST:] if len(actions) > WHOLE else ()

    def overdue(self) -> tuple[Action, ...]:
        """The unfinished actions whose due date has passed."""
        return tuple(x for x in self.actions() if x.overdue(self.a.as_of))

    def to_look_at(self) -> tuple[Action, ...]:
        """The actions that are done but whose question has not been reviewed since."""
        return tuple(x for x in self.actions() if question_to_review(x, self.a.questions))

    def taken(self, advice: Advice, w: Wording) -> str:
        """A note that an action already covers a piece of advice; empty where none does."""
        found = action_on(advice.question.id, advice.recommendation, self.a.project.actions, self.a.questions)
        return taken_text(found, w) if found else ""

    def action_state(self, action: Action, w: Wording) -> str:
        """The status of an action in words: "open", "open, late", "done, May 3, 2027"."""
        return state_text(action, self.a.as_of, w)

    def proposed(self) -> tuple[Advice, ...]:
        """Advice on questions that no action covers, without advice that goes beyond what is expected."""
        taken = questions_with_actions(self.a.project.actions, self.a.questions)
        return tuple(x for x in self.a.advice if not (x.further or x.question.id in taken))
