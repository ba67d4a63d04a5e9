"""`engage path done PROJECT ID`."""

from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal.clock import day_or_today, today_for
from engage_cli.terminal.open_project import assess_project, open_project
from engage_cli.terminal.session import parse_day, session_of


def done(
    ctx: typer.Context,
    *,
    project: options.Project,
    id: options.StepId,
    on: options.DoneOn = None,
    note: Annotated[str, typer.Option("--note", metavar=N_("TEXT"), help=N_("What came of it."))] = "",
) -> None:
    """Marks a step of the path as done, and prints what is due next."""
    from engage_cli.followup.path import finish_step
    from engage_cli.terminal.screens.path import changed_step_lines

    session = session_of(ctx)
    loaded = open_project(project, session)
    today = day_or_today(loaded.path, session)
    noted = finish_step(loaded, id, parse_day(on, today_for(loaded.path, session)) or today, today, note)
    session.say(*changed_step_lines(assess_project(noted.loaded, session), noted.step, session))
