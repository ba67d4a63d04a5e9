"""Words that several formats share."""

from engage_cli.check.formats.outcome import Outcome, Status
from engage_cli.errors import Message
from engage_cli.model.policy import Severity
from engage_cli.text import escaped


def summary(outcome: Outcome) -> str:
    """One sentence: how many files, whether the policy is met, what was found, what is not shown."""
    ngettext = outcome.tr.ngettext
    files, wrong = len(outcome.files), sum(not file.met for file in outcome.files)
    parts = [ngettext("{count} file checked", "{count} files checked", files).format(count=files)]
    if wrong:
        parts.append(ngettext("{count} does not pass", "{count} do not pass", wrong).format(count=wrong))
    else:
        parts.append(outcome.tr.gettext("all pass") if files > 1 else outcome.tr.gettext("it passes"))
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


def supposed(outcome: Outcome) -> str:
    """That the files are not judged as they are, and what is supposed instead; empty where nothing is."""
    if not outcome.supposed:
        return ""
    said = outcome.tr.gettext("Supposed: {facts}. Nothing is written, and the files are not judged as they are.")
    return said.format(facts=escaped("; ".join(outcome.supposed)))


def left_out(count: int) -> Message:
    """Where a format has no room for all findings: how many are not there."""
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
