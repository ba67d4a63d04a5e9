"""Writes the board of a meeting: JSON to the screen, the projector page, or the sheet."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.errors import Message, UsageError
from engage_cli.report.choices import Paper
from engage_cli.report.consensus.formats import FORMATS, ConsensusRequest
from engage_cli.terminal.open_project import assess_project
from engage_cli.terminal.progress import Meter
from engage_cli.terminal.report_choices import choose_languages
from engage_cli.terminal.session import Session
from engage_cli.terminal.write_document import choose_format, output_path, write_document
from engage_cli.values import Value

if TYPE_CHECKING:
    from engage_cli.project.loading import LoadedProject
    from engage_cli.voices.board import Board


class BoardOptions(Value, kw_only=True):
    """The options that were typed."""

    json: bool
    output: str | None
    format: str | None
    lang: str | None
    paper: Paper
    with_names: bool
    force: bool


def write_board(
    wanted: BoardOptions, loaded: "LoadedProject", found: "Board", session: Session, *, read: Sequence[Path]
) -> None:
    """Writes the board as the options ask; never overwrites the files in `read` or those of the project.

    Raises UsageError.
    """
    if wanted.json:
        if wanted.output is not None or wanted.format is not None:
            raise UsageError(Message.of("--json writes on the screen; in a file: -o FILE.json"))
        from engage_cli.report.consensus.as_data import consensus_json

        sys.stdout.write(consensus_json(found, names=wanted.with_names))
        return
    name = choose_format(wanted.format, wanted.output, FORMATS)
    request = ConsensusRequest(
        board=found,
        assessment=assess_project(loaded, session),
        languages=choose_languages(wanted.lang, session),
        names=wanted.with_names,
        paper=wanted.paper,
    )
    inputs = (*loaded.files(), *read)
    path = output_path(wanted.output, FORMATS[name], inputs=inputs, force=wanted.force)
    with Meter(session):
        document = FORMATS[name].document(request)
    write_document(document, path, session, inputs=inputs, force=wanted.force)
