"""Whether the evidence of an answer supports it on a given day."""

import calendar
import datetime as dt

from engage_cli.model.project import Evidence
from engage_cli.model.scales import Choice, EvidenceRule, Period
from engage_cli.scoring.question_scores import Fall
from engage_cli.values import Value


class EvidenceSupport(Value):
    """How far evidence supports a choice."""

    valid: tuple[Evidence, ...]
    fall: Fall | None
    """Why it does not; None where the choice stands."""


def evidence_support(choice: Choice, evidence: tuple[Evidence, ...], as_of: dt.date) -> EvidenceSupport:
    """The pieces of `evidence` that count for `choice` on the day `as_of`, and why it falls where none does.

    A choice that needs no evidence stands, and every piece not dated after `as_of` counts.
    """
    rule = choice.needs_evidence
    if rule is None:
        return EvidenceSupport(tuple(e for e in evidence if e.date is None or e.date <= as_of), None)
    weaknesses = [(e, _weakness(e, rule, as_of)) for e in evidence]
    valid = tuple(e for e, weakness in weaknesses if weakness is None)
    if valid:
        return EvidenceSupport(valid, None)
    given = {weakness for _, weakness in weaknesses}
    nearest = (Fall.EXPIRED, Fall.FUTURE, Fall.UNDATED, Fall.WRONG_KIND)
    return EvidenceSupport((), next((fall for fall in nearest if fall in given), Fall.NONE_GIVEN))


def add_period(start: dt.date, period: Period) -> dt.date:
    """`start` plus a period of calendar units.

    The day is limited to the month reached (31 January + P1M = 28 February). Past the calendar's end (year 9999) it
    stays at the end.
    """
    months = start.year * 12 + start.month - 1 + period.years * 12 + period.months
    year, month = divmod(months, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    reached = dt.date(year, month + 1, day)
    room = (dt.date.max - reached).days
    return reached + dt.timedelta(days=min(period.days, room))


def _weakness(evidence: Evidence, rule: EvidenceRule, as_of: dt.date) -> Fall | None:
    if evidence.kind not in rule.kinds:
        return Fall.WRONG_KIND
    if evidence.date is not None and evidence.date > as_of:
        return Fall.FUTURE
    if rule.valid is None:
        return None
    if evidence.date is None:
        return Fall.UNDATED
    return Fall.EXPIRED if as_of > add_period(evidence.date, rule.valid) else None
