"""`engage action start PROJECT ID`."""

import typer

from engage_cli.terminal import options
from engage_cli.terminal.open_project import assess_project_today, open_project
from engage_cli.terminal.session import session_of


def start(ctx: typer.Context, *, project: options.Project, id: options.ActionId) -> None:
    """Marks an action as started."""
    from engage_cli.followup.action_changes import begin_action
    from engage_cli.terminal.screens.actions import changed_action_lines

    session = session_of(ctx)
    loaded = open_project(project, session)
    action = begin_action(loaded, id)
    session.say(*changed_action_lines(action, assess_project_today(loaded, session), session))
