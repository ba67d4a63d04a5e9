"""The whole outcome as JSON, which `schemas/check-results.schema.json` describes."""

from typing import Any

from engage_cli.check.formats.addresses import rule_address
from engage_cli.check.formats.outcome import Entry, FileOutcome, Outcome, shown_path
from engage_cli.check.questionnaires import Judge
from engage_cli.model.policy import Severity
from engage_cli.report.json_text import json_text
from engage_cli.report.results import supposition_values
from engage_cli.text import encodable

FORMAT_VERSION = 1


def write(outcome: Outcome) -> str:
    """The outcome as indented JSON; letters outside ASCII stay as they are."""
    values = {
        "format_version": FORMAT_VERSION,
        "engage": outcome.version,
        "language": outcome.language,
        **({"supposed": list(outcome.supposed)} if outcome.supposed else {}),
        "met": outcome.met,
        "counts": {one.value: outcome.count(one) for one in Severity},
        "files": [_file(file, outcome) for file in outcome.files],
    }
    return json_text(values)


def _file(file: FileOutcome, outcome: Outcome) -> dict[str, Any]:
    return {
        "path": file.shown,
        "name": file.name or None,
        "readable": file.readable,
        "met": file.met,
        "policy": file.policy or None,
        "questionnaire": judge_values(file.questionnaire) if file.questionnaire else None,
        "weighs": file.has_rules,
        "as_of": file.as_of.isoformat() if file.as_of else None,
        "scope": file.scope or None,
        **supposition_values(file.supposed),
        **({"risen": list(file.risen)} if file.risen else {}),
        "findings": [_entry(entry, rule_address(outcome, entry.rule)) for entry in file.entries],
    }


def judge_values(judge: Judge) -> dict[str, Any]:
    """JSON values for the questionnaire that judged, and where it was found; `path` is null where it is shipped."""
    base = judge.base and {"id": judge.base.id, "version": judge.base.version, "digest": judge.base.digest}
    return {
        "id": judge.id,
        "version": judge.version,
        "digest": judge.digest,
        "origin": judge.origin.value,
        "path": encodable(shown_path(judge.path)) if judge.path else None,
        "displaces_shipped": judge.displaces,
        **({"base": base} if base else {}),
    }


def _entry(entry: Entry, address: str) -> dict[str, Any]:
    examples = [{"words": one.words, **one.values} for one in entry.examples]
    known = {"page": address, "examples": examples}
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
    } | {key: value for key, value in known.items() if value}
