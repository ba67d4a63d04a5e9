"""`engage path reopen PROJECT ID`."""

import typer

from engage_cli.terminal import options
from engage_cli.terminal.clock import day_or_today
from engage_cli.terminal.open_project import assess_project, open_project
from engage_cli.terminal.session import session_of


def reopen(ctx: typer.Context, *, project: options.Project, id: options.StepId) -> None:
    """Reopens a step; what was noted on it stays in the record beside the project."""
    from engage_cli.followup.path import reopen_step as reopened
    from engage_cli.project.history import history_path
    from engage_cli.terminal.screens.path import changed_step_lines

    session = session_of(ctx)
    loaded = open_project(project, session)
    noted = reopened(loaded, id, day_or_today(loaded.path, session))
    session.say(*changed_step_lines(assess_project(noted.loaded, session), noted.step, session))
    kept = session.tr.gettext("What was noted is kept in {path}.")
    session.say(kept.format(path=history_path(loaded.path)))
