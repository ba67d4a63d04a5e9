"""Converts the results of a lint, in the reader's language, to the outcome type that the formats of a check report."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from engage_cli import __version__
from engage_cli.authoring.findings import Finding
from engage_cli.authoring.linting import Lint
from engage_cli.authoring.projects import describe_example, example_values
from engage_cli.authoring.prover import Example
from engage_cli.authoring.rules import BY_ID, RULES, SET_ASIDE
from engage_cli.check.formats.addresses import LINT_RULES
from engage_cli.check.formats.outcome import (
    Entry,
    FileOutcome,
    Instance,
    Outcome,
    Phrasing,
    Status,
    invalid_entry,
    shown_path,
)
from engage_cli.errors import Problem
from engage_cli.files.nodes import Node, position
from engage_cli.model.policy import Severity
from engage_cli.terminal.session import Session
from engage_cli.text import one_line
from engage_cli.values import Value

COMMAND = "engage questionnaire lint"


class RuleSelection(Value, kw_only=True):
    """Which rules apply, and which severity fails."""

    select: tuple[str, ...] = ()
    """Rule ids; empty: all."""
    ignore: tuple[str, ...] = ()
    fail_on: Severity = Severity.ERROR

    def takes(self, rule: str) -> bool:
        """Whether findings of the rule are reported."""
        return (not self.select or rule in self.select) and rule not in self.ignore


def lint_outcome(files: Iterable[FileOutcome], session: Session, *, to_screen: bool) -> Outcome:
    """The findings in all files."""
    return Outcome(
        files=tuple(files),
        tr=session.tr,
        language=session.language,
        version=__version__,
        environment=session.environment,
        rules=RULES,
        command=COMMAND,
        pages=LINT_RULES,
        coloured=to_screen and session.coloured(sys.stdout),
    )


def file_outcomes(lint: Lint, wanted: RuleSelection, speech: Phrasing) -> Iterator[FileOutcome]:
    """Each file of a questionnaire with its findings."""
    q = lint.desk.questionnaire
    found = [one for one in lint.findings if wanted.takes(one.rule)]
    for path in lint.desk.files:
        here = [one for one in found if one.node.path == path]
        yield FileOutcome(
            path=shown_path(path),
            entries=tuple(_entry(one, lint, wanted, speech) for one in here),
            name=f"{q.id} {q.version}",
            as_of=lint.desk.as_of,
        )


def unreadable_questionnaire(path: str, problems: Iterable[Problem], speech: Phrasing) -> FileOutcome:
    """A questionnaire that cannot be read, with everything that is wrong."""
    found = tuple(invalid_entry(problem, speech, number) for number, problem in enumerate(problems))
    return FileOutcome(path=shown_path(path), entries=found)


def _entry(found: Finding, lint: Lint, wanted: RuleSelection, speech: Phrasing) -> Entry:
    rule = BY_ID[found.rule]
    line, column = position(found.node.document, found.node.place, key=found.at_key)
    because = _set_aside(found.node, found.rule)
    return Entry(
        path=shown_path(found.node.path),
        line=line,
        column=column,
        rule=rule.id,
        severity=rule.severity,
        subject=found.subject,
        message=speech.say(found.message),
        repair=speech.say(found.repair or rule.repair),
        status=Status.OPEN if because is None else Status.WAIVED,
        fails=because is None and rule.severity.rank >= wanted.fail_on.rank,
        because=because or "",
        examples=tuple(_instance(one, lint, speech) for one in found.examples),
    )


def _instance(example: Example, lint: Lint, speech: Phrasing) -> Instance:
    words = describe_example(example, lint.desk.questionnaire, speech.language, speech.tr)
    return Instance(one_line(words), example_values(example.facets, example.answers))


def _set_aside(node: Node, rule: str) -> str | None:
    """The reason why the rule's findings are accepted at the node or around it; None where they are not."""
    value: Any = node.document.value
    found = _reason(value, rule)
    for key in node.place:
        value = value[key]
        found = _reason(value, rule) or found
    return found


def _reason(value: object, rule: str) -> str | None:
    said = value.get(SET_ASIDE) if isinstance(value, Mapping) else None
    reason = said.get(rule) if isinstance(said, Mapping) else None
    return one_line(str(reason)) if reason else None
