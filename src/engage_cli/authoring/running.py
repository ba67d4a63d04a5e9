"""Lints of the questionnaires that were asked for, written where they were asked for."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from engage_cli.authoring.linting import Lint, lint
from engage_cli.authoring.reporting import Wanted, files_of, outcome, unreadable
from engage_cli.authoring.rules import BY_ID
from engage_cli.check.formats.formats import FORMATS, is_code_quality
from engage_cli.check.formats.outcome import FILE_INVALID, FileOutcome, Outcome, Speech
from engage_cli.check.formats.wording import summary
from engage_cli.errors import InputError
from engage_cli.formats import JsonBearing
from engage_cli.questionnaire.library import FILE, default_path
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.terminal.clock import day_or_today
from engage_cli.terminal.edge import FINE, UNMET, WRONG
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.session import Session
from engage_cli.values import Value


class Output(Value, kw_only=True):
    """What is to be written, and where."""

    format: str
    file: Path | None
    """None: standard output."""
    force: bool
    """Replace a file that engage did not write."""


def paths(ids: Sequence[str], session: Session) -> tuple[Path, ...]:
    """Folders or files of the questionnaires named, else the one in the current folder.

    Raises UsageError.
    """
    return tuple(
        default_path(id and _of(id), folders=questionnaire_folders(session), judged=True) for id in ids or (None,)
    )


def _of(id: str) -> str:
    """The questionnaire that a file of a section belongs to stands beside it or above."""
    path = Path(id)
    if path.is_file() and path.name != FILE:
        found = next((folder for folder in path.absolute().parents if (folder / FILE).is_file()), None)
        return str(found) if found else id
    return id


def run(asked: Sequence[Path], wanted: Wanted, session: Session, output: Output) -> int:
    """Lints, writes what is found, and says what was proved. Raises UsageError; the exit code otherwise."""
    speech = Speech(session.tr, session.language)
    files: list[FileOutcome] = []
    done: list[Lint] = []
    for path in dict.fromkeys(asked):
        try:
            done.append(
                lint(load_questionnaire(path, questionnaire_folders(session)), as_of=day_or_today(path, session))
            )
            files += files_of(done[-1], wanted, speech)
        except InputError as error:
            files.append(unreadable(str(path / FILE if path.is_dir() else path), error.problems, speech))
    found = outcome(files, session, to_screen=output.file is None)
    _write(found, done, output, session)
    for one in done:
        session.say(proved(one, session))
    return WRONG if not found.readable else FINE if found.met else UNMET


def _write(found: Outcome, done: Sequence[Lint], output: Output, session: Session) -> None:
    """What is written for programs leaves what cannot be read, and the sum, to stderr."""
    document = FORMATS[output.format].document(found)
    session.say(*(f"{output.format}: {remark.say(session.tr)}" for remark in document.remarks))
    if output.file is None:
        sys.stdout.write(document.content.decode())
    else:
        from engage_cli.files.outputs import deliver

        mark = JsonBearing(partial(is_code_quality, rules=BY_ID)) if output.format == "gitlab" else document.ours
        inputs = [file for one in done for file in one.desk.loaded.files()]
        deliver(document.content, output.file, ours=mark, inputs=inputs, force=output.force)
    if output.file is not None or not FORMATS[output.format].shows_unreadable:
        for entry in found.entries():
            if entry.rule == FILE_INVALID:
                sys.stderr.write(f"{entry.shown}:{entry.line}:{entry.column}: {entry.message}\n")
        session.say(summary(found))


def proved(lint: Lint, session: Session) -> str:
    """How much was proved, in a sentence."""
    open_ = sum(not one.proof.decided for one in lint.shown)
    dead = sum(one.proof.impossible for one in lint.shown)
    said = session.tr.gettext("{id}: {count} things looked at; {shown} shown possible, {dead} impossible.").format(
        id=lint.desk.questionnaire.id, count=len(lint.shown), shown=len(lint.shown) - open_ - dead, dead=dead
    )
    more = session.tr.ngettext("{count} not decided.", "{count} not decided.", open_).format(count=open_)
    return f"{said} {more}" if open_ else said
