"""Runs lints of the questionnaires asked for, and writes the results where asked."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from engage_cli.authoring.linting import Lint, lint
from engage_cli.authoring.reporting import RuleSelection, file_outcomes, lint_outcome, unreadable_questionnaire
from engage_cli.authoring.rules import BY_ID
from engage_cli.check.formats.formats import FORMATS, is_code_quality
from engage_cli.check.formats.outcome import FILE_INVALID, FileOutcome, Outcome, Phrasing
from engage_cli.check.formats.wording import summary
from engage_cli.errors import InputError
from engage_cli.formats import JsonMark
from engage_cli.questionnaire.library import FILE, default_path
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.terminal.clock import day_or_today
from engage_cli.terminal.edge import FINE, UNMET, WRONG
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.session import Session
from engage_cli.values import Value


class LintOutput(Value, kw_only=True):
    """Where and how results are written."""

    format: str
    file: Path | None
    """None: standard output."""
    force: bool
    """Whether to replace a file that engage did not write."""


def find_questionnaires(ids: Sequence[str], session: Session) -> tuple[Path, ...]:
    """The folders or files of the questionnaires named, else the one in the current folder. Raises UsageError."""
    folders = questionnaire_folders(session)
    return tuple(default_path(id and _of(id), folders=folders, judged=True) for id in ids or (None,))


def _of(id: str) -> str:
    """The path of the questionnaire, for `id` being a file of a section below it."""
    path = Path(id)
    if path.is_file() and path.name != FILE:
        found = next((folder for folder in path.absolute().parents if (folder / FILE).is_file()), None)
        return str(found) if found else id
    return id


def run_lints(asked: Sequence[Path], wanted: RuleSelection, session: Session, output: LintOutput) -> int:
    """Lints, writes the findings, and prints what was proved; returns the exit code. Raises UsageError."""
    speech, folders = Phrasing(session.tr, session.language), questionnaire_folders(session)
    files: list[FileOutcome] = []
    done: list[Lint] = []
    for path in dict.fromkeys(asked):
        try:
            done.append(lint(load_questionnaire(path, folders), as_of=day_or_today(path, session)))
            files += file_outcomes(done[-1], wanted, speech)
        except InputError as error:
            files.append(unreadable_questionnaire(str(path / FILE if path.is_dir() else path), error.problems, speech))
    found = lint_outcome(files, session, to_screen=output.file is None)
    _write(found, done, output, session)
    for one in done:
        session.say(proof_summary(one, session))
    return WRONG if not found.readable else FINE if found.met else UNMET


def _write(found: Outcome, done: Sequence[Lint], output: LintOutput, session: Session) -> None:
    """Writes the outcome; with formats for programs, unreadable files and the summary go to stderr."""
    document = FORMATS[output.format].document(found)
    session.say(*(f"{output.format}: {remark.say(session.tr)}" for remark in document.remarks))
    if output.file is None:
        sys.stdout.write(document.content.decode())
    else:
        from engage_cli.files.outputs import write_output

        mark = JsonMark(partial(is_code_quality, rules=BY_ID)) if output.format == "gitlab" else document.ours
        inputs = [file for one in done for file in one.desk.loaded.files()]
        write_output(document.content, output.file, ours=mark, inputs=inputs, force=output.force)
    if output.file is not None or not FORMATS[output.format].shows_unreadable:
        for entry in found.entries():
            if entry.rule == FILE_INVALID:
                sys.stderr.write(f"{entry.shown}:{entry.line}:{entry.column}: {entry.message}\n")
        session.say(summary(found))


def proof_summary(lint: Lint, session: Session) -> str:
    """A sentence on how much was proved."""
    open_ = sum(not one.proof.decided for one in lint.shown)
    dead = sum(one.proof.impossible for one in lint.shown)
    said = session.tr.gettext("{id}: {count} things looked at; {shown} shown possible, {dead} impossible.").format(
        id=lint.desk.questionnaire.id, count=len(lint.shown), shown=len(lint.shown) - open_ - dead, dead=dead
    )
    more = session.tr.ngettext("{count} not decided.", "{count} not decided.", open_).format(count=open_)
    return f"{said} {more}" if open_ else said
