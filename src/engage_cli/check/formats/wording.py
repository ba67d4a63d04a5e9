"""Sentences that several formats of a check share."""

from collections.abc import Iterator, Sequence

from engage_cli.check.formats.addresses import rule_address
from engage_cli.check.formats.outcome import Entry, Outcome, Status, shown_path
from engage_cli.check.questionnaires import Judge, Origin
from engage_cli.errors import Message
from engage_cli.model.policy import Severity
from engage_cli.text import escaped

_SHORT = len("sha256:") + 12
"""Of a digest, as much as tells two apart."""


def summary(outcome: Outcome) -> str:
    """One sentence: how many files, whether the policy is met, what was found, what is not shown."""
    ngettext = outcome.tr.ngettext
    files = sum(not file.absent for file in outcome.files)
    wrong, absent = sum(not file.met and not file.absent for file in outcome.files), len(outcome.files) - files
    parts = [ngettext("{count} file checked", "{count} files checked", files).format(count=files)]
    if wrong:
        parts.append(ngettext("{count} does not pass", "{count} do not pass", wrong).format(count=wrong))
    elif files:
        parts.append(outcome.tr.gettext("all pass") if files > 1 else outcome.tr.gettext("it passes"))
    if absent:
        parts.append(ngettext("{count} not found", "{count} not found", absent).format(count=absent))
    found = [(one, outcome.count(one)) for one in reversed(Severity)]
    parts += [_counted(outcome, one, count) for one, count in found if count]
    waived, known = (len(list(outcome.entries(status))) for status in (Status.WAIVED, Status.KNOWN))
    if waived:
        parts.append(ngettext("{count} waived", "{count} waived", waived).format(count=waived))
    if known:
        parts.append(
            ngettext("{count} known from the baseline", "{count} known from the baseline", known).format(count=known)
        )
    said = ", ".join(parts) + "."
    return outcome.tr.gettext("If it were so: {what}").format(what=said) if outcome.supposed else said


def finding_sentences(entry: Entry, outcome: Outcome) -> Iterator[str]:
    """What is said of a finding where it stands alone: what is found, in which question, what to do, and where the rule
    is explained; what is not known is left out.
    """
    said = (entry.message, entry.about, entry.repair, rule_address(outcome, entry.rule))
    return filter(None, said)


def supposed_sentence(outcome: Outcome) -> str:
    """A sentence that files are not judged as they are, and what is supposed instead; empty where nothing is."""
    if not outcome.supposed:
        return ""
    said = outcome.tr.gettext("Supposed: {facts}. Nothing is written, and the files are not judged as they are.")
    return said.format(facts=escaped("; ".join(outcome.supposed)))


def judged_by_sentences(outcome: Outcome) -> Iterator[str]:
    """One sentence for each policy and questionnaire by which files were judged, and for each file where nothing was
    checked.
    """
    for policy, judge in dict.fromkeys((file.policy, file.questionnaire) for file in outcome.files):
        if judge is not None:
            yield _by(policy, judge).say(outcome.tr)
    if outcome.since and (outcome.unchanged or not outcome.files):
        yield _not_looked_at(outcome).say(outcome.tr)
    for policy in outcome.idle_policies:
        yield nothing_checked(policy).say(outcome.tr)
    for policy, rules in dict.fromkeys((file.policy, file.off) for file in outcome.files if file.off):
        yield _off(policy, rules).say(outcome.tr)


_BETTER = 10
"""Of what rose, how much is said of one file."""


def risen_lines(outcome: Outcome) -> Iterator[str]:
    """One line for each thing that is better than in the baseline."""
    for file in outcome.files:
        yield from (f"{file.shown}: {one}" for one in file.risen[:_BETTER])
        more = len(file.risen) - _BETTER
        if more > 0:
            said = outcome.tr.ngettext("{count} more is better.", "{count} more are better.", more)
            yield f"{file.shown}: {said.format(count=more)}"


def nothing_checked(policy: str) -> Message:
    """The message that no rule of a policy applies to some project."""
    return Message.of(
        "Nothing was checked but that it can be read: no rule of the policy {policy} is on. `engage rule` lists them.",
        policy=policy,
    )


def _not_looked_at(outcome: Outcome) -> Message:
    if not outcome.files:
        return Message.of("No project changed since {revision}: none was looked at.", revision=outcome.since)
    return Message.plural(
        "{count} project did not change since {revision}, and was not looked at.",
        "{count} projects did not change since {revision}, and were not looked at.",
        outcome.unchanged, revision=outcome.since,
    )  # fmt: skip


def _off(policy: str, rules: Sequence[str]) -> Message:
    return Message.plural(
        "Not looked for, as the policy {policy} has it off: {rules}. A policy or --severity {first}=… turns it on.",
        "Not looked for, as the policy {policy} has them off: {rules}. A policy or --severity {first}=… turns them on.",
        len(rules), policy=policy, rules=", ".join(rules), first=rules[0],
    )  # fmt: skip


def _by(policy: str, judge: Judge) -> Message:
    origin = _origin(judge.origin, judge.path)
    if judge.base:
        after = Message.of("after {id} {version}", id=judge.base.id, version=judge.base.version)
        origin = Message.of("{origin}, {after}", origin=origin, after=after)
    if judge.displaces:
        origin = Message.of("{origin} instead of the one shipped with engage", origin=origin)
    return Message.of(
        "Judged by the policy {policy} and the questionnaire {id} {version}, {origin} ({digest}…).",
        policy=policy, id=judge.id, version=judge.version, origin=origin, digest=judge.digest[:_SHORT],
    )  # fmt: skip


def _origin(origin: Origin, path: str) -> Message:
    match origin:
        case Origin.SHIPPED:
            return Message.of("shipped with engage")
        case Origin.BESIDE:
            return Message.of("beside the project, {path}", path=shown_path(path))
        case Origin.FOLDER:
            return Message.of("from {path}", path=shown_path(path))


def left_out(count: int) -> Message:
    """The message on how many findings a format has no room for."""
    return Message.plural(
        "{count} finding is left out for want of room, the gravest are kept; --output-format text has them all.",
        "{count} findings are left out for want of room, the gravest are kept; --output-format text has them all.",
        count,
    )


def _counted(outcome: Outcome, one: Severity, count: int) -> str:
    ngettext = outcome.tr.ngettext
    match one:
        case Severity.ERROR:
            return ngettext("{count} error", "{count} errors", count).format(count=count)
        case Severity.WARNING:
            return ngettext("{count} warning", "{count} warnings", count).format(count=count)
        case Severity.NOTE:
            return ngettext("{count} note", "{count} notes", count).format(count=count)
