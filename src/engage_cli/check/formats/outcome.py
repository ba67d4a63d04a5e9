"""The outcome of a check in the reader's language, with lines and columns: the one value that every format reads."""

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

from engage_cli.check.findings import Checked, Finding, Said
from engage_cli.check.formats.addresses import RULES
from engage_cli.check.questionnaires import Judge
from engage_cli.errors import Message, Problem
from engage_cli.files.nodes import position
from engage_cli.files.yaml_reading import Document
from engage_cli.i18n import Translator, percent
from engage_cli.model.policy import Severity
from engage_cli.model.project import Waiver
from engage_cli.model.supposition import Supposition
from engage_cli.model.text import Text
from engage_cli.text import escaped, one_line
from engage_cli.values import Value, field, replace

FILE_INVALID = "file-invalid"


class Status(StrEnum):
    """Whether a finding counts: open, waived, or known from the baseline."""

    OPEN = "open"
    WAIVED = "waived"
    KNOWN = "known"
    """In the baseline."""


class RuleWords(Protocol):
    """A rule as formats describe it."""

    @property
    def id(self) -> str:
        """Its name."""

    @property
    def line(self) -> Message:
        """What it finds."""

    @property
    def why(self) -> Message:
        """Why that matters."""

    @property
    def repair(self) -> Message:
        """What to do."""

    @property
    def severity(self) -> Severity | None:
        """How much it weighs where nothing else says so."""


class Instance(Value):
    """Something that shows a finding, in words and, for programs, as values."""

    words: str
    values: Mapping[str, Any]


class Entry(Value, kw_only=True):
    """One finding, in words, where it stands."""

    path: str
    """With slashes, from the folder that the command was started in where it is below it; see `shown`."""
    line: int
    column: int
    rule: str
    severity: Severity
    subject: str
    message: str
    """On one line, as all its texts are."""
    about: str = ""
    """The question's own words."""
    repair: str = ""
    status: Status = Status.OPEN
    new: bool = False
    """Not in the baseline, where there is one."""
    fails: bool = False
    """Counts against the policy."""
    because: str = ""
    """Of a waived one: the reason, who approved it, until when."""
    snippet: str = ""
    """The line of the file, where that is known."""
    examples: tuple[Instance, ...] = ()

    @property
    def shown(self) -> str:
        """The path as it can be written anywhere."""
        return escaped(self.path)

    @property
    def fingerprint(self) -> str:
        """The same as long as the finding is, whatever line it moves to; unique in an outcome."""
        from hashlib import sha256

        return sha256("\0".join((self.path, self.rule, self.subject)).encode("utf-8", "surrogateescape")).hexdigest()


class FileOutcome(Value, kw_only=True):
    """One file that was checked."""

    path: str
    entries: tuple[Entry, ...]
    """In the order of the file."""
    name: str = ""
    """Of the project; empty where it could not be read."""
    policy: str = ""
    weighs: bool = True
    """Some rule of the policy is on for this project, those on waivers aside unless they were asked for."""
    selected: bool = False  # only some rules were asked for
    off: tuple[str, ...] = ()
    """Rules that were asked for by name and that the policy has off."""
    questionnaire: Judge | None = None
    """The one that it was read against."""
    as_of: dt.date | None = None
    scope: str = ""
    risen: tuple[str, ...] = ()
    """What is better than in the baseline, a sentence each."""
    settled: int = 0  # findings that the baseline knew and that are no more
    open_gates: int = 0
    """Blocking requirements not met or not known, those that are waived apart."""
    supposed: Supposition = Supposition()
    absent: bool = False
    """Nothing was found of what was asked for: this is no file."""
    said_before: bool = False
    """It could not be checked, for a reason that stands among the entries of a file before."""

    @property
    def shown(self) -> str:
        """The path as it can be written anywhere."""
        return escaped(self.path)

    @property
    def readable(self) -> bool:
        """Whether the file could be read and checked."""
        return not self.said_before and all(entry.rule != FILE_INVALID for entry in self.entries)

    @property
    def open(self) -> tuple[Entry, ...]:
        """What counts against the policy: neither waived nor in the baseline."""
        return tuple(entry for entry in self.entries if entry.status is Status.OPEN)

    @property
    def met(self) -> bool:
        """Readable, and nothing counts against the policy."""
        return not self.said_before and not any(entry.fails for entry in self.entries)


