"""`engage action reopen PROJECT ID`."""

import typer

from engage_cli.terminal import options
from engage_cli.terminal.clock import day_or_today
from engage_cli.terminal.open_project import assess_project_today, open_project
from engage_cli.terminal.session import session_of


def reopen(ctx: typer.Context, *, project: options.Project, id: options.ActionId) -> None:
    """Reopens an action; what was noted on it stays in the record beside the project."""
    from engage_cli.followup.action_changes import reopen_action as reopened
    from engage_cli.terminal.screens.actions import changed_action_lines_with_before

    session = session_of(ctx)
    loaded = open_project(project, session)
    action = reopened(loaded, id, day_or_today(loaded.path, session))
    session.say(*changed_action_lines_with_before(action, loaded, assess_project_today(loaded, session), session))
