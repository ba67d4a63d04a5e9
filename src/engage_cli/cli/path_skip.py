"""`engage path skip PROJECT ID --because TEXT`."""

from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal.clock import day_or_today
from engage_cli.terminal.open_project import assess_project, open_project
from engage_cli.terminal.session import session_of


def skip(
    ctx: typer.Context,
    *,
    project: options.Project,
    id: options.StepId,
    because: Annotated[str, typer.Option("--because", metavar=N_("TEXT"), help=N_("Why it is left out."))] = "",
) -> None:
    """Skips a step, with a reason; it stays in the project."""
    from engage_cli.followup.path import skip_step as skipped
    from engage_cli.terminal.screens.path import changed_step_lines

    session = session_of(ctx)
    loaded = open_project(project, session)
    noted = skipped(loaded, id, day_or_today(loaded.path, session), because)
    session.say(*changed_step_lines(assess_project(noted.loaded, session), noted.step, session))
