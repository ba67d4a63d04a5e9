"""Converts test results to the outcome type that the formats of a check report."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from engage_cli import __version__
from engage_cli.authoring.cases.running import CaseResult, Failure
from engage_cli.authoring.reporting import unreadable_questionnaire as as_unreadable
from engage_cli.authoring.rules import BY_ID, ERROR, FILE_INVALID, Rule
from engage_cli.check.formats.addresses import LINT_RULES
from engage_cli.check.formats.outcome import Entry, FileOutcome, Outcome, Phrasing, shown_path
from engage_cli.errors import Message, Problem
from engage_cli.files.nodes import position
from engage_cli.terminal.session import Session
from engage_cli.text import one_line

COMMAND = "engage questionnaire test"
EXPECTATION = Rule(
    "expectation",
    ERROR,
    Message.of("A test of a questionnaire whose expectation does not come true."),
    Message.of("Correct the questionnaire; or what the test expects, if that is what is wrong."),
)


def tests_outcome(ran: Sequence[CaseResult], session: Session) -> Outcome:
    """A file for each test file, with a finding for each unmet expectation."""
    speech = Phrasing(session.tr, session.language)
    files = (_file(path, list(here), speech) for path, here in groupby(ran, key=lambda one: str(one.path)))
    return _outcome(tuple(files), session)


def unreadable_tests(path: Path, problems: Sequence[Problem], session: Session) -> Outcome:
    """The outcome where a questionnaire or one of its test files cannot be read, so that no test was run."""
    speech = Phrasing(session.tr, session.language)
    return _outcome((as_unreadable(str(problems[0].path or path), problems, speech),), session)


def _outcome(files: tuple[FileOutcome, ...], session: Session) -> Outcome:
    return Outcome(
        files=files,
        tr=session.tr,
        language=session.language,
        version=__version__,
        environment=session.environment,
        rules=(BY_ID[FILE_INVALID], EXPECTATION),
        command=COMMAND,
        pages=LINT_RULES,
    )


def _file(path: str, ran: Sequence[CaseResult], speech: Phrasing) -> FileOutcome:
    entries = (_entry(failure, one, speech) for one in ran for failure in one.failures)
    return FileOutcome(path=shown_path(path), entries=tuple(entries), name=ran[0].questionnaire)


def _entry(failure: Failure, ran: CaseResult, speech: Phrasing) -> Entry:
    line, column = position(failure.node.document, failure.node.place)
    return Entry(
        path=shown_path(failure.node.path),
        line=line,
        column=column,
        rule=EXPECTATION.id,
        severity=EXPECTATION.severity,
        subject="/".join(_subject(failure, ran)),
        message=speech.say(Message.of("{name}: {text}", name=ran.case.name, text=failure.message)),
        repair=speech.say(EXPECTATION.repair),
        fails=True,
    )


def _subject(failure: Failure, ran: CaseResult) -> Iterator[str]:
    """The name of the test and the place of the expectation, which stay the same when lines are added above."""
    yield one_line(ran.case.name)
    yield from (str(key) for key in failure.node.place[2:])
