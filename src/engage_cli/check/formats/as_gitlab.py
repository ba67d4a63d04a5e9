"""GitLab Code Quality: a JSON array of issues, with fingerprints that do not depend on line numbers."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from engage_cli.check.formats.limits import limit_entries, utf8_size
from engage_cli.check.formats.outcome import FILE_INVALID, Entry, Outcome, Status
from engage_cli.check.formats.wording import finding_sentences, left_out
from engage_cli.formats import Limited
from engage_cli.model.policy import Severity
from engage_cli.report.json_text import json_text

LEFT_OUT = "left-out"
SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


ROOM = 10_000_000
"""The most bytes of a report that GitLab shows beside the lines of a merge request."""


def write(outcome: Outcome) -> Limited:
    """The open findings as issues; waived and known ones are left out."""
    entries = list(outcome.entries(Status.OPEN))
    return limit_entries(entries, lambda kept, left: _issues(outcome, kept, left), room=ROOM, size=utf8_size)


def _issues(outcome: Outcome, kept: Sequence[Entry], left: int) -> str:
    issues: list[dict[str, Any]] = [
        {
            "description": " ".join(finding_sentences(entry, outcome)),
            "check_name": entry.rule,
            "fingerprint": entry.fingerprint,
            "severity": _severity(entry),
            "location": {"path": entry.shown, "lines": {"begin": entry.line}},
        }
        for entry in kept
    ]
    if left:
        issues.append(
            {
                "description": left_out(left).say(outcome.tr),
                "check_name": LEFT_OUT,
                "fingerprint": sha256(LEFT_OUT.encode()).hexdigest(),
                "severity": "info",
                "location": {"path": outcome.files[0].shown, "lines": {"begin": 1}},
            }
        )
    return json_text(issues)


def _severity(entry: Entry) -> str:
    return "critical" if entry.rule == FILE_INVALID else SEVERITIES[entry.severity]
