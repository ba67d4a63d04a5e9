"""GitHub workflow commands: an annotation on the line of each finding. GitHub shows the first ten of a kind."""

from engage_cli.check.formats.outcome import Entry, Outcome, Status
from engage_cli.check.formats.wording import summary
from engage_cli.model.policy import Severity

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def write(outcome: Outcome) -> str:
    """The gravest findings first, then a sentence that sums up."""
    entries = sorted(outcome.entries(Status.OPEN), key=lambda e: -e.severity.rank)
    return "\n".join([*map(_command, entries), _data(summary(outcome))]) + "\n"


def _command(entry: Entry) -> str:
    fields = {"file": entry.path, "line": entry.line, "col": entry.column, "title": f"engage ({entry.rule})"}
    written = ",".join(f"{name}={_field(str(value))}" for name, value in fields.items())
    text = "\n".join(line for line in (entry.message, entry.about, entry.repair) if line)
    return f"::{COMMANDS[entry.severity]} {written}::{_data(text)}"


def _data(text: str) -> str:
    """A message: the runner reads these three back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _field(text: str) -> str:
    """A property, which ends at a comma or a colon."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
