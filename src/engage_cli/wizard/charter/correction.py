"""Corrects a charter: shows its recap, then what the changes open and close, and asks whether to save."""

import datetime as dt
from collections.abc import Callable

from engage_cli.model.project import Charter
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.wizard.asker import BLANK, Action, Asker, Command, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.charter.effects import CharterEffects, describe_effects
from engage_cli.wizard.charter.facets import LeftEarly
from engage_cli.wizard.charter.interview import CharterInterview

SAVE, AGAIN = "save", "again"


class Correction:
    """The dialogue that corrects a charter until its changes are to be saved."""

    def __init__(
        self,
        asker: Asker,
        speech: Speech,
        questionnaire: Questionnaire,
        *,
        today: dt.date,
        effects: Callable[[Charter], CharterEffects],
    ) -> None:
        self._asker, self._, self._effects = asker, speech, effects
        self._interview = CharterInterview(asker, speech, questionnaire, today=today)

    def run(self, charter: Charter) -> CharterEffects:
        """The changes to save; empty where nothing was changed. Raises LeftEarly, KeyboardInterrupt or EOFError."""
        _ = self._
        title, done = _("{name}: what the project says of itself", name=charter.name), _("w|Done")
        while True:
            charter = self._interview.look_over(charter, title, done)
            found = self._effects(charter)
            if found.nothing or self._confirmed(found):
                return found

    def _confirmed(self, found: CharterEffects) -> bool:
        """Whether to save; False to go on correcting. Raises LeftEarly."""
        _ = self._
        self._asker.page(Paragraph(_("What changes"), Tone.TITLE), BLANK, *describe_effects(_, found), BLANK)
        (save, said_save), (again, said_again) = _("w|Save").split("|"), _("c|Correct something else").split("|")
        options = (Option(id=SAVE, label=said_save, key=save), Option(id=AGAIN, label=said_again, key=again))
        leave = Command(Action.QUIT, *_("q|Leave without saving").split("|", 1))
        hint = _("Enter alone: {what}.", what=said_save.casefold())
        chosen = self._asker.pick(Menu(options=options, commands=(leave,), current=(SAVE,), hint=hint))
        if chosen not in (SAVE, AGAIN):
            raise LeftEarly
        return chosen == SAVE
