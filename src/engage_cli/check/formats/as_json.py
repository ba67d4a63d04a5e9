"""For programs: everything, with a version of its own; `schemas/check-results.schema.json` describes it."""

from typing import Any

from engage_cli.check.formats.outcome import Entry, FileOutcome, Outcome
from engage_cli.model.policy import Severity
from engage_cli.report.json_text import json_text
from engage_cli.report.results import supposed

FORMAT_VERSION = 1


def write(outcome: Outcome) -> str:
    """JSON, indented, with letters outside ASCII as they are."""
    values = {
        "format_version": FORMAT_VERSION,
        "engage": outcome.version,
        "language": outcome.language,
        **({"supposed": list(outcome.supposed)} if outcome.supposed else {}),
        "met": outcome.met,
        "counts": {one.value: outcome.count(one) for one in Severity},
        "files": [_file(file) for file in outcome.files],
    }
    return json_text(values)


def _file(file: FileOutcome) -> dict[str, Any]:
    id, version, digest = file.questionnaire.split() or (None, None, None)
    return {
        "path": file.shown,
        "name": file.name or None,
        "readable": file.readable,
        "met": file.met,
        "policy": file.policy or None,
        "questionnaire": {"id": id, "version": version, "digest": digest} if id else None,
        "as_of": file.as_of.isoformat() if file.as_of else None,
        "scope": file.scope or None,
        **supposed(file.supposed),
        "findings": [_entry(entry) for entry in file.entries],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "rule": entry.rule,
        "severity": entry.severity.value,
        "subject": entry.subject,
        "line": entry.line,
        "column": entry.column,
        "message": entry.message,
        "question": entry.about or None,
        "repair": entry.repair or None,
        "status": entry.status.value,
        "new": entry.new,
        "fails": entry.fails,
        "waiver": entry.because or None,
        "fingerprint": entry.fingerprint,
    }
