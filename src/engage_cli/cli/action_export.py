"""`engage action export PROJECT`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.project.history import load_history_of
from engage_cli.report.actions.formats import FORMATS, ActionsRequest
from engage_cli.terminal import options
from engage_cli.terminal.open_project import assess_project, open_project
from engage_cli.terminal.parameters import Choice
from engage_cli.terminal.session import Session, session_of
from engage_cli.terminal.write_document import SCREEN, WRITTEN, choose_format, output_path, write_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engage_cli.followup.deadlines import Former
    from engage_cli.project.loading import LoadedProject

ISSUES = "md"
"""The format with one file for each action, in a folder."""

Output = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar=N_("FILE"),
        help=N_(
            "Where to write: a file in .ics or .csv, or a folder for one Markdown file an action; “-” is the screen."
        ),
    ),
]
ActionFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        click_type=Choice((*FORMATS, ISSUES)),
        help=N_("The format; by the name of the file where it is left out."),
    ),
]
WithoutNames = Annotated[bool, typer.Option("--without-names", help=N_("Leave out who does them."))]


def export(
    ctx: typer.Context,
    *,
    project: options.Project,
    output: Output = None,
    format: ActionFormat = None,
    without_names: WithoutNames = False,
    force: options.Force = False,
) -> None:
    """Exports actions for other programs; a calendar also has what lapses, such as waivers."""
    session = session_of(ctx)
    if output is None or (output == SCREEN and format == ISSUES):
        hint = Message.of("For a calendar: -o actions.ics; for one Markdown file an action: -o FOLDER")
        raise UsageError(Message.of("Where should it be written?"), hint)
    loaded = open_project(project, session)
    request = ActionsRequest(
        assessment=assess_project(loaded, session),
        language=session.language,
        names=not without_names,
        former=_former(loaded),
    )
    if format == ISSUES or (format is None and output != SCREEN and not Path(output).suffix):
        _issues(request, loaded, Path(output), session, force=force)
        return
    name = "ics" if output == SCREEN and format is None else choose_format(format, output, FORMATS)
    path = output_path(output, FORMATS[name], inputs=loaded.files(), force=force)
    write_document(FORMATS[name].document(request), path, session, inputs=loaded.files(), force=force)


def _former(loaded: "LoadedProject") -> "Mapping[str, Former]":
    """Raises InputError for a record that cannot be read."""
    from engage_cli.followup.deadlines import former_actions

    return former_actions(load_history_of(loaded.path))


def _issues(request: ActionsRequest, loaded: "LoadedProject", folder: Path, session: Session, *, force: bool) -> None:
    from engage_cli.report.actions.issues import find_obsolete_issues, write_issues

    written = write_issues(request, folder, inputs=loaded.files(), force=force)
    for path in written:
        session.say(session.tr.gettext(WRITTEN).format(path=path))
    if not written:
        session.say(session.tr.gettext("No action is to be done."))
    for path in find_obsolete_issues(request, folder):
        session.say(session.tr.gettext("Done or dropped since, and left as it is: {path}").format(path=path))
