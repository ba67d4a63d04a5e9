"""SARIF 2.1.0 for code scanning: one run, its rules, results with stable fingerprints and relative addresses."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from engage_cli.check.formats.addresses import rule_address
from engage_cli.check.formats.as_json import judge_values
from engage_cli.check.formats.limits import limit_entries
from engage_cli.check.formats.outcome import Entry, Outcome, RuleWords, Status
from engage_cli.check.formats.wording import left_out, nothing_checked
from engage_cli.errors import Message
from engage_cli.formats import Limited
from engage_cli.i18n import LANGUAGE
from engage_cli.report.json_text import json_text
from engage_cli.text import without_controls

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


MOST, ROOM = 25_000, 10_000_000
"""The most results in a run, and the most compressed bytes of a file, that GitHub accepts.

It refuses any more as a whole.
"""


def write(outcome: Outcome) -> Limited:
    """The outcome as SARIF: waived findings have an accepted suppression, known ones are unchanged since the
    baseline.
    """
    return limit_entries(
        list(outcome.entries()), lambda kept, left: _log(outcome, kept, left), room=ROOM, size=_compressed, most=MOST
    )


def _compressed(text: str) -> int:
    """Bytes; not compressed where even so there is room."""
    content = text.encode()
    if len(content) <= ROOM:
        return len(content)
    from zlib import compress

    return len(compress(content))


def _log(outcome: Outcome, kept: Sequence[Entry], left: int) -> str:
    position = {rule.id: place for place, rule in enumerate(outcome.rules)}
    driver = {
        "name": "engage",
        "version": outcome.version,
        "semanticVersion": outcome.version,
        "language": LANGUAGE[outcome.language].locale,
        "rules": [_rule(rule, outcome) for rule in outcome.rules],
        **({"informationUri": page} if (page := rule_address(outcome)) else {}),
    }
    run = {
        "tool": {"driver": driver},
        "language": LANGUAGE[outcome.language].locale,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": outcome.tr.gettext("The folder of the check.")}}},
        "invocations": [_invocation(outcome, left)],
        "results": [_result(entry, position[entry.rule]) for entry in kept],
        "properties": {
            "policies": list(dict.fromkeys(file.policy for file in outcome.files if file.policy)),
            "questionnaires": list(
                map(judge_values, dict.fromkeys(f.questionnaire for f in outcome.files if f.questionnaire))
            ),
        },
    }
    return json_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _invocation(outcome: Outcome, left: int) -> dict[str, Any]:
    remarks = [*([left_out(left)] if left else []), *map(nothing_checked, outcome.idle_policies)]
    said = [{"level": "warning", "message": {"text": _escaped(remark.say(outcome.tr))}} for remark in remarks]
    return {"executionSuccessful": outcome.readable} | ({"toolExecutionNotifications": said} if said else {})


def _rule(rule: RuleWords, outcome: Outcome) -> dict[str, Any]:
    def said(message: Message) -> str:
        return message.say(outcome.tr)

    severity = rule.severity.value if rule.severity else "warning"
    text = f"{said(rule.why)}\n\n{said(rule.repair)}"
    return {
        "id": rule.id,
        "shortDescription": {"text": said(rule.line)},
        "fullDescription": {"text": said(rule.why)},
        **({"helpUri": page} if (page := rule_address(outcome, rule.id)) else {}),
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"level": severity},
        "properties": {"tags": ["engage"]},
    }


def _result(entry: Entry, position: int) -> dict[str, Any]:
    lines = [entry.message, entry.about, *(one.words for one in entry.examples), entry.repair]
    result: dict[str, Any] = {
        "ruleId": entry.rule,
        "ruleIndex": position,
        "level": entry.severity.value,
        "message": {"text": _escaped("\n".join(line for line in lines if line))},
        "locations": [{"physicalLocation": _location(entry)}],
        "partialFingerprints": {"engageFinding/v1": entry.fingerprint},
    }
    if entry.new or entry.status is Status.KNOWN:
        result["baselineState"] = "new" if entry.new else "unchanged"
    if entry.status is Status.WAIVED:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": entry.because}]
    return result


def _location(entry: Entry) -> dict[str, Any]:
    artifact: dict[str, Any] = {"uri": _uri(entry.path)}
    if not PurePosixPath(entry.path).is_absolute():
        artifact["uriBaseId"] = "SRCROOT"
    region: dict[str, Any] = {"startLine": entry.line, "startColumn": entry.column}
    if entry.snippet.strip():
        region["snippet"] = {"text": without_controls(entry.snippet)}
    return {"artifactLocation": artifact, "region": region}


def _uri(path: str) -> str:
    """A relative reference, or a file address for what stands elsewhere."""
    written = quote(path, errors="surrogateescape")
    return f"file://{written}" if PurePosixPath(path).is_absolute() else written


def _escaped(text: str) -> str:
    """Brackets would be read as links, and braces as places to fill."""
    escaped = text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return escaped.replace("{", "{{").replace("}", "}}")
