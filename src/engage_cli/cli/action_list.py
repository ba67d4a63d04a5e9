"""`engage action list PROJECT`."""

import typer

from engage_cli.terminal import options
from engage_cli.terminal.open_project import assess_project_today, open_project
from engage_cli.terminal.session import session_of


def show_all(ctx: typer.Context, *, project: options.Project) -> None:
    """Lists the actions of a project, late ones first, and what is proposed besides."""
    from engage_cli.terminal.screens.actions import action_lines

    session = session_of(ctx)
    assessment = assess_project_today(open_project(project, session), session)
    session.out("\n".join(action_lines(assessment, session, project)))
