"""What became of the tests that an author wrote: on the screen, and as JUnit XML."""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from engage_cli.authoring.cases.reading import FOLDER, Case, read_cases
from engage_cli.authoring.cases.running import Failure, run_case
from engage_cli.check.formats.as_junit import clean
from engage_cli.check.formats.outcome import shown
from engage_cli.errors import Message, UsageError
from engage_cli.files.nodes import position
from engage_cli.formats import Bearing
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.terminal.clock import day_at
from engage_cli.terminal.edge import FINE, UNMET
from engage_cli.terminal.session import Session
from engage_cli.text import escaped
from engage_cli.values import Value

NAME = "engage questionnaire test"
MARK = Bearing(re.compile(rb'\A<\?xml [^>]*>\s*<testsuites name="engage questionnaire test"'))


class Ran(Value):
    """A test, and what is otherwise than it expects."""

    path: Path
    case: Case
    failures: tuple[Failure, ...]


def run_tests(path: Path, session: Session, *, only: str | None, junit: Path | None, force: bool) -> int:
    """Runs the tests beside the questionnaire in `path`; the exit code.

    Raises InputError for what cannot be read, UsageError where there is no test to run.
    """
    loaded = load_questionnaire(path, session.folders)
    cases = [(file, case) for file, found in read_cases(loaded, day_at(path, session)) for case in found]
    if not cases:
        folder = loaded.path.parent / FOLDER
        hint = Message.of("Tests stand in “{path}”; `engage schema cases` prints what they may hold.", path=folder)
        raise UsageError(Message.of("“{id}” has no tests.", id=loaded.questionnaire.id), hint)
    wanted = [(file, case) for file, case in cases if only is None or only.casefold() in case.name.casefold()]
    if not wanted:
        raise UsageError(Message.of("No test has “{name}” in its name.", name=only))
    ran = [Ran(file, case, run_case(case, loaded.questionnaire)) for file, case in wanted]
    if junit is not None:
        from engage_cli.files.outputs import deliver

        inputs = [*loaded.files(), *(file for file, _ in cases)]
        deliver(as_junit(ran, session).encode(), junit, ours=MARK, inputs=inputs, force=force)
    sys.stdout.write("".join(f"{line}\n" for line in _lines(ran, len(cases), session)))
    return UNMET if any(one.failures for one in ran) else FINE


def _lines(ran: Sequence[Ran], count: int, session: Session) -> Iterator[str]:
    """What fails, then how many there are; with --verbose, what passes too."""
    _ = session.tr.gettext
    for one in ran:
        for failure in one.failures:
            yield f"{_where(failure)}: {escaped(one.case.name)}: {failure.message.say(session.tr)}"
        if session.verbose and not one.failures:
            yield _("passes: {name}").format(name=escaped(one.case.name))
    failed = sum(bool(one.failures) for one in ran)
    said = session.tr.ngettext("{count} test run", "{count} tests run", len(ran)).format(count=len(ran))
    wrong = session.tr.ngettext("{count} fails", "{count} fail", failed).format(count=failed)
    passed = _("all pass") if len(ran) > 1 else _("it passes")
    rest = count - len(ran)
    left = session.tr.ngettext("{count} left out", "{count} left out", rest).format(count=rest)
    yield ", ".join([said, wrong if failed else passed, *([left] if rest else [])]) + "."


def _where(failure: Failure) -> str:
    line, column = position(failure.node.document, failure.node.place)
    return f"{escaped(shown(failure.node.path))}:{line}:{column}"


def as_junit(ran: Sequence[Ran], session: Session) -> str:
    """A suite a file, a case a test."""
    root = Element("testsuites", name=NAME)
    for path in dict.fromkeys(one.path for one in ran):
        here = [one for one in ran if one.path == path]
        failed = sum(bool(one.failures) for one in here)
        name = clean(escaped(shown(str(path))))
        suite = SubElement(root, "testsuite", name=name, tests=str(len(here)), failures=str(failed), errors="0")
        for one in here:
            case = SubElement(suite, "testcase", classname=name, name=clean(one.case.name))
            if one.failures:
                lines = [f"{_where(failure)}: {failure.message.say(session.tr)}" for failure in one.failures]
                message = clean(one.failures[0].message.say(session.tr))
                SubElement(case, "failure", message=message, type="expectation").text = clean("\n".join(lines))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"
