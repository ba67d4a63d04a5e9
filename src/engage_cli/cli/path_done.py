"""`engage path done PROJECT ID`."""

from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal.clock import day_at, today_at
from engage_cli.terminal.open_project import assessed, opened
from engage_cli.terminal.session import day_of, session_of


def done(
    ctx: typer.Context,
    *,
    project: options.Project,
    id: options.StepId,
    on: options.DoneOn = None,
    note: Annotated[str, typer.Option("--note", metavar=N_("TEXT"), help=N_("What came of it."))] = "",
) -> None:
    """Notes that a step is done, and says what is due next."""
    from engage_cli.followup.path import finish_step
    from engage_cli.terminal.screens.path import told

    session = session_of(ctx)
    loaded = opened(project, session)
    today = day_at(loaded.path, session)
    noted = finish_step(loaded, id, day_of(on, today_at(loaded.path, session)) or today, today, note)
    session.say(*told(assessed(noted.loaded, session), noted.step, session))
