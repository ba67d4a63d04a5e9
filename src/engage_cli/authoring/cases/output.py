"""Reports the results of an author's tests: on the screen, as JUnit XML, or in the formats of a check."""

import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from engage_cli.authoring.cases.reading import FOLDER, read_cases
from engage_cli.authoring.cases.reporting import COMMAND, EXPECTATION, tests_outcome, unreadable_tests
from engage_cli.authoring.cases.running import CaseResult, Failure, run_case
from engage_cli.check.formats.as_junit import without_invalid_characters
from engage_cli.check.formats.formats import FORMATS, is_code_quality
from engage_cli.check.formats.outcome import FILE_INVALID, shown_path
from engage_cli.errors import InputError, Message, UsageError
from engage_cli.files.nodes import position
from engage_cli.files.outputs import write_output
from engage_cli.formats import JsonMark, PatternMark
from engage_cli.questionnaire.library import FILE
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.terminal.clock import day_or_today
from engage_cli.terminal.edge import FINE, UNMET
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.session import Session
from engage_cli.text import escaped
from engage_cli.values import Value

TEXT, JUNIT, GITLAB = "text", "junit", "gitlab"
MARK = PatternMark(rb'\A<\?xml [^>]*>\s*<testsuites name="engage questionnaire test"')


class TestsOutput(Value, kw_only=True):
    """Where and how results are written."""

    format: str
    file: Path | None
    """None: standard output."""
    junit: Path | None
    """A file for JUnit XML in addition; None: none."""
    force: bool
    """Whether to replace files that engage did not write."""


def run_tests(path: Path, session: Session, output: TestsOutput, *, only: str | None) -> int:
    """Runs the tests beside the questionnaire in `path`; returns the exit code.

    Raises InputError for what cannot be read, which formats for programs also report, and UsageError where there is no
    test.
    """
    try:
        return _run(path, session, output, only)
    except InputError as error:
        if output.format != TEXT:
            found = unreadable_tests(path / FILE if path.is_dir() else path, error.problems, session)
            _send(FORMATS[output.format].document(found).content, output, inputs=())
        raise


def _run(path: Path, session: Session, output: TestsOutput, only: str | None) -> int:
    loaded = load_questionnaire(path, questionnaire_folders(session))
    cases = [(file, case) for file, found in read_cases(loaded, day_or_today(path, session)) for case in found]
    if not cases:
        folder = loaded.path.parent / FOLDER
        hint = Message.of("Tests stand in “{path}”; `engage schema cases` prints what they may hold.", path=folder)
        raise UsageError(Message.of("“{id}” has no tests.", id=loaded.questionnaire.id), hint)
    wanted = [(file, case) for file, case in cases if only is None or only.casefold() in case.name.casefold()]
    if not wanted:
        raise UsageError(Message.of("No test has “{name}” in its name.", name=only))
    q = loaded.questionnaire
    ran = [
        CaseResult(path=file, case=case, failures=run_case(case, q), questionnaire=f"{q.id} {q.version}")
        for file, case in wanted
    ]
    inputs = [*loaded.files(), *(file for file, _ in cases)]
    if output.junit is not None:
        write_output(as_junit(ran, session).encode(), output.junit, ours=MARK, inputs=inputs, force=output.force)
    _send(_text(output.format, ran, len(cases), session).encode(), output, inputs)
    if output.file is not None or output.format != TEXT:
        session.say(_sum(ran, len(cases), session))
    return UNMET if any(one.failures for one in ran) else FINE


def _ours(name: str) -> Callable[[bytes], bool]:
    """A function that recognises a file of that format as written by engage."""
    if name == JUNIT:
        return MARK
    ours = partial(is_code_quality, rules=(EXPECTATION.id, FILE_INVALID))
    return JsonMark(ours) if name == GITLAB else FORMATS[name].ours


def _send(content: bytes, output: TestsOutput, inputs: Sequence[Path]) -> None:
    """Writes to the file asked for, else to standard output."""
    if output.file is None:
        sys.stdout.write(content.decode())
    else:
        write_output(content, output.file, ours=_ours(output.format), inputs=inputs, force=output.force)


def _text(name: str, ran: Sequence[CaseResult], count: int, session: Session) -> str:
    """The report in a format; text and JUnit list every test, other formats only what fails."""
    if name == TEXT:
        return "".join(f"{line}\n" for line in _lines(ran, count, session))
    if name == JUNIT:
        return as_junit(ran, session)
    document = FORMATS[name].document(tests_outcome(ran, session))
    session.say(*(f"{name}: {remark.say(session.tr)}" for remark in document.remarks))
    return document.content.decode()


def _lines(ran: Sequence[CaseResult], count: int, session: Session) -> Iterator[str]:
    """The failures, then the counts; with --verbose, passed tests too."""
    _ = session.tr.gettext
    for one in ran:
        for failure in one.failures:
            said = _("{name}: {text}").format(name=escaped(one.case.name), text=failure.message.say(session.tr))
            yield f"{_where(failure)}: {said}"
        if session.verbose and not one.failures:
            yield _("passes: {name}").format(name=escaped(one.case.name))
    yield _sum(ran, count, session)


def _sum(ran: Sequence[CaseResult], count: int, session: Session) -> str:
    """The number of tests run, failed and left out."""
    _, failed = session.tr.gettext, sum(bool(one.failures) for one in ran)
    said = session.tr.ngettext("{count} test run", "{count} tests run", len(ran)).format(count=len(ran))
    wrong = session.tr.ngettext("{count} fails", "{count} fail", failed).format(count=failed)
    passed = _("all pass") if len(ran) > 1 else _("it passes")
    rest = count - len(ran)
    left = session.tr.ngettext("{count} left out", "{count} left out", rest).format(count=rest)
    return ", ".join([said, wrong if failed else passed, *([left] if rest else [])]) + "."


def _where(failure: Failure) -> str:
    line, column = position(failure.node.document, failure.node.place)
    return f"{escaped(shown_path(failure.node.path))}:{line}:{column}"


def as_junit(ran: Sequence[CaseResult], session: Session) -> str:
    """JUnit XML with a suite for each file and a case for each test."""
    root = Element("testsuites", name=COMMAND)
    for path in dict.fromkeys(one.path for one in ran):
        here = [one for one in ran if one.path == path]
        failed = sum(bool(one.failures) for one in here)
        name = without_invalid_characters(escaped(shown_path(str(path))))
        suite = SubElement(root, "testsuite", name=name, tests=str(len(here)), failures=str(failed), errors="0")
        for one in here:
            case = SubElement(suite, "testcase", classname=name, name=without_invalid_characters(one.case.name))
            if one.failures:
                lines = [f"{_where(failure)}: {failure.message.say(session.tr)}" for failure in one.failures]
                message = without_invalid_characters(one.failures[0].message.say(session.tr))
                SubElement(case, "failure", message=message, type="expectation").text = without_invalid_characters(
                    "\n".join(lines)
                )
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"
