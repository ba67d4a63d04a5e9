"""Actions and what lapses as a calendar (RFC 5545): all-day events, the same bytes for the same project and day.

Each event keeps its UID as long as what it is about stays, so that a calendar that reads the file again moves events
instead of doubling them. What is done, dropped or without a day since is cancelled: left out, it would stay there.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from engage_cli.followup.deadlines import Deadline, DeadlineKind, find_deadlines
from engage_cli.report.actions.formats import ActionsRequest
from engage_cli.report.page_frame import ENGINE
from engage_cli.slugs import slug
from engage_cli.text import without_controls
from engage_cli.values import Value
from engage_cli.wording.actions import state_text
from engage_cli.wording.assessments import Wording, wording_for
from engage_cli.wording.names import titled

FOLD = 75
"""Octets that a line may have, its end not counted."""


class _Event(Value):
    """The texts that a person reads in one calendar event."""

    summary: str
    facts: tuple[str, ...]


def render_calendar(request: ActionsRequest) -> str:
    """The iCalendar file of a project's actions and of what lapses, with lines that end in CR and LF."""
    a, w = request.assessment, wording_for(request.language, request.assessment)
    name = a.project.charter.name
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//engage//{ENGINE}//{request.language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        *(line for one in find_deadlines(a, request.former) for line in _event(one, request, w)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(deadline: Deadline, request: ActionsRequest, w: Wording) -> Iterator[str]:
    charter, event = request.assessment.project.charter, _said(deadline, request, w)
    stamp = request.assessment.as_of.strftime("%Y%m%dT000000Z")
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(f'{deadline.kind}-{deadline.id}.{charter.id or slug(charter.name)}@engage')}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{deadline.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{_next(deadline.day):%Y%m%d}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.facts:
        yield "DESCRIPTION:" + _text("\n".join(event.facts))
    if deadline.revision:
        yield f"SEQUENCE:{deadline.revision}"
    if deadline.over:
        yield "STATUS:CANCELLED"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _next(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1) if day < dt.date.max else day


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _said(deadline: Deadline, request: ActionsRequest, w: Wording) -> _Event:
    match deadline.kind:
        case DeadlineKind.ACTION:
            return _action(deadline, request, w)
        case DeadlineKind.EVIDENCE:
            return _evidence(deadline, request.assessment.project.charter.name, w)
        case DeadlineKind.WAIVER:
            return _waiver(deadline, request, w)
        case DeadlineKind.OPENING:
            return _opening(deadline, request, w)
        case DeadlineKind.REVIEW:
            name = request.assessment.project.charter.name
            return _Event(w.tr.gettext("{name}: go through the answers again").format(name=name), ())


def _action(deadline: Deadline, request: ActionsRequest, w: Wording) -> _Event:
    assert deadline.action is not None
    action, _ = deadline.action, w.tr.gettext
    facts = [
        _("Who: {name}").format(name=action.owner) if action.owner and request.names else "",
        _question(action.question, request, w),
        request.assessment.project.charter.name,
        state_text(action, request.assessment.as_of, w) if action.finished else "",
    ]
    return _Event(action.do, tuple(fact for fact in facts if fact))


def _evidence(deadline: Deadline, project: str, w: Wording) -> _Event:
    assert deadline.score is not None
    question = deadline.score.question
    name = titled(question.ref, w.text(question.title))
    titles = tuple(piece.title for piece in deadline.score.valid_evidence)
    return _Event(w.tr.gettext("Evidence to renew: {question}").format(question=name), (*titles, project))


def _waiver(deadline: Deadline, request: ActionsRequest, w: Wording) -> _Event:
    assert deadline.waiver is not None
    subject = _question(deadline.waiver.question, request, w) or deadline.waiver.question
    facts = (deadline.waiver.because, request.assessment.project.charter.name)
    return _Event(w.tr.gettext("Last day of a waiver: {subject}").format(subject=subject), facts)


def _opening(deadline: Deadline, request: ActionsRequest, w: Wording) -> _Event:
    name = request.assessment.project.charter.name
    if not deadline.gates:
        return _Event(w.tr.gettext("{name} opens; no blocking requirement is open").format(name=name), ())
    said = w.count(
        "{name} opens; {n} blocking requirement is open",
        "{name} opens; {n} blocking requirements are open",
        len(deadline.gates),
        name=name,
    )
    gates = (titled(gate.question.ref, w.text(gate.question.title)) for gate in deadline.gates)
    return _Event(said, tuple(gates))


def _question(id: str | None, request: ActionsRequest, w: Wording) -> str:
    question = request.assessment.questionnaire.by_id.get(id or "")
    return titled(question.ref, w.text(question.title)) if question else ""


# ── the format ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(text: str) -> str:
    """A value of type TEXT: what separates values is escaped, a line break is `\\n`."""
    tidy = without_controls(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return tidy.replace("\r", "").replace("\n", "\\n").replace("\t", " ")


def _folded(line: str) -> Iterable[str]:
    """`line` in lines of at most 75 octets, broken between characters; all but the first begin with a space."""
    rest, room = line, FOLD
    while len(rest.encode()) > room:
        cut = _fitting(rest, room)
        yield f"{'' if room == FOLD else ' '}{rest[:cut]}"
        rest, room = rest[cut:], FOLD - 1
    yield f"{'' if room == FOLD else ' '}{rest}"


def _fitting(text: str, octets: int) -> int:
    """How many characters of `text` fit in `octets`; an escape is not broken apart."""
    cut = len(text.encode()[:octets].decode(errors="ignore"))
    while cut > 1 and (len(text[:cut]) - len(text[:cut].rstrip("\\"))) % 2:
        cut -= 1
    return cut