class Outcome(Value, kw_only=True):
    """Everything that was checked in one call."""

    files: tuple[FileOutcome, ...]
    """In order of path."""
    tr: Translator
    language: str
    version: str
    """Of engage."""
    environment: Mapping[str, str]
    rules: tuple[RuleWords, ...]
    """Those that were held against the files."""
    command: str = "engage check"
    pages: Mapping[str, str] = field(default_factory=RULES.copy)
    """Where its rules are explained, by language."""
    coloured: bool = False
    since: str = ""
    """The revision since which files must have changed to be looked at; empty: all were."""
    unchanged: int = 0
    """Files that did not, and were not looked at."""
    supposed: tuple[str, ...] = ()
    """As it was typed: where anything is supposed, no file was judged as it is."""

    @property
    def met(self) -> bool:
        """Whether every file meets its policy."""
        return all(file.met for file in self.files)

    @property
    def readable(self) -> bool:
        """Whether every file could be read and checked."""
        return all(file.readable for file in self.files)

    def entries(self, *statuses: Status) -> Iterator[Entry]:
        """The findings with one of `statuses`, or all, file by file."""
        return (e for file in self.files for e in file.entries if not statuses or e.status in statuses)

    @property
    def idle(self) -> tuple[str, ...]:
        """Policies under which nothing was checked of some file."""
        return tuple(dict.fromkeys(file.policy for file in self.files if file.policy and not file.weighs))

    @property
    def settled(self) -> int:
        """Findings that the baselines knew and that are no more."""
        return sum(file.settled for file in self.files)

    def count(self, severity: Severity) -> int:
        """How many open ones of that severity."""
        return sum(entry.severity is severity for entry in self.entries(Status.OPEN))


class Speech(Value):
    """How findings are put into words."""

    tr: Translator
    language: str

    def say(self, said: Said) -> str:
        """A text or a message in the language, on one line; its texts, shares and dates too."""
        if isinstance(said, Text):
            return one_line(said.to(self.language))
        values = {name: self._value(value) for name, value in said.values.items()}
        return one_line(replace(said, values=values).say(self.tr))

    def _value(self, value: object) -> object:
        match value:
            case Text():
                return value.to(self.language)
            case Message():
                return self.say(value)
            case Fraction():
                return percent(value, self.language)
            case dt.date():
                return value.isoformat()
            case _:
                return value


def entries(checked: Checked, document: Document, speech: Speech, *, path: str, fail_on: Severity) -> tuple[Entry, ...]:
    """The findings in `document`, in the order of the file."""

    lines = document.text.splitlines()

    def entry(found: Finding, status: Status, because: str = "") -> Entry:
        line, column = position(document, found.place, key=found.at_key)
        is_open = status is Status.OPEN
        return Entry(
            path=path,
            line=line,
            column=column,
            rule=found.rule,
            severity=found.severity,
            subject=found.subject,
            message=speech.say(found.message),
            about=speech.say(found.about) if found.about else "",
            repair=speech.say(found.repair),
            status=status,
            new=is_open and checked.compared,
            fails=is_open and found.severity.rank >= fail_on.rank,
            because=because,
            snippet=lines[line - 1] if line <= len(lines) else "",
        )

    all_ = [entry(one, Status.OPEN) for one in checked.open]
    all_ += [entry(one.finding, Status.WAIVED, _reason(one.waiver, speech)) for one in checked.waived]
    all_ += [entry(one, Status.KNOWN) for one in checked.known]
    return tuple(sorted(all_, key=lambda e: (e.line, e.column, e.rule, e.subject)))


def _reason(waiver: Waiver, speech: Speech) -> str:
    return speech.say(
        Message.of(
            "waived until {date} by {name}: {reason}",
            date=waiver.until,
            name=waiver.approved_by,
            reason=waiver.because,
        )
    )


def invalid(problem: Problem, speech: Speech, number: int) -> Entry:
    """A problem of a file as a finding that always fails; `number` tells those at one place apart, from 1."""
    where = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in problem.place).removeprefix(".")
    message, subject = speech.say(problem.message), problem.subject or where or "file"
    return Entry(
        path=shown(problem.path),
        line=problem.line or 1,
        column=problem.column or 1,
        rule=problem.rule or FILE_INVALID,
        severity=Severity.ERROR,
        subject=subject if number == 1 else f"{subject} {number}",
        message=one_line(f"{where}: {message}") if where else message,
        repair=speech.say(problem.hint) if problem.hint else "",
        fails=True,
    )


def shown(path: str) -> str:
    """`path` from the current folder where it is below it, with slashes, as reviewing tools want it."""
    absolute, here = Path(path).absolute(), Path.cwd()
    normal = Path(os.path.normpath(absolute))
    return (normal.relative_to(here) if normal.is_relative_to(here) else normal).as_posix()
