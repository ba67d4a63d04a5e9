"""JUnit XML, as Jenkins, GitLab and others read it: a suite for each file, a case for each finding.

One case where there is none.
"""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from engage_cli.check.formats.addresses import rule_address
from engage_cli.check.formats.outcome import FILE_INVALID, Entry, FileOutcome, Outcome, Status

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(outcome: Outcome) -> str:
    """The outcome as JUnit XML: findings that fail are failures, files that cannot be read are errors, others pass
    with a note.
    """
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
        "skipped": sum(e.status is Status.WAIVED for e in entries) + file.is_repeated,
    }
    suite = SubElement(
        root,
        "testsuite",
        {"name": without_invalid_characters(file.shown), **{name: str(n) for name, n in count.items()}},
    )
    for entry in entries:
        _case(suite, entry, rule_address(outcome, entry.rule))
    if not entries:
        _empty(suite, file, outcome)


def _empty(suite: Element, file: FileOutcome, outcome: Outcome) -> None:
    _ = outcome.tr.gettext
    name = _("cannot be checked") if file.is_repeated else _("policy met")
    case = SubElement(suite, "testcase", classname=without_invalid_characters(file.shown), name=name)
    if file.is_repeated:
        SubElement(case, "skipped", message=_("The policy does not fit the questionnaire."))


def _case(suite: Element, entry: Entry, address: str) -> None:
    case = SubElement(
        suite,
        "testcase",
        classname=without_invalid_characters(entry.shown),
        name=without_invalid_characters(f"{entry.rule} {entry.subject}"),
    )
    words = without_invalid_characters(entry.message)
    where = f"{entry.shown}:{entry.line}:{entry.column}"
    examples = (one.words for one in entry.examples)
    body = without_invalid_characters(
        "\n".join(line for line in (where, entry.message, entry.about, *examples, entry.repair, address) if line)
    )
    if entry.rule == FILE_INVALID:
        SubElement(case, "error", message=words, type=entry.rule).text = body
    elif entry.fails:
        SubElement(case, "failure", message=words, type=entry.severity.value).text = body
    elif entry.status is Status.WAIVED:
        SubElement(case, "skipped", message=without_invalid_characters(entry.because))
    else:
        SubElement(case, "system-out").text = body


def without_invalid_characters(text: str) -> str:
    """`text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
