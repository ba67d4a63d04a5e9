"""GitHub workflow commands: an annotation at the line of each finding."""

from collections.abc import Iterator

from engage_cli.check.formats.outcome import Entry, Outcome, Status
from engage_cli.check.formats.wording import finding_sentences, judged_by_sentences, risen_lines, summary
from engage_cli.model.policy import Severity
from engage_cli.text import escaped

SHOWN = 10
"""The most annotations of one kind that GitHub shows for a step."""
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def write(outcome: Outcome) -> str:
    """The findings as workflow commands, the gravest first, then a summary."""
    entries = sorted(outcome.entries(Status.OPEN), key=lambda e: -e.severity.rank)
    return "\n".join([*(_command(entry, outcome) for entry in entries), *_not_shown(outcome), *_said(outcome)]) + "\n"


def _said(outcome: Outcome) -> Iterator[str]:
    """By what it was judged, and what it comes to."""
    yield from (
        _data(escaped(line)) for line in (*risen_lines(outcome), *judged_by_sentences(outcome), summary(outcome))
    )


def _not_shown(outcome: Outcome) -> Iterator[str]:
    """How many stay in the log alone."""
    count = sum(max(0, outcome.count(one) - SHOWN) for one in COMMANDS)
    if count:
        ngettext = outcome.tr.ngettext
        yield ngettext(
            "GitHub shows {most} findings of each severity beside the lines; {count} more stands in this log alone.",
            "GitHub shows {most} findings of each severity beside the lines; {count} more stand in this log alone.",
            count,
        ).format(most=SHOWN, count=count)


def _command(entry: Entry, outcome: Outcome) -> str:
    fields = {"file": entry.shown, "line": entry.line, "col": entry.column, "title": f"engage ({entry.rule})"}
    written = ",".join(f"{name}={_field(str(value))}" for name, value in fields.items())
    text = "\n".join(finding_sentences(entry, outcome))
    return f"::{COMMANDS[entry.severity]} {written}::{_data(text)}"


def _data(text: str) -> str:
    """A message: the runner reads these three back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _field(text: str) -> str:
    """A property, which ends at a comma or a colon."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
