"""The words of every enumeration value, declared once, in lower case as within a sentence."""

from collections.abc import Mapping

from engage_cli.i18n import N_, Translator
from engage_cli.model.policy import Severity
from engage_cli.model.recommendation import Effort
from engage_cli.model.scales import EvidenceKind
from engage_cli.scoring.path import StepState
from engage_cli.scoring.question_scores import Fall, GateState, State

Words = Mapping[str, str]
"""Msgids by value."""

STATE: Words = {
    State.NOT_ASKED: N_("not asked"),
    State.NOT_YET_DUE: N_("not yet due"),
    State.OUTSIDE_SCOPE: N_("outside a quick assessment"),
    State.OUTSIDE_AIM: N_("not aimed at"),
    State.NOT_APPLICABLE: N_("not applicable"),
    State.UNSETTLED: N_("waits for a fact"),
    State.UNKNOWN: N_("not known yet"),
    State.ANSWERED: N_("answered"),
    State.UNANSWERED: N_("no answer yet"),
}
"""States of a question."""
GATE_STATE: Words = {
    GateState.UNMET: N_("not met"),
    GateState.UNKNOWN: N_("not known yet"),
    GateState.TO_CHECK: N_("to be checked"),
    GateState.WAIVED: N_("put off"),
    GateState.SET_ASIDE: N_("set aside"),
    GateState.NOT_YET_DUE: N_("not yet due"),
    GateState.MET: N_("met"),
    GateState.NOT_ASKED: N_("not concerned"),
}
FALL: Words = {
    Fall.NONE_GIVEN: N_("no evidence is given"),
    Fall.WRONG_KIND: N_("the evidence given is not of a kind that shows it"),
    Fall.UNDATED: N_("the evidence given has no date"),
    Fall.EXPIRED: N_("the evidence given is too old"),
    Fall.FUTURE: N_("the evidence given is dated in the future"),
}
"""Why an answer is read at a lower level."""
EVIDENCE_KIND: Words = {
    EvidenceKind.STATEMENT: N_("statement"),
    EvidenceKind.DOCUMENT: N_("document"),
    EvidenceKind.TEST: N_("test"),
    EvidenceKind.MEASURE: N_("measure"),
    EvidenceKind.REVIEW: N_("outside review"),
}
EFFORT: Words = {
    Effort.S: N_("a day at most"),
    Effort.M: N_("two to ten days"),
    Effort.L: N_("more than ten days"),
}
SEVERITY: Words = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.NOTE: N_("note")}
CERTAINTY: Words = {"high": N_("high"), "medium": N_("medium"), "low": N_("low")}
"""Certainty of the rule behind a blocking requirement."""
SEEN: Words = {"yes": N_("seen"), "partly": N_("seen in part"), "memory": N_("not seen, to be verified")}
"""How thoroughly the questionnaire's author read a resource."""
SEEN_ON: Words = {
    "yes": N_("seen on {date}"),
    "partly": N_("seen in part on {date}"),
    "memory": N_("not seen, to be verified"),
}
"""The words of SEEN with the day; a resource that was not read has none."""
ACTION_STATUS: Words = {"open": N_("open"), "started": N_("started"), "done": N_("done"), "dropped": N_("dropped")}
STEP_STATE: Words = {
    StepState.DUE: N_("due now"),
    StepState.UNKNOWN: N_("not known whether it applies"),
    StepState.LATER: N_("later"),
    StepState.DONE: N_("done"),
    StepState.SKIPPED: N_("skipped"),
    StepState.NOT_CONCERNED: N_("does not concern the project"),
}
"""States of a step of the path."""
SCOPE: Words = {"full": N_("full assessment"), "quick": N_("quick assessment")}
YES_NO: Mapping[bool, str] = {True: N_("yes"), False: N_("no")}
TABLES = (
    STATE, GATE_STATE, FALL, EVIDENCE_KIND, EFFORT, SEVERITY, CERTAINTY, SEEN, ACTION_STATUS, STEP_STATE, SCOPE, YES_NO,
)  # fmt: skip


def enumeration_words(table: Words, value: str, tr: Translator) -> str:
    """The words of `value` in `table`; `value` itself where the table has none."""
    return tr.gettext(table[value]) if value in table else value


def yes_no(tr: Translator, *, yes: bool) -> str:
    """ "yes" or "no" in the language of `tr`."""
    return tr.gettext(YES_NO[yes])


def capitalized(text: str) -> str:
    """`text` with its first letter in upper case."""
    return text[:1].upper() + text[1:]
