"""Blocking requirements as lines for the terminal."""

from collections.abc import Iterator

from engage_cli.model.questionnaire import named
from engage_cli.scoring.question_scores import GateScore, GateState
from engage_cli.terminal.screens.result_page import ResultPage, named_text
from engage_cli.wording.conditions import waiting_text
from engage_cli.wording.names import titled

MARKS = {
    GateState.UNMET: "✗",
    GateState.UNKNOWN: "?",
    GateState.TO_CHECK: "□",
    GateState.WAIVED: "~",
    GateState.SET_ASIDE: "–",
    GateState.MET: "✓",
}
"""A sign for each state, always followed by the state in words."""


def gate_lines(page: ResultPage, gate: GateScore) -> list[str]:
    """A gate's state and title, `✗ not met  P1.3 Title`, then its threshold and the current answer."""
    mark = "" if page.session.plain else MARKS.get(gate.state, "·") + " "
    state = f"{mark}{page.say.gate_state(gate.state)}"
    colour = (
        page.style.bad if gate.state is GateState.UNMET else page.style.warn if gate.state.is_open else page.style.dim
    )
    head = page.wrap(f"{state}  {titled(gate.question.ref, page.say.text(gate.question.title))}", later="    ")
    head[0] = head[0].replace(state, colour(state), 1)
    return [*head, *(line for text in _gate_facts(page, gate) for line in page.wrap(text, "      "))]


def _gate_facts(page: ResultPage, gate: GateScore) -> Iterator[str]:
    _, say = page.say.tr.gettext, page.say
    if gate.state is GateState.SET_ASIDE and gate.answer:
        reason = named(page.a.questionnaire.reasons, gate.answer.reason)
        kind = say.text(reason.label) if reason else gate.answer.reason or ""
        yield named_text(page, kind, gate.answer.because or "")
        return
    if gate.state in (GateState.NOT_ASKED, GateState.NOT_YET_DUE):
        yield from next_threshold(page, gate) if gate.state is GateState.NOT_YET_DUE else ()
        return
    if gate.waiver:
        until = say.date(gate.waiver.until)
        yield _("Put off until {date}: {because}").format(date=until, because=gate.waiver.because)
    if gate.threshold:
        needs = say.named_level(gate.question, gate.threshold)
        stands = say.named_level(gate.question, gate.evidenced_choice)
        if gate.evidenced_choice:
            yield _("Needed: {needs}; at this time: {stands}.").format(needs=needs, stands=stands)
        else:
            yield _("Needed: {needs}.").format(needs=needs)
    if gate.state is GateState.UNKNOWN and gate.waits_for:
        yield waiting_text(gate.waits_for, page.a.questionnaire, say)
    if gate.question.gate and gate.question.gate.ask_whom and gate.evidenced_choice is None:
        yield say.text(gate.question.gate.ask_whom)


def next_threshold(page: ResultPage, gate: GateScore) -> Iterator[str]:
    """Which choice will be required next, and when; nothing where none will."""
    _ = page.say.tr.gettext
    timeline = page.a.questionnaire.facet(page.a.questionnaire.timeline or "")
    upcoming = timeline.choice(gate.next_at) if timeline and gate.next_at else None
    if upcoming is not None and gate.next_threshold is not None:
        needs = page.say.named_level(gate.question, gate.next_threshold)
        yield _("From “{moment}” on: {needs}.").format(moment=page.say.text(upcoming.label), needs=needs)
