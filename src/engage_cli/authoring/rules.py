"""The rules of `engage questionnaire lint`: what each finds, its severity, and how to fix it.

A new rule is a row here and a finding with that id in a module beside; `./dev docs` writes the page of rules.
"""

from engage_cli.errors import Message
from engage_cli.model.policy import Severity
from engage_cli.values import Value

NOTE, WARNING, ERROR = Severity


class Rule(Value):
    """One lint rule."""

    id: str
    severity: Severity
    line: Message
    """What it finds, in one line."""
    repair: Message

    @property
    def why(self) -> Message:
        """What it finds, where rules of a check give their reason."""
        return self.line


FILE_INVALID = "file-invalid"
NOT_DECIDED, ONLY_CONTRADICTORY = "not-decided", "only-contradictory"
HISTORY_GAP = "history-gap"
SET_ASIDE = "x-lint"
"""The key by which findings are accepted in a part of a questionnaire: rule ids, each with the reason."""

RULES: tuple[Rule, ...] = (
    Rule(
        FILE_INVALID,
        ERROR,
        Message.of("The questionnaire cannot be read."),
        Message.of("Correct each problem at the line given; `engage schema questionnaire` prints what it may hold."),
    ),
    Rule(
        "question-dead",
        ERROR,
        Message.of("A question that no project is ever asked."),
        Message.of("Correct its condition, its “due” or the aim of its section; or delete it."),
    ),
    Rule(
        "section-dead",
        ERROR,
        Message.of("A section that no project can aim at."),
        Message.of("Correct its “aim” or that of a section around it."),
    ),
    Rule(
        "gate-dead",
        ERROR,
        Message.of("A blocking requirement that never binds."),
        Message.of("Move it to a time at which the question is asked, or delete it."),
    ),
    Rule(
        "recommendation-dead",
        ERROR,
        Message.of("A recommendation that is never given."),
        Message.of(
            "For each question, only the first recommendation that fits is given: change “at” or “when” in this "
            "one, or in those before it."
        ),
    ),
    Rule(
        "recommendation-level-dead",
        WARNING,
        Message.of("A choice under “at” for which an earlier recommendation is always given."),
        Message.of("Take the choice out of this “at”, or out of the earlier one."),
    ),
    Rule(
        "note-dead",
        ERROR,
        Message.of("A note that no project is shown."),
        Message.of("Correct its condition, or delete it."),
    ),
    Rule(
        "tension-dead",
        ERROR,
        Message.of("A tension that no project can have."),
        Message.of("Correct its condition or the aims of its two sections; or delete it."),
    ),
    Rule(
        "step-dead",
        ERROR,
        Message.of("A step of the path that no project ever has to do."),
        Message.of("Correct its condition or its “due”, so that both can hold at one time; or delete it."),
    ),
    Rule(
        "contradiction-dead",
        ERROR,
        Message.of("A contradiction that no project can say."),
        Message.of(
            "A contradiction only concerns what the project states, not what is unknown: correct its condition, "
            "or delete it."
        ),
    ),
    Rule(
        "index-dead",
        ERROR,
        Message.of("An index that never has a score."),
        Message.of("Give it sections that can be aimed at and that ask something scored."),
    ),
    Rule(
        "choice-dead",
        ERROR,
        Message.of("A choice that no project can make."),
        Message.of("Look at “min” and “max” of the facet."),
    ),
    Rule(
        ONLY_CONTRADICTORY,
        WARNING,
        Message.of("Something that is possible only in projects that contradict themselves."),
        Message.of("Correct its condition, or the contradiction."),
    ),
    Rule(
        "aim-always",
        WARNING,
        Message.of("An aim that every project has."),
        Message.of("Leave “aim” out: the section concerns every project."),
    ),
    Rule(
        "when-always",
        WARNING,
        Message.of("A condition that always holds where it is read."),
        Message.of("Leave it out, or look for the mistake in it."),
    ),
    Rule(
        "value-idle",
        WARNING,
        Message.of("A value in a condition that changes nothing."),
        Message.of("Leave it out, or look for the mistake in the condition."),
    ),
    Rule(
        "term-idle",
        NOTE,
        Message.of("A part of a condition that says what the rest says already."),
        Message.of("Leave it out, unless it helps readers."),
    ),
    Rule(
        "choice-idle",
        WARNING,
        Message.of("A choice of an aim by which no section is aimed at."),
        Message.of("Write the section, or delete the choice."),
    ),
    Rule(
        "not-monotone",
        WARNING,
        Message.of("A better answer that can lower a score."),
        Message.of("Give the question that is opened its own section, no points, or a condition on a facet instead."),
    ),
    Rule(
        NOT_DECIDED,
        WARNING,
        Message.of("Something that the search could not decide within its bounds."),
        Message.of("Split the condition; until then, nobody knows whether it makes sense."),
    ),
    Rule(
        "gate-always-met",
        ERROR,
        Message.of("A blocking requirement on the lowest choice, which every answer meets."),
        Message.of("Name the lowest choice that is good enough."),
    ),
    Rule(
        "gate-before-due",
        WARNING,
        Message.of("A blocking requirement that begins before its question is asked."),
        Message.of("Let “due” be no later than the first time under “gate.at”."),
    ),
    Rule(
        "gate-falls",
        WARNING,
        Message.of("A blocking requirement that asks for less as time goes on."),
        Message.of("Let the levels under “gate.at” rise or stay."),
    ),
    Rule(
        "expected-falls",
        WARNING,
        Message.of("An expectation that falls as time goes on."),
        Message.of("Let the levels under “expected” rise or stay."),
    ),
    Rule(
        "points-equal",
        WARNING,
        Message.of("Two choices that earn the same."),
        Message.of("Give them points that differ, or make one choice of them."),
    ),
    Rule(
        "points-none",
        NOTE,
        Message.of("A question of which no choice earns a point."),
        Message.of("Give points to its choices, if it is to count."),
    ),
    Rule(
        "band-dead",
        WARNING,
        Message.of("A band that nothing can reach."),
        Message.of("Expect less than full points somewhere, or leave the band out."),
    ),
    Rule(
        "section-outside-indices",
        WARNING,
        Message.of("A section that is scored and that no index counts."),
        Message.of("Give it a role that an index reads, or name it in an index."),
    ),
    Rule(
        "unknown-unsaid",
        WARNING,
        Message.of(
            "A yes or no fact that a blocking requirement reads, without a word on what counts while nobody knows."
        ),
        Message.of(
            "Write “unknown_is: true” or “false” on the facet; or “unknown_is: unknown”, and the "
            "blocking requirement is "
            "“not known yet” until somebody can tell."
        ),
    ),
    Rule(
        "unused",
        WARNING,
        Message.of("Something declared that nothing uses."),
        Message.of("Use it, or delete it."),
    ),
    Rule(
        HISTORY_GAP,
        ERROR,
        Message.of("Something of a released version that has no place in this one, and that no migration names."),
        Message.of("Say under “migrations” what became of it: another id, or none any more, and why."),
    ),
    Rule(
        "version-unraised",
        WARNING,
        Message.of("A version that does not say what has changed since the last one that was released."),
        Message.of(
            "Raise “version”: the first number for what can change a result, the second for what is new, the third for "
            "wording. What changed: engage questionnaire diff."
        ),
    ),
    Rule(
        "relaxes",
        WARNING,
        Message.of("A blocking requirement of an overlay that is weaker than the one of its base."),
        Message.of("Keep what the base requires; or set the finding aside under “x-lint”, with the reason."),
    ),
    Rule(
        "unpinned",
        NOTE,
        Message.of("A change of an overlay that does not keep what its base said."),
        Message.of("Write it: engage questionnaire overlay pin."),
    ),
    Rule(
        "address-incomplete",
        WARNING,
        Message.of("An address that a click would not open."),
        Message.of("Write it whole, from https:// on."),
    ),
    Rule(
        "x-lint-idle",
        WARNING,
        Message.of("An accepted finding of a rule that does not exist, or without a reason."),
        Message.of("Under “x-lint”, write the rule, a colon and the reason."),
    ),
    Rule(
        "name-twice",
        WARNING,
        Message.of("Two things of one name in one list, which no reader can tell apart."),
        Message.of("Give each a name of its own, or a reference (“ref”)."),
    ),
    Rule(
        "text-equal",
        NOTE,
        Message.of("A text that is the same in two languages."),
        Message.of("Translate it, if it was forgotten."),
    ),
    Rule(
        "resource-unverified",
        NOTE,
        Message.of("A resource that nobody has looked at."),
        Message.of("Look at it, and write “verified” and “checked”."),
    ),
    Rule(
        "resource-old",
        NOTE,
        Message.of("A resource that was not looked at for two years, or on a day that is not known or still to come."),
        Message.of("Look at it again, and write the day under “checked”."),
    ),
)

BY_ID = {rule.id: rule for rule in RULES}
