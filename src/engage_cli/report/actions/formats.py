"""Formats of actions. A new one is a row here, with a function from a request to its content."""

from collections.abc import Mapping
from types import MappingProxyType

from engage_cli.followup.deadlines import Former
from engage_cli.formats import Format, LazyFunction, PatternMark, registry
from engage_cli.i18n import N_
from engage_cli.scoring.results import Assessment
from engage_cli.values import Value

HEADS = (
    "title",
    "description",
    "due_date",
    "owner",
    "status",
    "action",
    "question",
    "recommendation",
    "done",
    "because",
)
"""Columns of the table; issue trackers read the first three."""


class ActionsRequest(Value, kw_only=True):
    """Which assessment's actions to export, in which language."""

    assessment: Assessment
    language: str
    names: bool = True
    """Whether the people who do the actions are named."""
    former: Mapping[str, Former] = MappingProxyType({})
    """What the record beside the project says of actions, by id."""


FORMATS: Mapping[str, Format[ActionsRequest]] = registry(
    Format(
        name="ics",
        title="iCalendar",
        words=N_("for calendars: actions with a day, and what lapses"),
        suffix=".ics",
        media_type="text/calendar; charset=utf-8",
        write=LazyFunction("engage_cli.report.actions.calendar:render_calendar"),
        ours=PatternMark(rb"\ABEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:-//engage//engage \d"),
    ),
    Format(
        name="csv",
        title="CSV",
        words=N_("for spreadsheets and issue trackers"),
        suffix=".csv",
        media_type="text/csv; charset=utf-8",
        write=LazyFunction("engage_cli.report.actions.table:render_csv"),
        ours=PatternMark(rb"\A\xef\xbb\xbf" + ",".join(HEADS).encode() + rb"\r\n"),
    ),
)
