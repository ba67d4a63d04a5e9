"""`engage action drop PROJECT ID --because TEXT`."""

from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal.open_project import assess_project_today, open_project
from engage_cli.terminal.session import session_of


def drop(
    ctx: typer.Context,
    *,
    project: options.Project,
    id: options.ActionId,
    because: Annotated[str, typer.Option("--because", metavar=N_("TEXT"), help=N_("Why it is given up."))] = "",
) -> None:
    """Drops an action, with a reason; it stays in the project."""
    from engage_cli.followup.action_changes import drop_action as dropped
    from engage_cli.terminal.screens.actions import changed_action_lines

    session = session_of(ctx)
    loaded = open_project(project, session)
    action = dropped(loaded, id, because)
    session.say(*changed_action_lines(action, assess_project_today(loaded, session), session))
