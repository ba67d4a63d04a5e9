"""The wording of a campaign in one language."""

import datetime as dt
from collections.abc import Iterable, Mapping
from fractions import Fraction

from engage_cli.campaign.campaign import Contact, Excuse
from engage_cli.campaign.goals import Lack
from engage_cli.campaign.standing import CampaignStatus, Participant, ParticipantState, StepStatus
from engage_cli.i18n import N_
from engage_cli.model.scales import Choice
from engage_cli.model.text import Text
from engage_cli.text import one_line
from engage_cli.values import Value, replace
from engage_cli.wording.assessments import Wording

STATE: Mapping[ParticipantState, str] = {
    ParticipantState.LATE: N_("Late"),
    ParticipantState.UNJUDGED: N_("Could not be read or judged"),
    ParticipantState.ON_THE_WAY: N_("On the way"),
    ParticipantState.EXCUSED: N_("Excused"),
    ParticipantState.REACHED: N_("Reached"),
    ParticipantState.APART: N_("Not concerned"),
}
SHOWN = (
    ParticipantState.REACHED,
    ParticipantState.ON_THE_WAY,
    ParticipantState.LATE,
    ParticipantState.EXCUSED,
    ParticipantState.UNJUDGED,
    ParticipantState.APART,
)
"""The states in the order in which tables show them."""
LISTED = 3
"""Maximum number of items named in what is lacking; the others are counted."""


class CampaignWording(Value):
    """The wording of a campaign in one language; templates and tables read it as `words`."""

    s: CampaignStatus
    w: Wording

    @property
    def title(self) -> str:
        """The title of the campaign."""
        return self.w.text(self.s.campaign.title)

    def states(self) -> tuple[ParticipantState, ...]:
        """The states that tables show; "not concerned" only where some project is."""
        return tuple(state for state in SHOWN if state is not ParticipantState.APART or self.s.those(state))

    def state(self, state: ParticipantState) -> str:
        """The name of a state."""
        return self.w.tr.gettext(STATE[state])

    def head(self, state: ParticipantState) -> str:
        """The name of a state as a column heading."""
        return self.w.tr.gettext("Not judged") if state is ParticipantState.UNJUDGED else self.state(state)

    def counts(self) -> str:
        """The number of projects in each state that occurs, such as "12 reached, 3 late.", in one line."""
        found = [(state, len(self.s.those(state))) for state in SHOWN]
        return ", ".join(f"{self.state(state).lower()}{self.w.colon} {self.w.number(n)}" for state, n in found if n)

    def lack(self, lack: Lack, most: int = LISTED) -> str:
        """What is lacking for a goal, in a sentence that names the first `most` items."""
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
        """What is lacking, in one sentence for each goal."""
        return tuple(dict.fromkeys(self.lack(lack, most) for lack in lacks))

    def late(self, days: int) -> str:
        """How late something is: "12 days late"."""
        return self.w.count("{n} day late", "{n} days late", days) if days else ""

    def when(self, one: StepStatus) -> str:
        """The last day of a step, and how late it is."""
        late = self.late(one.late)
        return f"{self.w.date(one.step.by)} ({late})" if late else self.w.date(one.step.by)

    def excuse(self, excuse: Excuse) -> str:
        """The reason of an excuse and its last day."""
        why = self.w.text(excuse.because).rstrip(".")
        if excuse.until is None:
            return why
        _ = self.w.tr.gettext
        pattern = _("{because} (ended on {date})") if excuse.ended(self.s.day) else _("{because} (until {date})")
        return pattern.format(because=why, date=self.w.date(excuse.until))

    def group(self, choice: Choice | None) -> str:
        """The name of a unit."""
        return self.w.tr.gettext("Not said") if choice is None else self.w.text(choice.label)

    def unit(self, person: Participant) -> str:
        """The unit of a participant; empty where projects are not grouped."""
        if self.s.by is None:
            return ""
        chosen = person.choices(self.s.by.id)
        return ", ".join(self.w.text(choice.label) for choice in self.s.by.choices if choice.id in chosen) or "–"

    def contact(self, contact: Contact, *, names: bool) -> tuple[str, ...]:
        """A contact line by line; name and address only with `names`."""
        role = self.w.text(contact.role) if contact.role else ""
        return tuple(part for part in ((contact.name if names else ""), role, contact.address if names else "") if part)
