"""Shows fixes as a difference, and writes them where that was asked for."""

import sys
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from functools import partial

from engage_cli.check import running
from engage_cli.check.fixing import Fix, fix_file
from engage_cli.check.running import Run
from engage_cli.check.settings import Request
from engage_cli.errors import ConflictError, Message
from engage_cli.files import atomic_writing
from engage_cli.files.yaml_reading import Document
from engage_cli.terminal.session import Session
from engage_cli.text import without_controls
from engage_cli.values import replace


def show_fixes(fixes: Iterable[Fix], session: Session) -> None:
    """Prints what would change, in the format that `patch` reads."""
    for one in fixes:
        sys.stdout.write("".join(map(_line, _difference(one))))
        for message in one.messages:
            session.say(f"{one.path}: {message.say(session.tr)}")


def write_fixes(fixes: Iterable[Fix], session: Session) -> None:
    """Writes the fixed files and says what was done.

    Raises UsageError, ConflictError where somebody else wrote meanwhile.
    """
    for one in fixes:
        atomic_writing.save(one.path, one.before, partial(_text, one), _refuse)
        for message in one.messages:
            session.say(f"{one.path}: {message.say(session.tr)}")


def fix_run(run: Run, request: Request, session: Session, *, writes: bool) -> Run:
    """Writes the fixes and gives the run as it is then, where `writes`.

    Else shows the difference and gives the same run. Raises UsageError, ConflictError.
    """
    fixes = [made for one in run.examined if (made := fix_file(one))]
    if not writes or not fixes:
        show_fixes(fixes, session)
        say_how_to_write(fixes, session)
        return run
    write_fixes(fixes, session)
    return running.run_check(replace(request, fix=False), session)


def _text(one: Fix, _now: Document) -> str:
    return one.after.text


def _refuse(now: Document) -> None:
    raise ConflictError(
        Message.of("“{path}” was changed meanwhile; nothing was written.", path=now.path), Message.of("Run it again.")
    )


def say_how_to_write(fixes: Iterable[Fix], session: Session) -> None:
    """Says how to write the fixes, or that there is nothing to write."""
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
