"""Every rule of a check: what it finds, why, how to repair it. A new rule is a function and a row here."""

from collections.abc import Callable, Iterator
from importlib import import_module

from engage_cli.check.case import Case
from engage_cli.check.findings import Finding
from engage_cli.errors import Message
from engage_cli.model.policy import Clause, Severity
from engage_cli.values import Value

Look = Callable[[Case, Clause], Iterator[Finding]]


class Rule(Value):
    """One row of the table."""

    id: str
    line: Message
    """What it finds."""
    why: Message
    repair: Message
    function: str | None = None
    """`module:function`, imported when the rule is wanted; None: found elsewhere, by reading files or by comparing."""
    reads_scores: bool = False
    """Reads sections or indices."""
    severity: Severity | None = None
    """Where no policy names it; None: off."""
    with_ratchet: bool = False
    """Found with --ratchet only."""

    def look(self) -> Look | None:
        """The function that finds it."""
        if self.function is None:
            return None
        module, _, name = self.function.partition(":")
        found: Look = getattr(import_module(f"engage_cli.check.rules.{module}"), name)
        return found


FILE_INVALID, WAIVER_EXPIRED, WAIVER_UNUSED, SCORE_FELL = (
    "file-invalid",
    "waiver-expired",
    "waiver-unused",
    "score-fell",
)

_ = Message.of

