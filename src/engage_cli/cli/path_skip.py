"""`engage path skip PROJECT ID --because TEXT`."""

from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal.clock import day_at
from engage_cli.terminal.open_project import assessed, opened
from engage_cli.terminal.session import session_of


def skip(
    ctx: typer.Context,
    *,
    project: options.Project,
    id: options.StepId,
    because: Annotated[str, typer.Option("--because", metavar=N_("TEXT"), help=N_("Why it is left out."))] = "",
) -> None:
    """Leaves a step out; it stays in the project, with the reason."""
    from engage_cli.followup.path import skip_step as skipped
    from engage_cli.terminal.screens.path import told

    session = session_of(ctx)
    loaded = opened(project, session)
    noted = skipped(loaded, id, day_at(loaded.path, session), because)
    session.say(*told(assessed(noted.loaded, session), noted.step, session))
