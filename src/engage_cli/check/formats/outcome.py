"""The outcome of a check in the reader's language, with lines and columns: the one value that every format reads."""

import datetime as dt
import os
from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol

from engage_cli.check.findings import CheckedProject, Finding, Sentence
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
    """The baseline has it already."""


class RuleWords(Protocol):
    """A rule as formats describe it."""

    @property
    def id(self) -> str:
        """The id of the rule."""

    @property
    def line(self) -> Message:
        """What the rule finds, in one line."""

    @property
    def why(self) -> Message:
        """Why that matters."""

    @property
    def repair(self) -> Message:
        """What to do about it."""

    @property
    def severity(self) -> Severity | None:
        """Its severity where no policy sets one; None: off."""


class Instance(Value):
    """An example that shows a finding, in words and, for programs, as values."""

    words: str
    values: Mapping[str, Any]


class Entry(Value, kw_only=True):
    """One finding in words, at its line."""

    path: str
    """With slashes, from the folder that the command was started in where it is below it; see `shown_path`."""
    line: int
    column: int
    rule: str
    severity: Severity
    subject: str
    message: str
    """On one line, as all its texts are."""
    about: str = ""
    """The question asked there; empty where there is none."""
    repair: str = ""
    status: Status = Status.OPEN
    new: bool = False
    """Whether there is a baseline and it does not have the finding."""
    fails: bool = False
    """Whether it counts against the policy."""
    because: str = ""
    """For a waived finding: the reason, who approved it, until when; else empty."""
    snippet: str = ""
    """The line of the file; empty where it is not known."""
    examples: tuple[Instance, ...] = ()

    @property
    def shown(self) -> str:
        """The path, with what cannot be seen or written escaped."""
        return escaped(self.path)

    @property
    def fingerprint(self) -> str:
        """An id that stays the same as long as the finding does, whatever line it moves to; unique in an outcome."""
        from hashlib import sha256

        return sha256("\0".join((self.path, self.rule, self.subject)).encode("utf-8", "surrogateescape")).hexdigest()


class FileOutcome(Value, kw_only=True):
    """One file that was checked, with its findings."""

    path: str
    entries: tuple[Entry, ...]
    """In the order of the file."""
    name: str = ""
    """The name of the project; empty where it could not be read."""
    policy: str = ""
    has_rules: bool = True
    """Whether any rule of the policy is on for this project; those on waivers only where they were asked for."""
    selected: bool = False  # only some rules were asked for
    off: tuple[str, ...] = ()
    """Rules asked for by name that the policy has off."""
    questionnaire: Judge | None = None
    """The questionnaire that it was read against; None where it could not be read."""
    as_of: dt.date | None = None
    scope: str = ""
    risen: tuple[str, ...] = ()
    """One sentence for each thing that is better than in the baseline."""
    settled: int = 0  # findings that the baseline knew and that are no more
    open_gates: int = 0
    """The number of blocking requirements not met or not known, those waived apart."""
    supposed: Supposition = Supposition()
    absent: bool = False
    """Whether there is no such file: nothing was found of what was asked for."""
    is_repeated: bool = False
    """Whether an earlier file reports already why it could not be checked."""

    @property
    def shown(self) -> str:
        """The path, with what cannot be seen or written escaped."""
        return escaped(self.path)

    @property
    def readable(self) -> bool:
        """Whether the file could be read and checked."""
        return not self.is_repeated and all(entry.rule != FILE_INVALID for entry in self.entries)

    @property
    def open(self) -> tuple[Entry, ...]:
        """The findings that count against the policy: neither waived nor in the baseline."""
        return tuple(entry for entry in self.entries if entry.status is Status.OPEN)

    @property
    def met(self) -> bool:
        """Whether it could be read and nothing counts against the policy."""
        return not self.is_repeated and not any(entry.fails for entry in self.entries)


class Outcome(Value, kw_only=True):
    """The outcome of one call of `engage check`: every file, and what formats need to write it."""

    files: tuple[FileOutcome, ...]
    """In order of path."""
    tr: Translator
    language: str
    version: str
    """The version of engage."""
    environment: Mapping[str, str]
    rules: tuple[RuleWords, ...]
    """The rules that were applied."""
    command: str = "engage check"
    pages: Mapping[str, str] = field(default_factory=RULES.copy)
    """Where its rules are explained, by language."""
    coloured: bool = False
    since: str = ""
    """The revision since which files must have changed to be checked; empty: all were checked."""
    unchanged: int = 0
    """The number of files that did not change and were not checked."""
    supposed: tuple[str, ...] = ()
    """The suppositions as typed; where there are any, no file was judged as it is."""

    @property
    def met(self) -> bool:
        """Whether every file meets its policy."""
        return all(file.met for file in self.files)

    @property
    def readable(self) -> bool:
        """Whether every file could be read and checked."""
        return all(file.readable for file in self.files)

    def entries(self, *statuses: Status) -> Iterator[Entry]:
        """The findings with one of `statuses`, or all of them, file by file."""
        return (e for file in self.files for e in file.entries if not statuses or e.status in statuses)

    @property
    def idle_policies(self) -> tuple[str, ...]:
        """The policies under which nothing was checked in some file."""
        return tuple(dict.fromkeys(file.policy for file in self.files if file.policy and not file.has_rules))

    @property
    def settled(self) -> int:
        """The number of findings that the baselines have and that are found no more."""
        return sum(file.settled for file in self.files)

    def count(self, severity: Severity) -> int:
        """The number of open findings of `severity`."""
        return sum(entry.severity is severity for entry in self.entries(Status.OPEN))


class Phrasing(Value):
    """Puts findings into the words of one language."""

    tr: Translator
    language: str

    def say(self, said: Sentence) -> str:
        """A text or a message in the language, on one line, the values of a message included."""
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
            case _:
                return value.isoformat() if isinstance(value, dt.date) else value


def make_entries(
    checked: CheckedProject, document: Document, speech: Phrasing, *, path: str, fail_on: Severity
) -> tuple[Entry, ...]:
    """The findings in `document` as entries, in the order of the file."""
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


def _reason(waiver: Waiver, speech: Phrasing) -> str:
    return speech.say(
        Message.of(
            "waived until {date} by {name}: {reason}",
            date=waiver.until,
            name=waiver.approved_by,
            reason=waiver.because,
        )
    )


def invalid_entry(problem: Problem, speech: Phrasing, number: int) -> Entry:
    """A problem of a file as an entry that always fails; `number`, from 1, tells apart those at one place."""
    where = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in problem.place).removeprefix(".")
    message, subject = speech.say(problem.message), problem.subject or where or "file"
    return Entry(
        path=shown_path(problem.path),
        line=problem.line or 1,
        column=problem.column or 1,
        rule=problem.rule or FILE_INVALID,
        severity=Severity.ERROR,
        subject=subject if number == 1 else f"{subject} {number}",
        message=one_line(f"{where}: {message}") if where else message,
        repair=speech.say(problem.hint) if problem.hint else "",
        fails=True,
    )


def shown_path(path: str) -> str:
    """`path` from the current folder where it is below it, with slashes, as reviewing tools want it."""
    absolute, here = Path(path).absolute(), Path.cwd()
    normal = Path(os.path.normpath(absolute))
    return (normal.relative_to(here) if normal.is_relative_to(here) else normal).as_posix()
