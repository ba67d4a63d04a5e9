"""How a campaign is said in one language."""

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction

from engage_cli.campaign.campaign import Contact, Excuse
from engage_cli.campaign.goals import Lack
from engage_cli.campaign.standing import Participant, Standing, State, StepStanding
from engage_cli.i18n import N_
from engage_cli.model.scales import Choice
from engage_cli.model.text import Text
from engage_cli.text import one_line
from engage_cli.values import Value, replace
from engage_cli.wording.assessments import Wording

STATE: Mapping[State, str] = {
    State.LATE: N_("Late"),
    State.UNJUDGED: N_("Could not be read or judged"),
    State.ON_THE_WAY: N_("On the way"),
    State.EXCUSED: N_("Excused"),
    State.REACHED: N_("Reached"),
    State.APART: N_("Not concerned"),
}
SHOWN = (State.REACHED, State.ON_THE_WAY, State.LATE, State.EXCUSED, State.UNJUDGED, State.APART)
"""In the order of tables."""
LISTED = 3
"""Things that are named of what is lacking; more are counted."""


class CampaignWording(Value):
    """The words of a campaign in one language; templates and tables read it as `words`."""

    s: Standing
    w: Wording

    @property
    def title(self) -> str:
        """Of the campaign."""
        return self.w.text(self.s.campaign.title)

    def states(self) -> tuple[State, ...]:
        """The states that tables show: that nothing concerns a project, only where it is so."""
        return tuple(state for state in SHOWN if state is not State.APART or self.s.those(state))

    def state(self, state: State) -> str:
        """What a state is called."""
        return self.w.tr.gettext(STATE[state])

    def head(self, state: State) -> str:
        """The same over a column."""
        return self.w.tr.gettext("Not judged") if state is State.UNJUDGED else self.state(state)

    def counts(self) -> str:
        """ "12 reached, 3 late." without those that are none."""
        found = [(state, len(self.s.those(state))) for state in SHOWN]
        return ", ".join(f"{self.state(state).lower()}{self.w.colon} {self.w.number(n)}" for state, n in found if n)

    def lack(self, lack: Lack, most: int = LISTED) -> str:
        """What is lacking to a goal; its first things by name."""
        values = {name: self._value(value) for name, value in lack.message.values.items()}
        said = one_line(replace(lack.message, values=values).say(self.w.tr))
        items = [self._item(item) for item in lack.items]
        if not items:
            return said
        rest = len(items) - most
        named = items[:most] + ([self.w.count("{n} other", "{n} others", rest)] if rest > 0 else [])
        return f"{said.rstrip('.')}{self.w.colon} {'; '.join(named)}"

    def _value(self, value: object) -> object:
        match value:
            case Text():
                return self.w.text(value)
            case Fraction():
                return self.w.percent(value)
            case dt.date():
                return self.w.date(value)
            case _:
                return value

    def _item(self, item: Text | str) -> str:
        return self.w.text(item) if isinstance(item, Text) else item

    def lacks(self, lacks: Iterable[Lack], most: int = LISTED) -> tuple[str, ...]:
        """What is lacking, a sentence a goal."""
        return tuple(dict.fromkeys(self.lack(lack, most) for lack in lacks))

    def late(self, days: int) -> str:
        """ "12 days late"."""
        return self.w.count("{n} day late", "{n} days late", days) if days else ""

    def when(self, one: StepStanding) -> str:
        """The last day of a step, and how late it is."""
        late = self.late(one.late)
        return f"{self.w.date(one.step.by)} ({late})" if late else self.w.date(one.step.by)

    def excuse(self, excuse: Excuse) -> str:
        """Why, and until when."""
        why = self.w.text(excuse.because).rstrip(".")
        if excuse.until is None:
            return why
        _ = self.w.tr.gettext
        pattern = _("{because} (ended on {date})") if excuse.ended(self.s.day) else _("{because} (until {date})")
        return pattern.format(because=why, date=self.w.date(excuse.until))

    def group(self, choice: Choice | None) -> str:
        """What a group is called."""
        return self.w.tr.gettext("Not said") if choice is None else self.w.text(choice.label)

    def unit(self, person: Participant) -> str:
        """The group of a project; empty where nothing is grouped."""
        if self.s.by is None:
            return ""
        chosen = person.choices(self.s.by.id)
        return ", ".join(self.w.text(choice.label) for choice in self.s.by.choices if choice.id in chosen) or "–"

    def contact(self, contact: Contact, *, names: bool) -> tuple[str, ...]:
        """Whom to ask: name and address with `names` alone."""
        role = self.w.text(contact.role) if contact.role else ""
        return tuple(part for part in ((contact.name if names else ""), role, contact.address if names else "") if part)