RULES: tuple[Rule, ...] = (
    Rule(
        FILE_INVALID,
        _("The file cannot be read, or is not a valid project."),
        _("What cannot be read cannot be checked, and a gate may not pass on it."),
        _("Mend what is said, line by line; `engage schema project` prints what a project may hold."),
        severity=Severity.ERROR,
    ),
    Rule(
        "facet-missing",
        _("A fact that decides what is asked is left out of the charter."),
        _("Questions and must-haves follow from the facts; without them too much or too little is asked."),
        _("Write it under charter.facets; “unknown” is an answer too."),
        "charter:facet_missing",
    ),
    Rule(
        "facet-unknown",
        _("A fact of the charter is not known yet."),
        _("What is unknown is read by a cautious default, so that more may be asked than is needed."),
        _("Find out, and replace “unknown”."),
        "charter:facet_unknown",
    ),
    Rule(
        "facet-outside-advice",
        _("More or fewer choices than the questionnaire advises."),
        _("A project that aims at everything, or at one thing only, is harder to read and to carry out."),
        _("Keep those that the project truly works for."),
        "charter:facet_outside_advice",
    ),
    Rule(
        "contradiction",
        _("Facts or answers that cannot all be right."),
        _("The questionnaire declares them; one of the two sides misleads whoever reads the charter."),
        _("Correct the fact or the answer that is wrong."),
        "charter:contradiction",
    ),
    Rule(
        "gate-unmet",
        _("A must-have is answered, and below what this time requires."),
        _("Must-haves stand outside the averages: a strong result elsewhere makes up for none."),
        _("Do what the question recommends, attach the evidence; or have it waived for a time."),
        "answers:gate_unmet",
    ),
    Rule(
        "gate-unknown",
        _("A must-have that is due is not answered, or answered with “unknown”."),
        _("Nobody can say that it is met."),
        _("Answer it; the question says whom to ask."),
        "answers:gate_unknown",
    ),
    Rule(
        "gate-to-check",
        _("A must-have is not among the quick questions, and the assessment is a quick one."),
        _("A quick assessment says nothing of it."),
        _("Answer it in a full assessment, or ask the unit concerned."),
        "answers:gate_to_check",
    ),
    Rule(
        "question-unanswered",
        _("A question that is due has no answer."),
        _("Until it is answered, the result is a range."),
        _("Answer it; “unknown” and “not applicable” are answers too."),
        "answers:question_unanswered",
    ),
    Rule(
        "answer-unknown",
        _("A question is answered with “unknown”."),
        _("An honest answer, and one to settle before it is too late to act on it."),
        _("Find out and answer it."),
        "answers:answer_unknown",
    ),
    Rule(
        "evidence-missing",
        _("An answer needs evidence and has none that counts."),
        _("Without evidence of the right kind, dated, it is read as a lower choice."),
        _("Attach it under evidence: title, kind, date."),
        "answers:evidence_missing",
    ),
    Rule(
        "evidence-expired",
        _("The evidence for an answer is past its time."),
        _("What was true then may not be now; the answer is read as a lower choice."),
        _("Renew it, and write its new date."),
        "answers:evidence_expired",
    ),
    Rule(
        "evidence-old",
        _("Evidence is older than the policy allows."),
        _("A policy may want younger evidence than the questionnaire does."),
        _("Renew it, and write its new date."),
        "answers:evidence_old",
    ),
    Rule(
        "evidence-future",
        _("Evidence is dated after the day of the check."),
        _("A date still to come is most often a slip of the pen; such evidence does not count."),
        _("Correct the date."),
        "answers:evidence_future",
    ),
    Rule(
        "coverage-low",
        _("Too few of the questions in force are answered."),
        _("A score over few answers says little."),
        _("Answer those that are left."),
        "thresholds:coverage_low",
    ),
    Rule(
        "evidence-share-low",
        _("Too few of the answers have evidence that counts."),
        _("What can be shown is worth more than what is said."),
        _("Attach evidence where it already exists first."),
        "thresholds:evidence_share_low",
    ),
    Rule(
        "not-applicable-share-high",
        _("Too many questions are set aside as not applicable."),
        _("What is set aside counts nowhere; much of it hides a project from itself."),
        _("Look at the reasons again; “unknown” is an answer too."),
        "thresholds:not_applicable_share_high",
    ),
    Rule(
        "section-low",
        _("A section aimed at is below its threshold."),
        _("The policy wants it at that level, evidence included, at worst."),
        _("`engage explain` shows which answers hold it back, and what each would bring."),
        "thresholds:section_low",
        reads_scores=True,
    ),
    Rule(
        "index-low",
        _("An index is below its threshold."),
        _("The policy wants it at that level, evidence included, at worst."),
        _("`engage explain` shows which sections hold it back."),
        "thresholds:index_low",
        reads_scores=True,
    ),
    Rule(
        "assessment-old",
        _("The last answer is too long ago, or its date is missing or still to come."),
        _("A project changes; an old assessment speaks of another one."),
        _("Go through the answers again: `engage assess … --review`."),
        "thresholds:assessment_old",
    ),
    Rule(
        "action-overdue",
        _("An action is open after its day."),
        _("A plan that nobody follows helps nobody."),
        _("Do it, drop it, or agree on another day."),
        "thresholds:action_overdue",
    ),
    Rule(
        "questionnaire-behind",
        _("The project was answered against another version of the questionnaire."),
        _("Questions and levels may have changed since."),
        _("Go through the answers again: `engage assess … --review`."),
        "charter:questionnaire_behind",
    ),
    Rule(
        "answer-orphaned",
        _("The questionnaire has no question for an answer."),
        _("It is kept, and counts nowhere."),
        _("Move it to the question that took its place, or delete it."),
        "charter:answer_orphaned",
    ),
    Rule(
        WAIVER_EXPIRED,
        _("A waiver is past its last day."),
        _("A waiver is a delay that someone approved, not an exemption."),
        _("Repair what it put off, or have a new one approved; then delete it."),
        severity=Severity.ERROR,
    ),
    Rule(
        WAIVER_UNUSED,
        _("A waiver puts off nothing."),
        _("It would hide a later finding that nobody has looked at."),
        _("Delete it, or correct its rule and its question."),
        severity=Severity.WARNING,
    ),
    Rule(
        SCORE_FELL,
        _("A score is lower than in the baseline."),
        _("With a ratchet, what was reached is kept."),
        _("See what changed; or accept it by writing the baseline again."),
        severity=Severity.ERROR,
        with_ratchet=True,
    ),
)  # fmt: skip

BY_ID = {rule.id: rule for rule in RULES}
