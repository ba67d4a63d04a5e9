"""`engage action change PROJECT ID`."""

from typing import Annotated

import typer

from engage_cli.i18n import N_
from engage_cli.terminal import options
from engage_cli.terminal.clock import day_or_today, today_for
from engage_cli.terminal.open_project import assess_project_today, open_project
from engage_cli.terminal.session import parse_day, session_of


def change(
    ctx: typer.Context,
    *,
    project: options.Project,
    id: options.ActionId,
    owner: Annotated[
        str | None, typer.Option("--owner", metavar=N_("NAME"), help=N_("Who does it from now on; '' for nobody yet."))
    ] = None,
    due: Annotated[
        str | None,
        typer.Option("--due", metavar=N_("DATE"), help=N_("By which day from now on (2027-01-15); '' for none.")),
    ] = None,
    do: Annotated[
        str | None, typer.Option("--do", metavar=N_("TEXT"), help=N_("What is to be done, in other words."))
    ] = None,
) -> None:
    """Changes the owner, due date or text of an action; the old values stay in the record beside the project."""
    from engage_cli.followup.action_changes import ActionEdit
    from engage_cli.followup.action_changes import edit_action as changed
    from engage_cli.terminal.screens.actions import changed_action_lines_with_before

    session = session_of(ctx)
    new = ActionEdit(do=do, owner=owner, due=parse_day(due or None, today_for(project, session)), without_due=due == "")
    loaded = open_project(project, session)
    action = changed(loaded, id, new, day_or_today(loaded.path, session))
    session.say(*changed_action_lines_with_before(action, loaded, assess_project_today(loaded, session), session))
