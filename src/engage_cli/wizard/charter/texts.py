"""The texts and dates of a charter: one row each, which the interview, its recap and `--set` all read."""

import datetime as dt
from collections.abc import Callable, Sequence

from engage_cli.errors import shortened
from engage_cli.i18n import N_, long_date
from engage_cli.model.project import Charter, Dates, Person
from engage_cli.values import Value, replace
from engage_cli.wizard.asker import Speech

Said = str | dt.date | None


class TextField(Value, kw_only=True):
    """A text or date of a charter."""

    key: str
    """The key for --set, such as `lead.role`."""
    label: str
    """A msgid: its name in the recap."""
    ask: str
    """A msgid: the question."""
    get: Callable[[Charter], Said]
    put: Callable[[Charter, Said], Charter]
    """Returns the charter with another value; None: nothing stated."""
    is_date: bool = False
    short: str = ""
    """A msgid of a date: what happens on `{date}`."""
    required: bool = False

    @property
    def place(self) -> tuple[str, ...]:
        """The path of keys under `charter`."""
        return tuple(self.key.split("."))


def _lead(charter: Charter) -> Person:
    return charter.lead or Person()


def _with_lead(charter: Charter, lead: Person) -> Charter:
    return replace(charter, lead=None if lead == Person() else lead)


def _day(said: Said) -> dt.date | None:
    return said if isinstance(said, dt.date) else None


def _with_dates(charter: Charter, dates: Dates) -> Charter:
    return replace(charter, dates=dates)


PARTS: tuple[tuple[TextField, ...], ...] = (
    (
        TextField(
            key="name", label=N_("Name"), ask=N_("Name of the project"), required=True,
            get=lambda charter: charter.name, put=lambda charter, said: replace(charter, name=said or charter.name),
        ),
    ),
    (
        TextField(
            key="summary", label=N_("In short"), ask=N_("What it is, in two or three sentences"),
            get=lambda charter: charter.summary, put=lambda charter, said: replace(charter, summary=said),
        ),
    ),
    (
        TextField(
            key="audience", label=N_("Audience"), ask=N_("Whom it is for"),
            get=lambda charter: charter.audience, put=lambda charter, said: replace(charter, audience=said),
        ),
    ),
    (
        TextField(
            key="decision_requested", label=N_("Decision"),
            ask=N_("What the direction is asked to decide (Enter: leave it out)"),
            get=lambda charter: charter.decision_requested,
            put=lambda charter, said: replace(charter, decision_requested=said),
        ),
    ),
    (
        TextField(
            key="lead.role", label=N_("Project lead"), ask=N_("Role of the person in charge"),
            get=lambda charter: _lead(charter).role,
            put=lambda charter, said: _with_lead(charter, replace(_lead(charter), role=said)),
        ),
        TextField(
            key="lead.name", label=N_("Project lead"), ask=N_("Name of that person (Enter: leave it out)"),
            get=lambda charter: _lead(charter).name,
            put=lambda charter, said: _with_lead(charter, replace(_lead(charter), name=said)),
        ),
    ),
    (
        TextField(
            key="dates.start",
            short=N_("begins on {date}"), label=N_("Dates"), is_date=True,
            ask=N_("When work begins, for example October 15, 2026 (Enter: not known)"),
            get=lambda charter: charter.dates.start,
            put=lambda charter, said: _with_dates(charter, replace(charter.dates, start=_day(said))),
        ),
        TextField(
            key="dates.opening",
            short=N_("opens on {date}"), label=N_("Dates"), is_date=True,
            ask=N_("When the public comes in (Enter: not known)"),
            get=lambda charter: charter.dates.opening,
            put=lambda charter, said: _with_dates(charter, replace(charter.dates, opening=_day(said))),
        ),
        TextField(
            key="dates.end",
            short=N_("ends on {date}"), label=N_("Dates"), is_date=True,
            ask=N_("When the project is withdrawn (Enter: not known)"),
            get=lambda charter: charter.dates.end,
            put=lambda charter, said: _with_dates(charter, replace(charter.dates, end=_day(said))),
        ),
    ),
)  # fmt: skip
"""The fields that are asked together; the recap shows them on one row with the label of the first."""
FIELDS = {field.key: field for part in PARTS for field in part}
"""All fields by key."""


def describe_fields(_: Speech, fields: Sequence[TextField], charter: Charter, longest: int) -> str:
    """The values of fields in words, a lone one cut to `longest`; a dash where they have none."""
    values = ((field, field.get(charter)) for field in fields)
    said = ", ".join(_text(_, field, value) for field, value in values if value)
    return (shortened(said, longest) if len(fields) == 1 else said) or "–"


def _text(_: Speech, field: TextField, value: Said) -> str:
    return _(field.short, date=long_date(value, _.language)) if isinstance(value, dt.date) else str(value)
