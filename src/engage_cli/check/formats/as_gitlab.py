"""GitLab Code Quality: an array of issues with fingerprints that no line number is part of."""

from engage_cli.check.formats.outcome import FILE_INVALID, Entry, Outcome, Status
from engage_cli.model.policy import Severity
from engage_cli.report.json_text import json_text

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def write(outcome: Outcome) -> str:
    """Open findings; waived and known ones are not issues."""
    issues = [
        {
            "description": " ".join(text for text in (entry.message, entry.about, entry.repair) if text),
            "check_name": entry.rule,
            "fingerprint": entry.fingerprint,
            "severity": _severity(entry),
            "location": {"path": entry.path, "lines": {"begin": entry.line}},
        }
        for entry in outcome.entries(Status.OPEN)
    ]
    return json_text(issues)


def _severity(entry: Entry) -> str:
    return "critical" if entry.rule == FILE_INVALID else SEVERITIES[entry.severity]
