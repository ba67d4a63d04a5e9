"""JUnit XML as Jenkins, GitLab and others read it: a suite a file, a case a finding; one case where there is none."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from engage_cli.check.formats.addresses import rule_address
from engage_cli.check.formats.outcome import FILE_INVALID, Entry, FileOutcome, Outcome, Status

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(outcome: Outcome) -> str:
    """Findings that fail are failures, files that cannot be read errors; others are cases that pass, with a note."""
    root = Element("testsuites", name=outcome.command)
    for file in outcome.files:
        _suite(root, file, outcome)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, file: FileOutcome, outcome: Outcome) -> None:
    entries = file.entries
    count = {
        "tests": max(len(entries), 1),
        "failures": sum(e.fails and e.rule != FILE_INVALID for e in entries),
        "errors": sum(e.rule == FILE_INVALID for e in entries),
        "skipped": sum(e.status is Status.WAIVED for e in entries) + file.said_before,
    }
    suite = SubElement(root, "testsuite", {"name": clean(file.shown), **{name: str(n) for name, n in count.items()}})
    for entry in entries:
        _case(suite, entry, rule_address(outcome, entry.rule))
    if not entries:
        _empty(suite, file, outcome)


def _empty(suite: Element, file: FileOutcome, outcome: Outcome) -> None:
    _ = outcome.tr.gettext
    name = _("cannot be checked") if file.said_before else _("policy met")
    case = SubElement(suite, "testcase", classname=clean(file.shown), name=name)
    if file.said_before:
        SubElement(case, "skipped", message=_("The policy does not fit the questionnaire."))


def _case(suite: Element, entry: Entry, address: str) -> None:
    case = SubElement(suite, "testcase", classname=clean(entry.shown), name=clean(f"{entry.rule} {entry.subject}"))
    words = clean(entry.message)
    where = f"{entry.shown}:{entry.line}:{entry.column}"
    examples = (one.words for one in entry.examples)
    body = clean(
        "\n".join(line for line in (where, entry.message, entry.about, *examples, entry.repair, address) if line)
    )
    if entry.rule == FILE_INVALID:
        SubElement(case, "error", message=words, type=entry.rule).text = body
    elif entry.fails:
        SubElement(case, "failure", message=words, type=entry.severity.value).text = body
    elif entry.status is Status.WAIVED:
        SubElement(case, "skipped", message=clean(entry.because))
    else:
        SubElement(case, "system-out").text = body


def clean(text: str) -> str:
    """Without characters that XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
