"""Exports actions as files for an issue tracker: a folder with one Markdown file for each action."""

from collections.abc import Iterable
from pathlib import Path

from engage_cli.errors import unwritable
from engage_cli.files.outputs import write_output
from engage_cli.formats import MARKED_TEXT
from engage_cli.report.actions.formats import ActionsRequest
from engage_cli.report.actions.texts import render_issue


def find_obsolete_issues(request: ActionsRequest, folder: Path) -> tuple[Path, ...]:
    """Files in `folder` of actions that have been done or dropped since they were written."""
    finished = (folder / f"{action.id}.md" for action in request.assessment.project.actions if action.finished)
    return tuple(path for path in finished if path.is_file() and MARKED_TEXT(path.read_bytes()))


def write_issues(request: ActionsRequest, folder: Path, *, inputs: Iterable[Path], force: bool) -> tuple[Path, ...]:
    """Writes `ID.md` into `folder`, which is created, for each action still to be done; returns the files.

    Raises UsageError where a file may not be replaced.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from None
    inputs, written = tuple(inputs), []
    for action in request.assessment.project.actions:
        if not action.finished:
            path = folder / f"{action.id}.md"
            write_output(render_issue(action, request).encode(), path, ours=MARKED_TEXT, inputs=inputs, force=force)
            written.append(path)
    return tuple(written)
