"""`engage action done PROJECT ID`."""

import typer

from engage_cli.terminal import options
from engage_cli.terminal.clock import day_at, past_day
from engage_cli.terminal.open_project import assessed_today, opened
from engage_cli.terminal.session import session_of


def done(
    ctx: typer.Context,
    *,
    project: options.Project,
    id: options.ActionId,
    on: options.DoneOn = None,
) -> None:
    """Notes that an action is done. What it changed is for the answers to say."""
    from engage_cli.followup.action_changes import finish_action
    from engage_cli.terminal.screens.actions import told

    session = session_of(ctx)
    loaded = opened(project, session)
    day = past_day(on, loaded.path, session) or day_at(loaded.path, session)
    action = finish_action(loaded, id, day)
    session.say(*told(action, assessed_today(loaded, session), session))
