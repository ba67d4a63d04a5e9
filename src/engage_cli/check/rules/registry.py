"""The registry of all rules: what each finds, why, how to repair it, and its severities.

A new rule is a function and a row here: `./dev docs` writes its name in the schema of policies, its severities in the
shipped policies, and its part in the documents.
"""

from engage_cli.check.rules import answers, charter, thresholds
from engage_cli.check.rules.lasting import LASTING
from engage_cli.check.rules.rule import Rule, RuleOptions
from engage_cli.errors import Message
from engage_cli.model.policy import Severity

FILE_INVALID, FACET_MISSING = "file-invalid", "facet-missing"
EVIDENCE_GONE, VOICES_APART, DATE_FUTURE = "evidence-gone", "voices-apart", "date-future"

NOTE, WARNING, ERROR = Severity

RULES: tuple[Rule, ...] = (
    Rule(
        FILE_INVALID,
        Message.of("The file cannot be read, or is not a valid project."),
        Message.of("A file that cannot be read cannot be checked, so the check must not let it pass."),
        Message.of("Correct each problem at the line given; `engage schema project` prints what a project may hold."),
        options=RuleOptions.NONE, severity=ERROR,
    ),
    Rule(
        FACET_MISSING,
        Message.of("A fact that decides what is asked is left out of the charter."),
        Message.of(
            "Questions and blocking requirements follow from the facts; without them too much or too little is asked."
        ),
        Message.of("Write it under charter.facets; “unknown” is an answer too."),
        look=charter.facet_missing,
        policies={"charter": ERROR, "progress": ERROR, "strict": ERROR},
    ),
    Rule(
        "facet-unknown",
        Message.of("A fact of the charter is not known yet."),
        Message.of("While a fact is unknown, the most cautious answer is assumed: more may be asked than is needed."),
        Message.of("Find out, and replace “unknown”."),
        look=charter.facet_unknown,
        policies={"charter": NOTE, "progress": WARNING, "strict": ERROR},
    ),
    Rule(
        "facet-outside-advice",
        Message.of("More or fewer choices than the questionnaire advises."),
        Message.of("A project that aims at everything, or at one thing only, is harder to read and to carry out."),
        Message.of("Keep those that the project truly works for."),
        look=charter.facet_outside_advice,
        policies={"charter": NOTE, "progress": NOTE, "strict": NOTE},
    ),
    Rule(
        "contradiction",
        Message.of("Facts, dates or answers that cannot all be right."),
        Message.of(
            "One of the two sides misleads whoever reads the charter; the questionnaire says which exclude each other."
        ),
        Message.of("Correct the fact, the date or the answer that is wrong."),
        look=charter.contradiction,
        policies={"charter": WARNING, "progress": ERROR, "strict": ERROR},
    ),
    Rule(
        "relaxes",
        Message.of("The questionnaire is an overlay, and a blocking requirement is weaker in it than in its base."),
        Message.of("An overlay can lower what a network or a ministry requires, and the charter does not show it."),
        Message.of("Ask who wrote the overlay; or have the policy name the questionnaire that judges."),
        look=charter.relaxes,
        policies={"progress": NOTE, "strict": WARNING},
    ),
    Rule(
        "gate-unmet",
        Message.of("A blocking requirement is answered, and below what this time requires."),
        Message.of("Blocking requirements stand outside the averages: a strong result elsewhere makes up for none."),
        Message.of("Do what the question recommends, attach the evidence; or have it waived for a time."),
        look=answers.gate_unmet,
        policies={"charter": WARNING, "progress": WARNING, "strict": ERROR},
    ),
    Rule(
        "gate-unknown",
        Message.of("A blocking requirement that is due is not answered, or answered with “unknown”."),
        Message.of("Nobody can say that it is met."),
        Message.of("Answer it; the question says whom to ask."),
        look=answers.gate_unknown,
        policies={"charter": NOTE, "progress": WARNING, "strict": ERROR},
    ),
    Rule(
        "gate-to-check",
        Message.of("A blocking requirement is not among the quick questions, and the assessment is a quick one."),
        Message.of("A quick assessment does not say whether it is met."),
        Message.of("Answer it in a full assessment, or ask the unit concerned."),
        look=answers.gate_to_check,
        policies={"charter": NOTE, "progress": WARNING, "strict": ERROR},
    ),
    Rule(
        "question-unanswered",
        Message.of("A question that is due has no answer."),
        Message.of("Until it is answered, the result is a range."),
        Message.of("Answer it; “unknown” and “not applicable” are answers too."),
        look=answers.question_unanswered,
        policies={"progress": ERROR, "strict": ERROR},
    ),
    Rule(
        "answer-unknown",
        Message.of("A question is answered with “unknown”."),
        Message.of("It is an honest answer, but the real one has to be found while there is still time to act."),
        Message.of("Find out and answer it."),
        look=answers.answer_unknown,
        policies={"progress": WARNING, "strict": WARNING},
    ),
    Rule(
        VOICES_APART,
        Message.of("Several voices differ on a question, and nothing is agreed."),
        Message.of("An answer that the voices do not agree on will be questioned again later."),
        Message.of("Talk about it, and record what is agreed: `engage consensus PROJECT --settle`."),
        look=answers.voices_apart,
    ),
    Rule(
        "evidence-missing",
        Message.of("An answer needs evidence and has none that counts."),
        Message.of("Without evidence of the right kind, dated, it is read as a lower choice."),
        Message.of("Attach it under evidence: title, kind, date."),
        look=answers.evidence_missing,
        policies={"progress": WARNING, "strict": WARNING},
    ),
    Rule(
        "evidence-expired",
        Message.of("The evidence for an answer is past its time."),
        Message.of("What the evidence showed may no longer be true; the answer is read as a lower choice."),
        Message.of("Renew it, and write its new date."),
        look=answers.evidence_expired,
        policies={"progress": WARNING, "strict": ERROR},
    ),
    Rule(
        "evidence-old",
        Message.of("Evidence is older than the policy allows."),
        Message.of("A policy may want younger evidence than the questionnaire does."),
        Message.of("Renew it, and write its new date."),
        look=answers.evidence_old,
        options=RuleOptions.AGE,
    ),
    Rule(
        EVIDENCE_GONE,
        Message.of("A file that is named as evidence is not where it is said to be."),
        Message.of("Evidence that nobody can open shows nothing."),
        Message.of("Correct the place under where, or put the file back. Addresses are tried with --online only."),
        look=answers.evidence_gone,
        policies={"progress": WARNING, "strict": WARNING},
    ),
    Rule(
        "evidence-future",
        Message.of("Evidence is dated after the day of the check."),
        Message.of("A future date is most often a typing error; such evidence does not count."),
        Message.of("Correct the date."),
        look=answers.evidence_future,
        policies={"charter": WARNING, "progress": ERROR, "strict": ERROR},
    ),
    Rule(
        "coverage-low",
        Message.of("Too few of the questions in force are answered."),
        Message.of("A score that rests on few answers is not reliable."),
        Message.of("Answer those that are left."),
        look=thresholds.coverage_low,
        options=RuleOptions.LEAST,
    ),
    Rule(
        "evidence-share-low",
        Message.of("Too few of the answers have evidence that counts."),
        Message.of("An answer with evidence can be relied on; a mere statement cannot be checked."),
        Message.of("Attach evidence where it already exists first."),
        look=thresholds.evidence_share_low,
        options=RuleOptions.LEAST,
    ),
    Rule(
        "not-applicable-share-high",
        Message.of("Too many questions are set aside as not applicable."),
        Message.of("Questions set aside do not count; with many of them, the result no longer describes the project."),
        Message.of("Look at the reasons again; “unknown” is an answer too."),
        look=thresholds.not_applicable_share_high,
        options=RuleOptions.MOST,
    ),
    Rule(
        "section-low",
        Message.of("A section aimed at is below its threshold."),
        Message.of("The policy demands that level, evidence included, even in the worst case."),
        Message.of("`engage explain` shows which answers hold it back, and what each would bring."),
        look=thresholds.section_low,
        options=RuleOptions.SECTION,
    ),
    Rule(
        "index-low",
        Message.of("An index is below its threshold."),
        Message.of("The policy demands that level, evidence included, even in the worst case."),
        Message.of("`engage explain` shows which sections hold it back."),
        look=thresholds.index_low,
        options=RuleOptions.INDEX,
    ),
    Rule(
        "assessment-old",
        Message.of("The last answer is too long ago, or its date is missing or still to come."),
        Message.of("Projects change: an old assessment no longer describes this one."),
        Message.of("Go through the answers again: `engage assess … --review`."),
        look=thresholds.assessment_old,
        options=RuleOptions.AGE,
    ),
    Rule(
        DATE_FUTURE,
        Message.of("A date that should be past, and comes after the day of the check."),
        Message.of("What is still to come cannot have been answered, done or agreed: the results rest on a slip."),
        Message.of("Correct the date."),
        look=thresholds.date_future,
        policies={"charter": WARNING, "progress": ERROR, "strict": ERROR},
    ),
    Rule(
        "action-overdue",
        Message.of("An action is past its due date and is not done."),
        Message.of("A plan that nobody follows is of no use."),
        Message.of("Do it, drop it, or agree on another day."),
        look=thresholds.action_overdue,
        policies={"progress": WARNING, "strict": ERROR},
    ),
    Rule(
        "action-done-answer-unchanged",
        Message.of("An action is done, and the answer that it was to raise is as it was."),
        Message.of("No result follows from an action: only an answer says what it changed."),
        Message.of("Answer the question again; if nothing changed, take up another action."),
        look=thresholds.action_done_answer_unchanged,
        policies={"progress": NOTE, "strict": NOTE},
    ),
    Rule(
        "questionnaire-behind",
        Message.of("The project was answered against another version of the questionnaire."),
        Message.of("Questions and levels may have changed since."),
        Message.of("Go through the answers again: `engage assess … --review`."),
        look=charter.questionnaire_behind,
        policies={"charter": NOTE, "progress": WARNING, "strict": WARNING},
    ),
    Rule(
        "questionnaire-ahead",
        Message.of("The project was answered against a newer version of the questionnaire than the one here."),
        Message.of("What that version asks and requires is not known here: a gate cannot judge it."),
        Message.of("Update engage, or the questionnaire; or have the policy name the version that judges."),
        look=charter.questionnaire_ahead,
        severity=ERROR,
    ),
    Rule(
        "migration-pending",
        Message.of("The questionnaire has a newer version, and a migration leads to it."),
        Message.of("Questions were moved, split or removed since: what has no place any more counts nowhere."),
        Message.of("Look at what would change with `engage migrate PROJECT`, then add `--write`."),
        look=charter.migration_pending,
        policies={"charter": WARNING, "progress": WARNING, "strict": WARNING},
    ),
    Rule(
        "answer-orphaned",
        Message.of("The questionnaire has no place for an answer."),
        Message.of("It is kept, and counts nowhere."),
        Message.of("Move it to the question that took its place, or delete it."),
        look=charter.answer_orphaned,
        policies={"charter": NOTE, "progress": WARNING, "strict": WARNING},
    ),
    *LASTING,
)  # fmt: skip

BY_ID = {rule.id: rule for rule in RULES}
