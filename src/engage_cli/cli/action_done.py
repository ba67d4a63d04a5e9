"""`engage action done PROJECT ID`."""

import typer

from engage_cli.terminal import options
from engage_cli.terminal.clock import day_or_today, parse_past_day
from engage_cli.terminal.open_project import assess_project_today, open_project
from engage_cli.terminal.session import session_of


def done(
    ctx: typer.Context,
    *,
    project: options.Project,
    id: options.ActionId,
    on: options.DoneOn = None,
) -> None:
    """Marks an action as done; answers are not changed, as the team has to review them."""
    from engage_cli.followup.action_changes import finish_action
    from engage_cli.terminal.screens.actions import changed_action_lines

    session = session_of(ctx)
    loaded = open_project(project, session)
    day = parse_past_day(on, loaded.path, session) or day_or_today(loaded.path, session)
    action = finish_action(loaded, id, day)
    session.say(*changed_action_lines(action, assess_project_today(loaded, session), session))
