"""Fixes shown as a difference, and written where that was asked for."""

import sys
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from functools import partial

from engage_cli.check import running
from engage_cli.check.fixing import Fix, fix
from engage_cli.check.running import Run
from engage_cli.check.settings import Request
from engage_cli.errors import ConflictError, Message
from engage_cli.files import atomic_writing
from engage_cli.files.yaml_reading import Document
from engage_cli.terminal.session import Session
from engage_cli.text import without_controls
from engage_cli.values import replace


def show(fixes: Iterable[Fix], session: Session) -> None:
    """What would change, as programs that patch files read it."""
    for one in fixes:
        sys.stdout.write("".join(map(_line, _difference(one))))
        for message in one.said:
            session.say(f"{one.path}: {message.say(session.tr)}")


def write(fixes: Iterable[Fix], session: Session) -> None:
    """Writes them, and says what was done. Raises UsageError, ConflictError where somebody else wrote meanwhile."""
    for one in fixes:
        atomic_writing.save(one.path, one.before, partial(_text, one), _refuse)
        for message in one.said:
            session.say(f"{one.path}: {message.say(session.tr)}")


def mend(run: Run, request: Request, session: Session, *, writes: bool) -> Run:
    """The run after what can be mended is written, where `writes`; else what was found, with the difference shown.

    Raises UsageError, ConflictError.
    """
    fixes = [made for one in run.examined if (made := fix(one))]
    if not writes or not fixes:
        show(fixes, session)
        invite(fixes, session)
        return run
    write(fixes, session)
    return running.run(replace(request, fix=False), session)


def _text(one: Fix, _now: Document) -> str:
    return one.after.text


def _refuse(now: Document) -> None:
    raise ConflictError(
        Message.of("“{path}” was changed meanwhile; nothing was written.", path=now.path), Message.of("Run it again.")
    )


def invite(fixes: Iterable[Fix], session: Session) -> None:
    """Says how to write them, or that there is nothing to write."""
    count = len(list(fixes))
    said = (
        Message.plural(
            "{count} file can be corrected; --fix --write writes it.",
            "{count} files can be corrected; --fix --write writes them.",
            count,
        )
        if count
        else Message.of("There is nothing that --fix could correct safely.")
    )
    session.say(said.say(session.tr))


def _difference(one: Fix) -> Iterator[str]:
    before, after = (text.splitlines(keepends=True) for text in (one.before.text, one.after.text))
    return unified_diff(before, after, f"a/{one.path.as_posix()}", f"b/{one.path.as_posix()}")


def _line(line: str) -> str:
    return (
        without_controls(line) if line.endswith("\n") else f"{without_controls(line)}\n\\ No newline at end of file\n"
    )
