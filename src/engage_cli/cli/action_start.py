"""`engage action start PROJECT ID`."""

import typer

from engage_cli.terminal import options
from engage_cli.terminal.open_project import assessed_today, opened
from engage_cli.terminal.session import session_of


def start(ctx: typer.Context, *, project: options.Project, id: options.ActionId) -> None:
    """Notes that somebody is at it."""
    from engage_cli.followup.action_changes import begin_action
    from engage_cli.terminal.screens.actions import told

    session = session_of(ctx)
    loaded = opened(project, session)
    action = begin_action(loaded, id)
    session.say(*told(action, assessed_today(loaded, session), session))
