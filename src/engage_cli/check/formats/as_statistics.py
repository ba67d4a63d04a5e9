"""Findings counted by rule, the gravest and most frequent first: where to begin."""

from collections.abc import Iterator

from engage_cli.check.formats.as_text import explanation_lines, finding_lines
from engage_cli.check.formats.outcome import FILE_INVALID, Entry, Outcome, Status
from engage_cli.check.formats.wording import judged_by_sentences, summary, supposed_sentence
from engage_cli.model.policy import Severity
from engage_cli.text import escaped
from engage_cli.wording.enumerations import SEVERITY, enumeration_words


def write(outcome: Outcome) -> str:
    """The files that cannot be read, then one line for each rule: how many open findings, in how many files, at what
    severity; then a summary.
    """
    said = [supposed_sentence(outcome)] if outcome.supposed else []
    said += [
        line for one in outcome.entries(Status.OPEN) if one.rule == FILE_INVALID for line in finding_lines(one, outcome)
    ]
    return (
        "\n".join(
            [
                *said,
                *_lines(outcome),
                *explanation_lines(outcome),
                *map(escaped, judged_by_sentences(outcome)),
                summary(outcome),
            ]
        )
        + "\n"
    )


def _lines(outcome: Outcome) -> Iterator[str]:
    found: dict[str, list[Entry]] = {}
    for entry in outcome.entries(Status.OPEN):
        found.setdefault(entry.rule, []).append(entry)
    rows = [_row(entries, outcome) for entries in sorted(found.values(), key=lambda e: (-_gravest(e).rank, -len(e)))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)] if rows else []
    for count, files, severity, rule in rows:
        yield f"{count:>{widths[0]}}  {files:<{widths[1]}}  {severity:<{widths[2]}}  {rule}"


def _gravest(entries: list[Entry]) -> Severity:
    return max((entry.severity for entry in entries), key=lambda one: one.rank)


def _row(entries: list[Entry], outcome: Outcome) -> tuple[str, str, str, str]:
    ngettext, files, rule = outcome.tr.ngettext, len({entry.path for entry in entries}), entries[0].rule
    line = next((one.line.say(outcome.tr) for one in outcome.rules if one.id == rule), "")
    return (
        str(len(entries)),
        ngettext("in {count} file", "in {count} files", files).format(count=files),
        enumeration_words(SEVERITY, _gravest(entries), outcome.tr),
        f"{rule}: {line}" if line else rule,
    )
