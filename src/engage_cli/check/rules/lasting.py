"""The rules on what lasts from one check to the next: waivers, and the baseline. Their findings are made elsewhere."""

from engage_cli.check.rules.rule import Rule, RuleOptions
from engage_cli.errors import Message
from engage_cli.model.policy import Severity

WAIVER_EXPIRED, WAIVER_UNUSED = "waiver-expired", "waiver-unused"
WAIVER_FAR, WAIVER_ENDING = "waiver-far", "waiver-ending"
SCORE_FELL, GATE_FELL = "score-fell", "gate-fell"

NOTE, WARNING, ERROR = Severity

LASTING: tuple[Rule, ...] = (
    Rule(
        WAIVER_EXPIRED,
        Message.of("A waiver is past its last day."),
        Message.of("A waiver is a delay that someone approved, not an exemption."),
        Message.of("Settle what it put off, or have a new waiver approved; then delete this one."),
        severity=ERROR,
    ),
    Rule(
        WAIVER_ENDING,
        Message.of("A waiver ends soon: within 30 days, unless the policy says otherwise."),
        Message.of("On the day after, what it puts off counts again, and the check fails."),
        Message.of("Settle what it puts off, or have a new waiver approved before that day."),
        options=RuleOptions.SOON, severity=WARNING,
    ),
    Rule(
        WAIVER_UNUSED,
        Message.of("A waiver has no effect: it puts off no finding."),
        Message.of("Left there, it could hide a new finding that nobody has seen."),
        Message.of("Delete it, or correct its rule and its question."),
        severity=WARNING,
    ),
    Rule(
        WAIVER_FAR,
        Message.of("A waiver ends later than the policy allows, which is a year unless it says otherwise."),
        Message.of("A delay without an end in sight is an exemption, and nobody looks at it again."),
        Message.of("Agree on a nearer day; renew the waiver then, if it is still needed."),
        options=RuleOptions.AHEAD, policies={"strict": WARNING}, severity=NOTE,
    ),
    Rule(
        SCORE_FELL,
        Message.of("A score is lower than in the baseline."),
        Message.of("With --ratchet, a project has to keep what it had reached."),
        Message.of("See what changed; or accept it by writing the baseline again."),
        options=RuleOptions.NONE, severity=ERROR, with_ratchet=True,
    ),
    Rule(
        GATE_FELL,
        Message.of("A blocking requirement was met in the baseline, and is not any more."),
        Message.of("With --ratchet, a project has to keep what it had reached."),
        Message.of("See what changed; have it waived for a time; or accept it by writing the baseline again."),
        options=RuleOptions.NONE, severity=ERROR, with_ratchet=True,
    ),
)  # fmt: skip
