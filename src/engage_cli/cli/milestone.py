"""`engage milestone PROJECT [NAME]`."""

from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal.clock import asked_day, parse_past_day
from engage_cli.terminal.open_project import assess_project, open_project
from engage_cli.terminal.session import Session, session_of
from engage_cli.typed import command
from engage_cli.values import replace

if TYPE_CHECKING:
    from engage_cli.project.loading import LoadedProject


def milestone(
    ctx: typer.Context,
    *,
    project: options.Project,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar=N_("NAME"), help=N_("What this moment is called; without it, the milestones are listed.")
        ),
    ] = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date", metavar=N_("DATE"), help=N_("The day that it holds for; that of the last answer by default.")
        ),
    ] = None,
    move: Annotated[
        bool, typer.Option("--move", help=N_("Move milestones that stand in the project file into the file beside it."))
    ] = False,
) -> None:
    """Keeps a project's current results as a milestone under a name; without a name, lists the milestones."""
    session = session_of(ctx)
    session = replace(
        session, as_of=parse_past_day(date, project, session) or asked_day(project, session), days_ago=None
    )
    loaded = open_project(project, session)
    if move:
        _move(loaded, session)
    elif name is None and date is not None:
        example = command("milestone", project, session.tr.gettext("Launch"), "--date", date)
        raise UsageError(Message.of("A milestone needs a name."), Message.of("For example: {command}", command=example))
    elif name is None:
        from engage_cli.terminal.screens.milestones import milestone_lines

        session.out("\n".join(milestone_lines(loaded, session, project)))
    else:
        _freeze(loaded, name, session)


def _freeze(loaded: "LoadedProject", name: str, session: Session) -> None:
    from engage_cli.project.migration.standing import under_answered_version
    from engage_cli.project.milestones import add_milestone
    from engage_cli.project.recognising import milestones_path
    from engage_cli.terminal.screens.milestones import kept_line

    loaded = under_answered_version(loaded)
    assessment = assess_project(loaded, session)
    kept = add_milestone(loaded, assessment, name)
    session.say(kept_line(kept, assessment.questionnaire, session, milestones_path(loaded.path)))


def _move(loaded: "LoadedProject", session: Session) -> None:
    from engage_cli.project.milestones import move_milestones
    from engage_cli.project.recognising import milestones_path

    tr, moved = session.tr, move_milestones(loaded)
    path = milestones_path(loaded.path)
    said = tr.ngettext("Moved to {path}: {n} milestone.", "Moved to {path}: {n} milestones.", moved)
    session.say(said.format(path=path, n=moved) if moved else tr.gettext("No milestone stands in the project file."))
